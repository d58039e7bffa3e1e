// Tests of recipes: options, believable shapes, independence of cells.
#include "synthetic/bill_recipe.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "bill_columns.h"
#include "synthetic/business_day.h"
#include "synthetic/cell_cost.h"

using namespace expense;
using namespace expense::synthetic;

namespace {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

ErrorCode code_of(const BillOptions& options) {
  const Result<BillRecipe> recipe = make_recipe(options);
  REQUIRE_FALSE(recipe.has_value());
  CHECK_FALSE(recipe.error().message.empty());
  CHECK_FALSE(recipe.error().advice.empty());
  return recipe.error().code;
}

const CellRecipe& cell_named(const BillRecipe& recipe, const std::string& usage_type,
                             const std::string& account) {
  for (const CellRecipe& cell : recipe.cells) {
    if (cell.usage_type == usage_type && cell.account.name == account) return cell;
  }
  FAIL("no cell " << usage_type);
  return recipe.cells.front();
}

double expected_on(const CellRecipe& cell, const char* date) {
  return expected_cost(cell, business_day(*parse_iso_day(date)), 0.0);
}

}  // namespace

TEST_CASE("a bill of no days and one of more than ten years are refused", "[unit][synthetic]") {
  BillOptions options;
  for (const int days : {0, -1, 3661, 1'000'000}) {
    options.days = days;
    CHECK(code_of(options) == ErrorCode::kInvalidOption);
  }
  for (const int days : {1, 3660}) {
    options.days = days;
    CHECK(make_recipe(options).has_value());
  }
}

TEST_CASE("a currency that is no ISO code is refused", "[unit][synthetic]") {
  BillOptions options;
  options.days = 10;
  for (const char* currency : {"", "US", "usd", "USDX", "U,D", "$"}) {
    INFO(currency);
    options.currency = currency;
    CHECK(code_of(options) == ErrorCode::kInvalidOption);
  }
  options.currency = "EUR";
  CHECK(make_recipe(options).has_value());
}

TEST_CASE("a bill outside the years 1970 to 9998 is refused", "[unit][synthetic]") {
  BillOptions options;
  options.days = 10;
  options.last_day = Day{8};
  CHECK(code_of(options) == ErrorCode::kInvalidOption);
  options.last_day = Day{9};
  CHECK(make_recipe(options).has_value());
  options.last_day = *make_day(9998, 12, 31);
  CHECK(make_recipe(options).has_value());
  options.last_day = *make_day(9999, 1, 1);
  CHECK(code_of(options) == ErrorCode::kInvalidOption);
}

TEST_CASE("the default bill ends on 2026-06-30", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(1);
  CHECK(to_iso_string(recipe.last_day()) == "2026-06-30");
  CHECK(to_iso_string(recipe.first_day()) == "2024-07-01");
}

