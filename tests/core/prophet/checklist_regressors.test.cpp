// What Prophet's own tests check, sentence by sentence (items 55 to 59 and 61): extra regressors,
// and starting from another model.
#include <cmath>
#include <limits>

#include "series.h"

namespace expense::prophet {
namespace {

using Standardize = Regressor::Standardize;

Regressor regressor_of(const std::string& name, std::optional<double> prior_scale = {},
                       std::optional<Mode> mode = {}) {
  Regressor regressor;
  regressor.name = name;
  regressor.prior_scale = prior_scale;
  regressor.mode = mode;
  return regressor;
}

// Four columns as Prophet's tests have them: two of numbers, two of 100 ones and then zeros.
Table with_columns(Table rows) {
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    const auto number = static_cast<double>(i);
    rows.columns["numeric_feature"].push_back(number);
    rows.columns["numeric_feature2"].push_back(number);
    rows.columns["binary_feature"].push_back(i < 100 ? 1.0 : 0.0);
    rows.columns["binary_feature2"].push_back(i < 100 ? 1.0 : 0.0);
  }
  return rows;
}

Options four_regressors() {
  Options options;
  options.regressors = {regressor_of("binary_feature", 0.2), regressor_of("numeric_feature", 0.5),
                        regressor_of("numeric_feature2", 0.5, Mode::kMultiplicative),
                        regressor_of("binary_feature2")};
  options.regressors[3].standardize = Standardize::kYes;
  return options;
}

}  // namespace

TEST_CASE("a missing regressor column or value is refused, in the fit and in the forecast",
          "[checklist][20.55]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = without_intervals();
    options.regressors = {regressor_of("numeric_feature")};
    const Result<Model> without = fit(table.rows, options);
    REQUIRE_FALSE(without.has_value());
    CHECK(without.error().code == ErrorCode::kInvalidTable);
    CHECK(without.error().message.find("numeric_feature") != std::string::npos);

    Table rows = with_columns(table.rows);
    const Model model = *fit(rows, options);
    const Result<Forecast> ahead = forecast(model, days_after(model, 30));
    REQUIRE_FALSE(ahead.has_value());
    CHECK(ahead.error().message.find("numeric_feature") != std::string::npos);

    rows.columns["numeric_feature"][7] = std::numeric_limits<double>::quiet_NaN();
    const Result<Model> with_hole = fit(rows, options);
    REQUIRE_FALSE(with_hole.has_value());
    CHECK(with_hole.error().message.find("numeric_feature") != std::string::npos);
    CHECK(with_hole.error().message.find(to_iso_string(rows.ds[7])) != std::string::npos);
    // A row without y is not learned from.
    rows.y[7] = std::numeric_limits<double>::quiet_NaN();
    CHECK(fit(rows, options).has_value());
  }
}

TEST_CASE("numbers are standardised, 0 and 1 only when told", "[checklist][20.56]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Table rows = with_columns(table.rows);
    const Features features = *Features::plan(rows, four_regressors());
    const auto check = [&](const std::string& name, double mu, double std) {
      CHECK(find_component(features, name)->mu == Approx(mu).epsilon(1e-7));
      CHECK(find_component(features, name)->std == Approx(std).epsilon(1e-6));
    };
    check("binary_feature", 0.0, 1.0);
    check("numeric_feature", 254.5, 147.368585);
    check("numeric_feature2", 254.5, 147.368585);
    check("binary_feature2", 0.1960784314, 0.3974183);
    Eigen::MatrixXd columns(510, features.column_count());
    features.fill(rows, columns);
    const auto column = [&](const std::string& name) {
      return columns.col(find_component(features, name)->first_column);
    };
    CHECK(column("binary_feature")[0] == 1.0);
    CHECK(column("numeric_feature")[0] == Approx(-1.726962).epsilon(1e-6));
    CHECK(column("binary_feature2")[0] == Approx(2.022859).epsilon(1e-6));
  }
}

TEST_CASE("numbers are let be when told, text is read as numbers", "[checklist][20.56]") {
  Options options;
  options.regressors = {regressor_of("numeric_feature"), regressor_of("flag")};
  options.regressors[0].standardize = Standardize::kNo;
  const auto rows = analysis::read_history_csv(
      "ds,y,numeric_feature,flag\n2024-01-01,1,\"3\",\"1\"\n2024-01-02,2,5,\"0\"\n"
      "2024-01-03,4,\"9.5\",1\n",
      table_columns(options));
  REQUIRE(rows.has_value());
  CHECK(rows->columns.at("flag") == std::vector<double>{1.0, 0.0, 1.0});
  const Features features = *Features::plan(*rows, options);
  for (const std::string name : {"numeric_feature", "flag"}) {
    CHECK(find_component(features, name)->mu == 0.0);
    CHECK(find_component(features, name)->std == 1.0);
  }
  // Two other values are numbers.
  Table two = *rows;
  two.columns["flag"] = {1.0, 2.0, 1.0};
  CHECK(find_component(*Features::plan(two, options), "flag")->mu == Approx(4.0 / 3.0));
}

