// A guess by content, for files that nothing else explains.
#include "billing/guessed_columns.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/column_names.h"
#include "billing/day_cells.h"

namespace expense::billing {
namespace {

constexpr std::size_t kRecordsAbove = 10;  // So far down a header is looked for.
constexpr std::size_t kFewestRows = 5;
constexpr std::array<std::string_view, 12> kNoCosts = {"id",    "number", "nr",       "no",
                                                       "year",  "month",  "quantity", "qty",
                                                       "count", "units",  "menge",    "index"};

bool are_all_days(const std::vector<std::string_view>& cells) {
  constexpr std::array<DateStyle, 4> kStyles = {DateStyle::kYearFirst, DateStyle::kMonthFirst,
                                                DateStyle::kDayFirst, DateStyle::kNamedMonth};
  return std::any_of(kStyles.begin(), kStyles.end(), [&cells](DateStyle style) {
    return std::all_of(cells.begin(), cells.end(),
                       [style](std::string_view cell) { return parse_day(cell, style); });
  });
}

bool are_all_amounts(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return parse_amount(cell) || parse_amount(cell, NumberStyle::kComma);
  });
}

bool names_no_cost(std::string_view name) {
  const std::string base = name_parts(name).base;
  return std::any_of(kNoCosts.begin(), kNoCosts.end(), [&base](std::string_view word) {
    std::string_view rest = base;
    return base == word || (word.size() > 2 && take_suffix(rest, word)) ||
           (base.size() > word.size() && word == "id" && take_suffix(rest, word));
  });
}

std::vector<ColumnRole> guess_below(const HeadRecord& header, std::span<const HeadRecord> rows) {
  const std::vector<std::string>& names = header.cells;
  const bool is_header =
      names.size() > 1 && std::none_of(names.begin(), names.end(), [](const std::string& name) {
        return trimmed(name).empty() || parse_amount(name) || parse_day(name);
      });
  if (!is_header) return {};
  std::size_t date = Header::kAbsent;
  std::size_t cost = Header::kAbsent;
  std::size_t most_different = 1;
  for (std::size_t column = 0; column < names.size(); ++column) {
    std::vector<std::string_view> cells;
    for (const HeadRecord& row : rows) {
      if (row.cells.size() == names.size()) cells.push_back(said(row.cells[column]));
    }
    if (cells.size() < kFewestRows) return {};
    if (date == Header::kAbsent && are_all_days(cells)) {
      date = column;
      continue;
    }
    const std::size_t different = std::set<std::string_view>(cells.begin(), cells.end()).size();
    if (different <= most_different || !are_all_amounts(cells) || names_no_cost(names[column])) {
      continue;
    }
    cost = column;
    most_different = different;
  }
  if (date == Header::kAbsent || cost == Header::kAbsent) return {};
  return {{"date", names[date]}, {"cost", names[cost]}};
}

}  // namespace

std::vector<ColumnRole> guess_columns(std::span<const HeadRecord> records) {
  for (std::size_t i = 0; i < std::min(records.size(), kRecordsAbove); ++i) {
    const std::vector<ColumnRole> roles = guess_below(records[i], records.subspan(i + 1));
    if (!roles.empty()) return roles;
  }
  return {};
}

}  // namespace expense::billing
