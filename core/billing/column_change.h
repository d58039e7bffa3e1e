// Files pasted together whose columns differ: a header in the middle that is not the first one
// again.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "billing/header.h"

namespace expense::billing {

/// Whether a record that is no row could be a header: several texts, none of which begins like a
/// number or a date.
[[nodiscard]] bool may_be_header(std::span<const std::string_view> cells);
/// Whether half of the texts are names of columns in `header`.
[[nodiscard]] bool names_columns(std::span<const std::string_view> cells, const Header& header);

/// Brings rows below a later header into the order of the first one, by the names of columns.
class ColumnChange {
 public:
  ColumnChange() = default;
  ColumnChange(const std::vector<std::string>& first, const std::vector<std::string>& later);

  [[nodiscard]] bool is_none() const { return places_.empty(); }
  /// Where the later header has a column of the first one; Header::kAbsent when it has not.
  [[nodiscard]] std::size_t place_of(std::size_t first_column) const {
    return places_[first_column];
  }
  /// One cell for each column of the first header, "" for those that are not there any more; valid
  /// until the next call.
  [[nodiscard]] std::span<const std::string_view> in_first_order(
      std::span<const std::string_view> cells);

 private:
  std::vector<std::size_t> places_;
  std::vector<std::string_view> cells_;
};

}  // namespace expense::billing