TEST_CASE("each regressor has its own prior scale, mode and column", "[checklist][20.57]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Features features = *Features::plan(with_columns(table.rows), four_regressors());
    CHECK(features.column_count() == 30);
    const auto check = [&](const std::string& name, double prior_scale, Mode mode) {
      const Component* component = find_component(features, name);
      REQUIRE(component != nullptr);
      CHECK(component->column_count == 1);
      CHECK(component->prior_scale == prior_scale);
      CHECK(component->mode == mode);
      CHECK(features.column_names()[static_cast<std::size_t>(component->first_column)] == name);
    };
    check("binary_feature", 0.2, Mode::kAdditive);
    check("numeric_feature", 0.5, Mode::kAdditive);
    check("numeric_feature2", 0.5, Mode::kMultiplicative);
    check("binary_feature2", 10.0, Mode::kAdditive);
    CHECK(features.components().back().name == "binary_feature2");
  }
}

TEST_CASE("regressors of one mode are summed, and everything adds up to yhat",
          "[checklist][20.58]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Model model = *fit(with_columns(table.rows), four_regressors());
    Table future = days_after(model, 1);
    future.columns = {{"binary_feature", {0.0}},
                      {"numeric_feature", {10.0}},
                      {"numeric_feature2", {10.0}},
                      {"binary_feature2", {1.0}}};
    const Forecast ahead = *forecast(model, concatenate(history_table(model), future));
    const auto part = [&](const std::string& name) {
      REQUIRE(ahead.component(name) != nullptr);
      return ahead.component(name)->values;
    };
    const auto same = [](const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
      return (a - b).cwiseAbs().maxCoeff() < 1e-9;
    };
    CHECK(same(part("extra_regressors_additive"),
               part("binary_feature") + part("numeric_feature") + part("binary_feature2")));
    CHECK(same(part("extra_regressors_multiplicative"), part("numeric_feature2")));
    CHECK(same(part("additive_terms"),
               part("yearly") + part("weekly") + part("extra_regressors_additive")));
    CHECK(same(part("multiplicative_terms"), part("extra_regressors_multiplicative")));
    const Eigen::VectorXd factor = 1.0 + part("multiplicative_terms").array();
    CHECK(same(ahead.yhat, ahead.trend.cwiseProduct(factor) + part("additive_terms")));
    // ds, trend, yhat and four bounds; ten components with two bounds each.
    CHECK(ahead.components.size() == 10);
    for (const ComponentForecast& component : ahead.components) {
      CHECK(component.lower == component.values);
      CHECK(component.upper == component.values);
    }
    CHECK(ahead.yhat_lower.size() == 511);
    CHECK(ahead.trend_upper.size() == 511);
  }
}

TEST_CASE("a constant regressor is not standardised, whatever was asked", "[checklist][20.59]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = table.rows;
    rows.columns["constant_feature"].assign(rows.row_count(), 5.0);
    for (const Standardize standardize : {Standardize::kAuto, Standardize::kYes}) {
      Options options = without_intervals();
      options.regressors = {regressor_of("constant_feature")};
      options.regressors[0].standardize = standardize;
      const Model model = *fit(rows, options);
      const Component* component = find_component(model.structure.features, "constant_feature");
      CHECK(component->mu == 0.0);
      CHECK(component->std == 1.0);
      CHECK(forecast(model, history_table(model))->yhat.allFinite());
    }
  }
}

TEST_CASE("a regressor added again overwrites the earlier one, in its place", "[unit]") {
  Options options = without_intervals();
  options.regressors = {regressor_of("numeric_feature", 0.1), regressor_of("binary_feature"),
                        regressor_of("numeric_feature", 3.0, Mode::kMultiplicative)};
  const Features features = *Features::plan(with_columns(business_days()), options);
  CHECK(features.column_count() == 28);
  CHECK(features.column_names()[26] == "numeric_feature");
  CHECK(find_component(features, "numeric_feature")->prior_scale == 3.0);
  CHECK(features.multiplicative_columns()[26] == 1.0);
  CHECK(features.column_names()[27] == "binary_feature");
}

TEST_CASE("a model of ten rows fewer is a good start, and changes nothing", "[checklist][20.61]") {
  for (const NamedTable& table : with_prophets(noisy_days(510, 61), "test_daily_510.csv")) {
    INFO(table.name);
    Options options = without_intervals();
    options.seasonality_mode = Mode::kMultiplicative;
    options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;  // 500 rows have none
    const Table rows = first_rows(table.rows, 510);
    const Model before = *fit(first_rows(table.rows, 500), options);
    const Model cold = *fit(rows, options);
    const Result<Model> warm = fit(rows, options, before.parameters);
    REQUIRE(warm.has_value());
    CHECK(warm->parameters.delta.size() == 25);
    CHECK(warm->summary.iterations <= cold.summary.iterations);
    CHECK(warm->summary.log_posterior == Approx(cold.summary.log_posterior).epsilon(1e-9));
    Parameters of_another_shape = before.parameters;
    of_another_shape.delta = Eigen::VectorXd::Zero(3);
    const Result<Model> refused = fit(rows, options, of_another_shape);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::kInvalidOption);
  }
}

}  // namespace expense::prophet
