// Whose public holidays count when a bill is judged.
#pragma once

#include <string_view>

#include "base/result.h"
#include "detection/options.h"

namespace expense::analysis {

/// Sets whose public holidays count.
/// @param region  "US", which is built in; "none" or "" for none; or a country or subdivision of
///                the calendar, such as "DE" or "DE-BY".
/// @param country_holidays  the text of calendar/country_holidays.txt, read only for the latter; ""
///                          where it is not at hand.
/// @error kInvalidOption for a region that is not known, with those that are; kInvalidTable when
/// the text is malformed. `options` stay as they were.
[[nodiscard]] Result<void> choose_holidays(std::string_view region,
                                           std::string_view country_holidays,
                                           detection::DetectOptions& options);

}  // namespace expense::analysis
