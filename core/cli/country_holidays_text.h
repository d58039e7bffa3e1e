// The text of core/calendar/country_holidays.txt, built into the native program.
#pragma once

#include <string_view>

namespace expense {

/// For HolidayCalendar::parse. Lives as long as the program.
[[nodiscard]] std::string_view country_holidays_text();

}  // namespace expense
