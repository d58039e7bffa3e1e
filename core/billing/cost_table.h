// The table a bill becomes: one row for each distinct day x dimension values, exact costs by
// measure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "billing/dictionary.h"
#include "calendar/day.h"

namespace expense::billing {

enum class Dimension : std::uint8_t { kService, kAccount, kRegion, kUsageType, kChargeType };
inline constexpr std::size_t kDimensionCount = 5;
inline constexpr std::array<Dimension, kDimensionCount> kDimensions = {
    Dimension::kService, Dimension::kAccount, Dimension::kRegion, Dimension::kUsageType,
    Dimension::kChargeType};

/// "service", "account", "region", "usage_type", "charge_type".
[[nodiscard]] std::string_view to_string(Dimension dimension);

/// One code for each dimension, in the order of kDimensions.
using CellKey = std::array<ValueCode, kDimensionCount>;

/// Columns, not rows. Costs of equal day and key are added up, so its size follows the number of
/// distinct cells and never the number of rows read; sums do not depend on the order of rows.
class CostTable {
 public:
  /// @param measures names of the cost measures, the primary one first, for example {"billed",
  /// "effective"}.
  explicit CostTable(std::vector<std::string> measures = {});

  /// The value's code, the same for equal text; new texts get the next code.
  ValueCode intern(Dimension dimension, std::string_view value);

  /// Adds costs (one for each measure) to the cell of `day` and `key`.
  /// @return the cell, by which it is known until `sort`.
  std::size_t add(Day day, const CellKey& key, std::span<const Money> costs);

  /// Brings the cells into the order of day, then of dictionary texts, so that equal bills give
  /// equal tables however their rows were ordered. Call once after the last `add`.
  void sort();

  [[nodiscard]] const std::vector<std::string>& measures() const { return measures_; }
  /// Index of a measure by name; measures().size() when there is none.
  [[nodiscard]] std::size_t measure_index(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& values(Dimension dimension) const {
    return dictionaries_[static_cast<std::size_t>(dimension)].values();
  }

  [[nodiscard]] std::size_t cell_count() const { return days_.size(); }
  [[nodiscard]] bool empty() const { return days_.empty(); }
  [[nodiscard]] Day day(std::size_t cell) const { return days_[cell]; }
  [[nodiscard]] const CellKey& key(std::size_t cell) const { return keys_[cell]; }
  [[nodiscard]] Money cost(std::size_t measure, std::size_t cell) const {
    return costs_[measure][cell];
  }

  /// What the bill is split by first: the first of kDimensions that has a named value; the service
  /// when none has.
  [[nodiscard]] Dimension main_dimension() const;

  /// The distinct days that have a cell, ascending.
  [[nodiscard]] std::vector<Day> distinct_days() const;
  [[nodiscard]] Money total(std::size_t measure) const;
  /// Sum for each value of a dimension, by code.
  [[nodiscard]] std::vector<Money> totals_by(Dimension dimension, std::size_t measure) const;

 private:
  [[nodiscard]] std::size_t slot_of(Day day, const CellKey& key) const;
  void rebuild_slots(std::size_t slot_count);

  std::vector<std::string> measures_;
  std::array<Dictionary, kDimensionCount> dictionaries_;
  std::vector<Day> days_;
  std::vector<CellKey> keys_;
  std::vector<std::vector<Money>> costs_;  // [measure][cell]
  // Open addressing over day and key, a power of two in size; kFree or the number of a cell.
  std::vector<std::uint32_t> slots_;
};

}  // namespace expense::billing
