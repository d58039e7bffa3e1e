// Tests of Error and Result: the words for codes, the text for a terminal, both outcomes.
#include "base/result.h"

#include <catch2/catch.hpp>
#include <string>

using expense::describe;
using expense::Error;
using expense::ErrorCode;
using expense::fail;
using expense::Place;
using expense::Result;

namespace {

Result<int> half_of(int value) {
  if (value % 2 != 0) return fail(ErrorCode::kInvalidOption, "It is odd.", "Give an even number.");
  return value / 2;
}

}  // namespace

TEST_CASE("every error code has a word of its own", "[unit][result]") {
  CHECK(to_string(ErrorCode::kEmptyInput) == "empty_input");
  CHECK(to_string(ErrorCode::kNotABill) == "not_a_bill");
  CHECK(to_string(ErrorCode::kNoUsableRows) == "no_usable_rows");
  CHECK(to_string(ErrorCode::kTooLittleHistory) == "too_little_history");
  CHECK(to_string(ErrorCode::kInvalidOption) == "invalid_option");
  CHECK(to_string(ErrorCode::kInvalidTable) == "invalid_table");
  CHECK(to_string(ErrorCode::kNotSupported) == "not_supported");
  CHECK(to_string(ErrorCode::kUnreadableFile) == "unreadable_file");
}

TEST_CASE("an error is described with the place it happened in", "[unit][result]") {
  Error error{ErrorCode::kNotABill, "There is no date.", "Export it again.", {}};
  CHECK(describe(error) == "There is no date. Export it again.");
  error.place = Place{"costs.csv", 0, ""};
  CHECK(describe(error) == "costs.csv: There is no date. Export it again.");
  error.place = Place{"costs.csv", 3, ""};
  CHECK(describe(error) == "costs.csv, line 3: There is no date. Export it again.");
  error.place = Place{"costs.csv", 3, "Cost"};
  CHECK(describe(error) ==
        "costs.csv, line 3, column \"Cost\": There is no date. Export it again.");
  error.place = Place{"", 0, "Cost"};
  CHECK(describe(error) == "column \"Cost\": There is no date. Export it again.");
  error = Error{ErrorCode::kNotABill, "There is no date.", "", {}};
  CHECK(describe(error) == "There is no date.");
}

TEST_CASE("a result holds a value or an error", "[unit][result]") {
  const Result<int> good = half_of(8);
  REQUIRE(good.has_value());
  CHECK(*good == 4);
  const Result<int> bad = half_of(7);
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().code == ErrorCode::kInvalidOption);
  CHECK(bad.error().message == "It is odd.");
  CHECK(bad.error().advice == "Give an even number.");
  CHECK(bad.error().place.file.empty());
  CHECK(bad.error().place.line == 0);
}

TEST_CASE("a failure may name its place", "[unit][result]") {
  const Result<void> bad =
      fail(ErrorCode::kInvalidTable, "No number.", "Correct it.", Place{"y.csv", 12, "y"});
  REQUIRE_FALSE(bad.has_value());
  CHECK(describe(bad.error()) == "y.csv, line 12, column \"y\": No number. Correct it.");
}
