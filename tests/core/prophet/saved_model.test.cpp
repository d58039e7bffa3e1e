// Models saved and loaded: the same forecast to the last bit, in the layout of Prophet.
#include "prophet/saved_model.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "made_up_models.h"
#include "prophet/forecast.h"
#include "prophet/refit_options.h"

namespace expense::prophet {
namespace {

using nlohmann::json;

void check_same_forecast(const Model& a, const Model& b, const Table& rows) {
  const Forecast expected = *forecast(a, rows, {5});
  const Forecast actual = *forecast(b, rows, {5});
  CHECK(actual.ds == expected.ds);
  CHECK(actual.trend == expected.trend);
  CHECK(actual.yhat == expected.yhat);
  CHECK(actual.yhat_lower == expected.yhat_lower);
  CHECK(actual.yhat_upper == expected.yhat_upper);
  CHECK(actual.trend_lower == expected.trend_lower);
  CHECK(actual.trend_upper == expected.trend_upper);
  REQUIRE(actual.components.size() == expected.components.size());
  for (std::size_t i = 0; i < expected.components.size(); ++i) {
    CHECK(actual.components[i].name == expected.components[i].name);
    CHECK(actual.components[i].mode == expected.components[i].mode);
    CHECK(actual.components[i].values == expected.components[i].values);
    CHECK(actual.components[i].lower == expected.components[i].lower);
  }
}

}  // namespace

TEST_CASE("a loaded model forecasts as the one that was saved, to the last bit", "[unit]") {
  const std::string kind = GENERATE(from_range(kMadeUpModels));
  INFO(kind);
  const Model model = made_up_model(kind);
  const Result<Model> loaded = model_from_json(to_json(model));
  REQUIRE(loaded.has_value());
  check_same_forecast(model, *loaded, made_up_rows(-10, 170));
  check_same_forecast(model, *loaded, loaded->history);
  CHECK(loaded->history.ds == model.history.ds);
  CHECK(loaded->history.y == model.history.y);
  CHECK(loaded->history.columns == model.history.columns);
  CHECK(loaded->history_dates == model.history_dates);
  CHECK(loaded->structure.changepoints == model.structure.changepoints);
  CHECK(loaded->parameters.nu == model.parameters.nu);
  CHECK(loaded->parameters.steps == model.parameters.steps);
  CHECK(loaded->draws.has_value() == model.draws.has_value());
}

TEST_CASE("saving a loaded model writes the same file", "[unit]") {
  const std::string kind = GENERATE(from_range(kMadeUpModels));
  INFO(kind);
  const std::string text = to_json(made_up_model(kind));
  CHECK(to_json(*model_from_json(text)) == text);
}

TEST_CASE("a loaded model has the options it was given", "[unit]") {
  Options given = options_with_everything();
  given.growth = Growth::kFlat;
  given.daily_seasonality.kind = SeasonalitySwitch::Kind::kDefaultOrder;
  given.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  given.scaling = Scaling::kMinmax;
  given.changepoint_range = 0.7;
  given.seasonality_prior_scale = 5.5;
  given.holidays_prior_scale = 6.5;
  given.changepoint_prior_scale = 0.125;
  const Options options = model_from_json(to_json(*fit(made_up_rows(0, 120), given)))->options;
  CHECK(options.growth == Growth::kFlat);
  CHECK(options.daily_seasonality.kind == SeasonalitySwitch::Kind::kDefaultOrder);
  CHECK(options.yearly_seasonality.kind == SeasonalitySwitch::Kind::kOff);
  CHECK(options.weekly_seasonality.kind == SeasonalitySwitch::Kind::kOrder);
  CHECK(options.weekly_seasonality.order == 2);
  CHECK(options.changepoints->size() == 3);
  CHECK(options.changepoints->front() == day_of_2025(20));
  CHECK(options.scaling == Scaling::kMinmax);
  CHECK(options.seasonality_mode == Mode::kMultiplicative);
  CHECK(options.holidays_mode == Mode::kAdditive);
  CHECK(options.changepoint_range == 0.7);
  CHECK(options.seasonality_prior_scale == 5.5);
  CHECK(options.holidays_prior_scale == 6.5);
  CHECK(options.changepoint_prior_scale == 0.125);
  CHECK(options.interval_width == 0.9);
  CHECK(options.uncertainty_samples == 50);
  REQUIRE(options.holidays.size() == 3);
  CHECK(options.holidays[0].lower_window == -1);
  CHECK(options.holidays[0].prior_scale == 3.0);
  CHECK_FALSE(options.holidays[2].prior_scale.has_value());
  REQUIRE(options.regressors.size() == 4);
  CHECK(options.regressors[1].standardize == Regressor::Standardize::kYes);
  CHECK(options.regressors[2].standardize == Regressor::Standardize::kNo);
  CHECK(options.regressors[2].mode == Mode::kAdditive);
}

TEST_CASE("what goes beyond Prophet comes back as well", "[unit]") {
  const Model model = made_up_model("drawn beyond Prophet");
  const Model loaded = *model_from_json(to_json(model));
  CHECK(loaded.options.month_positions.size() == 2);
  CHECK(loaded.options.month_positions[1].mode == Mode::kMultiplicative);
  CHECK(loaded.options.n_level_steps == 4);
  CHECK(loaded.options.level_step_prior_scale == 0.1);
  CHECK_FALSE(loaded.options.level_steps.has_value());
  CHECK(loaded.structure.level_steps == model.structure.level_steps);
  CHECK(loaded.options.likelihood.kind == Likelihood::Kind::kStudentT);
  CHECK(loaded.options.likelihood.noise_growth == 0.5);
  CHECK(loaded.mean_trend == model.mean_trend);
  CHECK(loaded.mean_trend > 0.0);
  CHECK(loaded.summary.termination == model.summary.termination);
  CHECK(loaded.summary.iterations == model.summary.iterations);
  CHECK(loaded.summary.log_posterior == model.summary.log_posterior);
  CHECK(loaded.draws->delta == model.draws->delta);
  CHECK(loaded.draws->steps == model.draws->steps);
  CHECK(loaded.draws->nu == model.draws->nu);
  CHECK(loaded.sampling.largest_r_hat == 1.0125);
  CHECK(loaded.sampling.worst_parameter == "beta[3]");
}

TEST_CASE("a loaded model is fitted again as the one that was saved", "[unit]") {
  const std::string kind =
      GENERATE(as<std::string>{}, "everything", "beyond Prophet", "logistic with floor");
  const Model model = made_up_model(kind);
  const Model loaded = *model_from_json(to_json(model));
  check_same_forecast(*fit(model.history, refit_options(model)),
                      *fit(loaded.history, refit_options(loaded)), made_up_rows(0, 150));
}

TEST_CASE("a saved model has Prophet's fields in Prophet's form", "[unit]") {
  const json file = json::parse(to_json(made_up_model("everything")));
  for (const char* field : {"growth",
                            "n_changepoints",
                            "specified_changepoints",
                            "changepoint_range",
                            "yearly_seasonality",
                            "weekly_seasonality",
                            "daily_seasonality",
                            "seasonality_mode",
                            "holidays_mode",
                            "seasonality_prior_scale",
                            "changepoint_prior_scale",
                            "holidays_prior_scale",
                            "mcmc_samples",
                            "interval_width",
                            "uncertainty_samples",
                            "y_scale",
                            "y_min",
                            "scaling",
                            "logistic_floor",
                            "country_holidays",
                            "component_modes",
                            "changepoints",
                            "history_dates",
                            "train_holiday_names",
                            "start",
                            "t_scale",
                            "holidays",
                            "history",
                            "train_component_cols",
                            "changepoints_t",
                            "seasonalities",
                            "extra_regressors",
                            "fit_kwargs",
                            "params",
                            "__prophet_version"}) {
    INFO(field);
    CHECK(file.contains(field));
  }
  CHECK(file["start"] == 1735689600.0);
  CHECK(file["t_scale"] == 119.0 * 86400.0);
  CHECK(file["yearly_seasonality"] == "auto");
  CHECK(file["weekly_seasonality"] == 2);
  CHECK(file["specified_changepoints"] == true);
  CHECK(file["country_holidays"].is_null());
  CHECK(file["params"]["k"].size() == 1);
  CHECK(file["params"]["k"][0].size() == 1);
  CHECK(file["params"]["delta"][0].size() == 3);
  CHECK(file["params"]["trend"][0].size() == 120);
  CHECK(file["seasonalities"][0] == json::parse(R"(["monthly", "open_days", "weekly"])"));
  CHECK(file["seasonalities"][1]["open_days"] == json::parse(R"({"period": 3.5,
      "fourier_order": 1, "prior_scale": 4.0, "mode": "additive", "condition_name": "is_open"})"));
  CHECK(file["extra_regressors"][0] == json::parse(R"(["load", "deploy", "traffic", "fixed"])"));
  CHECK(file["extra_regressors"][1]["fixed"] == json::parse(R"({"prior_scale": 10.0,
      "standardize": "auto", "mu": 0.0, "std": 1.0, "mode": "multiplicative"})"));
  CHECK(file["component_modes"]["additive"] ==
        json::parse(R"(["audit", "launch", "load", "open_days", "traffic", "additive_terms",
                        "extra_regressors_additive", "holidays"])"));

  const json changepoints = json::parse(file["changepoints"].get<std::string>());
  CHECK(changepoints["name"] == "ds");
  CHECK(changepoints["data"][0] == "2025-01-21T00:00:00.000");
  CHECK(changepoints["index"] == json::parse("[0, 1, 2]"));
  const json names = json::parse(file["train_holiday_names"].get<std::string>());
  CHECK(names["data"] == json::parse(R"(["audit", "launch"])"));
  const json columns = json::parse(file["train_component_cols"].get<std::string>());
  CHECK(columns["data"].size() == file["params"]["beta"][0].size());
  CHECK(columns["data"][0]["monthly"] == 1);
  CHECK(columns["data"][0]["weekly"] == 0);
  CHECK(columns["data"][0]["multiplicative_terms"] == 1);
}

TEST_CASE("the saved history has regressors standardised and conditions as true and false",
          "[unit]") {
  const Model model = made_up_model("everything");
  const json file = json::parse(to_json(model));
  const json history = json::parse(file["history"].get<std::string>());
  const json& load = file["extra_regressors"][1]["load"];
  double sum = 0.0;
  for (std::size_t i = 0; i < 120; ++i) {
    const json& row = history["data"][i];
    CHECK(row["load"].get<double>() ==
          Approx((model.history.columns.at("load")[i] - load["mu"].get<double>()) /
                 load["std"].get<double>()));
    CHECK(row["is_open"] == (i % 3 != 0));
    CHECK(row["traffic"] == model.history.columns.at("traffic")[i]);
    CHECK(row["y"] == model.history.y[i]);
    CHECK(row["y_scaled"] == model.history.y[i] / model.scale.y_scale);
    CHECK(row["floor"] == 0.0);
    sum += row["load"].get<double>();
  }
  CHECK(sum == Approx(0.0).margin(1e-9));
  CHECK(history["data"][0]["t"] == 0.0);
  CHECK(history["data"][119]["t"] == 1.0);
  CHECK(history["data"][31]["ds"] == "2025-02-01T00:00:00.000");
  CHECK(history["schema"]["fields"][0] == json::parse(R"({"name": "ds", "type": "datetime"})"));
}

TEST_CASE("draws are saved as Prophet does, one row for each", "[unit]") {
  const json params = json::parse(to_json(made_up_model("drawn")))["params"];
  CHECK(params["k"].size() == 12);
  CHECK(params["k"][0].is_number());
  CHECK(params["beta"].size() == 12);
  CHECK(params["beta"][0].size() == 6);
  CHECK(params["delta"][11].size() == 25);
}

TEST_CASE("a saved model of 480 rows has less than 200 000 characters", "[unit]") {
  const Model model = *fit(made_up_rows(0, 480), Options{});
  CHECK(to_json(model).size() < 200'000);
}

TEST_CASE("columns with names that Prophet uses for its own survive", "[unit]") {
  Table rows = made_up_rows(0, 60);
  rows.columns["t"] = rows.columns["load"];
  rows.columns["unused"] = std::vector<double>(60, std::numeric_limits<double>::quiet_NaN());
  Options options;
  options.regressors.push_back({"t", {}, Regressor::Standardize::kAuto, {}});
  const Model model = *fit(rows, options);
  const Model loaded = *model_from_json(to_json(model));
  CHECK(loaded.history.columns.at("t") == rows.columns["t"]);
  CHECK(std::isnan(loaded.history.columns.at("unused")[7]));
  check_same_forecast(model, loaded, rows);
}

}  // namespace expense::prophet
