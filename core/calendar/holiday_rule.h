// One rule that gives days of a holiday: a term of country_holidays.txt, whose header says the
// grammar.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/day.h"

namespace expense {

/// A moving feast that only a list can tell, such as the new year of a lunar calendar.
struct Feast {
  std::string name;
  std::vector<Day> days;  ///< A year may have two of them, or none.
};

/// Reads days separated by blanks, "2012-06-05 2012-12-25"; nullopt unless all are days, one at
/// least.
[[nodiscard]] std::optional<std::vector<Day>> parse_days(std::string_view text);

class HolidayRule {
 public:
  /// Reads one term, such as "mon 01-15 2021-" or "2012-06-05 2012-12-25".
  /// @param feasts  those that the term may name
  /// @return nullopt when the term is malformed or names an unknown feast
  [[nodiscard]] static std::optional<HolidayRule> parse(std::string_view term,
                                                        const std::vector<Feast>& feasts);

  /// Appends the rule's days within `year`, in any order. None outside the years 1..9999.
  /// @param feasts  as given to parse
  void append_days(int year, const std::vector<Feast>& feasts, std::vector<Day>& days) const;

 private:
  enum class Base { kListedDays, kDayOfYear, kWeekdayFrom, kEaster, kOrthodoxEaster, kFeast };

  [[nodiscard]] bool parse_base(std::string_view& term, const std::vector<Feast>& feasts);
  [[nodiscard]] bool parse_feast(std::string_view token, const std::vector<Feast>& feasts);
  [[nodiscard]] bool parse_condition(std::string_view token);
  [[nodiscard]] bool has_year(int year) const;
  void append_base_days(int year, const std::vector<Feast>& feasts, std::vector<Day>& days) const;

  Base base_ = Base::kDayOfYear;
  std::vector<Day> listed_days_;
  int month_ = 1;
  int day_ = 1;
  Weekday weekday_ = Weekday::kMonday;
  std::size_t feast_ = 0;
  int offset_ = 0;  // from the feast, in days
  // By weekday of the base day: how far it moves, nothing for no holiday.
  std::array<std::optional<int>, 7> moves_ = {0, 0, 0, 0, 0, 0, 0};
  int first_year_ = 1;
  int last_year_ = 9999;
  bool even_years_ = false;
  std::vector<int> years_left_out_;
};

}  // namespace expense
