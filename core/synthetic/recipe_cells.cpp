// From a catalogue's use to a cell: where it runs, how large it is, how it moves.
#include "synthetic/recipe_cells.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/elementary.h"
#include "base/random.h"

namespace expense::synthetic {
namespace {

constexpr std::uint64_t kOrganisationStream = 0x6f7267;
constexpr std::string_view kAccountNames[] = {"shop-prod", "shop-dev", "data-platform",
                                              "sandbox, R&D"};
// Share of a use's cost in its first, second and third region, by the number of its regions.
constexpr double kRegionShares[3][3] = {{1.0, 0.0, 0.0}, {0.68, 0.32, 0.0}, {0.58, 0.28, 0.14}};

// FNV-1a, 64 bits: a stream number that follows from a name.
std::uint64_t stream_of(const CellRecipe& cell) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const std::string_view part :
       {std::string_view(cell.service), std::string_view(cell.account.name), cell.region.id,
        std::string_view(cell.usage_type)}) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    hash = (hash ^ '|') * 0x100000001b3u;
  }
  return hash;
}

std::string twelve_digits(Random& random) {
  std::string digits;
  for (int i = 0; i < 12; ++i)
    digits += static_cast<char>('0' + static_cast<int>(random.below(10)));
  return digits;
}

CellRecipe named_cell(const Organisation& organisation, const Use& use, const Region& region) {
  CellRecipe cell;
  cell.service = use.service;
  cell.account = organisation.accounts[static_cast<std::size_t>(use.role)];
  cell.region = region;
  cell.usage_type = region.usage_prefix;
  cell.usage_type += use.usage_type;
  cell.operation = use.operation;
  cell.unit = use.unit;
  cell.unit_price = use.unit_price;
  cell.stream = stream_of(cell);
  return cell;
}

// Weekdays with a little of their own character, scaled to mean 1.
void set_week(CellRecipe& cell, const std::array<double, 7>& shape, double character,
              Random& random) {
  double sum = 0.0;
  for (std::size_t i = 0; i < 7; ++i) {
    cell.weekly[i] = shape[i] * random.uniform(1.0 - character, 1.0 + character);
    sum += cell.weekly[i];
  }
  for (double& factor : cell.weekly) factor *= 7.0 / sum;
}

void set_rhythm(CellRecipe& cell, Rhythm rhythm, Random& random) {
  switch (rhythm) {
    case Rhythm::kSteady:
      cell.growth_per_year = random.uniform(0.0, 0.22);
      break;
    case Rhythm::kTraffic:
      set_week(cell, {0.97, 0.95, 0.96, 0.99, 1.05, 1.08, 1.0}, 0.02, random);
      cell.growth_per_year = random.uniform(0.05, 0.3);
      cell.yearly_amplitude = random.uniform(0.06, 0.14);
      cell.holiday_factor = random.uniform(0.82, 0.95);
      // Black Friday is a holiday of offices, too; the shop's rush outweighs it.
      cell.sale_factor = random.uniform(1.45, 1.9);
      break;
    case Rhythm::kOffice: {
      const double weekend = 1.0 / random.uniform(3.0, 5.0);
      set_week(cell, {0.98, 1.02, 1.03, 1.01, 0.96, weekend, weekend}, 0.02, random);
      cell.growth_per_year = random.uniform(-0.08, 0.2);
      cell.holiday_factor = weekend * random.uniform(1.0, 1.3);
      break;
    }
    case Rhythm::kBatch:
      set_week(cell, {1.0, 1.0, 1.0, 1.0, 1.0, 0.75, 1.5}, 0.04, random);
      cell.growth_per_year = random.uniform(0.0, 0.25);
      cell.month_end_factor = random.uniform(1.7, 2.4);
      cell.heavy_tailed = true;
      break;
    case Rhythm::kOccasional:
      cell.active_chance = random.uniform(0.25, 0.6);
      cell.heavy_tailed = true;
      break;
    case Rhythm::kMonthlyFee:
      cell.monthly_fee = true;
      cell.growth_per_year = random.uniform(0.0, 0.1);
      break;
  }
}

// Growth by ordered capacity: the same growth in steps of a few per cent.
void grow_in_steps(CellRecipe& cell, const BillOptions& options, Random& random) {
  Day previous = options.last_day - (options.days - 1);
  for (;;) {
    const Day next = previous + (30 + static_cast<int>(random.below(60)));
    if (next > options.last_day) break;
    cell.steps.push_back({next, exp(cell.growth_per_year * (next - previous) / 365.25)});
    previous = next;
  }
  cell.growth_per_year = 0.0;
}

CellRecipe drawn_cell(const Organisation& organisation, const Use& use, const Region& region,
                      double share, const BillOptions& options) {
  constexpr double kLongGrowthDays = 730.0;
  constexpr double kSizeDeviation = 0.2;
  constexpr double kStepsChance = 0.4;
  CellRecipe cell = named_cell(organisation, use, region);
  Random random(options.seed, cell.stream);
  const double size = std::clamp(random.normal(), -2.0, 2.0);
  cell.level_per_day = use.typical_cost * share * exp(kSizeDeviation * size);
  cell.noise = use.noise * random.uniform(0.85, 1.25);
  set_rhythm(cell, use.rhythm, random);
  // Long bills grow no more in all than bills of two years, or they would end absurdly large.
  cell.growth_per_year *= std::min(1.0, kLongGrowthDays / options.days);
  if (use.rhythm == Rhythm::kSteady && random.chance(kStepsChance)) {
    grow_in_steps(cell, options, random);
  }
  return cell;
}

}  // namespace

Organisation draw_organisation(std::uint64_t seed) {
  Random random(seed, kOrganisationStream);
  Organisation organisation;
  organisation.payer = {twelve_digits(random), "Example Shop (payer)"};
  for (std::size_t i = 0; i < organisation.accounts.size(); ++i) {
    organisation.accounts[i] = {twelve_digits(random), std::string(kAccountNames[i])};
  }
  organisation.region_count = 2 + static_cast<std::size_t>(random.below(2));
  return organisation;
}

std::vector<CellRecipe> draw_cells(const Organisation& organisation, const BillOptions& options) {
  std::vector<CellRecipe> cells;
  for (const Use& use : uses()) {
    if (use.regions == 0) {
      cells.push_back(drawn_cell(organisation, use, global_region(), 1.0, options));
      continue;
    }
    const std::size_t count =
        std::min(organisation.region_count, static_cast<std::size_t>(use.regions));
    for (std::size_t r = 0; r < count; ++r) {
      cells.push_back(
          drawn_cell(organisation, use, regions()[r], kRegionShares[count - 1][r], options));
    }
  }
  return cells;
}

CellRecipe unexpected_cell(const Organisation& organisation, const Use& use) {
  return named_cell(organisation, use, foreign_region());
}

}  // namespace expense::synthetic
