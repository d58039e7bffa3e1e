// Forecast from texts to texts: tables and options that are read, and those that are refused.
#include "analysis/forecast_run.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/fit_report.h"

namespace expense::analysis {
namespace {

std::string history_csv(int days) {
  std::string text = "ds,y\n";
  Day day = *make_day(2026, 1, 1);
  for (int i = 0; i < days; ++i, day = day + 1) {
    text += to_iso_string(day) + "," + std::to_string(100 + i % 7 * 3 + (i * 31) % 5) + "\n";
  }
  return text;
}

Error refused_history(const std::string& text) {
  const auto rows = read_history_csv(text);
  REQUIRE_FALSE(rows.has_value());
  return rows.error();
}

Error refused_options(const std::string& json) {
  const auto options = parse_forecast_options(json);
  INFO(json);
  REQUIRE_FALSE(options.has_value());
  CHECK_FALSE(options.error().message.empty());
  return options.error();
}

}  // namespace

TEST_CASE("a history has its columns by name, in any order and case", "[unit]") {
  const auto rows =
      read_history_csv("Cost,note,Date\r\n\"1.5\",x,2026-01-01\n,y,2026-01-02 06:30\n");
  REQUIRE(rows.has_value());
  REQUIRE(rows->row_count() == 2);
  CHECK(rows->y[0] == 1.5);
  CHECK(std::isnan(rows->y[1]));
  CHECK(to_iso_string(rows->ds[1]) == "2026-01-02 06:30:00");
}

TEST_CASE("a history that cannot be read says line and column", "[unit]") {
  CHECK(refused_history("").code == ErrorCode::kEmptyInput);
  CHECK(refused_history("a,y\n").place.column == "ds");
  CHECK(refused_history("ds,b\n").place.column == "y");
  const Error bad_date = refused_history("ds,y\n2026-01-01,1\n2026-02-30,1\n");
  CHECK(bad_date.place.line == 3);
  CHECK(bad_date.place.column == "ds");
  CHECK(refused_history("ds,y\n2026-01-01T00:00:00+02:00,1\n").place.column == "ds");
  CHECK(refused_history("ds,y\n2026-01-01,inf\n").place.column == "y");
  CHECK(refused_history("ds,y\n2026-01-01,1x\n").place.line == 2);
}

TEST_CASE("the forecast has the history's dates, then the horizon's", "[unit]") {
  ForecastOptions options;
  options.horizon = 5;
  const auto run = run_forecast(*read_history_csv(history_csv(40)), options, std::nullopt);
  REQUIRE(run.has_value());
  CHECK(run->forecast.ds.size() == 45);
  CHECK(std::isnan(run->y[40]));
  const std::string csv = forecast_csv(*run);
  CHECK(csv.rfind("ds,y,trend,yhat,yhat_lower,yhat_upper,trend_lower,trend_upper,", 0) == 0);
  CHECK(csv.find("2026-02-14,,") != std::string::npos);
  const Json json = forecast_json(*run);
  CHECK(json["yhat"].size() == 45);
  CHECK(json["y"][44].is_null());
  const Json fit = fit_json(*run);
  CHECK(fit["beta"].size() == fit["beta_names"].size());
  CHECK(fit["termination"] == "converged");
}

TEST_CASE("given future dates take the place of the horizon", "[unit]") {
  const auto future = read_future_csv("ds\n2026-03-01\n2026-04-01\n");
  REQUIRE(future.has_value());
  const auto run = run_forecast(*read_history_csv(history_csv(40)), {}, *future);
  REQUIRE(run.has_value());
  CHECK(run->forecast.ds.size() == 42);
  CHECK(to_iso_string(run->forecast.ds.back()) == "2026-04-01");
  CHECK_FALSE(read_future_csv("when\n2026-03-01\n").has_value());
}

TEST_CASE("options in Prophet's words are read, null meaning the default", "[unit]") {
  const auto options = parse_forecast_options(R"({
    "about": "x", "growth": "flat", "changepoints": null, "n_changepoints": 10,
    "yearly_seasonality": false, "weekly_seasonality": 2, "daily_seasonality": "auto",
    "holidays": [{"holiday": "sale", "ds": "2026-01-05", "lower_window": -1, "prior_scale": null}],
    "seasonalities": [{"name": "monthly", "period": 30.5, "fourier_order": 5, "mode": null}],
    "regressors": [], "scaling": "minmax", "horizon": 7, "freq": "h", "trend_sampling": "path",
    "seed": 18446744073709551615})");
  REQUIRE(options.has_value());
  CHECK(options->model.growth == prophet::Growth::kFlat);
  CHECK(options->model.weekly_seasonality.order == 2);
  CHECK(options->model.yearly_seasonality.kind == prophet::SeasonalitySwitch::Kind::kOff);
  CHECK(options->model.holidays.at(0).lower_window == -1);
  CHECK(options->model.seasonalities.at(0).period_days == 30.5);
  CHECK(options->model.scaling == prophet::Scaling::kMinmax);
  CHECK(options->frequency == prophet::Frequency::kHour);
  CHECK(options->horizon == 7);
  CHECK(options->settings.trend_sampling == prophet::TrendSampling::kPath);
  CHECK(options->settings.seed == 18446744073709551615U);
}

