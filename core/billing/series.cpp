// Cutting a CostTable into daily series.
#include "billing/series.h"

#include <algorithm>
#include <numeric>

namespace expense::billing {
namespace {

// Costs of one value on all days of the bill, and how much money moves in it.
struct Slice {
  ValueCode code = 0;
  std::vector<Money> costs;
  Money turnover;  // sum of |cost| over the days
};

std::vector<std::size_t> day_positions(const CostTable& table, const std::vector<Day>& days) {
  std::vector<std::size_t> positions(table.cell_count());
  for (std::size_t cell = 0; cell < positions.size(); ++cell) {
    const auto found = std::lower_bound(days.begin(), days.end(), table.day(cell));
    positions[cell] = static_cast<std::size_t>(found - days.begin());
  }
  return positions;
}

Series to_series(const Slice& slice, const std::vector<Day>& days, std::string name,
                 Dimension dimension) {
  const auto first = std::find_if(slice.costs.begin(), slice.costs.end(),
                                  [](Money cost) { return cost != Money(); });
  Series series;
  series.name = std::move(name);
  series.dimension = dimension;
  series.is_total = false;
  series.is_new = first != slice.costs.begin() && first != slice.costs.end();
  series.costs.assign(first, slice.costs.end());
  series.days.assign(days.end() - static_cast<std::ptrdiff_t>(series.costs.size()), days.end());
  return series;
}

}  // namespace

Money Series::total() const { return std::accumulate(costs.begin(), costs.end(), Money()); }

Series total_series(const CostTable& table, std::size_t measure) {
  Series series;
  series.name = "Total";
  series.days = table.distinct_days();
  series.costs.resize(series.days.size());
  const std::vector<std::size_t> positions = day_positions(table, series.days);
  for (std::size_t cell = 0; cell < positions.size(); ++cell) {
    series.costs[positions[cell]] += table.cost(measure, cell);
  }
  return series;
}

std::vector<Series> series_by(const CostTable& table, Dimension dimension, std::size_t measure) {
  const std::vector<Day> days = table.distinct_days();
  const std::vector<std::size_t> positions = day_positions(table, days);
  const std::vector<std::string>& values = table.values(dimension);
  std::vector<Slice> slices(values.size());
  for (std::size_t cell = 0; cell < positions.size(); ++cell) {
    const ValueCode code = table.key(cell)[static_cast<std::size_t>(dimension)];
    Slice& slice = slices[code];
    slice.code = code;
    slice.costs.resize(days.size());
    slice.costs[positions[cell]] += table.cost(measure, cell);
  }
  for (Slice& slice : slices) {
    for (const Money cost : slice.costs) slice.turnover += abs(cost);
  }
  const auto idle = std::remove_if(slices.begin(), slices.end(),
                                   [](const Slice& slice) { return slice.turnover == Money(); });
  slices.erase(idle, slices.end());
  std::sort(slices.begin(), slices.end(), [&values](const Slice& a, const Slice& b) {
    return a.turnover != b.turnover ? a.turnover > b.turnover : values[a.code] < values[b.code];
  });
  std::vector<Series> series;
  series.reserve(slices.size());
  for (Slice& slice : slices) {
    series.push_back(to_series(slice, days, values[slice.code], dimension));
    slice.costs = {};  // Both at once would double the memory.
  }
  return series;
}

}  // namespace expense::billing
