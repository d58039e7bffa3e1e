// Rows of FOCUS: what stays the same of a cell and of a day is made once, the rest is appended.
#include "synthetic/focus_text.h"

#include <cmath>
#include <initializer_list>
#include <string_view>

#include "synthetic/aws_catalog.h"

namespace expense::synthetic {
namespace {

constexpr std::string_view kHeader =
    "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
    "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargeDescription,"
    "ChargeFrequency,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ProviderName,"
    "RegionId,RegionName,ServiceCategory,ServiceName,SkuMeter,SubAccountId,SubAccountName,"
    "x_Operation,x_UsageType\n";

std::string joined(std::initializer_list<std::string_view> fields) {
  std::string text;
  for (const std::string_view field : fields) {
    if (!text.empty()) text += ',';
    append_csv_field(text, field);
  }
  return text;
}

// "$0.0000004 per Requests - EU-Requests-Tier2"
std::string description(const CellRecipe& cell) {
  std::string text = "$";
  append_decimal(text, static_cast<std::int64_t>(std::floor(cell.unit_price * 1e10 + 0.5)), 10);
  text += " per ";
  text += cell.unit;
  text += " - ";
  text += cell.usage_type;
  return text;
}

std::string midnight(Day day) {
  std::string text = to_iso_string(day);
  text += "T00:00:00Z";
  return text;
}

}  // namespace

FocusText::FocusText(const BillRecipe& recipe) : first_day_(recipe.first_day()) {
  payer_ = ",";
  payer_ += joined({recipe.payer.id, recipe.payer.name, recipe.options.currency});
  payer_ += ',';
  cells_.reserve(recipe.cells.size());
  for (const CellRecipe& cell : recipe.cells) {
    CellText text;
    // Support is bought; other monthly fees are usage counted once a month.
    const bool bought = cell.monthly_fee && cell.unit == "Dollar";
    text.charge = ",";
    text.charge += joined({bought ? "Purchase" : "Usage", description(cell),
                           cell.monthly_fee ? "Recurring" : "Usage-Based"});
    text.charge += ',';
    text.resource = ",";
    text.resource += joined({cell.unit, "AWS", cell.region.id, cell.region.name,
                             service_named(cell.service).category, cell.service, cell.usage_type,
                             cell.account.id, cell.account.name, cell.operation, cell.usage_type});
    text.resource += '\n';
    text.units_per_currency_unit = 1.0 / cell.unit_price;
    cells_.push_back(std::move(text));
  }
}

void FocusText::append_header(std::string& out) const { out += kHeader; }

void FocusText::append_day(std::string& out, const DailyCosts& costs, int day) const {
  constexpr int kQuantityDecimals = 6;
  const Day date = first_day_ + day;
  const CivilDate civil = civil_date(date);
  const Day month_start = date - (civil.day - 1);
  const Day next_month = month_start + days_in_month(civil.year, civil.month);
  const std::string billing_period = joined({midnight(month_start), midnight(next_month)});
  const std::string charge_period = joined({midnight(date), midnight(date + 1)});

  std::string cost_text;
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    const Money cost = costs.at(day, c);
    if (cost == Money()) continue;
    const CellText& cell = cells_[c];
    cost_text.clear();
    append_cost(cost_text, cost);
    // Neither discounts nor commitments: all four costs are the same.
    out += cost_text;
    for (int measure = 1; measure < 4; ++measure) {
      out += ',';
      out += cost_text;
    }
    out += payer_;
    out += billing_period;
    out += cell.charge;
    out += charge_period;
    out += ',';
    const double quantity = cost.to_double() * cell.units_per_currency_unit;
    append_decimal(out, static_cast<std::int64_t>(std::floor(quantity * 1e6 + 0.5)),
                   kQuantityDecimals);
    out += cell.resource;
  }
}

}  // namespace expense::synthetic
