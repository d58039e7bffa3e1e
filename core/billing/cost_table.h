// The table a bill becomes: one row for each distinct day x dimension values, exact costs by
// measure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.h"
#include "billing/dictionary.h"
#include "calendar/day.h"

namespace expense::billing {

enum class Dimension : std::uint8_t {
  kService,
  kAccount,
  kRegion,
  kUsageType,
  kOperation,
  kChargeType,
  kFirstExtra,  ///< From here on those that a person picked (extra_dimensions.h).
};
inline constexpr std::size_t kDimensionCount = 6;  ///< Those that every table has.
inline constexpr std::size_t kMostDimensions = 12;
inline constexpr std::array<Dimension, kDimensionCount> kDimensions = {
    Dimension::kService,   Dimension::kAccount,   Dimension::kRegion,
    Dimension::kUsageType, Dimension::kOperation, Dimension::kChargeType};

[[nodiscard]] constexpr std::size_t index_of(Dimension dimension) {
  return static_cast<std::size_t>(dimension);
}

/// "service", "account", "region", "usage_type", "operation", "charge_type".
[[nodiscard]] std::string_view to_string(Dimension dimension);

/// One code for each dimension of a table, in their order; 0 for all others.
using CellKey = std::array<ValueCode, kMostDimensions>;

/// The value that stands for all those that were too many to be kept apart.
inline constexpr std::string_view kFoldedValue = "(other)";

/// How many values of a dimension, at least, are counted as kFoldedValue.
struct FoldedValues {
  Dimension dimension = Dimension::kService;
  std::size_t count = 0;
};

/// Columns, not rows. Costs of equal day and key are added up, so its size follows the number of
/// distinct cells and never the number of rows read; sums do not depend on the order of rows.
///
/// Beyond `most_cells` the values with the smallest costs of the dimension with the most values are
/// folded into kFoldedValue: every sum over the table stays exact, memory stays bounded, and which
/// values are folded may then depend on the order of rows.
class CostTable {
 public:
  static constexpr std::size_t kMostCells = std::size_t{1} << 20;
  static constexpr std::size_t kMostValues = std::size_t{1} << 18;  ///< Of a dimension, about.

  /// @param measures names of the cost measures, the primary one first, for example {"billed",
  /// "effective"}.
  /// @param extra_dimensions names of those behind kDimensions, at most kMostDimensions in all.
  explicit CostTable(std::vector<std::string> measures = {},
                     std::vector<std::string> extra_dimensions = {},
                     std::size_t most_cells = kMostCells);

  /// The value's code, the same for equal text; new texts get the next code.
  ValueCode intern(Dimension dimension, std::string_view value) {
    Dictionary& dictionary = dictionaries_[index_of(dimension)];
    if (dictionary.values().size() >= kMostValues) return intern_among_many(dimension, value);
    return dictionary.intern(value);
  }

  /// Gives values other texts, which no other value may have.
  void rename(Dimension dimension, std::span<const std::pair<ValueCode, std::string>> renamed) {
    dictionaries_[index_of(dimension)].rename(renamed);
  }

  /// Adds costs (one for each measure) to the cell of `day` and `key`.
  /// @param rows how many rows of the bill they are.
  void add(Day day, const CellKey& key, std::span<const Money> costs, std::int64_t rows = 1);

  /// Brings the cells into the order of day, then of dictionary texts, so that equal bills give
  /// equal tables however their rows were ordered. Call once after the last `add`.
  void sort();

  [[nodiscard]] const std::vector<std::string>& measures() const { return measures_; }
  /// Index of a measure by name; measures().size() when there is none.
  [[nodiscard]] std::size_t measure_index(std::string_view name) const;

  [[nodiscard]] std::size_t dimension_count() const { return dictionaries_.size(); }
  [[nodiscard]] const std::vector<std::string>& extra_dimensions() const { return extras_; }
  /// The dimension's name, also of an extra one.
  [[nodiscard]] std::string_view name(Dimension dimension) const;
  [[nodiscard]] std::optional<Dimension> find_dimension(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& values(Dimension dimension) const {
    return dictionaries_[index_of(dimension)].values();
  }

  [[nodiscard]] std::size_t cell_count() const { return days_.size(); }
  [[nodiscard]] bool empty() const { return days_.empty(); }
  [[nodiscard]] Day day(std::size_t cell) const { return days_[cell]; }
  [[nodiscard]] ValueCode code(std::size_t cell, Dimension dimension) const {
    return codes_[cell * dimension_count() + index_of(dimension)];
  }
  [[nodiscard]] Money cost(std::size_t measure, std::size_t cell) const {
    return costs_[measure][cell];
  }
  /// How many rows of the bill are in the cell.
  [[nodiscard]] std::int64_t rows(std::size_t cell) const { return rows_[cell]; }

  /// What the bill is split by first: the first of kDimensions that has a named value; the service
  /// when none has.
  [[nodiscard]] Dimension main_dimension() const;

  /// The distinct days that have a cell, ascending.
  [[nodiscard]] std::vector<Day> distinct_days() const;
  [[nodiscard]] Money total(std::size_t measure) const;
  /// Sum for each value of a dimension, by code.
  [[nodiscard]] std::vector<Money> totals_by(Dimension dimension, std::size_t measure) const;

  /// The dimensions of which values were folded.
  [[nodiscard]] std::vector<FoldedValues> folded_values() const;

 private:
  ValueCode intern_among_many(Dimension dimension, std::string_view value);
  void add_to_cell(Day day, const CellKey& key, std::span<const Money> costs, std::int64_t rows);
  [[nodiscard]] bool is_cell_of(std::size_t cell, Day day, const CellKey& key) const;
  [[nodiscard]] std::size_t slot_of(Day day, const CellKey& key) const;
  [[nodiscard]] CellKey key(std::size_t cell) const;
  void rebuild_slots(std::size_t slot_count);
  [[nodiscard]] CellKey folded(CellKey key) const;
  void fold();
  [[nodiscard]] bool fold_smallest_values();
  void merge_equal_cells();
  void drop_folded_values();

  std::vector<std::string> measures_;
  std::vector<std::string> extras_;
  std::size_t most_cells_;
  bool has_folded_ = false;
  std::vector<Dictionary> dictionaries_;
  std::vector<std::vector<ValueCode>> folded_;  // [dimension][code]: by what it is replaced
  std::vector<std::size_t> folded_count_;       // [dimension]
  std::vector<Day> days_;
  std::vector<ValueCode> codes_;  // [cell][dimension]
  std::vector<std::int64_t> rows_;
  std::vector<std::vector<Money>> costs_;  // [measure][cell]
  // Open addressing over day and key, a power of two in size; kFree or the number of a cell.
  std::vector<std::uint32_t> slots_;
};

}  // namespace expense::billing
