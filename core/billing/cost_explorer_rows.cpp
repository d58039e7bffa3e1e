// Cost Explorer rows: form instead of words, totals left out and used as a check.
#include "billing/cost_explorer_rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/cost_explorer_charges.h"
#include "billing/day_cells.h"
#include "billing/nearly_equal.h"

namespace expense::billing {
namespace {

// "EC2-Instances($)" -> "($)"; nullopt when the name does not end in a currency in brackets.
std::optional<std::string_view> currency_brackets(std::string_view name) {
  name = trimmed(name);
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos || name.back() != ')') return std::nullopt;
  const std::string_view inner = name.substr(open + 1, name.size() - open - 2);
  const bool is_yen_or_yuan = inner == "¥";
  if (currency_code(inner).empty() && !is_yen_or_yuan) return std::nullopt;
  return name.substr(open);
}

std::string without_brackets(std::string_view name) {
  name = trimmed(name);
  const std::optional<std::string_view> brackets = currency_brackets(name);
  if (brackets) name.remove_suffix(brackets->size());
  return std::string(trimmed(name));
}

struct Grouping {
  std::string_view label;  // squeezed
  Dimension dimension;
};
// All other groupings stand in the place of services. Of the languages only English was seen in a
// file by account; a label that is not known costs nothing but the dimension's name.
constexpr std::array<Grouping, 22> kGroupings = {{{"linkedaccount", Dimension::kAccount},
                                                  {"linkedaccountname", Dimension::kAccount},
                                                  {"account", Dimension::kAccount},
                                                  {"contavinculada", Dimension::kAccount},
                                                  {"cuentavinculada", Dimension::kAccount},
                                                  {"comptelié", Dimension::kAccount},
                                                  {"verknüpfteskonto", Dimension::kAccount},
                                                  {"連結アカウント", Dimension::kAccount},
                                                  {"usagetype", Dimension::kUsageType},
                                                  {"tipodeuso", Dimension::kUsageType},
                                                  {"使用タイプ", Dimension::kUsageType},
                                                  {"region", Dimension::kRegion},
                                                  {"região", Dimension::kRegion},
                                                  {"región", Dimension::kRegion},
                                                  {"région", Dimension::kRegion},
                                                  {"リージョン", Dimension::kRegion},
                                                  {"availabilityzone", Dimension::kRegion},
                                                  {"apioperation", Dimension::kOperation},
                                                  {"chargetype", Dimension::kChargeType},
                                                  {"tipodecobrança", Dimension::kChargeType},
                                                  {"tipodecargo", Dimension::kChargeType},
                                                  {"料金タイプ", Dimension::kChargeType}}};

Dimension grouping(std::string_view label) {
  const std::string name = squeezed(label);
  for (const Grouping& grouping : kGroupings) {
    if (name == grouping.label) return grouping.dimension;
  }
  return Dimension::kService;
}

// An empty cell is no charge.
std::optional<Money> cost_of(std::string_view cell) {
  return trimmed(cell).empty() ? Money() : parse_plain_amount(cell);
}

// Whether the last cell is the sum of the costs before it; nullopt when a cell is no number.
std::optional<bool> ends_in_sum(const std::vector<std::string>& cells) {
  Money sum;
  for (std::size_t i = 1; i + 1 < cells.size(); ++i) {
    const std::optional<Money> cost = cost_of(cells[i]);
    if (!cost) return std::nullopt;
    sum += *cost;
  }
  const std::optional<Money> last = cost_of(cells.back());
  if (!last) return std::nullopt;
  return nearly_equal(sum, *last);
}

// The last column is the total when it is the sum of the others in most of the first rows.
bool has_total_column(const BillHeader& header) {
  const std::size_t columns = header.columns.size();
  if (columns < 3) return false;
  int sums = 0;
  int others = 0;
  for (const HeadRecord& record : header.sample) {
    if (record.cells.size() != columns) continue;
    const std::optional<bool> is_sum = ends_in_sum(record.cells);
    if (is_sum) ++(*is_sum ? sums : others);
  }
  const bool is_named_total = squeezed(header.columns.names().back()) == "totalcosts";
  return sums > others || (is_named_total && sums == others);
}

}  // namespace

