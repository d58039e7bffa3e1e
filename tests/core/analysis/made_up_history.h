// Made-up histories as CSV, for the tests of this room.
#pragma once

#include <string>

#include "base/random.h"
#include "calendar/timestamp.h"

namespace expense::analysis {

/// Days from 2026-01-01 with a value for each.
template <class Value>
std::string csv_of_days(int days, const Value& value) {
  std::string text = "ds,y\n";
  const Day first = *make_day(2026, 1, 1);
  for (int i = 0; i < days; ++i) {
    text += to_iso_string(first + i) + "," + std::to_string(value(i)) + "\n";
  }
  return text;
}

/// A weekly pattern around 100 with noise of one.
inline std::string noisy_week(int days) {
  Random random(4);
  return csv_of_days(days, [&random](int i) { return 100.0 + 3.0 * (i % 7) + random.normal(); });
}

}  // namespace expense::analysis
