// Reading dates from cells.
#include "billing/day_cells.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "billing/cell_values.h"
#include "billing/header.h"
#include "calendar/timestamp.h"

namespace expense::billing {
namespace {

constexpr std::size_t kIsoDaySize = 10;  // of "2026-01-31"
constexpr std::int64_t kFarthestOffset = std::int64_t{14} * 3600;
// Beyond these no cloud was ever billed: a mistyped year would tear a hole of decades into the
// bill.
constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// `YYYY/MM/DD...` and `YYYYMMDD` written as `YYYY-MM-DD...`; other texts as they are.
std::string with_dashes(std::string_view text) {
  std::string iso(text);
  if (text.size() == 8 && are_digits(text)) {
    iso.insert(6, "-");
    iso.insert(4, "-");
  } else if (text.size() >= kIsoDaySize && text[4] == '/' && text[7] == '/') {
    iso[4] = iso[7] = '-';
  }
  return iso;
}

// Takes a trailing `+hh:mm`, `-hhmm` or `+hh` from a time; the offset in seconds, else 0. What no
// clock on earth shows is left where it is, and no time is read from the text.
std::int64_t take_offset(std::string_view& text) {
  const std::size_t sign_at = text.find_last_of("+-");
  if (sign_at == std::string_view::npos || sign_at <= kIsoDaySize) return 0;
  std::string digits;
  for (const char c : text.substr(sign_at + 1)) {
    if (c != ':') digits += c;
  }
  if (digits.size() == 2) digits += "00";
  if (digits.size() != 4 || !are_digits(digits)) return 0;
  const std::int64_t hours = number(std::string_view(digits).substr(0, 2));
  const std::int64_t minutes = number(std::string_view(digits).substr(2));
  const std::int64_t seconds = hours * 3600 + minutes * 60;
  if (minutes > 59 || seconds > kFarthestOffset) return 0;
  const bool is_west = text[sign_at] == '-';
  text = text.substr(0, sign_at);
  return is_west ? -seconds : seconds;
}

std::optional<Day> parse_year_first(std::string_view text) {
  if (text.size() == kIsoDaySize) return parse_iso_day(text);
  if (text.size() < kIsoDaySize) return std::nullopt;
  const bool names_utc = take_suffix(text, " UTC");
  const std::int64_t offset_s = names_utc ? 0 : take_offset(text);
  std::optional<Timestamp> time = parse_timestamp(trimmed(text));
  if (!time) return std::nullopt;
  time->seconds -= offset_s;
  return time->day();
}

// The three numbers of `31.01.2026` with the mark between them.
struct YearLast {
  int first = 0;
  int second = 0;
  int year = 0;
  char mark = '/';
};

std::optional<YearLast> split_year_last(std::string_view text) {
  text = text.substr(0, text.find_first_of(" T"));
  const std::size_t first_mark = text.find_first_of("/.-");
  if (first_mark == std::string_view::npos) return std::nullopt;
  const char mark = text[first_mark];
  const std::size_t second_mark = text.find(mark, first_mark + 1);
  if (second_mark == std::string_view::npos) return std::nullopt;
  const std::string_view first = text.substr(0, first_mark);
  const std::string_view second = text.substr(first_mark + 1, second_mark - first_mark - 1);
  const std::string_view year = text.substr(second_mark + 1);
  const bool sizes_fit = first.size() <= 2 && second.size() <= 2 && year.size() == 4;
  if (!sizes_fit || !are_digits(first) || !are_digits(second) || !are_digits(year)) {
    return std::nullopt;
  }
  return YearLast{number(first), number(second), number(year), mark};
}

bool has_year_first_shape(std::string_view text) {
  return text.size() >= kIsoDaySize && are_digits(text.substr(0, 4)) && text[4] == '-' &&
         are_digits(text.substr(5, 2)) && text[7] == '-' && are_digits(text.substr(8, 2));
}

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// 1 to 12 for "Jan", "jan." or "January"; 0 for anything else.
int month_named(std::string_view text) {
  const std::string name = squeezed(text);
  if (name.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const bool is_short = name.size() == 3 || name == "sept";
    if (is_short ? kMonths[i].substr(0, name.size()) == name : kMonths[i] == name) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

// Three words between blanks, commas, dashes and slashes: a day, a month's name and a year.
std::optional<Day> parse_named_month(std::string_view text) {
  constexpr std::string_view kBetween = " ,-/";
  std::array<std::string_view, 3> words;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(kBetween);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(kBetween));
    if (count == words.size()) return std::nullopt;
    words[count++] = word;
    text.remove_prefix(word.size());
  }
  if (count != words.size()) return std::nullopt;
  if (are_digits(words[1])) std::swap(words[0], words[1]);
  const bool fits = are_digits(words[0]) && words[0].size() <= 2 && are_digits(words[2]) &&
                    (words[2].size() == 4 || words[2].size() == 2) && month_named(words[1]) > 0;
  if (!fits) return std::nullopt;
  const int century = words[2].size() == 2 ? kFirstYear : 0;
  return make_day(century + number(words[2]), month_named(words[1]), number(words[0]));
}

// Without what stands behind the decimal mark: the time of day.
std::string_view whole_part(std::string_view text) { return text.substr(0, text.find('.')); }

std::optional<Day> parse_serial(std::string_view text) {
  constexpr std::size_t kDigits = 5;
  constexpr int kEpoch = -25'569;  // 1899-12-30
  const std::string_view whole = whole_part(text);
  if (whole.size() != kDigits || !are_digits(whole)) return std::nullopt;
  return Day{kEpoch + number(whole)};
}

std::optional<Day> parse_unix(std::string_view text) {
  constexpr std::size_t kSecondDigits = 10;
  constexpr std::size_t kMillisecondDigits = 13;
  const std::string_view whole = whole_part(text);
  const bool fits = whole.size() == kSecondDigits || whole.size() == kMillisecondDigits;
  if (!fits || !are_digits(whole)) return std::nullopt;
  // The last four digits are no more than hours and minutes.
  constexpr std::int64_t kCut = 10'000;
  const std::string_view seconds = whole.substr(0, kSecondDigits);
  const std::int64_t high = number(seconds.substr(0, 6));
  return Timestamp{high * kCut + number(seconds.substr(6))}.day();
}

// The day of a cell in whatever year.
std::optional<Day> parse_any_day(std::string_view text, DateStyle style) {
  if (style == DateStyle::kYearFirst) {
    const bool has_dashes = text.size() >= kIsoDaySize && text[4] == '-';
    return has_dashes ? parse_year_first(text) : parse_year_first(with_dashes(text));
  }
  if (style == DateStyle::kNamedMonth) return parse_named_month(text);
  if (style == DateStyle::kSerial) return parse_serial(text);
  if (style == DateStyle::kUnix) return parse_unix(text);
  const std::optional<YearLast> date = split_year_last(text);
  if (!date) return std::nullopt;
  if (style == DateStyle::kDayFirst) return make_day(date->year, date->second, date->first);
  // Dots are used where the day comes first.
  return date->mark == '.' ? std::nullopt : make_day(date->year, date->first, date->second);
}

bool is_in_range(Day day) {
  static const Day first = *make_day(kFirstYear, 1, 1);
  static const Day last = *make_day(kLastYear, 12, 31);
  return first <= day && day <= last;
}

}  // namespace

std::optional<Day> parse_day(std::string_view cell, DateStyle style) {
  const std::optional<Day> day = parse_any_day(trimmed(cell), style);
  return day && is_in_range(*day) ? day : std::nullopt;
}

std::string explain_bad_day(std::string_view cell, DateStyle style) {
  const std::string_view text = said(cell);
  if (text.empty()) return "it has no date";
  if (parse_any_day(text, style)) {
    return "the date " + quoted(text) + " is not in the years " + std::to_string(kFirstYear) +
           " to " + std::to_string(kLastYear);
  }
  const std::string dashed = with_dashes(text);
  const bool has_year_first = has_year_first_shape(dashed);
  const bool has_year_last = split_year_last(text).has_value();
  const bool is_year_first = style == DateStyle::kYearFirst;
  if (has_year_first && is_year_first &&
      !parse_iso_day(std::string_view(dashed).substr(0, kIsoDaySize))) {
    return "the day " + quoted(text) + " does not exist";
  }
  const bool is_year_last = style == DateStyle::kDayFirst || style == DateStyle::kMonthFirst;
  if (has_year_last && is_year_last) {
    const std::string order = style == DateStyle::kDayFirst ? "day first" : "month first";
    return "the day " + quoted(text) + " does not exist (" + order + ", as in the other rows)";
  }
  if (has_year_first || has_year_last) {
    return "the date " + quoted(text) + " is not written like those of the other rows" +
           (is_year_first ? ": write 2026-01-31" : "");
  }
  return quoted(text) + " is not a date: write 2026-01-31";
}

}  // namespace expense::billing
