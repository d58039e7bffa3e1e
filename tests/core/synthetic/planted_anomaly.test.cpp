// Tests of planted anomalies: kinds, windows, spacing, visibility, and the truth of their cost.
#include "synthetic/planted_anomaly.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>

#include "bill_columns.h"
#include "synthetic/business_day.h"
#include "synthetic/cell_cost.h"

using namespace expense;
using namespace expense::synthetic;

namespace {

constexpr std::uint64_t kSeeds = 300;

// Standard deviation of a service's daily total around its expected cost.
double service_deviation(const BillRecipe& recipe, const std::string& service, Day day) {
  double variance = 0.0;
  for (const CellRecipe& cell : recipe.cells) {
    if (cell.service != service) continue;
    const double years = (day - recipe.first_day()) / 365.25;
    const double deviation = cost_deviation(cell, expected_cost(cell, business_day(day), years));
    variance += deviation * deviation;
  }
  return std::sqrt(variance);
}

bool lasts_as_its_kind_does(const PlantedAnomaly& anomaly, Day last_of_bill) {
  switch (anomaly.kind) {
    case AnomalyKind::kSpike:
      return anomaly.days() == 1;
    case AnomalyKind::kBurst:
      return anomaly.days() >= 3 && anomaly.days() <= 10;
    case AnomalyKind::kLevelShift:
      return anomaly.last_day == last_of_bill && anomaly.days() >= 21;
    case AnomalyKind::kDrift:
      return anomaly.days() >= 22 && anomaly.days() <= 36;
    case AnomalyKind::kDrop:
      return anomaly.days() >= 2 && anomaly.days() <= 6;
    case AnomalyKind::kNewSpend:
      return anomaly.days() >= 14 && anomaly.days() <= 40;
    case AnomalyKind::kBrokenPattern:
      return weekday(anomaly.first_day) == Weekday::kSaturday &&
             weekday(anomaly.last_day) == Weekday::kSunday && anomaly.days() >= 16;
  }
  return false;
}

}  // namespace

TEST_CASE("every kind has its word", "[unit][synthetic]") {
  CHECK(to_string(AnomalyKind::kSpike) == "spike");
  CHECK(to_string(AnomalyKind::kBurst) == "burst");
  CHECK(to_string(AnomalyKind::kLevelShift) == "level_shift");
  CHECK(to_string(AnomalyKind::kDrift) == "drift");
  CHECK(to_string(AnomalyKind::kDrop) == "drop");
  CHECK(to_string(AnomalyKind::kNewSpend) == "new_spend");
  CHECK(to_string(AnomalyKind::kBrokenPattern) == "broken_pattern");
}

TEST_CASE("two years hold ten anomalies of every kind, shifts in both directions",
          "[property][synthetic]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    INFO("seed " << seed);
    const BillRecipe recipe = recipe_of(seed);
    CHECK(recipe.anomalies.size() == 10);
    std::set<AnomalyKind> kinds;
    bool up = false;
    bool down = false;
    for (const PlantedAnomaly& anomaly : recipe.anomalies) {
      kinds.insert(anomaly.kind);
      if (anomaly.kind == AnomalyKind::kLevelShift) {
        (anomaly.strength > 1.0 ? up : down) = true;
      }
    }
    CHECK(kinds.size() == kAnomalyKindCount);
    CHECK(up);
    CHECK(down);
  }
}

TEST_CASE("anomalies lie within the bill, after a quiet beginning, in order",
          "[property][synthetic]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const int days : {120, 365, 730}) {
      INFO("seed " << seed << ", " << days << " days");
      const BillRecipe recipe = recipe_of(seed, days);
      Day previous = recipe.first_day() + 59;
      for (const PlantedAnomaly& anomaly : recipe.anomalies) {
        REQUIRE(anomaly.first_day > previous);
        REQUIRE(anomaly.first_day <= anomaly.last_day);
        REQUIRE(anomaly.last_day <= recipe.last_day());
        REQUIRE(lasts_as_its_kind_does(anomaly, recipe.last_day()));
        previous = anomaly.first_day;
      }
    }
  }
}

TEST_CASE("short bills have few anomalies and very short ones none", "[unit][synthetic]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    INFO("seed " << seed);
    for (const int days : {1, 2, 20, 44}) CHECK(recipe_of(seed, days).anomalies.empty());
    for (const int days : {60, 90, 145}) CHECK(recipe_of(seed, days).anomalies.size() == 1);
    CHECK(recipe_of(seed, 45).anomalies.size() <= 1);
    CHECK(recipe_of(seed, 365).anomalies.size() == 5);
  }
}

TEST_CASE("a bill of ten years has fifty anomalies", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(4, 3660);
  CHECK(recipe.anomalies.size() >= 45);
  CHECK(recipe.anomalies.size() <= 50);
}

TEST_CASE("a service has one anomaly at a time", "[property][synthetic]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    INFO("seed " << seed);
    const BillRecipe recipe = recipe_of(seed);
    for (std::size_t a = 0; a < recipe.anomalies.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const PlantedAnomaly& later = recipe.anomalies[a];
        const PlantedAnomaly& earlier = recipe.anomalies[b];
        if (recipe.cells[later.cell].service != recipe.cells[earlier.cell].service) continue;
        REQUIRE(later.first_day > earlier.last_day + 28);
      }
    }
  }
}

