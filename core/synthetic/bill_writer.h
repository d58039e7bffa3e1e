// Writes a synthetic bill as CSV text, slice by slice, in one of three layouts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "synthetic/bill_recipe.h"
#include "synthetic/bill_text.h"
#include "synthetic/daily_costs.h"

namespace expense::synthetic {

enum class BillLayout : std::uint8_t {
  kFocus,         ///< FOCUS 1.2, one row for each day and cell with cost.
  kCostExplorer,  ///< Cost Explorer's download: a column for each service, total row and column.
  kDaily,         ///< `date,service,cost`, one row for each day and service with cost.
};

/// Streams the bill of a recipe.
///
///     BillWriter writer(std::move(recipe));
///     while (!writer.done()) file << writer.next_slice();
class BillWriter {
 public:
  static constexpr std::size_t kSliceBytes = 131'072;  // 128 KiB

  /// @param recipe of at least one day, as make_recipe gives it.
  /// @param slice_bytes a slice ends with the first whole day that reaches this size, >= 1. The
  /// text in all does not depend on it.
  explicit BillWriter(BillRecipe recipe, BillLayout layout = BillLayout::kFocus,
                      std::size_t slice_bytes = kSliceBytes);

  /// The next slice of the file, UTF-8, the first with the header; "" at the end.
  [[nodiscard]] std::string next_slice();
  [[nodiscard]] bool done() const { return next_day_ == costs_.days(); }
  /// Days written over days in all, in [0, 1].
  [[nodiscard]] double progress() const { return static_cast<double>(next_day_) / costs_.days(); }
  [[nodiscard]] const BillRecipe& recipe() const { return recipe_; }

 private:
  BillRecipe recipe_;
  DailyCosts costs_;
  std::unique_ptr<const BillText> text_;
  std::size_t slice_bytes_;
  int next_day_ = 0;
};

}  // namespace expense::synthetic
