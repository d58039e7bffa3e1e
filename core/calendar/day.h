// Civil dates as days since 1970-01-01, without time of day and without time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace expense {

/// A calendar day in UTC, counted from 1970-01-01. Bills are daily, so no time of day exists here.
struct Day {
  std::int32_t since_epoch = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr Day operator+(Day day, int days) { return Day{day.since_epoch + days}; }
  friend constexpr Day operator-(Day day, int days) { return Day{day.since_epoch - days}; }
  friend constexpr int operator-(Day a, Day b) { return a.since_epoch - b.since_epoch; }
};

/// A date of the proleptic Gregorian calendar.
struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31

  friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
};

enum class Weekday { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };

[[nodiscard]] bool is_leap_year(int year);
/// @param month 1..12
[[nodiscard]] int days_in_month(int year, int month);
/// nullopt unless the date exists and 1 <= year <= 9999.
[[nodiscard]] std::optional<Day> make_day(int year, int month, int day);
[[nodiscard]] CivilDate civil_date(Day day);
[[nodiscard]] Weekday weekday(Day day);
/// The `n`th (1..5) given weekday of a month; nullopt when the month has no such day.
[[nodiscard]] std::optional<Day> nth_weekday(int year, int month, Weekday weekday, int n);

/// Reads exactly `YYYY-MM-DD`; nullopt for anything else and for days that do not exist.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view text);
/// "2026-03-09". @param day of the years 0..9999
[[nodiscard]] std::string to_iso_string(Day day);

}  // namespace expense
