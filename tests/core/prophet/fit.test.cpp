// Fitting and forecasting: constant and short histories, missing values, refused inputs,
// identities.
#include "prophet/fit.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "prophet/forecast.h"

namespace expense::prophet {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

Table daily(const std::vector<double>& values) {
  Table table;
  table.y = values;
  Day day = *make_day(2026, 1, 1);
  for (std::size_t i = 0; i < values.size(); ++i, day = day + 1) {
    table.ds.push_back(Timestamp::midnight(day));
  }
  return table;
}

Forecast forecast_history(const Model& model) {
  return *forecast(model, dates_only(model.history_dates));
}

std::vector<double> wavy(int days) {
  std::vector<double> values;
  for (int i = 0; i < days; ++i) values.push_back(50.0 + (i % 7) + 0.3 * ((i * 37) % 11));
  return values;
}

ErrorCode error_of(const Table& rows, const Options& options) {
  const Result<Model> model = fit(rows, options);
  REQUIRE_FALSE(model.has_value());
  CHECK_FALSE(model.error().message.empty());
  CHECK_FALSE(model.error().advice.empty());
  return model.error().code;
}

}  // namespace

TEST_CASE("a constant history forecasts exactly that constant, also zero", "[unit]") {
  const double value = GENERATE(20.0, 0.0, -3.5);
  const Model model = *fit(daily(std::vector<double>(30, value)), Options{});
  const Forecast result =
      *forecast(model, dates_only({Timestamp::midnight(*make_day(2027, 5, 5))}));
  CHECK(result.yhat[0] == value);
  CHECK(result.trend[0] == value);
}

TEST_CASE("two rows are enough", "[unit]") {
  const Model model = *fit(daily({10.0, 12.0}), Options{});
  CHECK(model.structure.changepoints.empty());
  CHECK(model.structure.features.components().empty());
  const Forecast result = forecast_history(model);
  CHECK(std::isfinite(result.yhat[1]));
}

TEST_CASE("rows without y are dates of the history but not learned from", "[unit]") {
  auto values = wavy(40);
  values[10] = kMissing;
  values[39] = kMissing;
  const Model model = *fit(daily(values), Options{});
  CHECK(model.history_dates.size() == 40);
  CHECK(to_iso_string(model.history_dates.back()) == "2026-02-09");
  CHECK(model.structure.time.seconds == 38.0 * Timestamp::kSecondsPerDay);
}

TEST_CASE("repeated dates are observations of their own", "[unit]") {
  Table again = daily(wavy(30));
  for (double& y : again.y) y += 10.0;
  const Model model = *fit(concatenate(daily(wavy(30)), again), Options{});
  const Forecast result = forecast_history(model);
  CHECK(result.ds.size() == 30);
  CHECK(result.yhat.mean() ==
        Approx(5.0 + Eigen::Map<const Eigen::VectorXd>(wavy(30).data(), 30).mean()).epsilon(0.01));
}

