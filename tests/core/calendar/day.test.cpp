// Tests of Day: counting, the Gregorian rules, weekdays, ISO text.
#include "calendar/day.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>

using expense::civil_date;
using expense::CivilDate;
using expense::Day;
using expense::days_in_month;
using expense::is_leap_year;
using expense::make_day;
using expense::nth_weekday;
using expense::parse_iso_day;
using expense::to_iso_string;
using expense::Weekday;

TEST_CASE("days are counted from 1970-01-01", "[unit][day]") {
  CHECK(make_day(1970, 1, 1) == Day{0});
  CHECK(make_day(1969, 12, 31) == Day{-1});
  CHECK(make_day(2000, 1, 1) == Day{10'957});
  CHECK(make_day(2026, 6, 30) == Day{20'634});
  CHECK(make_day(1, 1, 1) == Day{-719'162});
  CHECK(make_day(9999, 12, 31) == Day{2'932'896});
}

TEST_CASE("a date and its count of days are each other's inverse", "[property][day]") {
  for (int since_epoch = -100'000; since_epoch <= 100'000; ++since_epoch) {
    const Day day{since_epoch};
    const CivilDate date = civil_date(day);
    REQUIRE(make_day(date.year, date.month, date.day) == day);
  }
}

TEST_CASE("dates follow each other without gap", "[property][day]") {
  CivilDate date = civil_date(Day{-100'000});
  for (int since_epoch = -99'999; since_epoch <= 100'000; ++since_epoch) {
    const CivilDate next = civil_date(Day{since_epoch});
    CivilDate successor = date;
    if (++successor.day > days_in_month(date.year, date.month)) {
      successor.day = 1;
      if (++successor.month > 12) {
        successor.month = 1;
        ++successor.year;
      }
    }
    REQUIRE(next == successor);
    date = next;
  }
}

TEST_CASE("known days fall on their weekdays", "[unit][day]") {
  CHECK(weekday(Day{0}) == Weekday::kThursday);
  CHECK(weekday(Day{-1}) == Weekday::kWednesday);
  CHECK(weekday(*make_day(1969, 7, 20)) == Weekday::kSunday);
  CHECK(weekday(*make_day(1900, 1, 1)) == Weekday::kMonday);
  CHECK(weekday(*make_day(2000, 2, 29)) == Weekday::kTuesday);
  CHECK(weekday(*make_day(2024, 11, 29)) == Weekday::kFriday);
  CHECK(weekday(*make_day(2026, 6, 30)) == Weekday::kTuesday);
}

TEST_CASE("weekdays repeat every seven days", "[property][day]") {
  for (int since_epoch = -2'000; since_epoch < 2'000; ++since_epoch) {
    const auto today = static_cast<int>(weekday(Day{since_epoch}));
    REQUIRE(today >= 0);
    REQUIRE(today < 7);
    REQUIRE(static_cast<int>(weekday(Day{since_epoch + 1})) == (today + 1) % 7);
  }
}

TEST_CASE("leap years follow the Gregorian rule", "[unit][day]") {
  CHECK(is_leap_year(2024));
  CHECK(is_leap_year(2000));
  CHECK(is_leap_year(400));
  CHECK_FALSE(is_leap_year(1900));
  CHECK_FALSE(is_leap_year(2100));
  CHECK_FALSE(is_leap_year(2023));
}

TEST_CASE("months have their lengths", "[unit][day]") {
  const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int month = 1; month <= 12; ++month) CHECK(days_in_month(2023, month) == lengths[month - 1]);
  CHECK(days_in_month(2024, 2) == 29);
  CHECK(days_in_month(1900, 2) == 28);
}

TEST_CASE("dates that do not exist are refused", "[unit][day]") {
  CHECK_FALSE(make_day(2023, 2, 29));
  CHECK_FALSE(make_day(1900, 2, 29));
  CHECK_FALSE(make_day(2024, 2, 30));
  CHECK_FALSE(make_day(2024, 4, 31));
  CHECK_FALSE(make_day(2024, 0, 1));
  CHECK_FALSE(make_day(2024, 13, 1));
  CHECK_FALSE(make_day(2024, 1, 0));
  CHECK_FALSE(make_day(2024, 1, 32));
  CHECK_FALSE(make_day(2024, 1, -1));
  CHECK_FALSE(make_day(0, 1, 1));
  CHECK_FALSE(make_day(10'000, 1, 1));
  CHECK(make_day(2024, 2, 29));
}

TEST_CASE("the nth weekday of a month is found", "[unit][day]") {
  CHECK(nth_weekday(2024, 11, Weekday::kThursday, 4) == make_day(2024, 11, 28));
  CHECK(nth_weekday(2026, 9, Weekday::kMonday, 1) == make_day(2026, 9, 7));
  CHECK(nth_weekday(2024, 2, Weekday::kThursday, 5) == make_day(2024, 2, 29));
  CHECK(nth_weekday(2024, 2, Weekday::kThursday, 1) == make_day(2024, 2, 1));
  CHECK_FALSE(nth_weekday(2023, 2, Weekday::kThursday, 5));
  CHECK_FALSE(nth_weekday(2023, 2, Weekday::kThursday, 6));
  CHECK_FALSE(nth_weekday(2023, 2, Weekday::kThursday, 0));
  CHECK_FALSE(nth_weekday(2023, 13, Weekday::kThursday, 1));
}

TEST_CASE("every day is some nth weekday of its month", "[property][day]") {
  CHECK(rc::check([] {
    const Day day{*rc::gen::inRange(-100'000, 100'000)};
    const CivilDate date = civil_date(day);
    RC_ASSERT(nth_weekday(date.year, date.month, weekday(day), (date.day - 1) / 7 + 1) == day);
  }));
}

TEST_CASE("ISO dates are read exactly", "[unit][day]") {
  CHECK(parse_iso_day("1970-01-01") == Day{0});
  CHECK(parse_iso_day("2024-02-29") == make_day(2024, 2, 29));
  CHECK(parse_iso_day("0001-01-01") == make_day(1, 1, 1));
  for (const char* text : {"", "2024", "2024-2-29", "2024-02-29 ", " 2024-02-29", "2024/02/29",
                           "2024-02-30", "2023-02-29", "2024-13-01", "0000-01-01", "20240229",
                           "2024-0a-01", "-024-01-01", "2024-02-29T", "2024-+1-01"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_day(text));
  }
}

TEST_CASE("ISO dates are written with leading zeros", "[unit][day]") {
  CHECK(to_iso_string(Day{0}) == "1970-01-01");
  CHECK(to_iso_string(*make_day(2026, 3, 9)) == "2026-03-09");
  CHECK(to_iso_string(*make_day(1, 2, 3)) == "0001-02-03");
  CHECK(to_iso_string(*make_day(9999, 12, 31)) == "9999-12-31");
}

TEST_CASE("a day survives its ISO text, and texts sort like days", "[property][day]") {
  CHECK(rc::check([] {
    const Day day{*rc::gen::inRange(-719'162, 2'932'897)};
    const Day other{*rc::gen::inRange(-719'162, 2'932'897)};
    RC_ASSERT(parse_iso_day(to_iso_string(day)) == day);
    RC_ASSERT((day < other) == (to_iso_string(day) < to_iso_string(other)));
  }));
}

TEST_CASE("days are moved and subtracted by whole days", "[unit][day]") {
  const Day day = *make_day(2024, 2, 28);
  CHECK(day + 2 == make_day(2024, 3, 1));
  CHECK(day - 28 == make_day(2024, 1, 31));
  CHECK((day + 366) - day == 366);
  CHECK(day < day + 1);
}
