// Wide tables: told by their form, totals by their sums.
#include "billing/wide_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/listed.h"
#include "billing/cell_values.h"
#include "billing/column_names.h"
#include "billing/nearly_equal.h"

namespace expense::billing {
namespace {

constexpr std::size_t kFewestColumns = 3;
// Numbers alone are no days: accounts are numbers, too.
constexpr std::array<DateStyle, 4> kWrittenStyles = {DateStyle::kYearFirst, DateStyle::kMonthFirst,
                                                     DateStyle::kDayFirst, DateStyle::kNamedMonth};

std::optional<Money> cost_of(std::string_view cell, NumberStyle style) {
  const std::string_view text = said(cell);
  return text.empty() || text == "-" ? Money() : parse_amount(text, style);
}

bool is_number_or_empty(std::string_view cell) {
  return cost_of(cell, NumberStyle::kPoint) || cost_of(cell, NumberStyle::kComma);
}

bool is_any_day(std::string_view cell) {
  return std::any_of(kWrittenStyles.begin(), kWrittenStyles.end(),
                     [cell](DateStyle style) { return parse_day(cell, style).has_value(); });
}

// Whether one cell of most rows, at `total`, is the sum of all others behind the first. Only rows
// with two costs and more prove anything.
bool holds_sums(std::span<const HeadRecord> rows, std::size_t width, std::size_t total,
                bool is_named) {
  int sums = 0;
  int others = 0;
  for (const HeadRecord& row : rows) {
    if (row.cells.size() != width) continue;
    bool is_sum = false;
    int parts = 0;
    for (const NumberStyle style : {NumberStyle::kPoint, NumberStyle::kComma}) {
      Money sum;
      bool are_numbers = true;
      int costs = 0;
      for (std::size_t i = 1; i < width; ++i) {
        if (i == total) continue;
        const std::optional<Money> cost = cost_of(row.cells[i], style);
        are_numbers = are_numbers && cost;
        sum += cost.value_or(Money());
        if (cost.value_or(Money()) != Money()) ++costs;
      }
      parts = std::max(parts, costs);
      const std::optional<Money> stated = cost_of(row.cells[total], style);
      is_sum = is_sum || (are_numbers && stated && costs > 1 && is_stated_sum(*stated, sum));
    }
    if (parts > 1) ++(is_sum ? sums : others);
  }
  // A name and the sums prove a total; without a name it takes more of them.
  constexpr int kSumsThatProve = 5;
  return sums > others && (is_named || sums >= kSumsThatProve);
}

// The column with the totals of the rows, the last or the first one of numbers; 0 when there is
// none.
std::size_t total_column(const std::vector<std::string>& names, std::span<const HeadRecord> rows) {
  for (const std::size_t column : {names.size() - 1, std::size_t{1}}) {
    if (holds_sums(rows, names.size(), column, may_name_total(names[column]))) return column;
  }
  return 0;
}

bool has_days_across(const std::vector<std::string>& names) {
  const std::size_t end = names.size() - (may_name_total(names.back()) ? 1 : 0);
  if (end < kFewestColumns || is_any_day(names.front())) return false;
  return std::any_of(kWrittenStyles.begin(), kWrittenStyles.end(), [&](DateStyle style) {
    return std::all_of(names.begin() + 1, names.begin() + static_cast<std::ptrdiff_t>(end),
                       [style](const std::string& name) { return parse_day(name, style); });
  });
}

bool has_values_across(const std::vector<std::string>& names, std::span<const HeadRecord> below) {
  const bool is_header = std::none_of(names.begin(), names.end(), [](const std::string& name) {
    return trimmed(name).empty() || is_number_or_empty(name) || is_any_day(name);
  });
  if (!is_header || !is_date_name(names.front())) return false;
  int rows = 0;
  int others = 0;
  for (const HeadRecord& row : below) {
    if (row.cells.size() != names.size() || is_total_word(row.cells.front())) continue;
    const bool are_costs = std::all_of(row.cells.begin() + 1, row.cells.end(), is_number_or_empty);
    ++(are_costs ? rows : others);
  }
  if (rows <= others) return false;
  const std::size_t total = total_column(names, below);
  for (std::size_t column = 1; column < names.size(); ++column) {
    if (column == total) continue;
    if (is_measure_name(names[column]) || dimension_named(names[column])) return false;
  }
  return true;
}

}  // namespace

std::optional<WideLayout> find_wide_layout(const std::vector<std::string>& names,
                                           std::span<const HeadRecord> below) {
  if (names.size() < kFewestColumns) return std::nullopt;
  if (has_days_across(names)) return WideLayout::kDaysAcross;
  if (has_values_across(names, below)) return WideLayout::kValuesAcross;
  return std::nullopt;
}

WideRows::WideRows(const BillHeader& header, WideLayout layout, DateStyle date_style,
                   NumberStyle number_style)
    : layout_(layout), date_style_(date_style), number_style_(number_style) {
  const std::vector<std::string>& names = header.columns.names();
  total_ = total_column(names, header.sample);
  const bool ends_in_total = layout == WideLayout::kDaysAcross && may_name_total(names.back());
  if (ends_in_total) total_ = names.size() - 1;
  for (std::size_t column = 1; column < names.size(); ++column) {
    if (column == total_) continue;
    columns_.push_back(column);
    names_.push_back(names[column]);
  }
  costs_.resize(names_.size());
  if (layout == WideLayout::kValuesAcross) {
    for (const std::string& name : names_) {
      if (currency_.empty()) currency_ = name_parts(name).currency;
    }
    return;
  }
  dimension_ = dimension_named(names.front()).value_or(Dimension::kService);
  for (const std::string& name : names_) days_.push_back(parse_day(name, date_style));
}

// Why a cell is no cost, or "".
std::string WideRows::read_costs(std::span<const std::string_view> cells) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::optional<Money> cost = cost_of(cells[columns_[i]], number_style_);
    if (!cost) return names_[i] + ": " + explain_bad_amount(cells[columns_[i]], number_style_);
    costs_[i] = *cost;
    if (currency_.empty()) currency_ = currency_of_amount(cells[columns_[i]]);
  }
  return {};
}

