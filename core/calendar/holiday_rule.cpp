#include "calendar/holiday_rule.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "calendar/easter.h"

namespace expense {
namespace {

// The part before the first blank, taken away from `text` with the blank.
std::string_view take_token(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view token = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return token;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number of exactly `digits` digits.
std::optional<int> number(std::string_view text, std::size_t digits) {
  if (text.size() != digits || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "+1" or "-48", of up to three digits.
std::optional<int> signed_number(std::string_view text) {
  if (text.size() < 2 || text.size() > 4 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::optional<int> value = number(text.substr(1), text.size() - 1);
  if (!value) return std::nullopt;
  return text[0] == '-' ? -*value : *value;
}

std::optional<Weekday> weekday_named(std::string_view name) {
  constexpr std::string_view kNames[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<Weekday>(found - std::begin(kNames));
}

bool is_in_year(Day day, int year) { return civil_date(day).year == year; }

}  // namespace

std::optional<std::vector<Day>> parse_days(std::string_view text) {
  std::vector<Day> days;
  while (!text.empty()) {
    const std::optional<Day> day = parse_iso_day(take_token(text));
    if (!day) return std::nullopt;
    days.push_back(*day);
  }
  if (days.empty()) return std::nullopt;
  return days;
}

std::optional<HolidayRule> HolidayRule::parse(std::string_view term,
                                              const std::vector<Feast>& feasts) {
  HolidayRule rule;
  if (std::optional<std::vector<Day>> days = parse_days(term)) {
    rule.base_ = Base::kListedDays;
    rule.listed_days_ = std::move(*days);
    return rule;
  }
  if (!rule.parse_base(term, feasts)) return std::nullopt;
  constexpr std::string_view kOnlyIf = "if ";
  if (term.substr(0, kOnlyIf.size()) == kOnlyIf) {
    term.remove_prefix(kOnlyIf.size());
    rule.moves_.fill(std::nullopt);
  }
  while (!term.empty()) {
    if (!rule.parse_condition(take_token(term))) return std::nullopt;
  }
  return rule;
}

bool HolidayRule::parse_base(std::string_view& term, const std::vector<Feast>& feasts) {
  std::string_view token = take_token(term);
  const std::optional<Weekday> from_weekday = weekday_named(token);
  if (from_weekday) {
    weekday_ = *from_weekday;
    token = take_token(term);
  }
  if (token.size() != 5 || token[2] != '-' || !is_digit(token[0])) {
    return !from_weekday && parse_feast(token, feasts);
  }
  const std::optional<int> month = number(token.substr(0, 2), 2);
  const std::optional<int> day = number(token.substr(3), 2);
  constexpr int kLeapYear = 2000;
  if (!month || !day || !make_day(kLeapYear, *month, *day)) return false;
  base_ = from_weekday ? Base::kWeekdayFrom : Base::kDayOfYear;
  month_ = *month;
  day_ = *day;
  return true;
}

bool HolidayRule::parse_feast(std::string_view token, const std::vector<Feast>& feasts) {
  // Names hold hyphens, too: an offset is what ends in digits.
  std::size_t end = token.size();
  while (end > 0 && is_digit(token[end - 1])) --end;
  if (end > 0 && end < token.size()) {
    const std::optional<int> offset = signed_number(token.substr(end - 1));
    if (!offset) return false;
    offset_ = *offset;
    token = token.substr(0, end - 1);
  }
  if (token == "easter") {
    base_ = Base::kEaster;
  } else if (token == "orthodox") {
    base_ = Base::kOrthodoxEaster;
  } else {
    base_ = Base::kFeast;
    const auto found = std::find_if(feasts.begin(), feasts.end(),
                                    [token](const Feast& feast) { return feast.name == token; });
    if (found == feasts.end()) return false;
    feast_ = static_cast<std::size_t>(found - feasts.begin());
  }
  return true;
}

bool HolidayRule::parse_condition(std::string_view token) {
  if (token == "even") return even_years_ = true;
  if (token.empty()) return false;
  if (token[0] == '!') {
    token.remove_prefix(1);
    if (const std::optional<Weekday> day = weekday_named(token)) {
      moves_[static_cast<std::size_t>(*day)].reset();
      return true;
    }
    const std::optional<int> year = number(token, 4);
    if (year) years_left_out_.push_back(*year);
    return year.has_value();
  }
  if (const std::optional<Weekday> day = weekday_named(token.substr(0, 3))) {
    const std::optional<int> move = signed_number(token.substr(3));
    moves_[static_cast<std::size_t>(*day)] = move;
    return move.has_value();
  }
  const std::size_t hyphen = token.find('-');
  if (hyphen == std::string_view::npos || token.size() == 1) return false;
  const std::optional<int> first = number(token.substr(0, hyphen), 4);
  const std::optional<int> last = number(token.substr(hyphen + 1), 4);
  if ((hyphen > 0 && !first) || (hyphen + 1 < token.size() && !last)) return false;
  first_year_ = first.value_or(first_year_);
  last_year_ = last.value_or(last_year_);
  return true;
}

bool HolidayRule::has_year(int year) const {
  return year >= first_year_ && year <= last_year_ && (!even_years_ || year % 2 == 0) &&
         std::find(years_left_out_.begin(), years_left_out_.end(), year) == years_left_out_.end();
}

void HolidayRule::append_base_days(int year, const std::vector<Feast>& feasts,
                                   std::vector<Day>& days) const {
  const auto append = [&days](std::optional<Day> day, int later) {
    if (day) days.push_back(*day + later);
  };
  switch (base_) {
    case Base::kListedDays:
      for (const Day day : listed_days_) {
        if (is_in_year(day, year)) days.push_back(day);
      }
      break;
    case Base::kDayOfYear:
      append(make_day(year, month_, day_), 0);
      break;
    case Base::kWeekdayFrom:
      if (const std::optional<Day> first = make_day(year, month_, day_)) {
        const int ahead = static_cast<int>(weekday_) - static_cast<int>(weekday(*first));
        days.push_back(*first + (ahead + 7) % 7);
      }
      break;
    case Base::kEaster:
      append(western_easter(year), offset_);
      break;
    case Base::kOrthodoxEaster:
      append(orthodox_easter(year), offset_);
      break;
    case Base::kFeast:
      for (const Day day : feasts[feast_].days) {
        if (is_in_year(day, year)) days.push_back(day + offset_);
      }
      break;
  }
}

void HolidayRule::append_days(int year, const std::vector<Feast>& feasts,
                              std::vector<Day>& days) const {
  if (year < 1 || year > 9999) return;
  // A base day may move, or lie so far from its feast, that it leaves its year.
  std::vector<Day> base_days;
  for (int base_year = year - 1; base_year <= year + 1; ++base_year) {
    if (has_year(base_year)) append_base_days(base_year, feasts, base_days);
  }
  for (const Day day : base_days) {
    const std::optional<int> move = moves_[static_cast<std::size_t>(weekday(day))];
    if (move && is_in_year(day + *move, year)) days.push_back(day + *move);
  }
}

}  // namespace expense
