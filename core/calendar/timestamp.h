// Points in time as whole seconds since 1970-01-01 00:00 UTC, for histories finer than a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "calendar/day.h"

namespace expense {

struct Timestamp {
  static constexpr std::int64_t kSecondsPerDay = 86'400;

  std::int64_t seconds = 0;

  friend constexpr auto operator<=>(Timestamp, Timestamp) = default;
  friend constexpr std::int64_t operator-(Timestamp a, Timestamp b) {
    return a.seconds - b.seconds;
  }

  [[nodiscard]] static constexpr Timestamp midnight(Day day) {
    return Timestamp{day.since_epoch * kSecondsPerDay};
  }
  /// The calendar day it falls on.
  [[nodiscard]] constexpr Day day() const {
    const std::int64_t floored =
        seconds - (seconds % kSecondsPerDay + kSecondsPerDay) % kSecondsPerDay;
    return Day{static_cast<std::int32_t>(floored / kSecondsPerDay)};
  }
  /// Days since the epoch, with fraction.
  [[nodiscard]] constexpr double days() const {
    return static_cast<double>(seconds) / static_cast<double>(kSecondsPerDay);
  }
};

/// Reads `YYYY-MM-DD` with an optional time `hh:mm[:ss[.fff]]` after a blank or `T`; a trailing `Z`
/// is allowed, other zones are not. Fractions of a second are dropped. nullopt for anything else.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

/// "2026-03-09" at midnight, else "2026-03-09 13:00:00".
[[nodiscard]] std::string to_iso_string(Timestamp time);

}  // namespace expense