RowOutcome WideRows::read(std::span<const std::string_view> cells, CostTable& table) {
  const std::string_view label = said(cells[0]);
  if (label.substr(0, 1) == "#") return RowOutcome::skipped();
  if (layout_ == WideLayout::kValuesAcross) {
    const std::optional<Day> day = parse_day(label, date_style_);
    if (!day && may_name_total(label)) {
      ++total_rows_;
      return RowOutcome::skipped();
    }
    if (!day) return RowOutcome::rejected(explain_bad_day(label, date_style_));
    if (std::string fault = read_costs(cells); !fault.empty()) {
      return RowOutcome::rejected(std::move(fault));
    }
    for (std::size_t i = 0; i < names_.size(); ++i) add(*day, names_[i], costs_[i], table);
    return RowOutcome::used();
  }
  for (std::size_t i = 0; i < days_.size(); ++i) {
    if (!days_[i]) return RowOutcome::rejected(explain_bad_day(names_[i], date_style_));
  }
  if (std::string fault = read_costs(cells); !fault.empty()) {
    return RowOutcome::rejected(std::move(fault));
  }
  const bool may_be_total = may_name_total(label);
  for (std::size_t i = 0; i < days_.size(); ++i) {
    if (may_be_total) {
      named_totals_.push_back({*days_[i], std::string(label), costs_[i]});
    } else {
      add(*days_[i], label, costs_[i], table);
    }
  }
  if (!may_be_total) return RowOutcome::used();
  ++total_rows_;
  return RowOutcome::skipped();
}

// A name alone proves no total: the sums of the days do.
std::int64_t WideRows::settle(CostTable& table) {
  if (named_totals_.empty()) return 0;
  std::map<Day, Money> sums;
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    sums[table.day(cell)] += table.cost(0, cell);
  }
  const bool are_sums =
      !table.empty() &&
      std::all_of(named_totals_.begin(), named_totals_.end(),
                  [&sums](const Cell& cell) { return is_stated_sum(cell.cost, sums[cell.day]); });
  if (are_sums) return 0;
  for (const Cell& cell : named_totals_) add(cell.day, cell.value, cell.cost, table);
  return std::exchange(total_rows_, 0);
}

void WideRows::add(Day day, std::string_view value, Money cost, CostTable& table) const {
  CellKey key = {};
  key[index_of(dimension_)] = table.intern(dimension_, trimmed(value));
  table.add(day, key, std::span(&cost, 1));
}

void WideRows::tell(Bill& bill) const {
  constexpr std::size_t kNamed = 5;
  bill.currency = currency_;
  if (layout_ == WideLayout::kValuesAcross) {
    std::string text = "every column of numbers was taken for a service: " + listed(names_, kNamed);
    if (total_ > 0) text += "; the other one holds their sums";
    bill.warnings.push_back(std::move(text));
  }
  if (total_rows_ == 0) return;
  bill.warnings.push_back(
      (total_rows_ == 1 ? "1 row is" : std::to_string(total_rows_) + " rows are") +
      std::string(" named like a total: left out, since their costs would count twice"));
}

}  // namespace expense::billing
