// Plain daily rows, and the lines among them that are no data.
#include "billing/daily_rows.h"

#include <algorithm>
#include <map>
#include <span>

#include "billing/cell_values.h"
#include "billing/column_names.h"
#include "billing/nearly_equal.h"
#include "billing/series.h"

namespace expense::billing {
namespace {

std::size_t column_spelled(const Header& header, std::string_view name) {
  const auto found = std::find(header.names().begin(), header.names().end(), name);
  if (found == header.names().end()) return header.find(squeezed(name));
  return static_cast<std::size_t>(found - header.names().begin());
}

void take_role(DailyColumns& columns, std::string_view role, std::size_t column) {
  if (role == "date") columns.date = column;
  if (role == "cost") columns.cost = column;
  if (role == "currency") columns.currency = column;
  for (const Dimension dimension : kDimensions) {
    if (role == to_string(dimension)) columns.dimensions[index_of(dimension)] = column;
  }
}

// A line with a number or a date in it is a row, whatever words stand beside it.
bool is_value(const std::string& name) { return parse_amount(name) || parse_day(name); }

// For each cell of `named`, whether it holds a total: the sum of its day's rows in `table`, or a
// part of it where the parts make up the sum, as subtotals do. Days without other rows have none.
std::vector<bool> true_totals(const CostTable& named, const CostTable& table) {
  const Series sums = total_series(table, {});
  const auto sum_of = [&sums](Day day) -> std::optional<Money> {
    const auto found = std::lower_bound(sums.days.begin(), sums.days.end(), day);
    if (found == sums.days.end() || *found != day) return std::nullopt;
    return sums.costs[static_cast<std::size_t>(found - sums.days.begin())];
  };
  std::vector<bool> are_totals(named.cell_count());
  std::map<Day, Money> parts;
  for (std::size_t cell = 0; cell < named.cell_count(); ++cell) {
    const std::optional<Money> sum = sum_of(named.day(cell));
    are_totals[cell] = sum && is_stated_sum(named.cost(0, cell), *sum);
    if (!are_totals[cell]) parts[named.day(cell)] += named.cost(0, cell);
  }
  for (std::size_t cell = 0; cell < named.cell_count(); ++cell) {
    const std::optional<Money> sum = sum_of(named.day(cell));
    if (!are_totals[cell]) are_totals[cell] = sum && is_stated_sum(parts[named.day(cell)], *sum);
  }
  return are_totals;
}

}  // namespace

bool has_columns(const Header& header, const std::vector<ColumnRole>& roles) {
  return std::all_of(roles.begin(), roles.end(), [&header](const ColumnRole& role) {
    return column_spelled(header, role.column) != Header::kAbsent;
  });
}

DailyColumns find_daily_columns(const Header& header, const std::vector<ColumnRole>& roles) {
  if (roles.empty() && std::any_of(header.names().begin(), header.names().end(), is_value))
    return {};
  std::vector<NameParts> names;
  for (const std::string& name : header.names()) names.push_back(name_parts(name));
  DailyColumns columns;
  columns.date = date_column(names);
  columns.cost = cost_column(names);
  columns.currency = currency_column(names);
  for (const Dimension dimension : kDimensions) {
    columns.dimensions[index_of(dimension)] = dimension_column(names, dimension);
  }
  for (const ColumnRole& role : roles)
    take_role(columns, role.role, column_spelled(header, role.column));
  if (columns.cost != Header::kAbsent) columns.cost_currency = names[columns.cost].currency;
  return columns;
}

DailyRows::DailyRows(const Header& header, DateStyle date_style, NumberStyle number_style,
                     const ReadOptions& options)
    : columns_(find_daily_columns(header, options.columns)),
      date_style_(date_style),
      number_style_(number_style),
      extras_(header, options.dimensions),
      currency_(columns_.cost_currency),
      named_totals_({"cost"}, options.dimensions) {}

RowOutcome DailyRows::read(std::span<const std::string_view> cells, CostTable& table) {
  if (trimmed(cells[0]).substr(0, 1) == "#") return RowOutcome::skipped();
  const std::string_view date = said(cells[columns_.date]);
  const std::optional<Day> day = parse_day(date, date_style_);
  if (!day && is_total_line(cells)) return RowOutcome::skipped();
  if (!day) return RowOutcome::rejected(explain_bad_day(date, date_style_));
  const std::string_view cost = said(cells[columns_.cost]);
  const std::optional<Money> amount = parse_amount(cost, number_style_);
  if (!amount) return RowOutcome::rejected(explain_bad_amount(cost, number_style_));

  const bool has_currency_column = columns_.currency != Header::kAbsent;
  const std::string currency =
      has_currency_column ? currency_code(cells[columns_.currency]) : currency_of_amount(cost);
  if (!currency_.accepts(currency)) return RowOutcome::rejected(currency_.refusal(currency));
  currency_.settle(currency);

  if (std::any_of(cells.begin(), cells.end(), is_total_word)) {
    named_totals_.add(*day, key_of(cells, named_totals_), std::span(&*amount, 1));
    named_sum_ += *amount;
    return RowOutcome::skipped();
  }
  table.add(*day, key_of(cells, table), std::span(&*amount, 1));
  sum_ += *amount;
  return RowOutcome::used();
}

CellKey DailyRows::key_of(std::span<const std::string_view> cells, CostTable& table) {
  CellKey key = {};
  for (const Dimension dimension : kDimensions) {
    const std::size_t column = columns_.dimensions[index_of(dimension)];
    if (column == Header::kAbsent) continue;
    key[index_of(dimension)] = table.intern(dimension, said(cells[column]));
  }
  extras_.fill(cells, table, key);
  return key;
}

// A name alone proves no total: a service may be called so. The sum does.
std::int64_t DailyRows::settle(CostTable& table) {
  if (named_totals_.empty()) return 0;
  const std::vector<bool> are_totals = true_totals(named_totals_, table);
  std::int64_t used = 0;
  for (std::size_t cell = 0; cell < named_totals_.cell_count(); ++cell) {
    if (are_totals[cell]) {
      totals_left_out_ += named_totals_.rows(cell);
      continue;
    }
    CellKey key = {};
    for (std::size_t d = 0; d < table.dimension_count(); ++d) {
      const auto dimension = static_cast<Dimension>(d);
      const ValueCode code = named_totals_.code(cell, dimension);
      key[d] = table.intern(dimension, named_totals_.values(dimension)[code]);
    }
    const Money cost = named_totals_.cost(0, cell);
    table.add(named_totals_.day(cell), key, std::span(&cost, 1), named_totals_.rows(cell));
    used += named_totals_.rows(cell);
  }
  return used;
}

void DailyRows::tell(Bill& bill) const {
  bill.currency = currency_.code();
  bill.offered_dimensions.assign(extras_.found().begin(), extras_.found().end());
  if (totals_left_out_ == 0) return;
  const std::string count =
      totals_left_out_ == 1 ? "1 row is" : std::to_string(totals_left_out_) + " rows are";
  bill.warnings.push_back(
      count +
      " named like a total and equal the sum of the day's other rows: left out, since "
      "their costs would count twice");
}

// "Total;;1250", and a line without a date whose cost is the sum so far.
bool DailyRows::is_total_line(std::span<const std::string_view> cells) const {
  const bool has_date = !said(cells[columns_.date]).empty();
  if (has_date) return is_total_word(cells[columns_.date]);
  const std::optional<Money> amount = parse_amount(cells[columns_.cost], number_style_);
  if (std::any_of(cells.begin(), cells.end(), is_total_word)) return true;
  return amount && (*amount == sum_ || *amount == sum_ + named_sum_);
}

}  // namespace expense::billing
