// Holidays by their rules, against dates known from calendars.
#include "calendar/us_holidays.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

namespace expense {
namespace {

std::string date_of(std::string_view name, int year) {
  for (const HolidayDate& holiday : us_holidays(year)) {
    if (holiday.name == name) return to_iso_string(holiday.day);
  }
  return "";
}

}  // namespace

TEST_CASE("holidays of fixed and of moving date stand where calendars have them", "[unit]") {
  CHECK(date_of("new_year", 2026) == "2026-01-01");
  CHECK(date_of("memorial_day", 2026) == "2026-05-25");  // the fourth Monday is the last
  CHECK(date_of("memorial_day", 2027) == "2027-05-31");  // the fifth is
  CHECK(date_of("labor_day", 2025) == "2025-09-01");
  CHECK(date_of("thanksgiving", 2024) == "2024-11-28");
  CHECK(date_of(kBlackFriday, 2024) == "2024-11-29");
}

TEST_CASE("holidays of every year ascend and the sale has three days of one name", "[property]") {
  for (int year = 1970; year <= 2100; ++year) {
    const auto holidays = us_holidays(year);
    CHECK(std::is_sorted(holidays.begin(), holidays.end(),
                         [](const auto& a, const auto& b) { return a.day < b.day; }));
    CHECK(std::count_if(holidays.begin(), holidays.end(), [](const HolidayDate& holiday) {
            return holiday.name == kThanksgivingSale;
          }) == 3);
  }
}

}  // namespace expense
