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

constexpr std::size_t kFewestValues = 16;  // A dimension with no more than these stays whole.

// Only finds cells faster: no result depends on it.
std::uint64_t hash_of(Day day, std::span<const ValueCode> codes) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  auto hash = static_cast<std::uint64_t>(static_cast<std::uint32_t>(day.since_epoch));
  for (const ValueCode code : codes) hash = (hash ^ (hash >> 29) ^ code) * kOdd;
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
    case Dimension::kOperation:
      return "operation";
    case Dimension::kChargeType:
      return "charge_type";
    case Dimension::kFirstExtra:
      break;
  }
  return "extra";
}

CostTable::CostTable(std::vector<std::string> measures, std::vector<std::string> extra_dimensions,
                     std::size_t most_cells)
    : measures_(std::move(measures)),
      extras_(std::move(extra_dimensions)),
      most_cells_(most_cells),
      dictionaries_(kDimensionCount + extras_.size()),
      folded_(dictionaries_.size()),
      folded_count_(dictionaries_.size()),
      costs_(measures_.size()) {
  assert(dictionaries_.size() <= kMostDimensions);
  rebuild_slots(kFirstSlots);
}

// Without keeping texts that are new.
ValueCode CostTable::intern_among_many(Dimension dimension, std::string_view value) {
  const std::optional<ValueCode> known = dictionaries_[index_of(dimension)].find(value);
  if (known) return *known;
  std::size_t& count = folded_count_[index_of(dimension)];
  count = std::max(count, std::size_t{1});
  return dictionaries_[index_of(dimension)].intern(kFoldedValue);
}

void CostTable::add(Day day, const CellKey& key, std::span<const Money> costs, std::int64_t rows) {
  assert(costs.size() == measures_.size());
  if (has_folded_) return add_to_cell(day, folded(key), costs, rows);
  add_to_cell(day, key, costs, rows);
}

void CostTable::add_to_cell(Day day, const CellKey& key, std::span<const Money> costs,
                            std::int64_t rows) {
  std::size_t slot = slot_of(day, key);
  if (slots_[slot] == kFree) {
    days_.push_back(day);
    codes_.insert(codes_.end(), key.begin(),
                  key.begin() + static_cast<std::ptrdiff_t>(dimension_count()));
    rows_.push_back(0);
    for (auto& column : costs_) column.emplace_back();
    if (days_.size() * 2 > slots_.size()) rebuild_slots(slots_.size() * 2);
    slot = slot_of(day, key);
    slots_[slot] = static_cast<std::uint32_t>(days_.size() - 1);
  }
  const std::size_t cell = slots_[slot];
  rows_[cell] += rows;
  for (std::size_t m = 0; m < costs_.size(); ++m) costs_[m][cell] += costs[m];
  if (days_.size() > most_cells_) fold();
}

void CostTable::sort() {
  drop_folded_values();
  const std::size_t width = dimension_count();
  for (std::size_t d = 0; d < width; ++d) {
    const std::vector<ValueCode> new_codes = dictionaries_[d].sort();
    for (std::size_t i = d; i < codes_.size(); i += width) codes_[i] = new_codes[codes_[i]];
  }
  std::vector<std::uint32_t> order(days_.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    return days_[a] != days_[b] ? days_[a] < days_[b] : key(a) < key(b);
  });
  days_ = reordered(days_, order);
  rows_ = reordered(rows_, order);
  for (auto& column : costs_) column = reordered(column, order);
  std::vector<ValueCode> codes;
  codes.reserve(codes_.size());
  for (const std::uint32_t cell : order) {
    const auto first = codes_.begin() + static_cast<std::ptrdiff_t>(cell * width);
    codes.insert(codes.end(), first, first + static_cast<std::ptrdiff_t>(width));
  }
  codes_ = std::move(codes);
  rebuild_slots(slots_.size());
}

std::string_view CostTable::name(Dimension dimension) const {
  const std::size_t index = index_of(dimension);
  return index < kDimensionCount ? to_string(dimension) : extras_[index - kDimensionCount];
}

std::optional<Dimension> CostTable::find_dimension(std::string_view name) const {
  for (std::size_t d = 0; d < dimension_count(); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    if (this->name(dimension) == name) return dimension;
  }
  return std::nullopt;
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
    totals[code(cell, dimension)] += costs_[measure][cell];
  }
  return totals;
}

std::vector<FoldedValues> CostTable::folded_values() const {
  std::vector<FoldedValues> folded;
  for (std::size_t d = 0; d < folded_count_.size(); ++d) {
    if (folded_count_[d] > 0) folded.push_back({static_cast<Dimension>(d), folded_count_[d]});
  }
  return folded;
}

CellKey CostTable::key(std::size_t cell) const {
  CellKey key = {};
  const auto first = codes_.begin() + static_cast<std::ptrdiff_t>(cell * dimension_count());
  std::copy_n(first, dimension_count(), key.begin());
  return key;
}

bool CostTable::is_cell_of(std::size_t cell, Day day, const CellKey& key) const {
  const auto first = codes_.begin() + static_cast<std::ptrdiff_t>(cell * dimension_count());
  return days_[cell] == day &&
         std::equal(first, first + static_cast<std::ptrdiff_t>(dimension_count()), key.begin());
}

