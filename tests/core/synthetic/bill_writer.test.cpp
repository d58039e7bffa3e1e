// Tests of the bill's text: the same bytes for the same seed, slices, layouts, exact sums.
#include "synthetic/bill_writer.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "bill_columns.h"
#include "synthetic/bill_text.h"

using namespace expense;
using namespace expense::synthetic;

namespace {

// FNV-1a, 64 bits.
std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

Money total_of(const BillRecipe& recipe) {
  const DailyCosts costs(recipe);
  Money total;
  for (int day = 0; day < costs.days(); ++day) {
    for (std::size_t c = 0; c < costs.cells(); ++c) total += costs.at(day, c);
  }
  return total;
}

std::string decimal(std::int64_t count, int decimals) {
  std::string text;
  append_decimal(text, count, decimals);
  return text;
}

constexpr BillLayout kLayouts[] = {BillLayout::kFocus, BillLayout::kCostExplorer,
                                   BillLayout::kDaily};

}  // namespace

// The WebAssembly build must give the same hashes. A wished change of the recipe changes them:
// look at the new bill, then put the new values here.
TEST_CASE("a seed gives the same bytes everywhere and for ever", "[unit][golden][synthetic]") {
  const BillRecipe recipe = recipe_of(20'260'630, 100);
  CHECK(hash_of(whole_text(recipe, BillLayout::kFocus)) == 0x1d41eb098ea446cdu);
  CHECK(hash_of(whole_text(recipe, BillLayout::kCostExplorer)) == 0x36400674f2ce7f7au);
  CHECK(hash_of(whole_text(recipe, BillLayout::kDaily)) == 0x1f45e7a131f0ced1u);
}

TEST_CASE("equal seeds give equal bills and different seeds different ones", "[unit][synthetic]") {
  for (const BillLayout layout : kLayouts) {
    CHECK(whole_text(recipe_of(1, 60), layout) == whole_text(recipe_of(1, 60), layout));
    CHECK(whole_text(recipe_of(1, 60), layout) != whole_text(recipe_of(2, 60), layout));
  }
}

TEST_CASE("the text does not depend on the size of its slices", "[property][synthetic]") {
  const BillRecipe recipe = recipe_of(3, 75);
  for (const BillLayout layout : kLayouts) {
    const std::string whole = whole_text(recipe, layout, 1'000'000'000);
    for (const std::size_t slice_bytes : {1u, 1'000u, 65'536u, 262'144u}) {
      CHECK(whole_text(recipe, layout, slice_bytes) == whole);
    }
  }
}

TEST_CASE("a writer gives slices of the asked size and counts its progress", "[unit][synthetic]") {
  BillWriter writer(recipe_of(4, 200));
  CHECK(writer.progress() == 0.0);
  CHECK_FALSE(writer.done());
  double progress = 0.0;
  while (!writer.done()) {
    const std::string slice = writer.next_slice();
    REQUIRE(slice.back() == '\n');
    if (!writer.done()) REQUIRE(slice.size() >= 64 * 1024);
    REQUIRE(slice.size() <= 256 * 1024);
    REQUIRE(writer.progress() > progress);
    progress = writer.progress();
  }
  CHECK(progress == 1.0);
  CHECK(writer.next_slice().empty());
}

TEST_CASE("a FOCUS row exists for every cell and day with cost, and adds up exactly",
          "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(5, 90);
  const std::vector<std::string> lines = lines_of(whole_text(recipe));
  const std::vector<std::string> header = fields_of(lines.front());
  REQUIRE(header.size() == 26);
  std::map<std::string, std::size_t> column;
  for (std::size_t i = 0; i < header.size(); ++i) column[header[i]] = i;

  Money total;
  std::set<std::string> days;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> row = fields_of(lines[i]);
    REQUIRE(row.size() == header.size());
    const auto billed = Money::parse(row[column["BilledCost"]]);
    REQUIRE(billed.has_value());
    REQUIRE(*billed > Money());
    REQUIRE(row[column["EffectiveCost"]] == row[column["BilledCost"]]);
    total += *billed;
    const std::string& start = row[column["ChargePeriodStart"]];
    const auto day = parse_iso_day(start.substr(0, 10));
    REQUIRE(day.has_value());
    REQUIRE(start.substr(10) == "T00:00:00Z");
    REQUIRE(row[column["ChargePeriodEnd"]].substr(0, 10) == to_iso_string(*day + 1));
    REQUIRE(row[column["BillingPeriodStart"]].substr(0, 8) == start.substr(0, 8));
    REQUIRE(row[column["BillingPeriodStart"]].substr(8) == "01T00:00:00Z");
    REQUIRE(row[column["BillingCurrency"]] == "USD");
    REQUIRE(Money::parse(row[column["ConsumedQuantity"]]).has_value());
    REQUIRE(row[column["SubAccountId"]].size() == 12);
    days.insert(start.substr(0, 10));
  }
  CHECK(total == total_of(recipe));
  CHECK(days.size() == 90);
  CHECK(*days.begin() == to_iso_string(recipe.first_day()));
  CHECK(*days.rbegin() == to_iso_string(recipe.last_day()));
}

TEST_CASE("the plain daily layout adds up to the same total", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(6, 90);
  const std::vector<std::string> lines = lines_of(whole_text(recipe, BillLayout::kDaily));
  CHECK(lines.front() == "date,service,cost");
  Money total;
  std::set<std::string> days;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> row = fields_of(lines[i]);
    REQUIRE(row.size() == 3);
    days.insert(row[0]);
    total += *Money::parse(row[2]);
  }
  CHECK(total == total_of(recipe));
  CHECK(days.size() == 90);
}