bool is_cost_explorer_header(const std::vector<std::string>& names,
                             std::span<const HeadRecord> below) {
  if (names.size() < 2 || trimmed(names.front()).empty() || currency_brackets(names.front())) {
    return false;
  }
  const bool all_in_currency = std::all_of(names.begin() + 1, names.end(), [](const auto& name) {
    return currency_brackets(name).has_value();
  });
  const bool dates_below = std::any_of(below.begin(), below.end(), [](const HeadRecord& record) {
    return parse_day(record.cells.front()).has_value();
  });
  return all_in_currency && (below.empty() || dates_below);
}

bool is_cost_explorer_id_line(const std::vector<std::string>& cells, std::size_t name_count) {
  if (cells.size() != name_count) return false;
  const bool has_label = !trimmed(cells.front()).empty() && !parse_day(cells.front());
  return has_label && std::all_of(cells.begin() + 1, cells.end(), [](const std::string& cell) {
           return cell.find_first_not_of("0123456789") == std::string::npos;
         });
}

CostExplorerRows::CostExplorerRows(const BillHeader& header) {
  const std::vector<std::string>& names = header.columns.names();
  dimension_ = grouping(names.front());
  if (!header.ids.empty() && dimension_ == Dimension::kService) {
    dimension_ = Dimension::kAccount;  // Only accounts have ids, in every language.
  }
  const std::string_view brackets = currency_brackets(names[1]).value_or("()");
  currency_ = currency_code(brackets.substr(1, brackets.size() - 2));

  const std::size_t end = names.size() - (has_total_column(header) ? 1 : 0);
  std::unordered_set<std::string> taken;
  for (std::size_t column = 1; column < end; ++column) {
    std::string value = without_brackets(names[column]);
    const bool has_id = !header.ids.empty() && !header.ids[column].empty();
    const bool is_taken = taken.count(value) > 0;
    if (value.empty() && has_id) {
      value = header.ids[column];
    } else if (is_taken && has_id) {
      value += " (" + header.ids[column] + ")";  // Two accounts of one name stay two.
    }
    taken.insert(value);
    values_.push_back(std::move(value));
  }
  const bool is_ungrouped = names.size() == 2 && squeezed(values_.front()) == "totalcosts";
  if (is_ungrouped) values_.front().clear();
  costs_.resize(values_.size());
  for (std::string& value : values_) {
    charge_types_.push_back(cost_explorer_charge_type(dimension_, value));
  }
}

RowOutcome CostExplorerRows::read(std::span<const std::string_view> cells, CostTable& table) {
  const std::string_view label = trimmed(cells[0]);
  const bool is_first = records_++ == 0;
  const std::optional<Day> day = parse_day(label);
  if (!day) {
    const bool begins_like_a_date = !label.empty() && label.front() >= '0' && label.front() <= '9';
    if (is_first && !begins_like_a_date) return read_total_line(cells);
    if (!total_label_.empty() && label == total_label_) return RowOutcome::skipped();
    return RowOutcome::rejected(explain_bad_day(label));
  }
  Money row_total;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const std::optional<Money> cost = cost_of(cells[i + 1]);
    if (!cost) {
      return RowOutcome::rejected("column " + quoted(values_[i]) + ": " +
                                  explain_bad_amount(cells[i + 1]));
    }
    costs_[i] = *cost;
    row_total += *cost;
  }
  for (std::size_t i = 0; i < values_.size(); ++i) {
    CellKey key = {};
    key[index_of(dimension_)] = table.intern(dimension_, values_[i]);
    key[index_of(Dimension::kChargeType)] = table.intern(Dimension::kChargeType, charge_types_[i]);
    table.add(*day, key, std::span(&costs_[i], 1));
  }
  read_total_ += row_total;
  return RowOutcome::used();
}

// The row after the header whose first cell is no date holds the totals of the whole range.
RowOutcome CostExplorerRows::read_total_line(std::span<const std::string_view> cells) {
  total_label_ = cells[0].empty() ? " " : std::string(trimmed(cells[0]));
  for (std::size_t i = 0; i < values_.size(); ++i) {
    stated_total_ += cost_of(cells[i + 1]).value_or(Money());
  }
  return RowOutcome::skipped();
}

void CostExplorerRows::tell(Bill& bill) const {
  bill.currency = currency_;
  if (total_label_.empty() || nearly_equal(stated_total_, read_total_)) return;
  if (stated_total_.to_cents_string() == read_total_.to_cents_string()) return;
  bill.warnings.push_back("the file states a total of " + stated_total_.to_cents_string() +
                          ", its rows sum up to " + read_total_.to_cents_string() +
                          ": rows are missing or were changed");
}

}  // namespace expense::billing
