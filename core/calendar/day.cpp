#include "calendar/day.h"

namespace expense {
namespace {

// Howard Hinnant's "chrono-compatible low-level date algorithms": years begin in March, so that the
// leap day is the last of its year, and 400 years are one era of 146097 days.
constexpr int kDaysPerEra = 146'097;
constexpr int kEpochOffset = 719'468;  // days from 0000-03-01 to 1970-01-01

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

void append_padded(std::string& text, int value, int width) {
  std::string number = std::to_string(value);
  const auto wanted = static_cast<std::size_t>(width);
  if (number.size() < wanted) text.append(wanted - number.size(), '0');
  text += number;
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::optional<Day> make_day(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  const int y = month <= 2 ? year - 1 : year;
  const int era = y / 400;
  const int year_of_era = y - era * 400;
  const int month_from_march = (month + 9) % 12;
  const int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Day{era * kDaysPerEra + day_of_era - kEpochOffset};
}

CivilDate civil_date(Day day) {
  const int z = day.since_epoch + kEpochOffset;
  const int era = (z >= 0 ? z : z - (kDaysPerEra - 1)) / kDaysPerEra;
  const int day_of_era = z - era * kDaysPerEra;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return CivilDate{year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_month};
}

Weekday weekday(Day day) {
  // 1970-01-01 was a Thursday.
  const int from_monday = (day.since_epoch % 7 + 7 + 3) % 7;
  return static_cast<Weekday>(from_monday);
}

std::optional<Day> nth_weekday(int year, int month, Weekday wanted, int n) {
  const std::optional<Day> first = make_day(year, month, 1);
  if (!first || n < 1) return std::nullopt;
  const int ahead = (static_cast<int>(wanted) - static_cast<int>(weekday(*first)) + 7) % 7;
  return make_day(year, month, 1 + ahead + 7 * (n - 1));
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make_day(*year, *month, *day);
}

std::string to_iso_string(Day day) {
  const CivilDate date = civil_date(day);
  std::string text;
  append_padded(text, date.year, 4);
  text += '-';
  append_padded(text, date.month, 2);
  text += '-';
  append_padded(text, date.day, 2);
  return text;
}

}  // namespace expense
