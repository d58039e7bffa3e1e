// One charge after the other: day, costs, currency, dimensions.
#include "billing/charge_rows.h"

#include <algorithm>
#include <utility>

#include "base/listed.h"
#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/day_text.h"
#include "billing/short_texts.h"

namespace expense::billing {
namespace {

std::string_view first_said(Cells cells, const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    const std::string_view text = said(cells[column]);
    if (!text.empty()) return text;
  }
  return {};
}

// Said once for the whole file: a line `Currency,EUR` above the header, or the name of the column
// (`Cost ($)`).
std::string stated_currency(const BillHeader& header, std::string_view cost_name) {
  for (const HeadRecord& record : header.preamble) {
    const bool names_it = record.cells.size() > 1 && squeezed(record.cells[0]) == "currency";
    if (names_it && !currency_code(record.cells[1]).empty()) return currency_code(record.cells[1]);
  }
  const std::size_t open = cost_name.rfind('(');
  const std::size_t close = cost_name.rfind(')');
  const bool has_brackets = open != std::string_view::npos && close != std::string_view::npos;
  if (!has_brackets || close < open) return {};
  return currency_code(cost_name.substr(open + 1, close - open - 1));
}

}  // namespace

ChargeRows::ChargeRows(const ChargeFormat& format, const BillHeader& header, DateStyle date_style,
                       const std::vector<std::string>& extra_dimensions)
    : format_(format),
      date_style_(date_style),
      header_(header.columns.names()),
      rules_(format.make_rules != nullptr ? format.make_rules(header_)
                                          : std::make_unique<ChargeRules>()),
      day_column_(header_.find_any(format.day)),
      last_day_column_(header_.find_any(format.last_day)),
      currency_column_(header_.find_any(format.currency)),
      dimension_columns_{{header_.find_each(format.service),
                          {},  // accounts_ knows them
                          header_.find_each(format.region),
                          header_.find_each(format.usage_type),
                          header_.find_each(format.operation),
                          header_.find_each(format.charge_type)}},
      invoices_(header_, format),
      accounts_(header_, format.account),
      extras_(header_, extra_dimensions),
      format_costs_(format.measures.size()) {
  std::string file_currency(format.only_currency);
  for (std::size_t i = 0; i < format.measures.size(); ++i) {
    const ChargeMeasure& measure = format.measures[i];
    const std::size_t column = header_.find_any(measure.columns);
    const bool is_there = column != Header::kAbsent || rules_->derives(measure.name);
    if (!is_there) continue;
    measures_.push_back({i, column});
    if (file_currency.empty() && currency_column_ == Header::kAbsent && column != Header::kAbsent) {
      file_currency = stated_currency(header, header_.name(column));
    }
  }
  const std::size_t primary = measures_.front().column;
  std::string_view primary_name;
  if (primary != Header::kAbsent) primary_name = header_.name(primary);
  if (take_suffix(primary_name, "USD")) {  // Azure's CostUSD stands beside another currency.
    file_currency = "USD";
    currency_column_ = Header::kAbsent;
  }
  wanted_ = header_.found();
  costs_.resize(measures_.size());
  currency_ = OneCurrency(file_currency);
}

std::vector<std::string> ChargeRows::measures() const {
  std::vector<std::string> names;
  for (const Measure& measure : measures_) {
    names.emplace_back(format_.measures[measure.index].name);
  }
  return names;
}

RowOutcome ChargeRows::read(Cells cells, CostTable& table) {
  if (!rules_->is_charge(cells)) return RowOutcome::skipped();
  const std::optional<Day> day = day_of(cells[day_column_]);
  const bool is_undated = format_.may_lack_day && said(cells[day_column_]).empty();
  if (!day && !is_undated) {
    return RowOutcome::rejected(header_.name(day_column_) + ": " +
                                explain_bad_day(cells[day_column_], date_style_));
  }
  std::string fault = read_costs(cells);
  if (!fault.empty()) return RowOutcome::rejected(std::move(fault));
  const std::string_view currency = said_at(cells, currency_column_);
  if (!currency_.accepts(currency)) return RowOutcome::rejected(currency_.refusal(currency));

  const ChargeType type = rules_->charge_type(told_type(cells), cells);
  fault = rules_->derive(cells, type, format_costs_);
  if (!fault.empty()) return RowOutcome::rejected(std::move(fault));
  for (std::size_t m = 0; m < measures_.size(); ++m) costs_[m] = format_costs_[measures_[m].index];
  currency_.settle(currency);
  invoices_.note(cells);
  const CellKey key = key_of(cells, day.value_or(Day{}), type, table);
  if (is_undated) {
    postponed_.add_undated(key, costs_);
    return RowOutcome::skipped();  // `settle` counts it
  }
  if (rules_->is_spread(cells, type)) spread_derived(cells, *day, key);
  table.add(*day, key, costs_);
  return RowOutcome::used();
}

std::optional<Day> ChargeRows::day_of(std::string_view cell) {
  if (!same_text(cell, latest_day_text_)) {
    latest_day_ = parse_day(cell, date_style_);
    latest_day_text_ = cell;
  }
  return latest_day_;
}

