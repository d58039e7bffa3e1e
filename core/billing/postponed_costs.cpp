// Undated charges and charges of many days find their days in the table.
#include "billing/postponed_costs.h"

#include <algorithm>

namespace expense::billing {
namespace {

void add_to(std::vector<Money>& sums, std::span<const Money> costs) {
  sums.resize(costs.size());
  for (std::size_t m = 0; m < costs.size(); ++m) sums[m] += costs[m];
}

// The `part`th of `parts` nearly equal shares, which add up to `cost` exactly.
Money share_of(Money cost, std::int64_t part, std::int64_t parts) {
  const Int128 rest = cost.atoms() % parts;  // smaller than `parts`, so that nothing overflows
  return Money::from_atoms(cost.atoms() / parts + rest * (part + 1) / parts - rest * part / parts);
}

}  // namespace

void PostponedCosts::add_undated(const CellKey& key, std::span<const Money> costs) {
  add_to(undated_[key], costs);
  ++undated_count_;
}

void PostponedCosts::add_span(Day first, Day last, const CellKey& key,
                              std::span<const Money> costs) {
  add_to(spans_[{first, last, key}], costs);
}

std::int64_t PostponedCosts::settle(CostTable& table) const {
  const std::vector<Day> days = table.distinct_days();
  if (days.empty()) return 0;
  std::vector<Money> shares;
  for (const auto& [span, costs] : spans_) {
    const auto& [first, last, key] = span;
    const auto begin = std::lower_bound(days.begin(), days.end(), first);
    const auto end = std::upper_bound(begin, days.end(), std::max(first, last));
    shares.resize(costs.size());
    for (auto day = begin; day != end; ++day) {
      for (std::size_t m = 0; m < costs.size(); ++m) {
        shares[m] = share_of(costs[m], day - begin, end - begin);
      }
      table.add(*day, key, shares);
    }
  }
  const CivilDate earliest = civil_date(days.front());
  const Day first_of_month = days.front() + (1 - earliest.day);
  for (const auto& [key, costs] : undated_) table.add(first_of_month, key, costs);
  return undated_count_;
}

}  // namespace expense::billing
