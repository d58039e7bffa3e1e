#include "detection/cost_calendar.h"

#include <algorithm>
#include <map>
#include <string>

#include "calendar/us_holidays.h"

namespace expense::detection {
namespace {

// Occurrences that lie closer together are one occasion, such as the days of one sale.
constexpr int kShortestRecurrenceDays = 28;

bool is_month_end(const CivilDate& date) {
  return date.day == days_in_month(date.year, date.month);
}

bool is_weekend(Day day) {
  const Weekday of_week = weekday(day);
  return of_week == Weekday::kSaturday || of_week == Weekday::kSunday;
}

// Weekends are quiet anyway; only the sale changes them.
bool changes_business(const HolidayDate& holiday) {
  return !is_weekend(holiday.day) || holiday.name == kThanksgivingSale;
}

}  // namespace

DayClass day_class(Day day) {
  const CivilDate date = civil_date(day);
  if (date.day == 1) return DayClass::kMonthStart;
  if (is_month_end(date)) return DayClass::kMonthEnd;
  return is_weekend(day) ? DayClass::kWeekend : DayClass::kOrdinary;
}

bool rules_meet(Day day) {
  const CivilDate date = civil_date(day);
  if (date.day != 1 && !is_month_end(date)) return false;
  const std::vector<HolidayDate> holidays = us_holidays(date.year);
  return std::any_of(holidays.begin(), holidays.end(), [day](const HolidayDate& holiday) {
    return holiday.day == day && holiday.name != kNewYear && changes_business(holiday);
  });
}

std::vector<prophet::Holiday> recurring_days(const std::vector<Day>& days) {
  // Ordered by name, so that the model's columns do not depend on the order of discovery.
  std::map<std::string, std::vector<Day>> by_name;
  for (const Day day : days) {
    const CivilDate date = civil_date(day);
    if (date.day == 1) by_name["month_start"].push_back(day);
    if (is_month_end(date)) by_name["month_end"].push_back(day);
  }
  for (int year = civil_date(days.front()).year; year <= civil_date(days.back()).year; ++year) {
    for (const HolidayDate& holiday : us_holidays(year)) {
      if (changes_business(holiday) && std::binary_search(days.begin(), days.end(), holiday.day)) {
        by_name[std::string(holiday.name)].push_back(holiday.day);
      }
    }
  }
  std::vector<prophet::Holiday> holidays;
  for (const auto& [name, occurrences] : by_name) {
    const bool recurs = occurrences.back() - occurrences.front() >= kShortestRecurrenceDays;
    if (!recurs) continue;
    for (const Day day : occurrences) holidays.push_back({name, day, 0, 0, {}});
  }
  return holidays;
}

}  // namespace expense::detection
