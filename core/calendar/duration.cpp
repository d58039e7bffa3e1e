#include "calendar/duration.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace expense {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kLongest = 1'000'000 * kDay;

struct Unit {
  std::int64_t seconds;
  std::array<std::string_view, 5> names;  // One, several, short forms; unused places are empty.
};

// Descending.
constexpr Unit kUnits[] = {{kWeek, {"week", "weeks", "w"}},
                           {kDay, {"day", "days", "d"}},
                           {kHour, {"hour", "hours", "h", "hr", "hrs"}},
                           {kMinute, {"minute", "minutes", "m", "min", "mins"}},
                           {1, {"second", "seconds", "s", "sec", "secs"}}};

constexpr std::string_view kCalendarUnits[] = {"y", "month", "months", "year", "years"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' '; }

// The longest front of `text` of such characters, taken away from it.
std::string_view take_while(std::string_view& text, bool (*belongs)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), belongs);
  const std::string_view front = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(front.size());
  return front;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

tl::unexpected<Error> no_duration(std::string_view text, const std::string& problem) {
  return fail(ErrorCode::kInvalidOption,
              "\"" + std::string(text) + "\" is not a duration: " + problem + ".",
              R"(Write for example "30 days", "12 hours" or "1 W".)");
}

Result<std::int64_t> unit_seconds(std::string_view word, std::string_view text) {
  if (word.empty()) return no_duration(text, "a number lacks its unit");
  const std::string name = lower_case(word);
  if (word == "M" ||  // A month in pandas, where m is a minute.
      std::find(std::begin(kCalendarUnits), std::end(kCalendarUnits), name) !=
          std::end(kCalendarUnits)) {
    return no_duration(text, "months and years differ in length; count days instead");
  }
  for (const Unit& unit : kUnits) {
    if (std::find(unit.names.begin(), unit.names.end(), name) != unit.names.end()) {
      return unit.seconds;
    }
  }
  return no_duration(text, "the unit \"" + std::string(word) +
                               "\" is none of weeks, days, hours, minutes and seconds");
}

// The seconds of the number and unit at the front of `rest`, which are taken away from it.
Result<std::int64_t> take_part(std::string_view& rest, std::string_view text) {
  constexpr std::size_t kMostDigits = 12;  // Times the seconds of a week, these fit 64 bits.
  std::string digits(take_while(rest, is_digit));
  if (digits.empty()) return no_duration(text, "a number is expected before each unit");
  std::int64_t parts_of_one = 1;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    const std::string_view fraction = take_while(rest, is_digit);
    if (fraction.empty()) return no_duration(text, "digits are expected after the point");
    digits += fraction;
    if (digits.size() <= kMostDigits) {
      for (std::size_t i = 0; i < fraction.size(); ++i) parts_of_one *= 10;
    }
  }
  if (digits.size() > kMostDigits) return no_duration(text, "a number has too many digits");
  take_while(rest, is_blank);
  Result<std::int64_t> unit = unit_seconds(take_while(rest, is_letter), text);
  if (!unit) return unit;

  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  const std::int64_t seconds = number * *unit;
  if (seconds % parts_of_one != 0) return no_duration(text, "seconds must be whole");
  return seconds / parts_of_one;
}

}  // namespace

Result<std::int64_t> parse_duration(std::string_view text) {
  std::string_view rest = text;
  std::int64_t total = 0;
  take_while(rest, is_blank);
  do {
    Result<std::int64_t> part = take_part(rest, text);
    if (!part) return part;
    if (*part > kLongest - total) return no_duration(text, "it is longer than a million days");
    total += *part;
    take_while(rest, is_blank);
  } while (!rest.empty());
  return total;
}

std::string duration_in_words(std::int64_t seconds) {
  const auto days = std::begin(kUnits) + 1;  // Weeks are read but not written.
  const auto unit = std::find_if(days, std::end(kUnits), [seconds](const Unit& each) {
    return seconds % each.seconds == 0;  // Seconds always fit.
  });
  const std::int64_t count = seconds / unit->seconds;
  return std::to_string(count) + " " + std::string(unit->names[count == 1 ? 0 : 1]);
}

}  // namespace expense
