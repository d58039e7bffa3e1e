// The terms a series deserves are found by replaying its days.
#include "prophet/model_choice.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "base/random.h"

namespace expense::prophet {
namespace {

struct Recipe {
  double weekday = 0.0;         // added on weekdays
  double weekday_factor = 1.0;  // multiplied on weekdays
  double growth = 0.0;          // a day, as a share
  double first_of_month = 0.0;  // added on the first of each month
};

Table series(const Recipe& recipe, int days) {
  Random random(21);
  Table rows;
  const Day first = *make_day(2024, 1, 1);
  for (int i = 0; i < days; ++i) {
    const Day day = first + i;
    const bool is_weekday = i % 7 < 5;
    double level = 100.0 * (1.0 + recipe.growth * i);
    if (is_weekday) level = level * recipe.weekday_factor + recipe.weekday;
    if (civil_date(day).day == 1) level += recipe.first_of_month;
    rows.ds.push_back(Timestamp::midnight(day));
    rows.y.push_back(level * (1.0 + 0.01 * random.normal()));
  }
  return rows;
}

const ChoiceStep* find(const ModelChoice& choice, const std::string& term) {
  const auto found = std::find_if(choice.steps.begin(), choice.steps.end(),
                                  [&](const ChoiceStep& step) { return step.term == term; });
  return found == choice.steps.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("weekdays that cost a share more of a growing level make the model multiplicative",
          "[unit]") {
  const Table rows = series({0.0, 1.8, 0.01, 0.0}, 240);
  const ModelChoice choice = *choose_model(rows, Options{});
  CHECK(choice.options.seasonality_mode == Mode::kMultiplicative);
  const ChoiceStep* step = find(choice, "multiplicative seasonality");
  REQUIRE(step != nullptr);
  CHECK(step->error_with < step->error_without);
  CHECK(step->reason.find("kept") != std::string::npos);
  CHECK(step->days == 120);
}

TEST_CASE("a weekly seasonality that there is stays, one that there is not goes", "[unit]") {
  const ModelChoice with = *choose_model(series({30.0, 1.0, 0.0, 0.0}, 160), Options{});
  REQUIRE(find(with, "the weekly seasonality") != nullptr);
  CHECK(find(with, "the weekly seasonality")->is_kept);
  const ModelChoice without = *choose_model(series({}, 160), Options{});
  REQUIRE(find(without, "the weekly seasonality") != nullptr);
  CHECK_FALSE(find(without, "the weekly seasonality")->is_kept);
  CHECK(without.options.weekly_seasonality.kind == SeasonalitySwitch::Kind::kOff);
}

TEST_CASE("a holiday that costs pays its way, one that does not goes, a rare one is not judged",
          "[unit]") {
  Options options;
  for (int month = 1; month <= 8; ++month) {
    options.holidays.push_back({"fees", *make_day(2024, month, 1), 0, 0, {}});
    options.holidays.push_back({"nothing", *make_day(2024, month, 17), 0, 0, {}});
  }
  options.holidays.push_back({"once", *make_day(2024, 2, 3), 0, 0, {}});
  const ModelChoice choice = *choose_model(series({0.0, 1.0, 0.0, 50.0}, 240), options);
  CHECK(find(choice, "the holiday fees")->is_kept);
  CHECK_FALSE(find(choice, "the holiday nothing")->is_kept);
  CHECK(find(choice, "the holiday once")->is_kept);
  CHECK(find(choice, "the holiday once")->reason.find("fewer than two") != std::string::npos);
  const auto is_nothing = [](const Holiday& holiday) { return holiday.name == "nothing"; };
  CHECK(std::none_of(choice.options.holidays.begin(), choice.options.holidays.end(), is_nothing));
}

TEST_CASE("a history too short to be replayed is refused in words", "[unit]") {
  const auto refused = choose_model(series({}, 15), Options{});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kTooLittleHistory);
  CHECK(refused.error().message.find("15") != std::string::npos);
}

}  // namespace expense::prophet
