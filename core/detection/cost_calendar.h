// What the calendar means for costs: recurring days that are part of the baseline, and the classes
// of days whose noise is measured apart.
#pragma once

#include <vector>

#include "calendar/day.h"
#include "prophet/options.h"

namespace expense::detection {

enum class DayClass { kOrdinary, kWeekend, kMonthStart, kMonthEnd };
inline constexpr std::size_t kDayClassCount = 4;

[[nodiscard]] DayClass day_class(Day day);

/// Whether a holiday falls on the first or the last day of a month. Such days are too rare to learn
/// how the two go together (a fee adds, a sale multiplies), so what is expected of them is a guess.
/// New Year is always the first of a month: its own coefficient tells both together.
[[nodiscard]] bool rules_meet(Day day);

/// The first and the last day of each month (fees, batch jobs) and the holidays of the United
/// States that fall on weekdays, as the model's holidays. A day's coefficient is learned, so a bill
/// that does not follow the calendar gets one near 0; a holiday that the days hold only once is
/// left out, since one odd day makes no rule.
/// @param days ascending, not empty.
[[nodiscard]] std::vector<prophet::Holiday> recurring_days(const std::vector<Day>& days);

}  // namespace expense::detection
