// Easter, against dates known from calendars.
#include "calendar/easter.h"

#include <catch2/catch.hpp>

namespace expense {

TEST_CASE("western Easter is where calendars have it, in the years of exception, too", "[unit]") {
  CHECK(western_easter(1954) == make_day(1954, 4, 18));
  CHECK(western_easter(1981) == make_day(1981, 4, 19));
  CHECK(western_easter(2000) == make_day(2000, 4, 23));
  CHECK(western_easter(2024) == make_day(2024, 3, 31));
  CHECK(western_easter(2026) == make_day(2026, 4, 5));
  CHECK(western_easter(2038) == make_day(2038, 4, 25));  // the latest possible
  CHECK(western_easter(2049) == make_day(2049, 4, 18));
  CHECK(western_easter(2076) == make_day(2076, 4, 19));
  CHECK(western_easter(2285) == make_day(2285, 3, 22));  // the earliest possible
}

TEST_CASE("eastern Easter is where calendars have it", "[unit]") {
  CHECK(orthodox_easter(2000) == make_day(2000, 4, 30));
  CHECK(orthodox_easter(2010) == make_day(2010, 4, 4));
  CHECK(orthodox_easter(2021) == make_day(2021, 5, 2));
  CHECK(orthodox_easter(2024) == make_day(2024, 5, 5));
  CHECK(orthodox_easter(2025) == western_easter(2025));
}

TEST_CASE("Easter is a Sunday of spring in every year, and none exists outside the calendar",
          "[property]") {
  for (int year = 1600; year <= 9999; ++year) {
    const Day easter = *western_easter(year);
    REQUIRE(weekday(easter) == Weekday::kSunday);
    REQUIRE(weekday(*orthodox_easter(year)) == Weekday::kSunday);
    REQUIRE(easter >= *make_day(year, 3, 22));
    REQUIRE(easter <= *make_day(year, 4, 25));
  }
  CHECK_FALSE(western_easter(0));
  CHECK_FALSE(orthodox_easter(10'000));
}

}  // namespace expense
