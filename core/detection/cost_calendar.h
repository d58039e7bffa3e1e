// What the calendar means for costs: recurring days that are part of the baseline, and the classes
// of days whose noise is measured apart.
#pragma once

#include <vector>

#include "calendar/day.h"
#include "detection/options.h"
#include "prophet/options.h"

namespace expense::detection {

enum class DayClass { kOrdinary, kWeekend, kMonthStart, kMonthEnd };
inline constexpr std::size_t kDayClassCount = 4;

[[nodiscard]] DayClass day_class(Day day);

/// What the calendar says of the days of a series. A day's coefficient is learned, so a bill that
/// does not follow the calendar gets one near 0.
struct CalendarRules {
  /// The first and the last day of the month (fees, batch jobs), each if the days hold two; and the
  /// first three days together (what is charged over some days), if they hold six starts.
  std::vector<prophet::MonthPosition> month_positions;
  /// Public holidays that fall on weekdays, and the sale after Thanksgiving. One that the days hold
  /// only once is left out, since one odd day makes no rule.
  std::vector<prophet::Holiday> holidays;
  /// One for each day: whether a holiday falls on the first or the last day of a month. Such days
  /// are too rare to learn how the two go together (a fee adds, a sale multiplies), so what is
  /// expected of them is a guess. A holiday of a fixed date, such as New Year, is there every year:
  /// its own coefficient tells both together.
  std::vector<bool> rules_meet;
};

/// @param days     ascending, not empty.
/// @param options  must be valid; say whose public holidays count.
[[nodiscard]] CalendarRules calendar_rules(const std::vector<Day>& days,
                                           const DetectOptions& options);

}  // namespace expense::detection