// The slot that holds the cell's number, or the free one where it belongs.
std::size_t CostTable::slot_of(Day day, const CellKey& key) const {
  const std::size_t mask = slots_.size() - 1;
  const std::uint64_t hash = hash_of(day, std::span(key.data(), dimension_count()));
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  while (slots_[slot] != kFree && !is_cell_of(slots_[slot], day, key)) slot = (slot + 1) & mask;
  return slot;
}

void CostTable::rebuild_slots(std::size_t slot_count) {
  slots_.assign(slot_count, kFree);
  for (std::size_t cell = 0; cell < days_.size(); ++cell) {
    slots_[slot_of(days_[cell], key(cell))] = static_cast<std::uint32_t>(cell);
  }
}

CellKey CostTable::folded(CellKey key) const {
  for (std::size_t d = 0; d < dimension_count(); ++d) {
    if (key[d] < folded_[d].size()) key[d] = folded_[d][key[d]];
  }
  return key;
}

// Until half of the room is free again; a table of few values in each dimension may outgrow it.
void CostTable::fold() {
  while (days_.size() > most_cells_ / 2 && fold_smallest_values()) merge_equal_cells();
  most_cells_ = std::max(most_cells_, 2 * days_.size());
}

// Of the dimension with the most values a quarter stays: those in whose cells most money moves.
bool CostTable::fold_smallest_values() {
  std::size_t widest = 0;
  std::vector<std::vector<Money>> moved(dimension_count());
  std::vector<std::vector<ValueCode>> used(dimension_count());
  for (std::size_t d = 0; d < dimension_count(); ++d) {
    std::vector<bool> is_used(dictionaries_[d].values().size());
    moved[d].resize(is_used.size());
    for (std::size_t cell = 0; cell < days_.size(); ++cell) {
      const ValueCode code = codes_[cell * dimension_count() + d];
      moved[d][code] += abs(costs_[0][cell]);
      if (!is_used[code]) used[d].push_back(code);
      is_used[code] = true;
    }
    if (used[d].size() > used[widest].size()) widest = d;
  }
  std::vector<ValueCode>& values = used[widest];
  if (values.size() <= kFewestValues) return false;
  const ValueCode other = dictionaries_[widest].intern(kFoldedValue);
  const std::vector<std::string>& texts = dictionaries_[widest].values();
  std::sort(values.begin(), values.end(), [&](ValueCode a, ValueCode b) {
    const Money money_a = a < moved[widest].size() ? moved[widest][a] : Money();
    const Money money_b = b < moved[widest].size() ? moved[widest][b] : Money();
    return money_a != money_b ? money_a > money_b : texts[a] < texts[b];
  });
  has_folded_ = true;
  std::vector<ValueCode>& folded = folded_[widest];
  for (std::size_t code = folded.size(); code < texts.size(); ++code) {
    folded.push_back(static_cast<ValueCode>(code));
  }
  for (std::size_t i = values.size() / 4; i < values.size(); ++i) {
    if (values[i] == other) continue;
    folded[values[i]] = other;
    ++folded_count_[widest];
  }
  for (std::size_t i = widest; i < codes_.size(); i += dimension_count()) {
    codes_[i] = folded[codes_[i]];
  }
  return true;
}

void CostTable::merge_equal_cells() {
  std::size_t kept = 0;
  slots_.assign(slots_.size(), kFree);
  for (std::size_t cell = 0; cell < days_.size(); ++cell) {
    const std::size_t slot = slot_of(days_[cell], key(cell));
    const bool is_new = slots_[slot] == kFree;
    const std::size_t target = is_new ? kept : slots_[slot];
    if (is_new) {
      slots_[slot] = static_cast<std::uint32_t>(kept++);
      days_[target] = days_[cell];
      std::copy_n(codes_.begin() + static_cast<std::ptrdiff_t>(cell * dimension_count()),
                  dimension_count(),
                  codes_.begin() + static_cast<std::ptrdiff_t>(target * dimension_count()));
    }
    rows_[target] = is_new ? rows_[cell] : rows_[target] + rows_[cell];
    for (auto& column : costs_) {
      column[target] = is_new ? column[cell] : column[target] + column[cell];
    }
  }
  days_.resize(kept);
  codes_.resize(kept * dimension_count());
  rows_.resize(kept);
  for (auto& column : costs_) column.resize(kept);
}

// Their texts are needed while rows come, to know them again.
void CostTable::drop_folded_values() {
  const std::size_t width = dimension_count();
  for (std::size_t d = 0; d < width; ++d) {
    if (folded_[d].empty()) continue;
    std::vector<bool> is_kept(dictionaries_[d].values().size(), true);
    for (std::size_t code = 0; code < folded_[d].size(); ++code) {
      is_kept[code] = folded_[d][code] == code;
    }
    const std::vector<ValueCode> new_codes = dictionaries_[d].keep(is_kept);
    for (std::size_t i = d; i < codes_.size(); i += width) codes_[i] = new_codes[codes_[i]];
    folded_[d].clear();
  }
  has_folded_ = false;
}

}  // namespace expense::billing
