// Real Prophet fits, reproduced: the same scales and changepoints, a log posterior at least as
// good, and the same forecast.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "reference_case.h"

namespace expense::prophet {
namespace {

// A good optimiser meets the references to this share of max|y|; Prophet's own default stop misses
// them by up to 0.02.
constexpr double kYhatTolerance = 1e-6;
constexpr double kPosteriorTolerance = 1e-9;

double largest_magnitude(const Table& rows) {
  double largest = 0.0;
  for (const double y : rows.y) {
    if (!std::isnan(y)) largest = std::max(largest, std::fabs(y));
  }
  return largest;
}

void check_structure(const Model& model, const nlohmann::json& fit) {
  CHECK(to_iso_string(model.structure.time.start) == fit["t_start"]);
  CHECK(model.structure.time.seconds / Timestamp::kSecondsPerDay ==
        Approx(fit["t_scale_days"].get<double>()).epsilon(1e-12));
  CHECK(model.scale.y_scale == Approx(fit["y_scale"].get<double>()).epsilon(1e-12));
  REQUIRE(model.structure.changepoints.size() == fit["changepoints"].size());
  for (std::size_t j = 0; j < fit["changepoints"].size(); ++j) {
    CHECK(to_iso_string(model.structure.changepoints[j]) == fit["changepoints"][j]);
    CHECK(model.structure.changepoints_t[static_cast<Eigen::Index>(j)] ==
          Approx(fit["changepoints_t"][j].get<double>()).margin(1e-12));
  }
}

void check_column(const std::string& name, const Eigen::VectorXd& actual,
                  const std::vector<double>& expected, double tolerance) {
  INFO("column " << name);
  REQUIRE(static_cast<std::size_t>(actual.size()) == expected.size());
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    worst = std::max(worst, std::fabs(actual[static_cast<Eigen::Index>(i)] - expected[i]));
  }
  CHECK(worst <= tolerance);
}

void check_case(const std::string& folder) {
  const auto options = analysis::parse_forecast_options(read_file(folder + "/options.json"));
  REQUIRE(options.has_value());
  const auto columns = table_columns(options->model);
  const auto rows = analysis::read_history_csv(read_file(folder + "/input.csv"), columns);
  REQUIRE(rows.has_value());
  const Result<Model> model = fit(*rows, options->model);
  REQUIRE(model.has_value());
  const nlohmann::json reference = read_json(folder + "/fit.json");
  check_structure(*model, reference);
  if (!reference["log_posterior"].is_null()) {
    const double expected = reference["log_posterior"];
    CHECK(model->summary.termination == Termination::kConverged);
    CHECK(model->summary.kkt_residual < 1e-6);
    CHECK(model->summary.log_posterior >= expected - kPosteriorTolerance * std::fabs(expected));
  }

  const ReferenceTable table = read_reference_table(folder + "/forecast.csv");
  const auto future = analysis::read_future_csv(read_file(folder + "/future.csv"), columns);
  REQUIRE(future.has_value());
  const Result<Forecast> result = forecast(*model, concatenate(first_of_each_date(*rows), *future));
  REQUIRE(result.has_value());
  REQUIRE(result->ds == table.ds);
  REQUIRE(result.has_value());
  const double tolerance = kYhatTolerance * largest_magnitude(*rows);
  check_column("yhat", result->yhat, table.columns.at("yhat"), tolerance);
  // Parts of the sum are less determined than the sum where columns overlap.
  check_column("trend", result->trend, table.columns.at("trend"), 100.0 * tolerance);
  for (const ComponentForecast& component : result->components) {
    REQUIRE(table.columns.count(component.name) == 1);
    check_column(component.name, component.values, table.columns.at(component.name),
                 100.0 * tolerance);
  }
}

}  // namespace

TEST_CASE("reference fits of Prophet are reproduced at their optimum", "[golden]") {
  const std::string name = GENERATE(
      as<std::string>{}, "constant", "cost_3y", "custom_monthly", "short_20", "zeros",
      "flat_growth", "holidays_windows", "large_offset_minmax", "manual_changepoints", "missing_y",
      "peyton_defaults", "stock_480", "air_passengers_multiplicative", "conditional_weekly",
      "cost_3y_multiplicative", "logistic_cap_floor", "minmax_holidays_mode", "regressors");
  const std::string folder = case_folder(name);
  if (folder.empty()) {
    WARN("skipped: the reference case " << name << " is not beside this checkout");
    return;
  }
  INFO("case " << name);
  check_case(folder);
}

TEST_CASE("simulated intervals of the future match Prophet's grid method", "[golden]") {
  const std::string folder = case_folder("cost_3y");
  const auto options = analysis::parse_forecast_options(read_file(folder + "/options.json"));
  const auto rows = analysis::read_history_csv(read_file(folder + "/input.csv"));
  Options model_options = options->model;
  model_options.uncertainty_samples = 20'000;
  const Result<Model> model = fit(*rows, model_options);
  REQUIRE(model.has_value());
  const ReferenceTable bounds = read_reference_table(folder + "/intervals.csv");
  // The grid method looks at the spacing of the whole future, so all of it is forecast.
  const ReferenceTable dates = read_reference_table(folder + "/forecast.csv");
  const Result<Forecast> result = forecast(*model, dates_only(dates.ds), {1});
  REQUIRE(result.has_value());
  for (std::size_t i = 0; i < bounds.ds.size(); ++i) {
    const auto at = std::find(result->ds.begin(), result->ds.end(), bounds.ds[i]);
    REQUIRE(at != result->ds.end());
    const Eigen::Index row = at - result->ds.begin();
    const double lower = bounds.columns.at("yhat_lower_grid")[i];
    const double upper = bounds.columns.at("yhat_upper_grid")[i];
    INFO(to_iso_string(bounds.ds[i]));
    CHECK(result->yhat_lower[row] == Approx(lower).margin(0.03 * (upper - lower)));
    CHECK(result->yhat_upper[row] == Approx(upper).margin(0.03 * (upper - lower)));
    const double width =
        bounds.columns.at("trend_upper_grid")[i] - bounds.columns.at("trend_lower_grid")[i];
    CHECK(result->trend_upper[row] - result->trend_lower[row] ==
          Approx(width).epsilon(0.05).margin(1e-9));
  }
}

}  // namespace expense::prophet
