// Options of a model that is fitted again: its seasonalities stay, its early changepoints stay.
#include "prophet/refit_options.h"

#include <catch2/catch.hpp>
#include <string>

#include "prophet/forecast.h"

namespace expense::prophet {
namespace {

Timestamp day_of_2026(int days) { return Timestamp::midnight(*make_day(2026, 1, 1) + days); }

Table daily_rows(int days) {
  Table table;
  for (int i = 0; i < days; ++i) {
    table.ds.push_back(day_of_2026(i));
    table.y.push_back(50.0 + 0.1 * i + (i % 7) + 0.3 * ((i * 37) % 11));
    table.columns["is_open"].push_back(i % 3 == 0 ? 0.0 : 1.0);
    table.columns["load"].push_back((i * 13) % 17);
  }
  return table;
}

std::vector<std::string> component_names(const Model& model) {
  std::vector<std::string> names;
  for (const Component& component : model.structure.features.components()) {
    names.push_back(component.name);
  }
  return names;
}

bool is_off(const SeasonalitySwitch& value) { return value.kind == SeasonalitySwitch::Kind::kOff; }

Options rich_options() {
  Options options;
  options.changepoints = {{day_of_2026(60), day_of_2026(20), day_of_2026(40)}};
  options.weekly_seasonality = {SeasonalitySwitch::Kind::kOrder, 2};
  options.seasonality_mode = Mode::kMultiplicative;
  options.seasonalities.push_back({"monthly", 30.5, 2, 4.0, Mode::kAdditive, "is_open"});
  options.holidays.push_back({"launch", day_of_2026(33).day(), -1, 1, 3.0});
  options.holidays_mode = Mode::kAdditive;
  options.regressors.push_back({"load", 2.0, Regressor::Standardize::kNo, Mode::kAdditive});
  options.scaling = Scaling::kMinmax;
  options.changepoint_prior_scale = 0.2;
  options.interval_width = 0.9;
  options.uncertainty_samples = 50;
  return options;
}

}  // namespace

TEST_CASE("a model fitted again keeps its seasonalities on a history too short for them",
          "[unit]") {
  const Model model = *fit(daily_rows(60), Options{});
  REQUIRE(component_names(model) == std::vector<std::string>{"weekly"});
  const Options again = refit_options(model, day_of_2026(9));
  CHECK(is_off(again.yearly_seasonality));
  CHECK(is_off(again.weekly_seasonality));
  CHECK(is_off(again.daily_seasonality));
  CHECK(component_names(*fit(daily_rows(10), Options{})).empty());
  CHECK(component_names(*fit(daily_rows(10), again)) == std::vector<std::string>{"weekly"});
}

TEST_CASE("a model fitted again on the same history is the same model", "[unit]") {
  const Table rows = daily_rows(90);
  const Model model = *fit(rows, rich_options());
  const Model again = *fit(rows, refit_options(model));
  CHECK(component_names(again) == component_names(model));
  CHECK(again.structure.changepoints == model.structure.changepoints);
  CHECK(forecast(again, rows)->yhat == forecast(model, rows)->yhat);
  CHECK(forecast(again, rows)->yhat_upper == forecast(model, rows)->yhat_upper);
}

TEST_CASE("all other options of a model fitted again are those it was given", "[unit]") {
  const Options options = refit_options(*fit(daily_rows(90), rich_options()));
  REQUIRE(options.seasonalities.size() == 2);
  CHECK(options.seasonalities[0].name == "monthly");
  CHECK(options.seasonalities[0].period_days == 30.5);
  CHECK(options.seasonalities[0].fourier_order == 2);
  CHECK(options.seasonalities[0].prior_scale == 4.0);
  CHECK(options.seasonalities[0].mode == Mode::kAdditive);
  CHECK(options.seasonalities[0].condition_name == "is_open");
  CHECK(options.seasonalities[1].name == "weekly");
  CHECK(options.seasonalities[1].fourier_order == 2);
  CHECK(options.seasonalities[1].prior_scale == 10.0);
  CHECK(options.seasonalities[1].mode == Mode::kMultiplicative);
  CHECK(options.changepoints->size() == 3);
  CHECK(options.holidays.size() == 1);
  CHECK(options.holidays_mode == Mode::kAdditive);
  CHECK(options.regressors.size() == 1);
  CHECK(options.regressors[0].standardize == Regressor::Standardize::kNo);
  CHECK(options.scaling == Scaling::kMinmax);
  CHECK(options.changepoint_prior_scale == 0.2);
  CHECK(options.interval_width == 0.9);
  CHECK(options.uncertainty_samples == 50);
}

TEST_CASE("with a cutoff only explicit changepoints before the last date learned from stay",
          "[unit]") {
  const Model model = *fit(daily_rows(90), rich_options());
  const auto kept = [&model](Timestamp cutoff) {
    return refit_options(model, cutoff).changepoints->size();
  };
  CHECK(kept(day_of_2026(89)) == 3);
  CHECK(kept(day_of_2026(61)) == 3);
  CHECK(kept(day_of_2026(60)) == 2);
  CHECK(kept(Timestamp{day_of_2026(60).seconds + 3600}) == 2);
  CHECK(kept(day_of_2026(20)) == 0);
  CHECK(kept(day_of_2026(-1)) == 0);
  CHECK(fit(daily_rows(41), refit_options(model, day_of_2026(40))).has_value());
  CHECK_FALSE(refit_options(*fit(daily_rows(60), Options{}), day_of_2026(30)).changepoints);
}

TEST_CASE("with a cutoff only explicit level steps before the last date learned from stay",
          "[unit]") {
  Options options;
  options.level_steps = {{day_of_2026(30), day_of_2026(50)}};
  const Model model = *fit(daily_rows(90), options);
  CHECK(refit_options(model, day_of_2026(50)).level_steps ==
        std::vector<Timestamp>{day_of_2026(30)});
  CHECK(refit_options(model).level_steps->size() == 2);
}

}  // namespace expense::prophet
