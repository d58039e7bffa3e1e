// Days in sentences.
#pragma once

#include <string>

#include "calendar/day.h"

namespace expense::billing {

/// "2026-01-31", or "2026-01-30 to 2026-01-31".
[[nodiscard]] inline std::string day_range_text(Day first, Day last) {
  return to_iso_string(first) + (first == last ? "" : " to " + to_iso_string(last));
}

}  // namespace expense::billing
