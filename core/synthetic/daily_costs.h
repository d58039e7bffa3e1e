// The numbers of a synthetic bill: the exact cost of every cell on every day.
#pragma once

#include <cstddef>
#include <vector>

#include "base/money.h"
#include "synthetic/bill_recipe.h"

namespace expense::synthetic {

/// Costs in the order of days, then of cells; at most ten decimals, never negative. 0 where the
/// bill has no row.
class DailyCosts {
 public:
  /// @cost O(days x cells): about 20 ms for two years of 80 cells.
  explicit DailyCosts(const BillRecipe& recipe);

  /// @param day 0-based from the recipe's first day. @param cell index in BillRecipe::cells.
  [[nodiscard]] Money at(int day, std::size_t cell) const {
    return costs_[static_cast<std::size_t>(day) * cells_ + cell];
  }
  [[nodiscard]] int days() const { return days_; }
  [[nodiscard]] std::size_t cells() const { return cells_; }

 private:
  int days_ = 0;
  std::size_t cells_ = 0;
  std::vector<Money> costs_;
};

/// The true extra cost of `anomaly`, as PlantedAnomaly::extra_cost defines it.
/// @param recipe its `options` and `cells` count, its `anomalies` do not.
[[nodiscard]] Money extra_cost_of(const BillRecipe& recipe, const PlantedAnomaly& anomaly);

}  // namespace expense::synthetic
