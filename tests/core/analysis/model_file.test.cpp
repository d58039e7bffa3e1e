// Forecasts from saved models, and fits that begin at one.
#include "analysis/model_file.h"

#include <catch2/catch.hpp>

#include "analysis/fit_report.h"
#include "analysis/forecast_run.h"
#include "made_up_history.h"

namespace expense::analysis {
namespace {

constexpr const char* kCalendar = "[AT] Austria\nNew Year = 01-01\nEpiphany = 01-06\n";

ForecastRun run_of(const std::string& history, const std::string& options_json) {
  const auto options = parse_forecast_options(options_json);
  REQUIRE(options.has_value());
  const auto rows = read_history_csv(history, prophet::table_columns(options->model));
  REQUIRE(rows.has_value());
  auto run = run_forecast(*rows, *options, std::nullopt);
  REQUIRE(run.has_value());
  return *run;
}

ForecastRun run_of_saved(const std::string& file, const std::string& options_json = "{}") {
  const auto model = read_model_file(file);
  REQUIRE(model.has_value());
  const auto options = parse_options_beside_model(options_json, model->options);
  REQUIRE(options.has_value());
  auto run = run_forecast(*model, *options, std::nullopt);
  REQUIRE(run.has_value());
  return *run;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("a saved model forecasts what it forecast before, byte for byte", "[unit]") {
  const std::string options = GENERATE(
      as<std::string>{}, "{}", R"({"growth": "flat", "seasonality_mode": "multiplicative"})",
      R"({"likelihood": {"kind": "student_t"}, "n_level_steps": 5, "scaling": "minmax"})",
      R"({"month_positions": [{"kind": "first_day"}], "uncertainty_samples": 0})",
      R"({"mcmc_samples": 40, "n_changepoints": 3})");
  // A date twice, and one of which nothing but the date is known, last.
  const ForecastRun run = run_of(noisy_week(60) + "2026-01-05,140\n2026-03-02,\n", options);
  const ForecastRun again = run_of_saved(model_file_text(run.model));
  CHECK(forecast_csv(again) == forecast_csv(run));
  CHECK(fit_json(again).dump() == fit_json(run).dump());
}

TEST_CASE("a saved model that needs columns forecasts the rows that had y", "[unit]") {
  std::string history = "ds,y,cap\n";
  for (int i = 10; i < 31; ++i) {
    history += "2026-01-" + std::to_string(i) + "," + std::to_string(i * 2 + i % 3) + ",100\n";
  }
  const auto options = parse_forecast_options(R"({"growth": "logistic"})");
  const auto future = read_future_csv("ds,cap\n2026-02-05,100\n", {"cap", "floor"});
  const auto run = run_forecast(*read_history_csv(history, {"cap", "floor"}), *options, *future);
  REQUIRE(run.has_value());
  const auto model = read_model_file(model_file_text(run->model));
  REQUIRE(model.has_value());
  const auto again =
      run_forecast(*model, *parse_options_beside_model("{}", model->options), *future);
  REQUIRE(again.has_value());
  CHECK(forecast_csv(*again) == forecast_csv(*run));
}

TEST_CASE("a damaged model file is input that cannot be used, never a wrong option", "[unit]") {
  const std::string file = model_file_text(run_of(noisy_week(40), "{}").model);
  for (const std::string& damaged :
       {std::string(), std::string("{}"), std::string("[1]"), file.substr(0, file.size() / 2),
        replaced(file, "\"interval_width\":0.8", "\"interval_width\":8"),
        replaced(file, "\"growth\":\"linear\"", "\"growth\":\"round\"")}) {
    const auto model = read_model_file(damaged);
    REQUIRE_FALSE(model.has_value());
    CHECK(model.error().code == ErrorCode::kUnreadableFile);
    CHECK_FALSE(model.error().advice.empty());
  }
}

TEST_CASE("a model with the holidays of a country wants the calendar", "[unit]") {
  const auto options = parse_forecast_options(R"({"country_holidays": "AT"})", kCalendar);
  REQUIRE(options.has_value());
  const auto run = run_forecast(*read_history_csv(noisy_week(40)), *options, std::nullopt);
  REQUIRE(run.has_value());
  const std::string file = model_file_text(run->model);
  const auto without = read_model_file(file);
  REQUIRE_FALSE(without.has_value());
  CHECK(without.error().code == ErrorCode::kNotSupported);
  const auto model = read_model_file(file, kCalendar);
  REQUIRE(model.has_value());
  const auto again = run_forecast(*model, *parse_options_beside_model("{}", model->options), {});
  CHECK(forecast_csv(*again) == forecast_csv(*run));
}

TEST_CASE("beside a saved model there are only the options that it leaves open", "[unit]") {
  const ForecastRun run = run_of(noisy_week(60), "{}");
  const std::string file = model_file_text(run.model);
  const ForecastRun other =
      run_of_saved(file, R"({"horizon": 3, "freq": "W", "interval_width": 0.5, "seed": 9})");
  CHECK(other.forecast.ds.size() == 63);
  CHECK(other.forecast.trend.head(60) == run.forecast.trend.head(60));
  CHECK(other.forecast.yhat_upper[0] < run.forecast.yhat_upper[0]);
  for (const std::string json : {R"({"growth": "flat"})", R"({"mcmc_samples": 100})",
                                 R"({"holidays": []})", R"({"interval_width": 2})"}) {
    const auto refused = parse_options_beside_model(json, run.model.options);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::kInvalidOption);
  }
}

TEST_CASE("a fit may begin at a model of the same shape, and refuses another", "[unit]") {
  const std::string json =
      R"({"seasonality_mode": "multiplicative", "n_changepoints": 4, "weekly_seasonality": true})";
  const ForecastRun run = run_of(noisy_week(60), json);
  const auto start = read_model_file(model_file_text(run.model));
  REQUIRE(start.has_value());
  FitSettings settings;
  settings.start = start->parameters;
  const auto rows = read_history_csv(noisy_week(61));
  const ForecastOptions options = *parse_forecast_options(json);
  const auto warm = run_forecast(*rows, options, std::nullopt, settings);
  const auto cold = run_forecast(*rows, options, std::nullopt);
  REQUIRE(warm.has_value());
  CHECK(warm->model.summary.log_posterior ==
        Approx(cold->model.summary.log_posterior).epsilon(1e-9));
  CHECK(warm->model.summary.iterations <= cold->model.summary.iterations);
  ForecastOptions larger = options;
  larger.model.n_changepoints = 5;
  const auto refused = run_forecast(*rows, larger, std::nullopt, settings);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kInvalidOption);
}

}  // namespace expense::analysis
