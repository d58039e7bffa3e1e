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

std::size_t position_of(Day day, const std::vector<Day>& days) {
  return static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), day) - days.begin());
}

// The values in whose cells any money moves, those with the most first, without a look at days.
std::vector<ValueCode> by_moved_money(const CostTable& table, Dimension dimension,
                                      const CostScope& scope) {
  const std::vector<std::string>& values = table.values(dimension);
  std::vector<Money> moved(values.size());
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    if (!scope.counts(table, cell)) continue;
    moved[table.code(cell, dimension)] += abs(table.cost(scope.measure, cell));
  }
  std::vector<ValueCode> codes;
  for (std::size_t code = 0; code < values.size(); ++code) {
    if (moved[code] != Money()) codes.push_back(static_cast<ValueCode>(code));
  }
  std::sort(codes.begin(), codes.end(), [&](ValueCode a, ValueCode b) {
    return moved[a] != moved[b] ? moved[a] > moved[b] : values[a] < values[b];
  });
  return codes;
}

// Daily costs of the values in `codes`; what all others cost is passed over.
std::vector<Slice> slices_of(const CostTable& table, Dimension dimension, const CostScope& scope,
                             const std::vector<ValueCode>& codes, const std::vector<Day>& days) {
  std::vector<Slice> slices(codes.size());
  std::vector<std::size_t> slice_of(table.values(dimension).size(), codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    slices[i] = {codes[i], std::vector<Money>(days.size()), Money()};
    slice_of[codes[i]] = i;
  }
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    const std::size_t i = slice_of[table.code(cell, dimension)];
    if (i == codes.size() || !scope.counts(table, cell)) continue;
    slices[i].costs[position_of(table.day(cell), days)] += table.cost(scope.measure, cell);
  }
  for (Slice& slice : slices) {
    for (const Money cost : slice.costs) slice.turnover += abs(cost);
  }
  return slices;
}

Series to_series(const Slice& slice, const std::vector<Day>& days, std::string name,
                 std::string_view dimension) {
  const auto first = std::find_if(slice.costs.begin(), slice.costs.end(),
                                  [](Money cost) { return cost != Money(); });
  Series series;
  series.name = std::move(name);
  series.dimension = std::string(dimension);
  series.is_new = first != slice.costs.begin() && first != slice.costs.end();
  series.costs.assign(first, slice.costs.end());
  series.days.assign(days.end() - static_cast<std::ptrdiff_t>(series.costs.size()), days.end());
  return series;
}

}  // namespace

Money Series::total() const { return std::accumulate(costs.begin(), costs.end(), Money()); }

std::vector<Day> days_of(const CostTable& table, const CostScope& scope) {
  std::vector<Day> days;
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    const bool is_news = days.empty() || days.back() != table.day(cell);
    if (is_news && scope.counts(table, cell)) days.push_back(table.day(cell));
  }
  if (!std::is_sorted(days.begin(), days.end())) std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Series total_series(const CostTable& table, const CostScope& scope) {
  Series series;
  series.name = "Total";
  series.days = days_of(table, scope);
  series.costs.resize(series.days.size());
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    if (!scope.counts(table, cell)) continue;
    series.costs[position_of(table.day(cell), series.days)] += table.cost(scope.measure, cell);
  }
  return series;
}

LargestSeries series_by(const CostTable& table, Dimension dimension, const CostScope& scope,
                        std::size_t most_series_days) {
  const std::vector<Day> days = days_of(table, scope);
  if (days.empty()) return {};
  const std::vector<std::string>& values = table.values(dimension);
  std::vector<ValueCode> codes = by_moved_money(table, dimension, scope);
  const std::size_t most = std::max<std::size_t>(most_series_days / days.size(), 1);
  LargestSeries largest;
  if (codes.size() > most) {
    largest.left_out = codes.size() - most;
    codes.resize(most);
  }
  std::vector<Slice> slices = slices_of(table, dimension, scope, codes, days);
  const auto idle = std::remove_if(slices.begin(), slices.end(),
                                   [](const Slice& slice) { return slice.turnover == Money(); });
  slices.erase(idle, slices.end());
  std::sort(slices.begin(), slices.end(), [&values](const Slice& a, const Slice& b) {
    return a.turnover != b.turnover ? a.turnover > b.turnover : values[a.code] < values[b.code];
  });
  largest.series.reserve(slices.size());
  for (Slice& slice : slices) {
    largest.series.push_back(to_series(slice, days, values[slice.code], table.name(dimension)));
    slice.costs = {};  // Both at once would double the memory.
  }
  return largest;
}

}  // namespace expense::billing
