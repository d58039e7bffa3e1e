// Easter Sunday, on which many holidays depend.
#pragma once

#include <optional>

#include "calendar/day.h"

namespace expense {

/// Easter Sunday of the western churches, by the Gregorian calendar in any year.
/// nullopt unless 1 <= year <= 9999. Source: Meeus, Astronomical Algorithms, chapter 8.
[[nodiscard]] std::optional<Day> western_easter(int year);

/// Easter Sunday of the eastern churches: the Julian calendar's, as a Gregorian date.
/// nullopt unless 1 <= year <= 9999. Source: as above.
[[nodiscard]] std::optional<Day> orthodox_easter(int year);

}  // namespace expense
