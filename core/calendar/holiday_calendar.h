// Public holidays of countries and their subdivisions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/day.h"
#include "calendar/holiday_rule.h"

namespace expense {

/// A day on which a holiday falls.
struct NamedDay {
  std::string name;  ///< The same every year: "Labor Day".
  Day day;

  friend bool operator==(const NamedDay&, const NamedDay&) = default;
};

/// Read from the text of country_holidays.txt, which says where the facts are from and what is
/// counted: whole days off that are public, and bank holidays of countries where offices close on
/// them.
///
/// The days are proved for 2010 to 2035. In other years the rules go on as they are (4 July, the
/// last Monday in May, Easter), while what only a list can tell is missing: holidays of lunar
/// calendars and days that were decreed once.
class HolidayCalendar {
 public:
  /// @error kInvalidTable, with the line, if the text is malformed or holds no region.
  [[nodiscard]] static Result<HolidayCalendar> parse(std::string_view text);

  /// Codes, ascending: countries by ISO 3166-1 ("US"), each followed by its subdivisions by ISO
  /// 3166-2
  /// ("US-CA") as far as their holidays are known.
  [[nodiscard]] std::vector<std::string> regions() const;
  [[nodiscard]] bool has_region(std::string_view code) const;
  /// "United States"; "" for an unknown region. Lives as long as the calendar.
  [[nodiscard]] std::string_view region_name(std::string_view code) const;

  /// The holidays of a year, by day, then name; several may fall on one day, and one name may have
  /// several days. A subdivision has the national ones that are kept there and its own.
  /// @param year  none outside 1..9999
  /// @error kInvalidOption if the region is unknown; the advice names those that may be meant.
  [[nodiscard]] Result<std::vector<NamedDay>> holidays(std::string_view region, int year) const;

 private:
  struct Holiday {
    std::string name;
    std::vector<HolidayRule> rules;
  };
  struct Region {
    std::string code;
    std::string name;
    std::vector<std::size_t> holidays;  // places in holidays_
  };

  // Each takes a line in, and returns what is wrong with it, "" for nothing.
  [[nodiscard]] std::string_view read_line(std::string_view line);
  [[nodiscard]] std::string_view read_feast(std::string_view name, std::string_view days);
  [[nodiscard]] std::string_view read_region(std::string_view line);
  [[nodiscard]] std::string_view read_holiday(std::string_view name, std::string_view terms);
  // Takes a holiday from the region read last; false if it has none of that name.
  bool drop_holiday(std::string_view name);
  [[nodiscard]] const Region* find(std::string_view code) const;
  [[nodiscard]] std::string advice_for(std::string_view code) const;

  std::vector<Feast> feasts_;
  std::vector<Holiday> holidays_;
  std::vector<Region> regions_;  // by code
};

}  // namespace expense
