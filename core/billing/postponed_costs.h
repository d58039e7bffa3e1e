// Costs whose days only the whole file can tell.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "billing/cost_table.h"

namespace expense::billing {

/// Keeps costs apart until the last row has been read. Memory follows the number of distinct keys.
class PostponedCosts {
 public:
  /// A charge of the bill's month that names no day.
  void add_undated(const CellKey& key, std::span<const Money> costs);
  /// Costs of all days from `first` to `last`.
  void add_span(Day first, Day last, const CellKey& key, std::span<const Money> costs);

  /// Puts them into `table`: what has no day on the first of the month in which the table begins,
  /// what has a span evenly on those of its days that the table has. With an empty table nothing
  /// can be told and nothing is added.
  /// @return how many undated charges were added.
  [[nodiscard]] std::int64_t settle(CostTable& table) const;

 private:
  using Costs = std::vector<Money>;

  std::map<CellKey, Costs> undated_;
  std::int64_t undated_count_ = 0;
  std::map<std::tuple<Day, Day, CellKey>, Costs> spans_;
};

}  // namespace expense::billing
