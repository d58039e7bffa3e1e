// Which days recur, and which class a day belongs to.
#include "detection/cost_calendar.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <string>

#include "cli/country_holidays_text.h"

namespace expense::detection {
namespace {

std::vector<Day> days_from(Day first, int count) {
  std::vector<Day> days;
  for (int i = 0; i < count; ++i) days.push_back(first + i);
  return days;
}

DetectOptions with_holidays_of(const std::string& region) {
  static const auto calendar = std::make_shared<const HolidayCalendar>(
      HolidayCalendar::parse(country_holidays_text()).value());
  DetectOptions options;
  options.holidays = region;
  options.calendar = calendar;
  REQUIRE(validate(options).has_value());
  return options;
}

std::set<std::string> names_of(Day first, int count, const DetectOptions& options = {}) {
  const CalendarRules rules = calendar_rules(days_from(first, count), options);
  std::set<std::string> names;
  for (const prophet::Holiday& holiday : rules.holidays) names.insert(holiday.name);
  using Kind = prophet::MonthPosition::Kind;
  for (const prophet::MonthPosition& position : rules.month_positions) {
    if (position.kind == Kind::kFirstDay) names.insert("month_start");
    if (position.kind == Kind::kFirstThreeDays) names.insert("first_three_days");
    if (position.kind == Kind::kLastDay) names.insert("month_end");
  }
  return names;
}

bool rules_meet(Day day, const DetectOptions& options = {}) {
  return calendar_rules({day}, options).rules_meet.at(0);
}

}  // namespace

TEST_CASE("a holiday that is there only once makes no rule", "[unit]") {
  const Day first = *make_day(2025, 1, 2);
  CHECK(names_of(first, 400).count("labor_day") == 0);
  CHECK(names_of(first, 700).count("labor_day") == 1);
  CHECK(names_of(first, 364).count("thanksgiving_sale") == 0);
}

TEST_CASE("month starts and ends recur once there are two of them", "[unit]") {
  CHECK(names_of(*make_day(2025, 1, 15), 30).empty());
  CHECK(names_of(*make_day(2025, 1, 15), 60) == std::set<std::string>{"month_end", "month_start"});
}

TEST_CASE("the first three days of the month are a rule after half a year", "[unit]") {
  CHECK(names_of(*make_day(2025, 1, 2), 150).count("first_three_days") == 0);
  CHECK(names_of(*make_day(2025, 1, 2), 185).count("first_three_days") == 1);
}

TEST_CASE("holidays on weekends are ordinary weekends", "[unit]") {
  std::vector<Day> days;
  for (Day day = *make_day(2025, 1, 1); day <= *make_day(2027, 12, 31); day = day + 1) {
    days.push_back(day);
  }
  const auto holidays = calendar_rules(days, {}).holidays;
  // 4 July 2026 is a Saturday and 2027 a Sunday, so only 2025 has one, which is no rule.
  CHECK(std::none_of(holidays.begin(), holidays.end(), [](const prophet::Holiday& holiday) {
    return holiday.name == "independence_day";
  }));
}

TEST_CASE("rules meet where a holiday falls on the first or the last of a month", "[unit]") {
  CHECK(rules_meet(*make_day(2025, 9, 1)));    // Labor Day
  CHECK(rules_meet(*make_day(2025, 12, 1)));   // the sale's Monday
  CHECK(rules_meet(*make_day(2024, 11, 30)));  // the sale's Saturday
  CHECK_FALSE(rules_meet(*make_day(2025, 10, 1)));
  CHECK_FALSE(rules_meet(*make_day(2025, 12, 25)));
  CHECK_FALSE(rules_meet(*make_day(2026, 1, 1)));  // always there: one rule of its own
}

TEST_CASE("the holidays of the chosen region count, and no others", "[unit]") {
  const Day first = *make_day(2024, 1, 1);
  const auto german = names_of(first, 731, with_holidays_of("DE"));
  CHECK(german.count("Easter Monday") == 1);
  CHECK(german.count("labor_day") == 0);
  CHECK(german.count("thanksgiving_sale") == 0);
  CHECK(german.count("Corpus Christi") == 0);
  CHECK(names_of(first, 731, with_holidays_of("DE-BY")).count("Corpus Christi") == 1);
  CHECK(names_of(first, 731, with_holidays_of("none")) ==
        std::set<std::string>{"month_start", "first_three_days", "month_end"});
}

TEST_CASE("the sales after Thanksgiving count in every state", "[unit]") {
  const auto names = names_of(*make_day(2024, 1, 1), 731, with_holidays_of("US-CA"));
  CHECK(names.count("thanksgiving_sale") == 1);
  CHECK(names.count("christmas_eve") == 1);
  // What the state's own calendar holds is not there twice.
  CHECK(names.count("thanksgiving") == 0);
  CHECK(names.count("Thanksgiving Day") == 1);
}

TEST_CASE("a holiday of a fixed date at the month's edge is a rule of its own", "[unit]") {
  CHECK_FALSE(rules_meet(*make_day(2025, 5, 1), with_holidays_of("DE")));  // every year
  CHECK_FALSE(rules_meet(*make_day(2024, 10, 31), with_holidays_of("DE-NI")));
  CHECK(rules_meet(*make_day(2024, 4, 1), with_holidays_of("DE")));        // Easter Monday
  CHECK_FALSE(rules_meet(*make_day(2025, 9, 1), with_holidays_of("DE")));  // Labor Day elsewhere
}

TEST_CASE("every day has one class", "[unit]") {
  CHECK(day_class(*make_day(2026, 2, 1)) == DayClass::kMonthStart);  // a Sunday
  CHECK(day_class(*make_day(2026, 2, 28)) == DayClass::kMonthEnd);   // a Saturday
  CHECK(day_class(*make_day(2026, 2, 7)) == DayClass::kWeekend);
  CHECK(day_class(*make_day(2026, 2, 9)) == DayClass::kOrdinary);
}

}  // namespace expense::detection
