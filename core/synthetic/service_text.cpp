// Sums by service and their two layouts.
#include "synthetic/service_text.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "synthetic/aws_catalog.h"

namespace expense::synthetic {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}

// One line of Cost Explorer: a label, the costs, their sum. No charge is an empty cell.
void append_cost_row(std::string& out, std::string_view label, const std::vector<Money>& costs) {
  append_quoted(out, label);
  Money total;
  for (const Money cost : costs) {
    total += cost;
    out += ",\"";
    if (cost != Money()) append_cost(out, cost);
    out += '"';
  }
  out += ",\"";
  append_cost(out, total);
  out += '"';
}

}  // namespace

ServiceCosts::ServiceCosts(const BillRecipe& recipe, const DailyCosts& costs) {
  std::vector<std::string> names;
  for (const CellRecipe& cell : recipe.cells) {
    const auto found = std::find(names.begin(), names.end(), cell.service);
    service_of_cell_.push_back(static_cast<std::size_t>(found - names.begin()));
    if (found == names.end()) names.push_back(cell.service);
  }
  names_ = names;  // on_day needs their number
  std::vector<Money> totals(names.size());
  for (int day = 0; day < costs.days(); ++day) {
    const std::vector<Money> of_day = on_day(costs, day);
    for (std::size_t s = 0; s < totals.size(); ++s) totals[s] += of_day[s];
  }

  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return totals[a] != totals[b] ? totals[a] > totals[b] : names[a] < names[b];
  });
  std::vector<std::size_t> rank(names.size());
  for (std::size_t r = 0; r < order.size(); ++r) {
    rank[order[r]] = r;
    names_[r] = names[order[r]];
    totals_.push_back(totals[order[r]]);
  }
  for (std::size_t& service : service_of_cell_) service = rank[service];
}

std::vector<Money> ServiceCosts::on_day(const DailyCosts& costs, int day) const {
  std::vector<Money> sums(names_.size());
  for (std::size_t c = 0; c < service_of_cell_.size(); ++c) {
    sums[service_of_cell_[c]] += costs.at(day, c);
  }
  return sums;
}

CostExplorerText::CostExplorerText(const BillRecipe& recipe, const DailyCosts& costs)
    : first_day_(recipe.first_day()),
      services_(recipe, costs),
      unit_(recipe.options.currency == "USD" ? "$" : recipe.options.currency) {}

void CostExplorerText::append_header(std::string& out) const {
  const auto append_column = [&](std::string_view name) {
    out += ",\"";
    out += name;
    out += '(';
    out += unit_;
    out += ")\"";
  };
  out += "\xEF\xBB\xBF\"Service\"";
  for (const std::string& name : services_.names()) append_column(service_named(name).console_name);
  append_column("Total costs");
  out += '\n';
  append_cost_row(out, "Service total", services_.totals());
}

void CostExplorerText::append_day(std::string& out, const DailyCosts& costs, int day) const {
  out += '\n';
  append_cost_row(out, to_iso_string(first_day_ + day), services_.on_day(costs, day));
}

DailyText::DailyText(const BillRecipe& recipe, const DailyCosts& costs)
    : first_day_(recipe.first_day()), services_(recipe, costs) {}

void DailyText::append_header(std::string& out) const { out += "date,service,cost\n"; }

void DailyText::append_day(std::string& out, const DailyCosts& costs, int day) const {
  const std::string date = to_iso_string(first_day_ + day);
  const std::vector<Money> sums = services_.on_day(costs, day);
  for (std::size_t s = 0; s < sums.size(); ++s) {
    if (sums[s] == Money()) continue;
    out += date;
    out += ',';
    append_csv_field(out, services_.names()[s]);
    out += ',';
    append_cost(out, sums[s]);
    out += '\n';
  }
}

}  // namespace expense::synthetic
