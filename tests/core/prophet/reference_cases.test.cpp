// Real Prophet fits, reproduced: the same scales and changepoints, a log posterior at least as
// good, and the same forecast.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "series.h"

namespace expense::prophet {
namespace {

// A good optimiser meets the references to this share of y_scale; Prophet's own default stop misses
// them by up to 0.02.
constexpr double kYhatTolerance = 1e-6;
// Parts of the sum are less determined than the sum where columns overlap.
constexpr double kPartTolerance = 1e-5;
constexpr double kPosteriorTolerance = 1e-9;

void check_structure(const Model& model, const nlohmann::json& fit) {
  CHECK(to_iso_string(model.structure.time.start) == fit["t_start"]);
  CHECK(model.structure.time.seconds / Timestamp::kSecondsPerDay ==
        Approx(fit["t_scale_days"].get<double>()).epsilon(1e-12));
  CHECK(model.scale.y_scale == Approx(fit["y_scale"].get<double>()).epsilon(1e-12));
  CHECK(model.scale.logistic_floor == fit["logistic_floor"].get<bool>());
  // With floors of its own a model stores y_min but never uses it.
  CHECK(model.scale.y_min == Approx(fit["y_min"].get<double>()).epsilon(1e-12));
  REQUIRE(model.structure.changepoints.size() == fit["changepoints"].size());
  for (std::size_t j = 0; j < fit["changepoints"].size(); ++j) {
    CHECK(to_iso_string(model.structure.changepoints[j]) == fit["changepoints"][j]);
    CHECK(model.structure.changepoints_t[static_cast<Eigen::Index>(j)] ==
          Approx(fit["changepoints_t"][j].get<double>()).epsilon(0.0).margin(1e-12));
  }
}

const char* word(Mode mode) { return mode == Mode::kAdditive ? "additive" : "multiplicative"; }

void check_features(const Features& features, const nlohmann::json& fit) {
  std::vector<std::string> names = fit["beta_names"];
  if (names == std::vector<std::string>{"zeros"}) names.clear();
  CHECK(features.column_names() == names);
  std::size_t column = 0;
  for (const Component& component : features.components()) {
    INFO(component.name);
    REQUIRE(static_cast<std::size_t>(component.first_column) == column);
    for (Eigen::Index i = 0; i < component.column_count; ++i, ++column) {
      CHECK(component.prior_scale == fit["beta_prior_scales"][column].get<double>());
      CHECK(word(component.mode) == fit["beta_modes"][column].get<std::string>());
    }
  }
  CHECK(column == names.size());
  for (const auto& seasonality : fit["seasonalities"]) {
    const Component* component = find_component(features, seasonality["name"]);
    REQUIRE(component != nullptr);
    CHECK(component->period_days == seasonality["period"].get<double>());
    CHECK(component->column_count == 2 * seasonality["fourier_order"].get<int>());
    const auto& condition = seasonality["condition_name"];
    CHECK(component->condition_name == (condition.is_null() ? "" : condition.get<std::string>()));
  }
  for (const auto& regressor : fit["regressors"]) {
    const Component* component = find_component(features, regressor["name"]);
    REQUIRE(component != nullptr);
    CHECK(component->mu == Approx(regressor["mu"].get<double>()).epsilon(1e-12));
    CHECK(component->std == Approx(regressor["std"].get<double>()).epsilon(1e-12));
  }
}

void check_initial(const Model& model, const nlohmann::json& fit) {
  const Table& rows = model.history;
  const Parameters start =
      initial_parameters(*make_design(rows, model.options), scaled_y(rows, model.scale),
                         scaled_caps(rows, model.scale, model.options.growth));
  CHECK(start.k == Approx(fit["init"]["k"].get<double>()).epsilon(1e-12).margin(1e-12));
  CHECK(start.m == Approx(fit["init"]["m"].get<double>()).epsilon(1e-12).margin(1e-12));
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

// Every column of the reference and no other.
void check_forecast(const Model& model, const Table& rows, const ReferenceTable& reference) {
  const Result<Forecast> result = forecast(model, rows);
  REQUIRE(result.has_value());
  REQUIRE(result->ds == reference.ds);
  const double y_scale = model.scale.y_scale;
  check_column("yhat", result->yhat, reference.columns.at("yhat"), kYhatTolerance * y_scale);
  check_column("trend", result->trend, reference.columns.at("trend"), kPartTolerance * y_scale);
  CHECK(reference.columns.size() == 2 + result->components.size());
  for (const ComponentForecast& component : result->components) {
    REQUIRE(reference.columns.count(component.name) == 1);
    check_column(component.name, component.values, reference.columns.at(component.name),
                 kPartTolerance * (component.mode == Mode::kAdditive ? y_scale : 1.0));
  }
}

// All distinct dates of the input and the future, with the columns the model needs.
Table rows_to_forecast(const std::string& folder, const std::vector<std::string>& columns,
                       const Table& input) {
  return concatenate(first_of_each_date(input),
                     *analysis::read_future_csv(read_file(folder + "/future.csv"), columns));
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
  check_features(model->structure.features, reference);
  check_initial(*model, reference);
  if (!reference["log_posterior"].is_null()) {
    const double expected = reference["log_posterior"];
    CHECK(model->summary.termination == Termination::kConverged);
    CHECK(model->summary.kkt_residual < 1e-6);
    CHECK(model->summary.log_posterior >= expected - kPosteriorTolerance * std::fabs(expected));
  }

  check_forecast(*model, rows_to_forecast(folder, columns, *rows),
                 read_reference_table(folder + "/forecast.csv"));
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

}  // namespace expense::prophet