TEST_CASE("every anomaly stands out of its service's noise and is worth a look",
          "[property][synthetic]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const BillRecipe recipe = recipe_of(seed);
    for (const PlantedAnomaly& anomaly : recipe.anomalies) {
      INFO("seed " << seed << ", " << to_string(anomaly.kind));
      const CellRecipe& cell = recipe.cells[anomaly.cell];
      // A drift is largest on its last day, the others on their first.
      const Day day = anomaly.kind == AnomalyKind::kDrift ? anomaly.last_day : anomaly.first_day;
      const double years = (day - recipe.first_day()) / 365.25;
      const double ordinary = expected_cost(cell, business_day(day), years);
      const double extra = std::fabs(anomalous_cost(anomaly, day, ordinary) - ordinary);
      // A drift is sized by its first day, from which the year may move on.
      const double slack = anomaly.kind == AnomalyKind::kDrift ? 0.7 : 0.999;
      CHECK(extra >= slack * 2.5 * service_deviation(recipe, cell.service, day));
      CHECK(extra >= slack * 20.0);
      CHECK(abs(anomaly.extra_cost) > *Money::parse("40"));
    }
  }
}

TEST_CASE("the extra cost is the difference between the bills with and without anomalies",
          "[property][synthetic]") {
  for (const std::uint64_t seed : {1u, 2u, 3u, 77u}) {
    for (const int days : {100, 400, 730}) {
      INFO("seed " << seed << ", " << days << " days");
      const BillRecipe recipe = recipe_of(seed, days);
      const DailyCosts with(recipe);
      const DailyCosts without(without_anomalies(recipe));
      Money all_extra;
      for (const PlantedAnomaly& anomaly : recipe.anomalies) {
        Money extra;
        for (Day day = anomaly.first_day; day <= anomaly.last_day; day = day + 1) {
          const int i = day - recipe.first_day();
          extra += with.at(i, anomaly.cell) - without.at(i, anomaly.cell);
        }
        CHECK(extra == anomaly.extra_cost);
        all_extra += anomaly.extra_cost;
      }
      // And nothing else differs.
      Money difference;
      for (int day = 0; day < days; ++day) {
        for (std::size_t c = 0; c < with.cells(); ++c) {
          difference += with.at(day, c) - without.at(day, c);
        }
      }
      CHECK(difference == all_extra);
    }
  }
}

TEST_CASE("a use never seen costs nothing before and after", "[property][synthetic]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const BillRecipe recipe = recipe_of(seed);
    const DailyCosts costs(recipe);
    for (const PlantedAnomaly& anomaly : recipe.anomalies) {
      if (anomaly.kind != AnomalyKind::kNewSpend) continue;
      CHECK(recipe.cells[anomaly.cell].region.id == "ap-northeast-1");
      for (int i = 0; i < costs.days(); ++i) {
        const bool during = anomaly.covers(recipe.first_day() + i);
        REQUIRE((costs.at(i, anomaly.cell) > Money()) == during);
      }
    }
  }
}

TEST_CASE("each kind changes a day's cost as it says", "[unit][synthetic]") {
  const Day monday = *make_day(2026, 3, 9);
  PlantedAnomaly anomaly{AnomalyKind::kSpike, monday, monday + 9, 0, 50.0};
  CHECK(anomaly.days() == 10);
  CHECK(anomaly.covers(monday + 9));
  CHECK_FALSE(anomaly.covers(monday + 10));
  CHECK_FALSE(anomaly.covers(monday - 1));
  CHECK(anomalous_cost(anomaly, monday, 100.0) == 150.0);
  anomaly.kind = AnomalyKind::kBurst;
  CHECK(anomalous_cost(anomaly, monday + 3, 100.0) == 150.0);
  anomaly.kind = AnomalyKind::kNewSpend;
  CHECK(anomalous_cost(anomaly, monday, 0.0) == 50.0);
  anomaly.kind = AnomalyKind::kDrop;
  CHECK(anomalous_cost(anomaly, monday, 100.0) == 0.0);
  anomaly.strength = 1.5;
  anomaly.kind = AnomalyKind::kLevelShift;
  CHECK(anomalous_cost(anomaly, monday + 5, 100.0) == 150.0);
  anomaly.kind = AnomalyKind::kDrift;
  CHECK(anomalous_cost(anomaly, monday, 100.0) == Approx(105.0));
  CHECK(anomalous_cost(anomaly, monday + 9, 100.0) == Approx(150.0));
  anomaly.kind = AnomalyKind::kBrokenPattern;
  CHECK(anomalous_cost(anomaly, monday + 4, 100.0) == 100.0);
  CHECK(anomalous_cost(anomaly, monday + 5, 100.0) == 150.0);
  CHECK(anomalous_cost(anomaly, monday + 6, 100.0) == 150.0);
}

TEST_CASE("any seed and length give a sound recipe", "[property][synthetic]") {
  CHECK(rc::check([] {
    BillOptions options;
    options.seed = *rc::gen::arbitrary<std::uint64_t>();
    options.days = *rc::gen::inRange(1, 1500);
    options.last_day = Day{*rc::gen::inRange(1500, 40'000)};
    const Result<BillRecipe> recipe = make_recipe(options);
    RC_ASSERT(recipe.has_value());
    for (const PlantedAnomaly& anomaly : recipe->anomalies) {
      RC_ASSERT(anomaly.first_day >= recipe->first_day());
      RC_ASSERT(anomaly.last_day <= recipe->last_day());
      RC_ASSERT(anomaly.cell < recipe->cells.size());
      RC_ASSERT(anomaly.extra_cost != Money());
      RC_ASSERT(std::isfinite(anomaly.strength) && anomaly.strength >= 0.0);
    }
  }));
}
