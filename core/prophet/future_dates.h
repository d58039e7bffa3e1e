// Dates after the history, at a frequency.
#pragma once

#include <vector>

#include "calendar/timestamp.h"

namespace expense::prophet {

enum class Frequency { kHour, kDay, kWeek, kMonthStart, kMonthEnd };

/// `periods` dates strictly after `last`: hours and days from `last` itself, weeks on Sundays,
/// months on their first or last day. Fewer where they would pass the year 9998.
[[nodiscard]] std::vector<Timestamp> future_dates(Timestamp last, Frequency frequency, int periods);

}  // namespace expense::prophet