TEST_CASE("options that are wrong are refused by name", "[unit]") {
  CHECK(refused_options("{\"growht\": \"linear\"}").message.find("growht") != std::string::npos);
  CHECK(refused_options("{\"growth\": \"constant\"}").message.find("linear") != std::string::npos);
  CHECK(refused_options("{\"n_changepoints\": 2.5}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"changepoints\": [\"soon\"]}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"holidays\": [{\"holiday\": \"x\"}]}").code ==
        ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"holidays\": [7]}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"weekly_seasonality\": \"yes\"}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"horizon\": -1}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"mcmc_samples\": -1}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"likelihood\": {\"kind\": \"cauchy\"}}").message.find("student_t") !=
        std::string::npos);
  CHECK(refused_options("{\"regressors\": [{\"name\": \"yhat\"}]}").code ==
        ErrorCode::kInvalidOption);
  CHECK(refused_options("{\"trend_sampling\": \"walk\"}").message.find("path") !=
        std::string::npos);
  CHECK(refused_options("{\"seed\": -1}").message.find("seed") != std::string::npos);
  CHECK(refused_options("{\"seed\": 1.5}").code == ErrorCode::kInvalidOption);
  CHECK(refused_options("not json").code == ErrorCode::kInvalidOption);
}

TEST_CASE("seed and trend sampling change the simulated band and nothing else", "[unit]") {
  const prophet::Table rows = *read_history_csv(history_csv(40));
  const auto run_of = [&rows](const std::string& json) {
    return run_forecast(rows, *parse_forecast_options(json), std::nullopt)->forecast;
  };
  const prophet::Forecast plain = run_of("{}");
  CHECK(run_of("{\"seed\": 0, \"trend_sampling\": \"grid\"}").yhat_lower == plain.yhat_lower);
  for (const std::string json : {"{\"seed\": 1}", "{\"trend_sampling\": \"path\"}"}) {
    CHECK(run_of(json).yhat == plain.yhat);
    CHECK(run_of(json).yhat_lower != plain.yhat_lower);
  }
}

TEST_CASE("ds and y make a history, date and cost may be one, anything else is a bill", "[unit]") {
  CHECK(history_likeness("ds,y,x\n") == HistoryLikeness::kCertainly);
  CHECK(history_likeness("date,cost\n") == HistoryLikeness::kPerhaps);
  CHECK(history_likeness("ds,cost\n") == HistoryLikeness::kPerhaps);
  CHECK(history_likeness("date,account,cost\n") == HistoryLikeness::kNo);
  CHECK(history_likeness("date,service,cost\n") == HistoryLikeness::kNo);
  CHECK(history_likeness("when,cost\n") == HistoryLikeness::kNo);
  CHECK(history_likeness("") == HistoryLikeness::kNo);
}

TEST_CASE("options without bound are refused before anything is allocated", "[unit]") {
  for (const std::string json :
       {"{\"uncertainty_samples\": 2000000000}", "{\"yearly_seasonality\": 100000000}",
        "{\"yearly_seasonality\": 4294967297}", "{\"horizon\": 2000000000}",
        "{\"n_changepoints\": 2000000000}", "{\"seasonality_prior_scale\": 1e-160}",
        "{\"holidays\": [{\"holiday\": \"x\", \"ds\": \"2026-01-01\", \"upper_window\": "
        "2147483647}]}",
        "{\"holidays\": [{\"holiday\": \"x\", \"ds\": \"2026-01-01\", \"lower_window\": "
        "-2147483647}]}",
        "{\"seasonalities\": [{\"name\": \"x\", \"period\": 7, \"fourier_order\": 100000000}]}"}) {
    CHECK(refused_options(json).code == ErrorCode::kInvalidOption);
  }
}

TEST_CASE("dates end with the calendar", "[unit]") {
  ForecastOptions options;
  options.horizon = 100'000;
  options.frequency = prophet::Frequency::kMonthStart;
  options.model.uncertainty_samples = 0;
  const auto run = run_forecast(*read_history_csv(history_csv(40)), options, std::nullopt);
  REQUIRE(run.has_value());
  CHECK(run->forecast.ds.size() < 100'000);
  CHECK(to_iso_string(run->forecast.ds.back()) == "9998-12-01");
}

}  // namespace expense::analysis
