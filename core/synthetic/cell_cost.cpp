// The formula of a cell's cost and its correlated noise.
#include "synthetic/cell_cost.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/elementary.h"
#include "base/random.h"

namespace expense::synthetic {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr Day kYearlyPeak = Day{20'427};  // 2025-12-05

// Neighbouring days are alike: noise is a moving average whose weights fall by this factor a day,
// an AR(1) process cut off where nothing is left.
constexpr double kCorrelation = 0.35;
constexpr int kMemoryDays = 6;
constexpr double kLargestDraw = 6.0;

// Streams of the noise and of the on/off draws of a cell are this far apart.
constexpr std::uint64_t kActivityStream = 0x5bd1e995u;

double innovation(const CellRecipe& cell, std::uint64_t seed, Day day) {
  Random random(seed, cell.stream + static_cast<std::uint64_t>(day.since_epoch));
  const double draw = cell.heavy_tailed ? random.laplace(std::sqrt(0.5)) : random.normal();
  return std::clamp(draw, -kLargestDraw, kLargestDraw);
}

bool is_active(const CellRecipe& cell, std::uint64_t seed, Day day) {
  if (cell.active_chance >= 1.0) return true;
  Random random(seed ^ kActivityStream, cell.stream + static_cast<std::uint64_t>(day.since_epoch));
  return random.chance(cell.active_chance);
}

}  // namespace

double expected_cost(const CellRecipe& cell, const BusinessDay& day, double years) {
  if (cell.monthly_fee && !day.month_start) return 0.0;
  double cost = cell.level_per_day * exp(cell.growth_per_year * years);
  for (const CapacityStep& step : cell.steps) {
    if (step.first_day <= day.day) cost *= step.factor;
  }
  if (cell.monthly_fee) return cost;
  cost *= cell.weekly[static_cast<std::size_t>(day.weekday)];
  if (cell.yearly_amplitude != 0.0) {
    const double turns = (day.day - kYearlyPeak) / kDaysPerYear;
    cost *= 1.0 + cell.yearly_amplitude * sine_cosine_of_turns(turns).cosine;
  }
  if (day.holiday && !day.weekend) cost *= cell.holiday_factor;
  if (day.sale) cost *= cell.sale_factor;
  if (day.month_end) cost *= cell.month_end_factor;
  return cost;
}

double cost_deviation(const CellRecipe& cell, double expected) {
  // Of a cost that is 0 with probability 1 - p and expected / p otherwise.
  const double p = cell.active_chance;
  return expected * std::sqrt((1.0 - p) / p + cell.noise * cell.noise / p);
}

std::vector<double> noise_factors(const CellRecipe& cell, std::uint64_t seed, Day first_day,
                                  int days) {
  std::vector<double> factors(static_cast<std::size_t>(days), 1.0);
  std::array<double, kMemoryDays + 1> weights;  // newest first
  double weight = 1.0;
  double sum_of_squares = 0.0;
  for (double& w : weights) {
    w = weight;
    sum_of_squares += weight * weight;
    weight *= kCorrelation;
  }
  const double scale = cell.noise / std::sqrt(sum_of_squares);

  std::array<double, kMemoryDays + 1> recent;  // newest first
  for (int k = 1; k <= kMemoryDays; ++k) {
    recent[static_cast<std::size_t>(k) - 1] = innovation(cell, seed, first_day - k);
  }
  for (int i = 0; i < days; ++i) {
    const Day day = first_day + i;
    std::copy_backward(recent.begin(), recent.end() - 1, recent.end());
    recent[0] = innovation(cell, seed, day);
    double noise = 0.0;
    for (std::size_t k = 0; k < recent.size(); ++k) noise += weights[k] * recent[k];
    const double activity = is_active(cell, seed, day) ? 1.0 / cell.active_chance : 0.0;
    factors[static_cast<std::size_t>(i)] = activity * exp(scale * noise);
  }
  return factors;
}

Money billed_cost(double cost) {
  constexpr int kAtomsPerLastDecimal = 100;  // atoms are 10^-12
  const auto last_decimals = static_cast<std::int64_t>(std::floor(cost * 1e10 + 0.5));
  return Money::from_atoms(Int128{last_decimals} * kAtomsPerLastDecimal);
}

}  // namespace expense::synthetic
