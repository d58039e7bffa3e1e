// What a person may ask of detection.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "calendar/holiday_calendar.h"

namespace expense::detection {

/// Holidays of the United States, and the days of sale after Thanksgiving, by rules that the
/// program has without a calendar.
inline constexpr std::string_view kBuiltInHolidays = "US";
inline constexpr std::string_view kNoHolidays = "none";

struct DetectOptions {
  /// Share of ordinary days expected inside the band, in (0, 1). Wider bands raise fewer days.
  double interval_width = 0.9995;
  /// Anomalies whose |impact| is below this amount of the bill's currency are not listed; >= 0.
  double min_impact = 10.0;
  /// Anomalies whose |impact| is below this percentage of expected cost are not listed; >= 0.
  double min_percent = 5.0;
  /// Whose public holidays count: kBuiltInHolidays, kNoHolidays, or a region of `calendar`.
  std::string holidays = std::string(kBuiltInHolidays);
  std::shared_ptr<const HolidayCalendar> calendar = nullptr;  ///< Null where it is not needed.
};

/// @error kInvalidOption naming the field and its range, or for a region whose holidays are not
/// known.
[[nodiscard]] Result<void> validate(const DetectOptions& options);

}  // namespace expense::detection
