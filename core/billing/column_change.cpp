// Columns are the same when their names are, to the letter.
#include "billing/column_change.h"

#include <algorithm>

#include "billing/cell_values.h"

namespace expense::billing {
namespace {

bool begins_like_value(std::string_view text) {
  constexpr std::string_view kFirst = "0123456789+-.,($";
  return kFirst.find(text.front()) != std::string_view::npos;
}

}  // namespace

bool may_be_header(std::span<const std::string_view> cells) {
  std::size_t texts = 0;
  for (const std::string_view cell : cells) {
    const std::string_view text = trimmed(cell);
    if (text.empty()) continue;
    if (begins_like_value(text)) return false;
    ++texts;
  }
  return texts > 1;
}

bool names_columns(std::span<const std::string_view> cells, const Header& header) {
  const auto& names = header.names();
  const auto known = std::count_if(cells.begin(), cells.end(), [&names](std::string_view cell) {
    return !cell.empty() && std::find(names.begin(), names.end(), cell) != names.end();
  });
  return 2 * static_cast<std::size_t>(known) >= std::min(cells.size(), names.size());
}

ColumnChange::ColumnChange(const std::vector<std::string>& first,
                           const std::vector<std::string>& later)
    : cells_(first.size()) {
  for (const std::string& name : first) {
    const auto found = std::find(later.begin(), later.end(), name);
    places_.push_back(found == later.end() ? Header::kAbsent
                                           : static_cast<std::size_t>(found - later.begin()));
  }
}

std::span<const std::string_view> ColumnChange::in_first_order(
    std::span<const std::string_view> cells) {
  for (std::size_t column = 0; column < places_.size(); ++column) {
    const bool is_there = places_[column] != Header::kAbsent;
    cells_[column] = is_there ? cells[places_[column]] : std::string_view();
  }
  return cells_;
}

}  // namespace expense::billing
