// What Prophet's own tests do not check but should (items 84, 87 and 88): short series, rates that
// pass 0, dates before the history and before 1970, invariances.
#include <cmath>

#include "prophet/fourier_features.h"
#include "prophet/trend.h"
#include "series.h"

namespace expense::prophet {
namespace {

Seasonality seasonality_of(const std::string& name, double period, int order) {
  Seasonality seasonality;
  seasonality.name = name;
  seasonality.period_days = period;
  seasonality.fourier_order = order;
  return seasonality;
}

// A year that rises above the middle of its cap and falls below again.
Table up_and_down() {
  Random random(84);
  std::vector<double> values;
  for (int i = 0; i < 300; ++i) {
    values.push_back(50.0 + 40.0 * sine_cosine_of_turns(i / 250.0).sine + 2.0 * random.normal());
  }
  Table rows = daily(values);
  rows.columns["cap"].assign(values.size(), 100.0);
  return rows;
}

double largest_difference(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  return (a - b).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("more parameters than rows end at the ordinary maximum, not at sigma 0",
          "[checklist][20.84]") {
  // 15 changepoints, weekly seasonality and 20 rows.
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    const Table rows = noisy_days(20, seed, 8.0);
    const Model model = *fit(rows, without_intervals());
    CHECK(model.structure.changepoints.size() == 15);
    CHECK(model.summary.termination == Termination::kConverged);
    CHECK(model.parameters.sigma_obs * model.scale.y_scale > 1.0);
    CHECK(model.summary.kkt_residual < 1e-6);
    CHECK(forecast(model, days_after(model, 14))->yhat.allFinite());
  }
}

TEST_CASE("a logistic rate may pass 0 without trouble", "[checklist][20.84]") {
  Options options;
  options.growth = Growth::kLogistic;
  options.changepoint_prior_scale = 0.5;
  const Model model = *fit(up_and_down(), options);
  CHECK(model.summary.termination == Termination::kConverged);
  double rate = model.parameters.k;
  double lowest = rate;
  double highest = rate;
  for (const double delta : model.parameters.delta) {
    rate += delta;
    lowest = std::min(lowest, rate);
    highest = std::max(highest, rate);
  }
  CHECK(lowest < 0.0);
  CHECK(highest > 0.0);
  Table table = concatenate(history_table(model), days_after(model, 100));
  table.columns["cap"].assign(table.row_count(), 100.0);
  for (const TrendSampling sampling : {TrendSampling::kGrid, TrendSampling::kPath}) {
    const Forecast result = *forecast(model, table, {1, sampling});
    for (const Eigen::VectorXd* column : {&result.trend, &result.yhat, &result.yhat_lower,
                                          &result.yhat_upper, &result.trend_lower}) {
      CHECK(column->allFinite());
    }
  }
}

TEST_CASE("a logistic rate of exactly 0 is a level", "[checklist][20.84]") {
  Structure structure;
  structure.growth = Growth::kLogistic;
  structure.changepoints_t = Eigen::Vector2d(0.3, 0.6);
  Parameters parameters;
  parameters.k = 2.0;
  parameters.m = 0.5;
  parameters.delta = Eigen::Vector2d(-2.0, 1.0);
  const double level = trend_at(structure, parameters, 0.3, 5.0);
  CHECK(trend_at(structure, parameters, 0.45, 5.0) == Approx(level).epsilon(1e-12));
  CHECK(trend_at(structure, parameters, 0.6, 5.0) == Approx(level).epsilon(1e-12));
  CHECK(trend_at(structure, parameters, 0.9, 5.0) > level);
}

TEST_CASE("a constant below its cap is a logistic level", "[checklist][20.84]") {
  for (const double cap : {10.0, 6.0, 5.001, 1000.0}) {
    Table rows = daily(std::vector<double>(60, 5.0));
    rows.columns["cap"].assign(60, cap);
    Options options = without_intervals();
    options.growth = Growth::kLogistic;
    const Result<Model> model = fit(rows, options);
    INFO("cap " << cap);
    REQUIRE(model.has_value());
    const Eigen::VectorXd yhat = forecast(*model, history_table(*model))->yhat;
    CHECK(yhat.minCoeff() == Approx(5.0).epsilon(1e-2));
    CHECK(yhat.maxCoeff() == Approx(5.0).epsilon(1e-2));
  }
}

TEST_CASE("dates before the history continue the first rate", "[checklist][20.87]") {
  Options options;
  const Model model = *fit(noisy_days(200, 87), options);
  const Forecast before =
      *forecast(model, dates_only({midnight(2023, 11, 22), midnight(2023, 12, 2),
                                   midnight(2023, 12, 12), midnight(2024, 1, 1)}));
  const double ten_days = before.trend[1] - before.trend[0];
  CHECK(before.trend[2] - before.trend[1] == Approx(ten_days).epsilon(1e-9));
  CHECK(before.trend[3] - before.trend[2] == Approx(2.0 * ten_days).epsilon(1e-9));
  CHECK(ten_days == Approx(model.parameters.k * 10.0 / 199.0 * model.scale.y_scale));
  // No trend is simulated there; the weekly pattern goes on.
  CHECK(before.trend_lower == before.trend);
  CHECK(before.trend_upper == before.trend);
  const Forecast weeks =
      *forecast(model, dates_only({midnight(2023, 12, 11), midnight(2024, 1, 1)}));
  CHECK(weeks.component("weekly")->values[0] ==
        Approx(weeks.component("weekly")->values[1]).epsilon(1e-9));
}

TEST_CASE("Fourier phases run through 1970 without a jump", "[checklist][20.87]") {
  for (const double period : {7.0, 1.0, 30.5, 365.25}) {
    // Whole periods apart, on both sides of 1970.
    const auto whole = static_cast<std::int64_t>(period * 4.0 * Timestamp::kSecondsPerDay);
    std::vector<Timestamp> dates;
    for (int i = -3; i <= 3; ++i) dates.push_back(Timestamp{i * whole + 45'296});
    Eigen::MatrixXd columns(7, 8);
    fill_fourier_features(dates, period, columns);
    for (Eigen::Index row = 1; row < 7; ++row) {
      CHECK((columns.row(row) - columns.row(0)).cwiseAbs().maxCoeff() < 1e-9);
    }
  }
}

TEST_CASE("a history of the 1960s is fitted as the same one today", "[checklist][20.87]") {
  const std::vector<double> values = noisy_days(100, 1960).y;
  const Day monday = *make_day(1962, 1, 1);
  REQUIRE(weekday(monday) == Weekday::kMonday);
  Options options = without_intervals();
  options.holidays = {{"sale", monday + 40, -1, 1, {}}};
  const Model then = *fit(daily(values, monday), options);
  options.holidays = {{"sale", *make_day(2024, 1, 1) + 40, -1, 1, {}}};
  const Model now = *fit(daily(values), options);
  CHECK(then.structure.features.column_names() == now.structure.features.column_names());
  CHECK(largest_difference(forecast(then, days_after(then, 30))->yhat,
                           forecast(now, days_after(now, 30))->yhat) < 1e-7);
}

TEST_CASE("y in another unit gives the same forecast in that unit", "[checklist][20.88]") {
  const double factor = GENERATE(0.001, 3.0, 1e6);
  Table rows = noisy_days(200, 88);
  rows.columns["cap"].assign(200, 300.0);
  rows.columns["floor"].assign(200, 20.0);
  const auto in_unit = [factor](Table table) {
    for (double& y : table.y) y *= factor;
    for (auto& [name, column] : table.columns) {
      for (double& value : column) value *= factor;
    }
    return table;
  };
  for (const Growth growth : {Growth::kLinear, Growth::kFlat, Growth::kLogistic}) {
    for (const Mode mode : {Mode::kAdditive, Mode::kMultiplicative}) {
      for (const auto kind : {Likelihood::Kind::kNormal, Likelihood::Kind::kHuber}) {
        for (const Scaling scaling : {Scaling::kAbsmax, Scaling::kMinmax}) {
          Options options = without_intervals();
          options.growth = growth;
          options.seasonality_mode = mode;
          options.likelihood.kind = kind;
          options.scaling = scaling;
          const Eigen::VectorXd plain = forecast(*fit(rows, options), rows)->yhat;
          const Eigen::VectorXd scaled =
              forecast(*fit(in_unit(rows), options), in_unit(rows))->yhat / factor;
          INFO("growth " << static_cast<int>(growth) << ", mode " << static_cast<int>(mode)
                         << ", noise " << static_cast<int>(kind));
          CHECK(largest_difference(plain, scaled) < 1e-6 * plain.cwiseAbs().maxCoeff());
        }
      }
    }
  }
}

TEST_CASE("seasonalities, holidays and regressors may be added in any order",
          "[checklist][20.88]") {
  const Mode mode = GENERATE(Mode::kAdditive, Mode::kMultiplicative);
  Table rows = noisy_days(300, 89);
  for (int i = 0; i < 300; ++i) {
    rows.columns["load"].push_back(static_cast<double>(i * 37 % 101));
    rows.columns["deploy"].push_back(i % 13 == 0 ? 1.0 : 0.0);
  }
  Options options = without_intervals();
  options.seasonality_mode = mode;
  options.seasonalities = {seasonality_of("monthly", 30.5, 3), seasonality_of("odd", 11.3, 2)};
  options.holidays = {{"sale", rows.ds[50].day(), 0, 1, {}},
                      {"launch", rows.ds[90].day(), -1, 0, {}}};
  Regressor load;
  load.name = "load";
  Regressor deploy;
  deploy.name = "deploy";
  options.regressors = {load, deploy};
  const Model model = *fit(rows, options);
  std::reverse(options.seasonalities.begin(), options.seasonalities.end());
  std::reverse(options.holidays.begin(), options.holidays.end());
  std::reverse(options.regressors.begin(), options.regressors.end());
  const Model reversed = *fit(rows, options);
  CHECK(model.structure.features.column_names() != reversed.structure.features.column_names());
  const Forecast a = *forecast(model, history_table(model));
  const Forecast b = *forecast(reversed, history_table(reversed));
  CHECK(largest_difference(a.yhat, b.yhat) < 1e-6);
  REQUIRE(a.components.size() == b.components.size());
  for (std::size_t i = 0; i < a.components.size(); ++i) {
    CHECK(a.components[i].name == b.components[i].name);
    CHECK(largest_difference(a.components[i].values, b.components[i].values) < 1e-6);
  }
}

}  // namespace expense::prophet
