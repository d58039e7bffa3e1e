#include "calendar/holiday_calendar.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

namespace expense {
namespace {

constexpr std::size_t kCountryLength = 2;

// The part before `separator`, taken away from `text` with the separator; all of it if there is
// none.
std::string_view take_part(std::string_view& text, std::string_view separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + separator.size(), text.size()));
  return part;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(),
                    [](char a, char b) { return upper(a) == upper(b); });
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignoring_case(a, b);
}

void append_listed(std::string& list, std::string_view item) {
  if (!list.empty()) list += ", ";
  list += item;
}

}  // namespace

Result<HolidayCalendar> HolidayCalendar::parse(std::string_view text) {
  const auto malformed = [](std::string_view complaint, std::int64_t line) {
    return fail(ErrorCode::kInvalidTable,
                "The calendar of holidays cannot be read: " + std::string(complaint) + ".",
                "Take the file that came with the program.", Place{"", line, ""});
  };
  HolidayCalendar calendar;
  for (std::int64_t line = 1; !text.empty(); ++line) {
    const std::string_view complaint = calendar.read_line(take_part(text, "\n"));
    if (!complaint.empty()) return malformed(complaint, line);
  }
  if (calendar.regions_.empty()) return malformed("it names no region", 0);
  return calendar;
}

std::string_view HolidayCalendar::read_line(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty() || line.front() == '#') return "";
  if (take_prefix(line, "[")) return read_region(line);
  if (take_prefix(line, "- ")) {
    return drop_holiday(line) ? "" : "a holiday is dropped that the country does not have";
  }
  const std::string_view name = take_part(line, " = ");
  if (name.empty() || line.empty()) return "a line is neither a region nor a holiday";
  std::string_view feast = name;
  return take_prefix(feast, "feast ") ? read_feast(feast, line) : read_holiday(name, line);
}

std::string_view HolidayCalendar::read_feast(std::string_view name, std::string_view days) {
  std::optional<std::vector<Day>> read = parse_days(days);
  if (!read) return "a feast has a day that does not exist";
  feasts_.push_back({std::string(name), std::move(*read)});
  return "";
}

std::string_view HolidayCalendar::read_region(std::string_view line) {
  const std::string_view code = take_part(line, "] ");
  if (code.size() < kCountryLength || line.empty()) return "a region has no code or no name";
  if (!regions_.empty() && code <= regions_.back().code) return "the regions are not ascending";
  Region region{std::string(code), std::string(line), {}};
  if (code.size() > kCountryLength) {
    const Region* country = find(code.substr(0, kCountryLength));
    if (code[kCountryLength] != '-' || country == nullptr) return "a subdivision has no country";
    region.holidays = country->holidays;
  }
  regions_.push_back(std::move(region));
  return "";
}

std::string_view HolidayCalendar::read_holiday(std::string_view name, std::string_view terms) {
  if (regions_.empty()) return "a holiday belongs to no region";
  Holiday holiday{std::string(name), {}};
  while (!terms.empty()) {
    std::optional<HolidayRule> rule = HolidayRule::parse(take_part(terms, "; "), feasts_);
    if (!rule) return "the days of a holiday are not understood";
    holiday.rules.push_back(std::move(*rule));
  }
  drop_holiday(name);
  regions_.back().holidays.push_back(holidays_.size());
  holidays_.push_back(std::move(holiday));
  return "";
}

bool HolidayCalendar::drop_holiday(std::string_view name) {
  if (regions_.empty()) return false;
  std::vector<std::size_t>& places = regions_.back().holidays;
  const auto found = std::find_if(places.begin(), places.end(), [this, name](std::size_t place) {
    return holidays_[place].name == name;
  });
  if (found == places.end()) return false;
  places.erase(found);
  return true;
}

const HolidayCalendar::Region* HolidayCalendar::find(std::string_view code) const {
  const auto found = std::lower_bound(
      regions_.begin(), regions_.end(), code,
      [](const Region& region, std::string_view wanted) { return region.code < wanted; });
  return found == regions_.end() || found->code != code ? nullptr : &*found;
}

std::vector<std::string> HolidayCalendar::regions() const {
  std::vector<std::string> codes;
  codes.reserve(regions_.size());
  for (const Region& region : regions_) codes.push_back(region.code);
  return codes;
}

bool HolidayCalendar::has_region(std::string_view code) const { return find(code) != nullptr; }

std::string_view HolidayCalendar::region_name(std::string_view code) const {
  const Region* region = find(code);
  return region == nullptr ? std::string_view() : region->name;
}

Result<std::vector<NamedDay>> HolidayCalendar::holidays(std::string_view region, int year) const {
  const Region* found = find(region);
  if (found == nullptr) {
    return fail(ErrorCode::kInvalidOption,
                "The holidays of \"" + std::string(region) + "\" are not known.",
                advice_for(region));
  }
  std::vector<NamedDay> named;
  std::vector<Day> days;
  for (const std::size_t place : found->holidays) {
    const Holiday& holiday = holidays_[place];
    days.clear();
    for (const HolidayRule& rule : holiday.rules) rule.append_days(year, feasts_, days);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const Day day : days) named.push_back({holiday.name, day});
  }
  std::sort(named.begin(), named.end(), [](const NamedDay& a, const NamedDay& b) {
    return std::tie(a.day, a.name) < std::tie(b.day, b.name);
  });
  return named;
}

std::string HolidayCalendar::advice_for(std::string_view code) const {
  // What was typed may be a name, or a code in other letters, or more than a code ("USA").
  std::string meant;
  std::string countries;
  std::string subdivisions;
  for (const Region& region : regions_) {
    const bool is_country = region.code.size() == kCountryLength;
    if (equal_ignoring_case(region.code, code) || equal_ignoring_case(region.name, code)) {
      append_listed(meant, region.code);
    }
    if (is_country) append_listed(countries, region.code);
    if (!is_country && starts_with_ignoring_case(code, region.code.substr(0, kCountryLength + 1))) {
      append_listed(subdivisions, region.code);
    }
  }
  if (!meant.empty()) return "Did you mean " + meant + "?";
  if (!subdivisions.empty()) return "Give one of " + subdivisions + ".";
  std::string advice;
  std::string start(code.substr(0, kCountryLength));
  std::transform(start.begin(), start.end(), start.begin(), upper);
  if (has_region(start)) advice = "Did you mean " + start + "? ";
  return advice + "Give a country, of " + countries + ", or a subdivision such as US-CA.";
}

}  // namespace expense