TEST_CASE("yhat is the trend plus all components, everywhere", "[unit]") {
  Options options;
  options.seasonalities.push_back({"monthly", 30.5, 3, {}, {}, ""});
  options.holidays.push_back({"launch", *make_day(2026, 2, 3), -1, 2, {}});
  const Model model = *fit(daily(wavy(120)), options);
  const Forecast result = forecast_history(model);
  Eigen::VectorXd sum = result.trend;
  for (const ComponentForecast& component : result.components) {
    if (!component.is_group) sum += component.values;
  }
  CHECK((sum - result.yhat).cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("a holiday marks its window and nothing else", "[unit]") {
  Options options;
  options.holidays.push_back({"sale", *make_day(2026, 2, 10), -1, 1, {}});
  auto values = wavy(60);
  for (const int i : {39, 40, 41}) values[static_cast<std::size_t>(i)] += 30.0;
  const Model model = *fit(daily(values), options);
  CHECK(model.structure.features.column_names().back() == "sale_delim_-1");
  const Forecast result = forecast_history(model);
  for (const ComponentForecast& component : result.components) {
    if (component.name != "sale") continue;
    CHECK(component.values[38] == 0.0);
    CHECK(component.values[39] == Approx(30.0).margin(5.0));
    CHECK(component.values[41] == Approx(30.0).margin(5.0));
    CHECK(component.values[42] == 0.0);
  }
}

TEST_CASE("a built-in seasonality replaces a custom one of its name only when asked for",
          "[unit]") {
  Options options;
  options.seasonalities.push_back({"weekly", 7.0, 1, 2.0, {}, ""});
  Model model = *fit(daily(wavy(60)), options);
  CHECK(model.structure.features.column_count() == 2);
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kDefaultOrder;
  model = *fit(daily(wavy(60)), options);
  CHECK(model.structure.features.column_count() == 6);
}

TEST_CASE("no changepoints at all still fit, with the rate in k", "[unit]") {
  Options options;
  options.n_changepoints = 0;
  const Model model = *fit(daily(wavy(60)), options);
  CHECK(model.structure.changepoints.empty());
  CHECK(model.parameters.delta.size() == 1);
  CHECK(model.parameters.delta[0] == 0.0);
}

TEST_CASE("wider intervals contain narrower ones, and the history's are exact", "[unit]") {
  Options options;
  options.interval_width = 0.8;
  const Model narrow = *fit(daily(wavy(90)), options);
  options.interval_width = 0.99;
  const Model wide = *fit(daily(wavy(90)), options);
  std::vector<Timestamp> ds = narrow.history_dates;
  for (int i = 0; i < 30; ++i)
    ds.push_back(Timestamp{ds.back().seconds + Timestamp::kSecondsPerDay});
  const Forecast a = *forecast(narrow, dates_only(ds), {1});
  const Forecast b = *forecast(wide, dates_only(ds), {1});
  for (Eigen::Index i = 0; i < a.yhat.size(); ++i) {
    CHECK(b.yhat_lower[i] < a.yhat_lower[i]);
    CHECK(b.yhat_upper[i] > a.yhat_upper[i]);
  }
  const double reach = 1.2815515655446004 * narrow.parameters.sigma_obs * narrow.scale.y_scale;
  CHECK(a.yhat_upper[10] - a.yhat[10] == Approx(reach).epsilon(1e-9));
  CHECK(a.trend_lower[10] == a.trend[10]);
}

TEST_CASE("the same seed simulates the same future, another seed another", "[unit]") {
  const Model model = *fit(daily(wavy(90)), Options{});
  const Table ds = dates_only({Timestamp::midnight(*make_day(2026, 6, 1))});
  CHECK(forecast(model, ds, {7})->yhat_upper[0] == forecast(model, ds, {7})->yhat_upper[0]);
  CHECK(forecast(model, ds, {7})->yhat_upper[0] != forecast(model, ds, {8})->yhat_upper[0]);
}

TEST_CASE("uncertainty_samples 0 turns intervals off", "[unit]") {
  Options options;
  options.uncertainty_samples = 0;
  const Model model = *fit(daily(wavy(90)), options);
  CHECK(forecast_history(model).yhat_lower.size() == 0);
}

TEST_CASE("histories that cannot be fitted are refused in words", "[unit]") {
  CHECK(error_of(Table{}, Options{}) == ErrorCode::kTooLittleHistory);
  CHECK(error_of(daily({1.0, kMissing}), Options{}) == ErrorCode::kTooLittleHistory);
  CHECK(error_of(daily({1.0, std::numeric_limits<double>::infinity()}), Options{}) ==
        ErrorCode::kInvalidTable);
  auto same_day = daily({1.0, 2.0});
  same_day.ds[1] = same_day.ds[0];
  CHECK(error_of(same_day, Options{}) == ErrorCode::kTooLittleHistory);
  Options outside;
  outside.changepoints = std::vector<Timestamp>{Timestamp::midnight(*make_day(2020, 1, 1))};
  CHECK(error_of(daily(wavy(30)), outside) == ErrorCode::kInvalidOption);
  CHECK_FALSE(forecast(*fit(daily(wavy(30)), Options{}), Table{}).has_value());
}

TEST_CASE("options out of their range are refused by name", "[unit]") {
  const auto refused = [](auto change) {
    Options options;
    change(options);
    const Result<void> valid = validate(options);
    return !valid.has_value() && !valid.error().message.empty();
  };
  CHECK(validate(Options{}).has_value());
  CHECK(refused([](Options& o) { o.changepoint_range = -0.1; }));
  CHECK(refused([](Options& o) { o.changepoint_range = 2.0; }));
  CHECK(refused([](Options& o) { o.changepoint_prior_scale = 0.0; }));
  CHECK(refused([](Options& o) { o.seasonality_prior_scale = -1.0; }));
  CHECK(refused([](Options& o) { o.interval_width = 1.0; }));
  CHECK(refused([](Options& o) { o.interval_width = 0.0; }));
  CHECK(refused([](Options& o) { o.uncertainty_samples = -1; }));
  CHECK(refused([](Options& o) { o.seasonalities.push_back({"trend", 7.0, 3, {}, {}, ""}); }));
  CHECK(refused([](Options& o) { o.seasonalities.push_back({"a_delim_b", 7.0, 3, {}, {}, ""}); }));
  CHECK(refused([](Options& o) { o.seasonalities.push_back({"monthly", 0.0, 3, {}, {}, ""}); }));
  CHECK(refused([](Options& o) { o.seasonalities.push_back({"monthly", 30.5, 0, {}, {}, ""}); }));
  CHECK(refused([](Options& o) { o.holidays.push_back({"x", Day{0}, 1, 0, {}}); }));
  CHECK(refused([](Options& o) { o.holidays.push_back({"x", Day{0}, 0, -1, {}}); }));
  CHECK(refused([](Options& o) { o.holidays.push_back({"x", Day{0}, 0, 0, 0.0}); }));
  CHECK(refused([](Options& o) {
    o.holidays.push_back({"x", Day{0}, 0, 0, 1.0});
    o.holidays.push_back({"x", Day{9}, 0, 0, 2.0});
  }));
}

}  // namespace expense::prophet
