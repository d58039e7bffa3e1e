#include "detection/cost_calendar.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "calendar/holiday_calendar.h"
#include "calendar/us_holidays.h"

namespace expense::detection {
namespace {

// Occurrences that lie closer together are one occasion, such as the days of one sale.
constexpr int kShortestRecurrenceDays = 28;
// Fewer starts of a month say too little of the days after the first.
constexpr int kFewestStartsOfThreeDays = 6;
// Standard deviation of their common coefficient, in shares of the largest value.
constexpr double kThreeDaysScale = 0.1;
constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
// A holiday that has a date in most of the seven years around it has it every year. The days of a
// sale, of which there are three, come back to a date in up to three of them.
constexpr int kYearsAround = 3;

// Ordered by name, so that the model's columns do not depend on the order of discovery.
using DaysByName = std::map<std::string, std::vector<Day>>;

bool is_month_end(const CivilDate& date) {
  return date.day == days_in_month(date.year, date.month);
}

bool is_weekend(Day day) {
  const Weekday of_week = weekday(day);
  return of_week == Weekday::kSaturday || of_week == Weekday::kSunday;
}

// Weekends are quiet anyway; only the sale changes them.
bool changes_business(const std::string& holiday, Day day) {
  return !is_weekend(day) || holiday == kThanksgivingSale;
}

std::vector<NamedDay> built_in_holidays(int year) {
  std::vector<NamedDay> holidays;
  for (const HolidayDate& holiday : us_holidays(year)) {
    holidays.push_back({std::string(holiday.name), holiday.day});
  }
  return holidays;
}

std::vector<NamedDay> holidays_of(const DetectOptions& options, int year) {
  if (options.holidays == kNoHolidays) return {};
  if (options.holidays == kBuiltInHolidays) return built_in_holidays(year);
  Result<std::vector<NamedDay>> known = options.calendar->holidays(options.holidays, year);
  std::vector<NamedDay> holidays = known ? std::move(*known) : std::vector<NamedDay>();
  if (options.holidays.rfind("US-", 0) != 0) return holidays;
  // Sales and Christmas Eve are no public holidays, but business knows them in every state.
  const std::vector<NamedDay> of_state = holidays;
  for (NamedDay& holiday : built_in_holidays(year)) {
    const bool is_held =
        std::any_of(of_state.begin(), of_state.end(),
                    [&holiday](const NamedDay& other) { return other.day == holiday.day; });
    if (!is_held) holidays.push_back(std::move(holiday));
  }
  return holidays;
}

// Those of the days and of the years around them, also on weekends.
DaysByName holidays_around(const std::vector<Day>& days, const DetectOptions& options) {
  const int first = std::max(kFirstYear, civil_date(days.front()).year - kYearsAround);
  const int last = std::min(kLastYear, civil_date(days.back()).year + kYearsAround);
  DaysByName by_name;
  for (int year = first; year <= last; ++year) {
    for (NamedDay& holiday : holidays_of(options, year)) {
      by_name[std::move(holiday.name)].push_back(holiday.day);
    }
  }
  return by_name;
}

void add_month_positions(const std::vector<Day>& days, CalendarRules& rules) {
  int starts = 0;
  int ends = 0;
  for (const Day day : days) {
    const CivilDate date = civil_date(day);
    if (date.day == 1) ++starts;
    if (is_month_end(date)) ++ends;
  }
  using Kind = prophet::MonthPosition::Kind;
  if (starts > 1) rules.month_positions.push_back({Kind::kFirstDay, {}, {}});
  if (starts >= kFewestStartsOfThreeDays) {
    rules.month_positions.push_back({Kind::kFirstThreeDays, kThreeDaysScale, {}});
  }
  if (ends > 1) rules.month_positions.push_back({Kind::kLastDay, {}, {}});
}

void add_holidays(const std::vector<Day>& days, const DaysByName& by_name, CalendarRules& rules) {
  for (const auto& [name, occurrences] : by_name) {
    std::vector<Day> held;
    std::copy_if(occurrences.begin(), occurrences.end(), std::back_inserter(held),
                 [&days, &name = name](Day day) {
                   return changes_business(name, day) &&
                          std::binary_search(days.begin(), days.end(), day);
                 });
    const bool recurs = !held.empty() && held.back() - held.front() >= kShortestRecurrenceDays;
    if (!recurs) continue;
    for (const Day day : held) rules.holidays.push_back({name, day, 0, 0, {}});
  }
}

bool has_fixed_date(const std::vector<Day>& occurrences, Day day) {
  const CivilDate date = civil_date(day);
  const auto years = std::count_if(occurrences.begin(), occurrences.end(), [&date](Day other) {
    const CivilDate that = civil_date(other);
    return std::abs(that.year - date.year) <= kYearsAround && that.month == date.month &&
           that.day == date.day;
  });
  return years > kYearsAround;
}

void mark_meetings(const std::vector<Day>& days, const DaysByName& by_name, CalendarRules& rules) {
  rules.rules_meet.assign(days.size(), false);
  for (const auto& [name, occurrences] : by_name) {
    for (const Day day : occurrences) {
      const CivilDate date = civil_date(day);
      if (!changes_business(name, day) || (date.day != 1 && !is_month_end(date))) continue;
      const auto at = std::lower_bound(days.begin(), days.end(), day);
      if (at == days.end() || *at != day || has_fixed_date(occurrences, day)) continue;
      rules.rules_meet[static_cast<std::size_t>(at - days.begin())] = true;
    }
  }
}

}  // namespace

DayClass day_class(Day day) {
  const CivilDate date = civil_date(day);
  if (date.day == 1) return DayClass::kMonthStart;
  if (is_month_end(date)) return DayClass::kMonthEnd;
  return is_weekend(day) ? DayClass::kWeekend : DayClass::kOrdinary;
}

CalendarRules calendar_rules(const std::vector<Day>& days, const DetectOptions& options) {
  CalendarRules rules;
  const DaysByName by_name = holidays_around(days, options);
  add_month_positions(days, rules);
  add_holidays(days, by_name, rules);
  mark_meetings(days, by_name, rules);
  return rules;
}

}  // namespace expense::detection
