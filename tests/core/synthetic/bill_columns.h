// What the tests of synthetic bills share: recipes that must exist, whole texts, sums of costs.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "synthetic/bill_recipe.h"
#include "synthetic/bill_writer.h"
#include "synthetic/daily_costs.h"

namespace expense::synthetic {

inline BillRecipe recipe_of(std::uint64_t seed, int days = 730) {
  BillOptions options;
  options.seed = seed;
  options.days = days;
  Result<BillRecipe> recipe = make_recipe(options);
  REQUIRE(recipe.has_value());
  return std::move(*recipe);
}

inline std::string whole_text(BillRecipe recipe, BillLayout layout = BillLayout::kFocus,
                              std::size_t slice_bytes = BillWriter::kSliceBytes) {
  BillWriter writer(std::move(recipe), layout, slice_bytes);
  std::string text;
  while (!writer.done()) text += writer.next_slice();
  return text;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The fields of one CSV line, quotes taken off.
inline std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[i++];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

/// Sum of the cells chosen, day by day, in currency units.
inline std::vector<double> daily_sums(const BillRecipe& recipe,
                                      const std::function<bool(const CellRecipe&)>& chosen) {
  const DailyCosts costs(recipe);
  std::vector<double> sums;
  for (int day = 0; day < costs.days(); ++day) {
    Money sum;
    for (std::size_t c = 0; c < costs.cells(); ++c) {
      if (chosen(recipe.cells[c])) sum += costs.at(day, c);
    }
    sums.push_back(sum.to_double());
  }
  return sums;
}

}  // namespace expense::synthetic