// A charge without its primary cost is a fault; of other measures nothing said means 0.
std::string ChargeRows::read_costs(Cells cells) {
  bool is_primary = true;
  std::string_view latest_text;  // The costs of a charge are often the same.
  Money latest;
  for (const Measure& measure : measures_) {
    if (measure.column == Header::kAbsent) continue;
    const std::string_view text = said(cells[measure.column]);
    if (!text.empty() && same_text(text, latest_text)) {
      format_costs_[measure.index] = latest;
      continue;
    }
    const std::optional<Money> amount = text.empty() && !is_primary ? Money() : parse_amount(text);
    if (!amount) return header_.name(measure.column) + ": " + explain_bad_amount(text);
    format_costs_[measure.index] = latest = *amount;
    latest_text = text;
    is_primary = false;
  }
  return {};
}

// Moves what the rules worked out from the row's day to all of its days.
void ChargeRows::spread_derived(Cells cells, Day first, const CellKey& key) {
  const std::string_view end = said_at(cells, last_day_column_);
  std::optional<Day> last = parse_day(end, date_style_);
  const bool ends_at_midnight = end.size() <= 10 || end.substr(11, 5) == "00:00";
  if (last && ends_at_midnight) last = *last - 1;
  if (!last || *last <= first) return;
  std::vector<Money> spread(costs_.size());
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    if (measures_[m].column == Header::kAbsent) std::swap(spread[m], costs_[m]);
  }
  const bool has_cost =
      std::any_of(spread.begin(), spread.end(), [](Money cost) { return cost != Money(); });
  if (has_cost) postponed_.add_span(first, *last, key, spread);
}

ChargeType ChargeRows::told_type(Cells cells) {
  const auto& columns = dimension_columns_[index_of(Dimension::kChargeType)];
  if (columns.empty()) return ChargeType::kNotSaid;
  const ValueCode code = charge_texts_.intern(first_said(cells, columns));
  while (charge_types_.size() < charge_texts_.values().size()) {
    const std::string& text = charge_texts_.values()[charge_types_.size()];
    charge_types_.push_back(text.empty() ? ChargeType::kUsage
                                         : type_of_word(format_.charge_words, text));
  }
  return charge_types_[code].value_or(ChargeType::kUsage);
}

CellKey ChargeRows::key_of(Cells cells, Day day, ChargeType type, CostTable& table) {
  CellKey key = {};
  for (const Dimension dimension :
       {Dimension::kService, Dimension::kRegion, Dimension::kUsageType, Dimension::kOperation}) {
    const std::string_view told = first_said(cells, dimension_columns_[index_of(dimension)]);
    key[index_of(dimension)] = table.intern(dimension, rules_->value(dimension, told, cells));
  }
  key[index_of(Dimension::kAccount)] = accounts_.account_of(cells, day, table);
  key[index_of(Dimension::kChargeType)] = table.intern(Dimension::kChargeType, to_string(type));
  extras_.fill(cells, table, key);
  return key;
}

void ChargeRows::tell(Bill& bill) const {
  bill.currency = currency_.code();
  bill.kind_of_file = rules_->kind_of_file();
  bill.account_names = accounts_.names(bill.table);
  bill.estimated_days = invoices_.open_months();
  if (const std::vector<Day>& days = bill.estimated_days; !days.empty()) {
    bill.warnings.push_back(day_range_text(days.front(), days.back()) +
                            ": there is no invoice yet, so that costs may still change");
  }
  bill.missing_measures = missing_measures();
  bill.doubtful_measures = rules_->doubtful_measures();
  bill.offered_dimensions.assign(extras_.found().begin(), extras_.found().end());
  for (std::string& warning : rules_->warnings()) bill.warnings.push_back(std::move(warning));
  if (const std::string unknown = unknown_types(); !unknown.empty()) {
    bill.warnings.push_back("charges of a kind that is not known count as usage: " + unknown);
  }
}

std::vector<MissingMeasure> ChargeRows::missing_measures() const {
  std::vector<MissingMeasure> missing;
  for (std::size_t i = 0; i < format_.measures.size(); ++i) {
    const bool is_there = std::any_of(measures_.begin(), measures_.end(),
                                      [i](const Measure& measure) { return measure.index == i; });
    if (is_there) continue;
    const std::string name(format_.measures[i].name);
    const std::string reason = rules_->lacks(name);
    missing.push_back({name, reason.empty() ? "it has no column with this cost" : reason});
  }
  return missing;
}

std::string ChargeRows::unknown_types() const {
  constexpr std::size_t kTypesNamed = 5;
  std::vector<std::string> unknown;
  for (std::size_t code = 0; code < charge_types_.size(); ++code) {
    if (!charge_types_[code]) unknown.push_back(quoted(charge_texts_.values()[code]));
  }
  std::sort(unknown.begin(), unknown.end());
  return listed(unknown, kTypesNamed);
}

}  // namespace expense::billing
