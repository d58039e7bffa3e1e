// Days, amounts and currencies as they stand in single cells.
#include "billing/cell_values.h"

#include "billing/amount_cells.h"
#include "billing/day_cells.h"

#include <catch2/catch.hpp>

namespace expense::billing {
namespace {

TEST_CASE("a day is read from every form that bills use", "[unit]") {
  const auto text =
      GENERATE("2026-03-09", "2026/03/09", "20260309", " 2026-03-09 ", "2026-03-09T00:00:00Z",
               "2026-03-09T23:59Z", "2026-03-09 22:00:00", "2026/03/09 00:00:00",
               "2026-03-09T01:00:00.000Z", "2026-03-09 03:00:00 UTC", "2026-03-09 03:00:00+00:00",
               "2026-03-10T01:00:00+05:30", "2026-03-08T22:00:00-0300");
  CAPTURE(text);
  REQUIRE(parse_day(text));
  CHECK(to_iso_string(*parse_day(text)) == "2026-03-09");
}

TEST_CASE("other texts are no days, and the reason says what to write", "[unit]") {
  for (const char* text : {"", "2026-02-30", "2026-13-01", "31/01/2026", "Total", "2026-3-9",
                           "2026-03-09x", "2026-03-09T25:00", "1234567", "202603091"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text));
    CHECK_FALSE(explain_bad_day(text).empty());
  }
  CHECK(explain_bad_day("2026-02-30") == "the day \"2026-02-30\" does not exist");
  CHECK(explain_bad_day("NULL") == "it has no date");
}

TEST_CASE("amounts may have signs of number and currency", "[unit]") {
  CHECK(parse_amount(" 12.50 ")->to_string() == "12.5");
  CHECK(parse_amount("$12.50")->to_string() == "12.5");
  CHECK(parse_amount("-$12.50")->to_string() == "-12.5");
  CHECK(parse_amount("€ -3")->to_string() == "-3");
  CHECK(parse_amount("7.865e-7")->to_string() == "0.0000007865");
  CHECK(parse_amount("-0")->to_string() == "0");
}

TEST_CASE("marks, blanks, brackets and currencies around a number are understood", "[unit]") {
  CHECK(parse_amount("1,234,567.5")->to_string() == "1234567.5");
  CHECK(parse_amount("($1,250.50)")->to_string() == "-1250.5");
  CHECK(parse_amount("1'234.5 CHF")->to_string() == "1234.5");
  CHECK(parse_amount("USD 12.50-")->to_string() == "-12.5");
  CHECK(parse_amount("\u22125.25")->to_string() == "-5.25");
  CHECK(parse_amount("1.234,56 €", NumberStyle::kComma)->to_string() == "1234.56");
  CHECK(parse_amount("1\u202F234,5", NumberStyle::kComma)->to_string() == "1234.5");
  CHECK(parse_amount("-7,5E-3", NumberStyle::kComma)->to_string() == "-0.0075");
  CHECK_FALSE(parse_amount("12.50", NumberStyle::kComma));
  CHECK(currency_of_amount("1.234,56 €") == "EUR");
  CHECK(currency_of_amount("CHF 5") == "CHF");
}

TEST_CASE("a day may come first or second, but only dots decide alone", "[unit]") {
  CHECK(to_iso_string(*parse_day("3/4/2026", DateStyle::kMonthFirst)) == "2026-03-04");
  CHECK(to_iso_string(*parse_day("3/4/2026", DateStyle::kDayFirst)) == "2026-04-03");
  CHECK(to_iso_string(*parse_day("31.01.2026 12:00", DateStyle::kDayFirst)) == "2026-01-31");
  CHECK_FALSE(parse_day("3.4.2026", DateStyle::kMonthFirst));
  CHECK_FALSE(parse_day("31/04/2026", DateStyle::kDayFirst));
  CHECK_FALSE(parse_day("2026-01-31", DateStyle::kDayFirst));
  CHECK(explain_bad_day("31/04/2026", DateStyle::kDayFirst) ==
        "the day \"31/04/2026\" does not exist (day first, as in the other rows)");
  CHECK(explain_bad_day("31/01/2026") ==
        "the date \"31/01/2026\" is not written like those of the other rows: write 2026-01-31");
}

TEST_CASE("texts, not-a-numbers and infinities are no amounts", "[unit]") {
  for (const char* text : {"", "NaN", "nan", "inf", "-Infinity", "abc", "1,5", "0,125", "1,23,456",
                           "1 2", "--1", "-$-1", "$", "0x10", "1e"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_amount(text));
    CHECK_FALSE(explain_bad_amount(text).empty());
  }
}

TEST_CASE("currencies are known by sign and by code", "[unit]") {
  CHECK(currency_code("$") == "USD");
  CHECK(currency_code("€") == "EUR");
  CHECK(currency_code("R$") == "BRL");
  CHECK(currency_code("chf") == "CHF");
  CHECK(currency_code("Bedrock Edition").empty());
  CHECK(currency_code("¥").empty());
  CHECK(currency_of_amount("-£5") == "GBP");
}

TEST_CASE("long values are cut between characters", "[unit]") {
  CHECK(quoted("abc") == "\"abc\"");
  CHECK(quoted(std::string(39, 'x') + "éé") == '"' + std::string(39, 'x') + "...\"");
}

TEST_CASE("offsets that no clock shows and years beyond all bills are refused", "[unit]") {
  CHECK(parse_day("2026-01-01T00:00:00+14:00").has_value());
  CHECK(parse_day("2000-01-01T05:00:00+05:00").has_value());
  CHECK(parse_day("2100-12-31").has_value());
  const auto cell = GENERATE("2026-01-01T00:00:00+99:99", "2026-01-01T00:00:00+14:01",
                             "2026-01-01T00:00:00-05:60", "9999-12-31T23:00:00-05:00",
                             "0001-01-01T00:00:00+05:00", "2000-01-01T00:00:00+05:00",
                             "2100-12-31T23:00:00-05:00", "1999-12-31", "2101-01-01");
  CAPTURE(cell);
  CHECK_FALSE(parse_day(cell));
  CHECK_FALSE(parse_day("31.12.1899", DateStyle::kDayFirst));
  CHECK(explain_bad_day("2101-01-01") ==
        "the date \"2101-01-01\" is not in the years 2000 to 2100");
}

TEST_CASE("amounts of 10^15 and more are refused as too large", "[unit]") {
  CHECK(parse_amount("999999999999999.99").has_value());
  const auto cell = GENERATE("1e15", "-1e15", "$1,000,000,000,000,000", "9e23");
  CAPTURE(cell);
  CHECK_FALSE(parse_amount(cell));
  CHECK_FALSE(parse_plain_amount("1e15"));
  CHECK(explain_bad_amount(cell).find("is too large: costs are read up to 10^15") !=
        std::string::npos);
}

}  // namespace
}  // namespace expense::billing
