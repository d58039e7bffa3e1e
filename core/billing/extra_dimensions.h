// Dimensions that a person picks: resource, payer, tags, cost categories, or any column of the
// file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "billing/cost_table.h"
#include "billing/header.h"
#include "billing/map_cells.h"

namespace expense::billing {

/// Names of dimensions are "resource", "payer", "tag:KEY", "category:KEY" and "column:NAME". Tags
/// and categories stand in columns of their own (`resourceTags/user:team`, `tags/Cost.Center`) or
/// in maps (`resource_tags`, `Tags`, `labels`); "user:" and "user_" in front of a key are left out.
class ExtraDimensions {
 public:
  /// @param names the dimensions that are picked; each has its place in the table behind
  /// kDimensions.
  ExtraDimensions(const Header& header, const std::vector<std::string>& names);

  /// Fills in the codes of the row, 0 where it says nothing.
  void fill(std::span<const std::string_view> cells, CostTable& table, CellKey& key);

  /// Names of all dimensions that the file offers, except single columns. Keys of maps are looked
  /// for in the first rows, and then in some of them.
  [[nodiscard]] const std::set<std::string>& found() const { return found_; }

 private:
  struct Source {
    std::size_t column = Header::kAbsent;
    std::vector<std::string> keys;  // of a map, the first that it has; a whole cell when empty
  };
  struct Map {
    std::size_t column = Header::kAbsent;
    std::string_view kind;  // "tag:" or "category:"
    std::string latest;     // Bills repeat themselves from row to row.
  };

  void look_for_keys(std::span<const std::string_view> cells);

  std::vector<std::vector<Source>> sources_;  // of each picked dimension
  std::vector<Map> maps_;
  std::set<std::string> found_;
  std::int64_t rows_ = 0;
  std::string unescaped_;
};

}  // namespace expense::billing
