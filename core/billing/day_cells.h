// Dates in cells: the orders in which people and programs write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "calendar/day.h"

namespace expense::billing {

/// How a column writes its dates. A single cell cannot tell (03/04/2026), a whole column nearly
/// always can.
enum class DateStyle {
  kYearFirst,   ///< 2026-01-31, 2026/01/31, 20260131
  kMonthFirst,  ///< 1/31/2026, 01-31-2026
  kDayFirst,    ///< 31/1/2026, 31-01-2026, 31.01.2026
  kNamedMonth,  ///< 31-Jan-2026, 31-Jan-26, 31 January 2026, Jan 31, 2026
  kSerial,      ///< 46053: days since 1899-12-30, as sheets count them
  kUnix,        ///< 1769817600: seconds since 1970, or milliseconds
};

/// The UTC day of a cell, which may hold a time after a blank or `T`. With the year first the time
/// is `hh:mm[:ss[.fff]]`, then nothing, `Z`, ` UTC` or an offset such as `+05:30` (14 hours at
/// most), which counts. nullopt for anything else, for days that do not exist and for those that
/// are not in the years 2000 to 2100 in UTC.
[[nodiscard]] std::optional<Day> parse_day(std::string_view cell,
                                           DateStyle style = DateStyle::kYearFirst);

/// Why `parse_day` refused the cell and what to write instead, for a rejected row.
[[nodiscard]] std::string explain_bad_day(std::string_view cell,
                                          DateStyle style = DateStyle::kYearFirst);

}  // namespace expense::billing
