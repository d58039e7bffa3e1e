// What the calendar means for business on one day: weekend, holiday, sale, position in the month.
#pragma once

#include "calendar/day.h"

namespace expense::synthetic {

struct BusinessDay {
  Day day;
  Weekday weekday = Weekday::kMonday;
  bool weekend = false;
  bool holiday = false;  ///< Public holiday in the United States on which offices are closed.
  bool sale = false;     ///< Black Friday to Cyber Monday.
  bool month_start = false;
  bool month_end = false;
};

/// @param day of the years 1..9999
[[nodiscard]] BusinessDay business_day(Day day);

}  // namespace expense::synthetic
