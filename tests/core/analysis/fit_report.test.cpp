// What is told of a fit: sampling, level steps, regressors, choices, every row judged by the
// others.
#include "analysis/fit_report.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>

#include "made_up_history.h"

namespace expense::analysis {
namespace {

ForecastRun run_of(const std::string& history, const std::string& options_json,
                   const FitSettings& settings = {}) {
  const auto options = parse_forecast_options(options_json);
  REQUIRE(options.has_value());
  const auto rows = read_history_csv(history, prophet::table_columns(options->model));
  REQUIRE(rows.has_value());
  auto run = run_forecast(*rows, *options, prophet::dates_only({}), settings);
  REQUIRE(run.has_value());
  return *run;
}

bool mentions(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a sampled fit tells of its chains", "[unit]") {
  const ForecastRun run = run_of(noisy_week(50), R"({"mcmc_samples": 100, "n_changepoints": 2})");
  const Json sampling = fit_json(run)["sampling"];
  CHECK(sampling["chains"] == 4);
  CHECK(sampling["draws_per_chain"] == 50);
  CHECK(sampling["draws"] == 200);
  CHECK(sampling["largest_r_hat"].get<double>() > 0.9);
  CHECK(sampling["largest_r_hat"].get<double>() < 1.5);
  CHECK_FALSE(sampling["worst_parameter"].get<std::string>().empty());
  CHECK(sampling["smallest_bulk_ess"].get<double>() > 1.0);
  CHECK(sampling["smallest_tail_ess"].get<double>() > 1.0);
  CHECK(sampling_warnings(run.model).empty() ==
        (sampling["largest_r_hat"].get<double>() <= 1.01 && sampling["divergences"] == 0));
  CHECK_FALSE(fit_json(run_of(noisy_week(50), "{}")).contains("sampling"));
}

TEST_CASE("chains that disagree, diverge or are too short are warned of, with what to do",
          "[unit]") {
  prophet::Model model = run_of(noisy_week(50), R"({"mcmc_samples": 8})").model;
  REQUIRE(sampling_warnings(model).size() >= 1);
  CHECK(mentions(sampling_warnings(model).front(), "too few"));
  CHECK(fit_json(ForecastRun{model, {}, {}, {}})["sampling"]["largest_r_hat"].is_null());

  model.options.mcmc_samples = 400;
  model.sampling.worst_parameter = "delta[3]";
  model.sampling.largest_r_hat = 1.0345;
  model.sampling.divergences = 0;
  REQUIRE(sampling_warnings(model).size() == 1);
  CHECK(sampling_warnings(model).front() ==
        "The chains do not agree yet: R-hat of delta[3] is 1.034, and should be at most 1.01. "
        "Raise mcmc_samples from 400, for example to 800.");
  model.sampling.largest_r_hat = 1.009;
  model.sampling.divergences = 7;
  REQUIRE(sampling_warnings(model).size() == 1);
  CHECK(mentions(sampling_warnings(model).front(), "7 times"));
  CHECK(mentions(sampling_warnings(model).front(), "Raise mcmc_samples"));
  model.sampling.divergences = 0;
  CHECK(sampling_warnings(model).empty());
}

TEST_CASE("level steps are told with their dates and their sizes in units of y", "[unit]") {
  Random random(8);
  const std::string history =
      csv_of_days(80, [&random](int i) { return (i < 40 ? 1000.0 : 1500.0) + random.normal(); });
  const Json fit = fit_json(run_of(history, R"({"growth": "flat", "weekly_seasonality": false,
      "level_steps": ["2026-02-10", "2026-03-01"], "level_step_prior_scale": 10})"));
  CHECK(fit["level_steps"] == Json({"2026-02-10", "2026-03-01"}));
  CHECK(fit["level_step_sizes"][0].get<double>() == Approx(500.0).margin(2.0));
  CHECK(fit["level_step_sizes"][1].get<double>() == Approx(0.0).margin(2.0));
}

TEST_CASE("regressors are told by what a unit of them costs", "[unit]") {
  std::string history = "ds,y,users\n";
  for (int i = 10; i < 31; ++i) {
    const int users = i * i % 13;
    history += "2026-01-" + std::to_string(i) + "," + std::to_string(100.0 + 7.0 * users + i % 2) +
               "," + std::to_string(users) + "\n";
  }
  const Json fit = fit_json(
      run_of(history, R"({"regressors": [{"name": "users"}], "weekly_seasonality": false})"));
  const Json& one = fit["regressor_coefficients"].at(0);
  CHECK(one["regressor"] == "users");
  CHECK(one["regressor_mode"] == "additive");
  CHECK(one["coef"].get<double>() == Approx(7.0).epsilon(0.03));
  CHECK(one["coef_lower"] == one["coef"]);
}

TEST_CASE("degrees of freedom are told of Student-t noise, and only of it", "[unit]") {
  CHECK(fit_json(run_of(noisy_week(50),
                        R"({"likelihood": {"kind": "student_t", "nu": 4}})"))["nu"] == 4.0);
  CHECK_FALSE(fit_json(run_of(noisy_week(50), "{}")).contains("nu"));
}

TEST_CASE("a run that chooses its terms makes a growing week multiplicative and says why",
          "[unit]") {
  Random random(21);
  const std::string history = csv_of_days(240, [&random](int i) {
    return 100.0 * (1.0 + 0.01 * i) * (i % 7 < 5 ? 1.8 : 1.0) * (1.0 + 0.01 * random.normal());
  });
  FitSettings settings;
  settings.chooses_terms = true;
  const ForecastRun run =
      run_of(history, R"({"n_changepoints": 3, "uncertainty_samples": 50})", settings);
  CHECK(run.model.options.seasonality_mode == prophet::Mode::kMultiplicative);
  CHECK(run.model.options.uncertainty_samples == 50);
  const Json choice = fit_json(run)["choice"];
  REQUIRE(choice.size() == 2);
  CHECK(choice[0]["term"] == "multiplicative seasonality");
  CHECK(choice[0]["kept"] == true);
  CHECK(choice[0]["days"] == 120);
  CHECK(choice[0]["error_with"].get<double>() < choice[0]["error_without"].get<double>());
  CHECK(choice[0]["standard_errors"].get<double>() > 1.0);
  CHECK(mentions(choice[0]["reason"].get<std::string>(), "kept"));
  CHECK(choice[1]["term"] == "the weekly seasonality");
  CHECK_FALSE(fit_json(run_of(noisy_week(40), "{}")).contains("choice"));
}

TEST_CASE("a holiday that the newest days do not tell of has no errors in the choice", "[unit]") {
  FitSettings settings;
  settings.chooses_terms = true;
  const ForecastRun run = run_of(
      noisy_week(60), R"({"holidays": [{"holiday": "sale", "ds": "2026-01-05"}]})", settings);
  const Json step = fit_json(run)["choice"].back();
  CHECK(step["term"] == "the holiday sale");
  CHECK(step["kept"] == true);
  CHECK(step["error_with"].is_null());
}

TEST_CASE("every row is judged by the others", "[unit]") {
  Random random(3);
  const std::string history =
      csv_of_days(60, [&random](int i) { return (i == 30 ? 150.0 : 100.0) + random.normal(); });
  const auto csv = leave_one_out_csv(run_of(history, "{}").model);
  REQUIRE(csv.has_value());
  CHECK(csv->rfind("ds,y,prediction,residual,leverage\n2026-01-01,", 0) == 0);
  CHECK(std::count(csv->begin(), csv->end(), '\n') == 61);
  const std::size_t at = csv->find("2026-01-31,") + 11;
  double y = 0.0;
  double prediction = 0.0;
  double residual = 0.0;
  double leverage = 0.0;
  REQUIRE(std::sscanf(csv->c_str() + at, "%lf,%lf,%lf,%lf", &y, &prediction, &residual,
                      &leverage) == 4);
  CHECK(prediction == Approx(100.0).margin(5.0));
  CHECK(residual == Approx(y - prediction));
  CHECK(leverage > 0.0);
  CHECK(leverage < 1.0);
  const auto refused =
      leave_one_out_csv(run_of(history, R"({"seasonality_mode": "multiplicative"})").model);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kNotSupported);
}

}  // namespace expense::analysis
