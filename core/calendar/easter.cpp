#include "calendar/easter.h"

namespace expense {

// Both: the Sunday after a full moon reckoned from the year's place in a cycle of 19 years. The
// earliest possible Easter is 22 March.

std::optional<Day> western_easter(int year) {
  const std::optional<Day> earliest = make_day(year, 3, 22);
  if (!earliest) return std::nullopt;
  const int century = year / 100;
  const int moon_correction = (century - (century + 8) / 25 + 1) / 3;
  const int moon = (19 * (year % 19) + century - century / 4 - moon_correction + 15) % 30;
  const int to_sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4) % 7;
  const int a_week_early = (year % 19 + 11 * moon + 22 * to_sunday) / 451;
  return *earliest + moon + to_sunday - 7 * a_week_early;
}

std::optional<Day> orthodox_easter(int year) {
  const std::optional<Day> earliest = make_day(year, 3, 22);
  if (!earliest) return std::nullopt;
  const int moon = (19 * (year % 19) + 15) % 30;
  const int to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const int julian_lag = year / 100 - year / 400 - 2;
  return *earliest + moon + to_sunday + julian_lag;
}

}  // namespace expense
