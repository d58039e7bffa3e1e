// Tests of Timestamp: seconds since the epoch, its day, its text.
#include "calendar/timestamp.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstdint>

using expense::Day;
using expense::make_day;
using expense::parse_timestamp;
using expense::Timestamp;
using expense::to_iso_string;

TEST_CASE("a date alone is its midnight", "[unit][timestamp]") {
  CHECK(parse_timestamp("1970-01-01") == Timestamp{0});
  CHECK(parse_timestamp("1970-01-02") == Timestamp{86'400});
  CHECK(parse_timestamp("1969-12-31") == Timestamp{-86'400});
  CHECK(parse_timestamp("2026-06-30") == Timestamp::midnight(*make_day(2026, 6, 30)));
}

TEST_CASE("times of day are read after a blank or T", "[unit][timestamp]") {
  const std::int64_t midnight = Timestamp::midnight(*make_day(2024, 2, 29)).seconds;
  CHECK(parse_timestamp("2024-02-29 13:05:07") == Timestamp{midnight + 13 * 3600 + 5 * 60 + 7});
  CHECK(parse_timestamp("2024-02-29T13:05:07") == Timestamp{midnight + 13 * 3600 + 5 * 60 + 7});
  CHECK(parse_timestamp("2024-02-29T13:05:07Z") == Timestamp{midnight + 13 * 3600 + 5 * 60 + 7});
  CHECK(parse_timestamp("2024-02-29T13:05Z") == Timestamp{midnight + 13 * 3600 + 5 * 60});
  CHECK(parse_timestamp("2024-02-29 00:00") == Timestamp{midnight});
  CHECK(parse_timestamp("2024-02-29T23:59:59.999Z") == Timestamp{midnight + 86'399});
  CHECK(parse_timestamp("2024-02-29T00:00:00.000") == Timestamp{midnight});
}

TEST_CASE("text that is no point in time is refused", "[unit][timestamp]") {
  for (const char* text : {"",
                           "2024",
                           "2024-02-30",
                           "2024-02-30 00:00",
                           "2024-02-29 ",
                           "2024-02-29T",
                           "2024-02-29T1",
                           "2024-02-29T13",
                           "2024-02-29T13:",
                           "2024-02-29T13:5",
                           "2024-02-29T24:00",
                           "2024-02-29T13:60",
                           "2024-02-29T13:05:60",
                           "2024-02-29T13:05:",
                           "2024-02-29T13:05:07+01:00",
                           "2024-02-29T13:05:07 UTC",
                           "2024-02-29T13:05:07ZZ",
                           "2024-02-29T13:05.5",
                           "2024-02-29  13:05",
                           "2024-02-29Z",
                           "2024-02-29T-1:00",
                           "x2024-02-29"}) {
    INFO(text);
    CHECK_FALSE(parse_timestamp(text));
  }
}

TEST_CASE("midnight is written as a date, other times in full", "[unit][timestamp]") {
  CHECK(to_iso_string(Timestamp{0}) == "1970-01-01");
  CHECK(to_iso_string(*parse_timestamp("2026-03-09T13:00")) == "2026-03-09 13:00:00");
  CHECK(to_iso_string(*parse_timestamp("2026-03-09 00:00:01")) == "2026-03-09 00:00:01");
  CHECK(to_iso_string(Timestamp{-1}) == "1969-12-31 23:59:59");
}

TEST_CASE("the day of a time is floored, before 1970 too", "[unit][timestamp]") {
  CHECK(Timestamp{0}.day() == Day{0});
  CHECK(Timestamp{86'399}.day() == Day{0});
  CHECK(Timestamp{86'400}.day() == Day{1});
  CHECK(Timestamp{-1}.day() == Day{-1});
  CHECK(Timestamp{-86'400}.day() == Day{-1});
  CHECK(Timestamp{-86'401}.day() == Day{-2});
}

TEST_CASE("days are counted with their fraction", "[unit][timestamp]") {
  CHECK(Timestamp{43'200}.days() == 0.5);
  CHECK(Timestamp{-21'600}.days() == -0.25);
  CHECK(Timestamp{86'400} - Timestamp{3'600} == 82'800);
}

TEST_CASE("a time survives its text and lies within its day", "[property][timestamp]") {
  CHECK(rc::check([] {
    const Timestamp time{*rc::gen::inRange<std::int64_t>(-60'000'000'000, 250'000'000'000)};
    RC_ASSERT(parse_timestamp(to_iso_string(time)) == time);
    const std::int64_t of_day = time - Timestamp::midnight(time.day());
    RC_ASSERT(of_day >= 0);
    RC_ASSERT(of_day < Timestamp::kSecondsPerDay);
  }));
}
