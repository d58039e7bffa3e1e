// Days on which business in the United States runs differently, by their rules.
#pragma once

#include <string_view>
#include <vector>

#include "calendar/day.h"

namespace expense {

struct HolidayDate {
  std::string_view name;  ///< The same every year: "labor_day".
  Day day;
};

inline constexpr std::string_view kNewYear = "new_year";
inline constexpr std::string_view kBlackFriday = "black_friday";
inline constexpr std::string_view kThanksgivingSale = "thanksgiving_sale";

/// Public holidays on which offices are closed; Black Friday, which is both that and a sale; and
/// the three days of sale after it under one name. Ascending.
/// @param year 1..9999
[[nodiscard]] std::vector<HolidayDate> us_holidays(int year);

}  // namespace expense
