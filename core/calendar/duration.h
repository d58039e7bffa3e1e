// Lengths of time as whole seconds, read and written in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace expense {

/// Reads a number and its unit, one or several times, as pandas writes a Timedelta: "30 days",
/// "12h", "1 W", "90 minutes", "1.5 days", "1 day 6 hours". Units are weeks, days, hours, minutes
/// and seconds, in any case, in full or short (W, D, h, m or min, s). Blanks are optional.
/// @return seconds, from 0 to a million days.
/// @error kInvalidOption for anything else: no unit, an unknown one, months and years (which differ
/// in length), a sign, or what is no whole number of seconds.
[[nodiscard]] Result<std::int64_t> parse_duration(std::string_view text);

/// In the largest unit from days to seconds that needs no fraction: "30 days", "1 hour",
/// "90 minutes". parse_duration reads it back.
/// @param seconds >= 0
[[nodiscard]] std::string duration_in_words(std::int64_t seconds);

}  // namespace expense
