// Cost Explorer's answers, already unfolded into rows.
#include "billing/cost_explorer_answer_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/cost_explorer_charges.h"
#include "billing/day_cells.h"
#include "billing/day_text.h"

namespace expense::billing {
namespace {

struct Metric {
  std::string_view column;  // squeezed
  std::string_view measure;
};
constexpr std::array<Metric, 5> kMetrics = {{{"unblendedcost", "unblended"},
                                             {"netunblendedcost", "net_unblended"},
                                             {"amortizedcost", "amortized"},
                                             {"netamortizedcost", "net_amortized"},
                                             {"blendedcost", "blended"}}};
constexpr std::size_t kFirstGrouping = 2;  // Behind TimePeriod.Start and Estimated.

std::optional<Dimension> dimension_of(std::string_view grouping) {
  if (grouping == "service" || grouping == "servicecode") return Dimension::kService;
  if (grouping == "linkedaccount" || grouping == "payeraccount") return Dimension::kAccount;
  if (grouping == "region" || grouping == "az") return Dimension::kRegion;
  if (grouping == "usagetype" || grouping == "usagetypegroup") return Dimension::kUsageType;
  if (grouping == "operation") return Dimension::kOperation;
  if (grouping == "recordtype") return Dimension::kChargeType;
  return std::nullopt;
}

bool is_metric(std::string_view name) {
  return std::any_of(kMetrics.begin(), kMetrics.end(),
                     [name](const Metric& metric) { return metric.column == name; }) ||
         name == "usagequantity" || name == "normalizedusageamount";
}

}  // namespace

bool is_cost_explorer_answer_header(const Header& header) {
  const bool has_cost = std::any_of(kMetrics.begin(), kMetrics.end(),
                                    [&header](const Metric& m) { return header.has(m.column); });
  return has_cost && header.find("timeperiodstart") == 0 && header.find("estimated") == 1;
}

CostExplorerAnswerRows::CostExplorerAnswerRows(const Header& header)
    : start_column_(header.find("timeperiodstart")), estimated_column_(header.find("estimated")) {
  for (const Metric& metric : kMetrics) {
    if (!header.has(metric.column)) continue;
    measures_.emplace_back(metric.measure);
    cost_columns_.push_back(header.find(metric.column));
  }
  costs_.resize(measures_.size());
  // What has no dimension of its own (a tag, an operation) takes the service's place if that is
  // free: by something the bill has to be split.
  std::vector<std::size_t> others;
  for (std::size_t column = kFirstGrouping; column < header.size(); ++column) {
    const std::string name = squeezed(header.name(column));
    if (is_metric(name)) break;
    const std::optional<Dimension> dimension = dimension_of(name);
    if (dimension) {
      groupings_.push_back({column, *dimension});
    } else {
      others.push_back(column);
    }
  }
  for (const std::size_t column : others) {
    if (groupings_.empty()) {
      groupings_.push_back({column, Dimension::kService});
    } else {
      groupings_left_out_.push_back(header.name(column));
    }
  }
}

RowOutcome CostExplorerAnswerRows::read(std::span<const std::string_view> cells, CostTable& table) {
  const std::optional<Day> day = parse_day(cells[start_column_]);
  if (!day)
    return RowOutcome::rejected("TimePeriod.Start: " + explain_bad_day(cells[start_column_]));
  std::string_view unit;
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const std::string_view text = trimmed(cells[cost_columns_[m]]);
    const std::optional<Money> amount = text.empty() ? Money() : parse_plain_amount(text);
    if (!amount) return RowOutcome::rejected(measures_[m] + ": " + explain_bad_amount(text));
    costs_[m] = *amount;
    const std::string_view own_unit = said(cells[cost_columns_[m] + 1]);
    if (unit.empty()) unit = own_unit;
  }
  if (!currency_.accepts(unit)) return RowOutcome::rejected(currency_.refusal(unit));
  currency_.settle(unit);
  CellKey key = {};
  for (const Grouping& grouping : groupings_) {
    const std::string_view value = trimmed(cells[grouping.column]);
    const std::string type = cost_explorer_charge_type(grouping.dimension, value);
    if (grouping.dimension != Dimension::kChargeType) {
      key[index_of(grouping.dimension)] = table.intern(grouping.dimension, value);
    }
    if (!type.empty()) {
      key[index_of(Dimension::kChargeType)] = table.intern(Dimension::kChargeType, type);
    }
  }
  table.add(*day, key, costs_);
  const bool is_news = estimated_days_.empty() || estimated_days_.back() != *day;
  if (cells[estimated_column_] == "true" && is_news) estimated_days_.push_back(*day);
  return RowOutcome::used();
}

void CostExplorerAnswerRows::tell(Bill& bill) const {
  bill.currency = currency_.code();
  for (const Metric& metric : kMetrics) {
    const bool is_there =
        std::find(measures_.begin(), measures_.end(), metric.measure) != measures_.end();
    if (!is_there) {
      bill.missing_measures.push_back(
          {std::string(metric.measure), "it was not among the metrics that were asked for"});
    }
  }
  if (!estimated_days_.empty()) {
    std::vector<Day>& days = bill.estimated_days;
    days = estimated_days_;
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    const std::string range = day_range_text(days.front(), days.back());
    bill.warnings.push_back("AWS marks " + std::to_string(days.size()) +
                            (days.size() == 1 ? " day" : " days") +
                            " as estimated, which may still change: " + range);
  }
  for (const std::string& name : groupings_left_out_) {
    bill.warnings.push_back("the grouping by " + name + " is not kept: its costs are added up");
  }
}

}  // namespace expense::billing
