// Coefficients of regressors on their own scale.
#include "prophet/regressor_coefficients.h"

#include <catch2/catch.hpp>

#include "made_up_models.h"
#include "prophet/forecast.h"
#include "reference_case.h"

namespace expense::prophet {
TEST_CASE("coefficients of regressors equal Prophet's to 1e-9", "[golden]") {
  const std::string folder = case_folder("regressors");
  const auto options = analysis::parse_forecast_options(read_file(folder + "/options.json"));
  REQUIRE(options.has_value());
  const auto rows =
      analysis::read_history_csv(read_file(folder + "/input.csv"), table_columns(options->model));
  REQUIRE(rows.has_value());
  Model model = *fit(*rows, options->model);
  const nlohmann::json units =
      read_json(std::string(EXPENSE_TEST_DATA) + "/prophet/units.json")["regressor_coefficients"];
  // The reference's beta, with which ours agrees to fewer digits.
  for (const Component& component : model.structure.features.components()) {
    for (const nlohmann::json& expected : units["regressors"]) {
      if (component.name != expected["regressor"]) continue;
      double& beta = model.parameters.beta[component.first_column];
      CHECK(beta == Approx(expected["beta"].get<double>()).epsilon(1e-4));
      beta = expected["beta"];
    }
  }
  const auto coefficients = regressor_coefficients(model);
  REQUIRE(coefficients.size() == 5);
  REQUIRE(units["regressors"].size() == 5);
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    const nlohmann::json& expected = units["regressors"][i];
    const RegressorCoefficient& actual = coefficients[i];
    CHECK(actual.regressor == expected["regressor"]);
    CHECK((actual.regressor_mode == Mode::kAdditive) == (expected["regressor_mode"] == "additive"));
    CHECK(actual.center == Approx(expected["center"].get<double>()).epsilon(1e-9));
    CHECK(actual.coef == Approx(expected["coef"].get<double>()).epsilon(1e-9));
    CHECK(actual.coef_lower == actual.coef);
    CHECK(actual.coef_upper == actual.coef);
  }
}

TEST_CASE("a coefficient is what one unit more of the regressor adds to the forecast", "[unit]") {
  const Model model = made_up_model("everything");
  Table rows = made_up_rows(0, 120);
  const Forecast before = *forecast(model, rows);
  const auto coefficients = regressor_coefficients(model);
  REQUIRE(coefficients.size() == 4);
  for (const RegressorCoefficient& coefficient : coefficients) {
    INFO(coefficient.regressor);
    Table more = rows;
    for (double& value : more.columns.at(coefficient.regressor)) value += 1.0;
    const Forecast after = *forecast(model, more);
    const double gain = after.yhat[50] - before.yhat[50];
    const bool is_additive = coefficient.regressor_mode == Mode::kAdditive;
    CHECK(gain == Approx(coefficient.coef * (is_additive ? 1.0 : before.trend[50])).epsilon(1e-9));
  }
}

TEST_CASE("bounds of coefficients are quantiles of the draws", "[unit]") {
  Model model = made_up_model("everything");
  add_made_up_draws(model, 20);
  for (const RegressorCoefficient& coefficient : regressor_coefficients(model)) {
    CHECK(coefficient.coef_lower < coefficient.coef);
    CHECK(coefficient.coef_upper > coefficient.coef);
  }
  model.draws->beta.setConstant(0.5);
  model.draws->beta.leftCols(10).setConstant(0.3);
  model.parameters = model.draws->mean();
  const RegressorCoefficient fixed = regressor_coefficients(model).back();
  CHECK(fixed.regressor_mode == Mode::kMultiplicative);
  CHECK(fixed.coef_lower == Approx(0.3));
  CHECK(fixed.coef == Approx(0.4));
  CHECK(fixed.coef_upper == Approx(0.5));
}

TEST_CASE("a model without regressors has no coefficients of regressors", "[unit]") {
  CHECK(regressor_coefficients(made_up_model("defaults")).empty());
}

}  // namespace expense::prophet
