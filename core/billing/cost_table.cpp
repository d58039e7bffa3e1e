// The table's cells are columns; a small open-addressing index finds the cell of a day and key.
#include "billing/cost_table.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace expense::billing {
namespace {

constexpr std::uint32_t kFree = static_cast<std::uint32_t>(-1);
constexpr std::size_t kFirstSlots = 64;

// Only finds cells faster: no result depends on it.
std::uint64_t hash_of(Day day, const CellKey& key) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  auto hash = static_cast<std::uint64_t>(static_cast<std::uint32_t>(day.since_epoch));
  for (const ValueCode code : key) hash = (hash ^ (hash >> 29) ^ code) * kOdd;
  return hash ^ (hash >> 32);
}

template <class T>
std::vector<T> reordered(const std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  std::vector<T> result;
  result.reserve(values.size());
  for (const std::uint32_t i : order) result.push_back(values[i]);
  return result;
}

}  // namespace

std::string_view to_string(Dimension dimension) {
  switch (dimension) {
    case Dimension::kService:
      return "service";
    case Dimension::kAccount:
      return "account";
    case Dimension::kRegion:
      return "region";
    case Dimension::kUsageType:
      return "usage_type";
    case Dimension::kChargeType:
      return "charge_type";
  }
  return "unknown";
}

CostTable::CostTable(std::vector<std::string> measures)
    : measures_(std::move(measures)), costs_(measures_.size()) {
  rebuild_slots(kFirstSlots);
}

ValueCode CostTable::intern(Dimension dimension, std::string_view value) {
  return dictionaries_[static_cast<std::size_t>(dimension)].intern(value);
}

std::size_t CostTable::add(Day day, const CellKey& key, std::span<const Money> costs) {
  assert(costs.size() == measures_.size());
  std::size_t slot = slot_of(day, key);
  if (slots_[slot] == kFree) {
    days_.push_back(day);
    keys_.push_back(key);
    for (auto& column : costs_) column.emplace_back();
    if (days_.size() * 2 > slots_.size()) rebuild_slots(slots_.size() * 2);
    slot = slot_of(day, key);
    slots_[slot] = static_cast<std::uint32_t>(days_.size() - 1);
  }
  const std::size_t cell = slots_[slot];
  for (std::size_t m = 0; m < costs_.size(); ++m) costs_[m][cell] += costs[m];
  return cell;
}

void CostTable::sort() {
  for (std::size_t d = 0; d < kDimensionCount; ++d) {
    const std::vector<ValueCode> new_codes = dictionaries_[d].sort();
    for (CellKey& key : keys_) key[d] = new_codes[key[d]];
  }
  std::vector<std::uint32_t> order(days_.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    return days_[a] != days_[b] ? days_[a] < days_[b] : keys_[a] < keys_[b];
  });
  days_ = reordered(days_, order);
  keys_ = reordered(keys_, order);
  for (auto& column : costs_) column = reordered(column, order);
  rebuild_slots(slots_.size());
}

std::size_t CostTable::measure_index(std::string_view name) const {
  const auto found = std::find(measures_.begin(), measures_.end(), name);
  return static_cast<std::size_t>(found - measures_.begin());
}

Dimension CostTable::main_dimension() const {
  for (const Dimension dimension : kDimensions) {
    if (values(dimension).size() > 1) return dimension;  // the first value is the empty text
  }
  return Dimension::kService;
}

std::vector<Day> CostTable::distinct_days() const {
  std::vector<Day> days = days_;
  if (!std::is_sorted(days.begin(), days.end())) std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Money CostTable::total(std::size_t measure) const {
  return std::accumulate(costs_[measure].begin(), costs_[measure].end(), Money());
}

std::vector<Money> CostTable::totals_by(Dimension dimension, std::size_t measure) const {
  std::vector<Money> totals(values(dimension).size());
  for (std::size_t cell = 0; cell < cell_count(); ++cell) {
    totals[keys_[cell][static_cast<std::size_t>(dimension)]] += costs_[measure][cell];
  }
  return totals;
}

// The slot that holds the cell's number, or the free one where it belongs.
std::size_t CostTable::slot_of(Day day, const CellKey& key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash_of(day, key)) & mask;
  while (slots_[slot] != kFree && (days_[slots_[slot]] != day || keys_[slots_[slot]] != key)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

void CostTable::rebuild_slots(std::size_t slot_count) {
  slots_.assign(slot_count, kFree);
  for (std::size_t cell = 0; cell < days_.size(); ++cell) {
    slots_[slot_of(days_[cell], keys_[cell])] = static_cast<std::uint32_t>(cell);
  }
}

}  // namespace expense::billing