TEST_CASE("a bill has the size and breadth that was promised", "[unit][synthetic]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    const BillRecipe recipe = recipe_of(seed);
    std::set<std::string> services, accounts;
    std::set<std::string_view> regions;
    std::set<std::tuple<std::string, std::string, std::string_view, std::string>> names;
    std::set<std::uint64_t> streams;
    for (const CellRecipe& cell : recipe.cells) {
      services.insert(cell.service);
      accounts.insert(cell.account.id);
      regions.insert(cell.region.id);
      names.insert({cell.service, cell.account.id, cell.region.id, cell.usage_type});
      streams.insert(cell.stream);
    }
    CHECK(names.size() == recipe.cells.size());
    CHECK(streams.size() == recipe.cells.size());
    CHECK(recipe.cells.size() >= 75);
    CHECK(recipe.cells.size() <= 110);
    CHECK(services.size() >= 20);
    CHECK(accounts.size() == 4);
    CHECK(regions.size() >= 3);
    const double per_day = mean(daily_sums(recipe, [](const CellRecipe&) { return true; }));
    CHECK(per_day > 2'000.0);
    CHECK(per_day < 4'500.0);
  }
}

TEST_CASE("a bill of ten years stays of a believable size", "[unit][synthetic]") {
  const std::vector<double> sums =
      daily_sums(recipe_of(3, 3660), [](const CellRecipe&) { return true; });
  CHECK(sums.back() < 8'000.0);
}

TEST_CASE("office accounts cost several times more on weekdays", "[unit][synthetic]") {
  const BillRecipe recipe = without_anomalies(recipe_of(5, 364));
  const std::vector<double> sums = daily_sums(recipe, [](const CellRecipe& cell) {
    return cell.account.name == "shop-dev" && cell.service == "Amazon Elastic Compute Cloud";
  });
  double weekdays = 0.0;
  double weekends = 0.0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const bool weekend = business_day(recipe.first_day() + static_cast<int>(i)).weekend;
    (weekend ? weekends : weekdays) += sums[i];
  }
  const double ratio = (weekdays / 5.0) / (weekends / 2.0);
  CHECK(ratio > 2.7);
  CHECK(ratio < 5.3);
}

TEST_CASE("monthly fees are charged on the first of each month only", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(6);
  const std::vector<double> fees = daily_sums(
      recipe, [](const CellRecipe& cell) { return cell.service == "AWS Support (Business)"; });
  int charges = 0;
  for (std::size_t i = 0; i < fees.size(); ++i) {
    const bool first = civil_date(recipe.first_day() + static_cast<int>(i)).day == 1;
    REQUIRE((fees[i] > 0.0) == first);
    charges += first ? 1 : 0;
  }
  CHECK(charges == 24);
}

TEST_CASE("offices rest on holidays and the shop is busy on Black Friday", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(7);
  const CellRecipe& office = cell_named(recipe, "BoxUsage:t3.large", "shop-dev");
  // Thanksgiving and Independence Day against the same weekday a week later.
  CHECK(expected_on(office, "2024-11-28") < 0.5 * expected_on(office, "2024-12-05"));
  CHECK(expected_on(office, "2024-07-04") < 0.5 * expected_on(office, "2024-07-11"));
  CHECK(expected_on(office, "2024-12-25") < 0.5 * expected_on(office, "2024-12-18"));
  CHECK(expected_on(office, "2025-01-01") < 0.5 * expected_on(office, "2025-01-08"));
  const CellRecipe& shop = cell_named(recipe, "BoxUsage:m5.2xlarge", "shop-prod");
  CHECK(expected_on(shop, "2024-11-29") > 1.15 * expected_on(shop, "2024-11-22"));
  CHECK(expected_on(shop, "2024-12-02") > 1.3 * expected_on(shop, "2024-11-25"));
  CHECK(expected_on(shop, "2024-12-25") < expected_on(shop, "2024-12-18"));
}

TEST_CASE("the shop's year peaks in December and batch jobs at the month's end",
          "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(8);
  const CellRecipe& shop = cell_named(recipe, "BoxUsage:m5.2xlarge", "shop-prod");
  CHECK(expected_on(shop, "2024-12-11") > 1.1 * expected_on(shop, "2025-06-11"));
  const CellRecipe& batch = cell_named(recipe, "ETL-DPU-Hour", "data-platform");
  CHECK(expected_on(batch, "2025-04-30") > 1.6 * expected_on(batch, "2025-04-23"));
}

TEST_CASE("holidays follow their rules", "[unit][synthetic]") {
  const auto on = [](const char* date) { return business_day(*parse_iso_day(date)); };
  for (const char* date : {"2025-01-01", "2025-05-26", "2025-07-04", "2025-09-01", "2025-11-27",
                           "2025-11-28", "2025-12-24", "2025-12-25"}) {
    INFO(date);
    CHECK(on(date).holiday);
  }
  for (const char* date : {"2025-01-02", "2025-05-19", "2025-09-08", "2025-11-26", "2025-12-26"}) {
    INFO(date);
    CHECK_FALSE(on(date).holiday);
  }
  CHECK_FALSE(on("2024-11-28").sale);
  for (const char* date : {"2024-11-29", "2024-11-30", "2024-12-01", "2024-12-02"}) {
    INFO(date);
    CHECK(on(date).sale);
  }
  CHECK_FALSE(on("2024-12-03").sale);
  CHECK(on("2024-02-29").month_end);
  CHECK(on("2024-03-01").month_start);
}

TEST_CASE("noise scales with the level of the cost", "[unit][synthetic]") {
  CellRecipe cell = cell_named(recipe_of(9), "BoxUsage:m5.2xlarge", "shop-prod");
  const std::vector<double> factors = noise_factors(cell, 9, Day{20'000}, 20'000);
  double sum = 0.0;
  double squares = 0.0;
  double lagged = 0.0;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const double x = std::log(factors[i]);
    sum += x;
    squares += x * x;
    if (i > 0) lagged += x * std::log(factors[i - 1]);
  }
  const auto count = static_cast<double>(factors.size());
  CHECK(sum / count == Approx(0.0).margin(0.003));
  CHECK(std::sqrt(squares / count) == Approx(cell.noise).epsilon(0.05));
  CHECK(lagged / squares == Approx(0.35).margin(0.03));

  // Ten times the level is ten times the deviation, with the same draws.
  const double small = expected_on(cell, "2025-03-05");
  CHECK(cost_deviation(cell, small) == Approx(cell.noise * small));
  cell.level_per_day *= 10.0;
  CHECK(expected_on(cell, "2025-03-05") == Approx(10.0 * small));
}

TEST_CASE("a day's noise does not depend on where the bill begins", "[property][synthetic]") {
  const CellRecipe cell = cell_named(recipe_of(10), "ETL-DPU-Hour", "data-platform");
  const std::vector<double> whole = noise_factors(cell, 10, Day{20'000}, 100);
  for (int skipped = 0; skipped < 100; ++skipped) {
    const std::vector<double> rest = noise_factors(cell, 10, Day{20'000 + skipped}, 100 - skipped);
    REQUIRE(rest.front() == whole[static_cast<std::size_t>(skipped)]);
    REQUIRE(rest.back() == whole.back());
  }
}

TEST_CASE("a cell's costs do not depend on the other cells", "[property][synthetic]") {
  const BillRecipe recipe = without_anomalies(recipe_of(11, 120));
  BillRecipe fewer = recipe;
  fewer.cells.erase(fewer.cells.begin(), fewer.cells.begin() + 10);
  const DailyCosts all(recipe);
  const DailyCosts rest(fewer);
  for (int day = 0; day < 120; ++day) {
    for (std::size_t c = 0; c < rest.cells(); ++c) REQUIRE(rest.at(day, c) == all.at(day, c + 10));
  }
}

TEST_CASE("costs are never negative and have ten decimals", "[property][synthetic]") {
  const DailyCosts costs(recipe_of(12, 400));
  for (int day = 0; day < costs.days(); ++day) {
    for (std::size_t c = 0; c < costs.cells(); ++c) {
      REQUIRE_FALSE(costs.at(day, c) < Money());
      REQUIRE(costs.at(day, c).atoms() % 100 == 0);
    }
  }
}
