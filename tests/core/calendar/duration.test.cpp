// Tests of durations: units, sums, exact fractions, what is refused, and words.
#include "calendar/duration.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>

using expense::duration_in_words;
using expense::ErrorCode;
using expense::parse_duration;

namespace {

constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kDay = 24 * kHour;

std::string message_of(std::string_view text) {
  const auto parsed = parse_duration(text);
  if (parsed) return "read as " + std::to_string(*parsed);
  CHECK(parsed.error().code == ErrorCode::kInvalidOption);
  CHECK_FALSE(parsed.error().advice.empty());
  return parsed.error().message;
}

}  // namespace

TEST_CASE("durations are read as pandas writes them", "[unit][duration]") {
  CHECK(parse_duration("30 days") == 30 * kDay);
  CHECK(parse_duration("30d") == 30 * kDay);
  CHECK(parse_duration("1 D") == kDay);
  CHECK(parse_duration("1 day") == kDay);
  CHECK(parse_duration("12 h") == 12 * kHour);
  CHECK(parse_duration("2 hours") == 2 * kHour);
  CHECK(parse_duration("1 hr") == kHour);
  CHECK(parse_duration("1 W") == 7 * kDay);
  CHECK(parse_duration("2 weeks") == 14 * kDay);
  CHECK(parse_duration("90 minutes") == 5'400);
  CHECK(parse_duration("5min") == 300);
  CHECK(parse_duration("5m") == 300);
  CHECK(parse_duration("45 secs") == 45);
  CHECK(parse_duration("45s") == 45);
  CHECK(parse_duration("  7  Days ") == 7 * kDay);
  CHECK(parse_duration("0 days") == 0);
}

TEST_CASE("parts of a duration add up", "[unit][duration]") {
  CHECK(parse_duration("1 day 6 hours") == 30 * kHour);
  CHECK(parse_duration("1d6h30m") == 30 * kHour + 1'800);
  CHECK(parse_duration("1 W 1 s") == 7 * kDay + 1);
}

TEST_CASE("fractions are exact as long as the seconds are whole", "[unit][duration]") {
  CHECK(parse_duration("1.5 days") == 36 * kHour);
  CHECK(parse_duration("0.1 h") == 360);
  CHECK(parse_duration("365.25 days") == 31'557'600);
  CHECK(parse_duration("1.000 s") == 1);
  CHECK(message_of("0.5 s") == "\"0.5 s\" is not a duration: seconds must be whole.");
  CHECK(message_of("0.333 days") == "\"0.333 days\" is not a duration: seconds must be whole.");
}

TEST_CASE("what is no duration is refused with the reason", "[unit][duration]") {
  const std::string no_number = "a number is expected before each unit.";
  CHECK_THAT(message_of(""), Catch::EndsWith(no_number));
  CHECK_THAT(message_of("   "), Catch::EndsWith(no_number));
  CHECK_THAT(message_of("days"), Catch::EndsWith(no_number));
  CHECK_THAT(message_of("-1 days"), Catch::EndsWith(no_number));
  CHECK_THAT(message_of("1 days 06:00:00"), Catch::EndsWith("a number lacks its unit."));
  CHECK_THAT(message_of("30"), Catch::EndsWith("a number lacks its unit."));
  CHECK_THAT(message_of("1 d 30"), Catch::EndsWith("a number lacks its unit."));
  CHECK_THAT(message_of("1. days"), Catch::EndsWith("digits are expected after the point."));
  CHECK_THAT(message_of("2 fortnights"),
             Catch::EndsWith("the unit \"fortnights\" is none of weeks, days, hours, minutes and "
                             "seconds."));
  CHECK_THAT(message_of("1e3 days"), Catch::Contains("the unit \"e\""));
  CHECK_THAT(message_of("5 ms"), Catch::Contains("the unit \"ms\""));
}

TEST_CASE("months and years are refused, as they differ in length", "[unit][duration]") {
  for (const char* text : {"1 M", "3 months", "1 y", "1 Y", "2 years"}) {
    CHECK_THAT(message_of(text),
               Catch::EndsWith("months and years differ in length; count days instead."));
  }
}

TEST_CASE("durations end at a million days", "[unit][duration]") {
  CHECK(parse_duration("1000000 days") == 1'000'000 * kDay);
  CHECK_THAT(message_of("1000000 days 1 s"), Catch::EndsWith("longer than a million days."));
  CHECK_THAT(message_of("999999999999 weeks"), Catch::EndsWith("longer than a million days."));
  CHECK_THAT(message_of("9999999999999 s"), Catch::EndsWith("a number has too many digits."));
  CHECK_THAT(message_of("1.000000000000 s"), Catch::EndsWith("a number has too many digits."));
  CHECK_THAT(message_of(std::string(5'000, '9') + "." + std::string(5'000, '9') + " s"),
             Catch::EndsWith("a number has too many digits."));
}

TEST_CASE("words use the largest unit without a fraction", "[unit][duration]") {
  CHECK(duration_in_words(30 * kDay) == "30 days");
  CHECK(duration_in_words(kDay) == "1 day");
  CHECK(duration_in_words(36 * kHour) == "36 hours");
  CHECK(duration_in_words(5'400) == "90 minutes");
  CHECK(duration_in_words(60) == "1 minute");
  CHECK(duration_in_words(61) == "61 seconds");
  CHECK(duration_in_words(1) == "1 second");
  CHECK(duration_in_words(0) == "0 days");
}

TEST_CASE("a duration survives its words", "[property][duration]") {
  CHECK(rc::check([] {
    const std::int64_t unit = *rc::gen::element<std::int64_t>(1, 60, kHour, kDay);
    const std::int64_t seconds = unit * *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    RC_ASSERT(parse_duration(duration_in_words(seconds)) == seconds);
  }));
}

TEST_CASE("any text is read or refused, never more than a million days", "[property][duration]") {
  CHECK(rc::check([] {
    const auto text = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("0123456789. -:dhmswWDMayoursinek")));
    const auto parsed = parse_duration(text);
    if (parsed) {
      RC_ASSERT(*parsed >= 0);
      RC_ASSERT(*parsed <= 1'000'000 * kDay);
    } else {
      RC_ASSERT(parsed.error().message.find("\"" + text + "\"") == 0U);
    }
  }));
}