TEST_CASE("Cost Explorer's layout has a total row, a total column and no last line end",
          "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(7, 90);
  const std::string text = whole_text(recipe, BillLayout::kCostExplorer);
  CHECK(text.substr(0, 13) == "\xEF\xBB\xBF\"Service\",");
  CHECK(text.back() == '"');
  const std::vector<std::string> lines = lines_of(text);
  REQUIRE(lines.size() == 92);
  const std::vector<std::string> header = fields_of(lines[0]);
  const std::vector<std::string> totals = fields_of(lines[1]);
  REQUIRE(totals.size() == header.size());
  CHECK(header[1] == "EC2-Instances($)");
  CHECK(header.back() == "Total costs($)");
  CHECK(totals.front() == "Service total");
  CHECK(Money::parse(totals.back()) == total_of(recipe));

  std::vector<Money> sums(header.size());
  for (std::size_t i = 2; i < lines.size(); ++i) {
    const std::vector<std::string> row = fields_of(lines[i]);
    REQUIRE(row.size() == header.size());
    REQUIRE(row[0] == to_iso_string(recipe.first_day() + static_cast<int>(i - 2)));
    Money of_row;
    for (std::size_t c = 1; c + 1 < row.size(); ++c) {
      const Money cost = row[c].empty() ? Money() : *Money::parse(row[c]);
      sums[c] += cost;
      of_row += cost;
    }
    REQUIRE(Money::parse(row.back()) == of_row);
  }
  for (std::size_t c = 1; c + 1 < header.size(); ++c) {
    CHECK(Money::parse(totals[c]) == sums[c]);
    if (c > 1) CHECK_FALSE(sums[c - 1] < sums[c]);
  }
}

TEST_CASE("the currency asked for is written", "[unit][synthetic]") {
  BillOptions options;
  options.days = 3;
  options.currency = "EUR";
  const BillRecipe recipe = *make_recipe(options);
  CHECK(whole_text(recipe).find(",EUR,") != std::string::npos);
  CHECK(whole_text(recipe, BillLayout::kCostExplorer).find("Total costs(EUR)") !=
        std::string::npos);
}

TEST_CASE("a bill of one day is a bill", "[unit][synthetic]") {
  for (const BillLayout layout : kLayouts) {
    const std::string text = whole_text(recipe_of(8, 1), layout);
    CHECK(text.find("2026-06-30") != std::string::npos);
    CHECK(text.find("2026-06-29") == std::string::npos);
  }
}

TEST_CASE("CSV fields are quoted only where needed", "[unit][synthetic]") {
  const auto field = [](const char* value) {
    std::string text;
    append_csv_field(text, value);
    return text;
  };
  CHECK(field("") == "");
  CHECK(field("plain text") == "plain text");
  CHECK(field("sandbox, R&D") == "\"sandbox, R&D\"");
  CHECK(field("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(field("a\nb") == "\"a\nb\"");
}

TEST_CASE("decimals are written in shortest form", "[unit][synthetic]") {
  CHECK(decimal(0, 10) == "0");
  CHECK(decimal(1, 10) == "0.0000000001");
  CHECK(decimal(1'250, 3) == "1.25");
  CHECK(decimal(12'000, 3) == "12");
  CHECK(decimal(7, 0) == "7");
  CHECK(decimal(100, 0) == "100");
  CHECK(decimal(10'050, 2) == "100.5");
}

TEST_CASE("a cost's text is that of its money", "[property][synthetic]") {
  CHECK(rc::check([] {
    const Money cost = Money::from_atoms(
        Int128{*rc::gen::inRange<std::int64_t>(0, 900'000'000'000'000'000)} * 100);
    std::string text;
    append_cost(text, cost);
    RC_ASSERT(text == cost.to_string());
  }));
}
