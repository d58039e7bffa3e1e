// FOCUS rows: columns found by name, with the fallbacks that real exports need.
#include "billing/focus_rows.h"

#include <algorithm>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/day_cells.h"

namespace expense::billing {
namespace {

struct MeasureColumn {
  std::string_view measure;
  std::string_view column;  // squeezed
};
constexpr std::array<MeasureColumn, 4> kMeasureColumns = {{{"billed", "billedcost"},
                                                           {"effective", "effectivecost"},
                                                           {"list", "listcost"},
                                                           {"contracted", "contractedcost"}}};

std::string_view cell_or_nothing(std::span<const std::string_view> cells, std::size_t column) {
  return column == Header::kAbsent ? std::string_view() : said(cells[column]);
}

std::string_view first_said(std::span<const std::string_view> cells,
                            const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    const std::string_view text = said(cells[column]);
    if (!text.empty()) return text;
  }
  return {};
}

std::string lower_cased(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool has_decimals(Money amount) {
  constexpr Int128 kAtomsPerUnit = 1'000'000'000'000;
  return amount.atoms() % kAtomsPerUnit != 0;
}

}  // namespace

bool is_focus_header(const Header& header) {
  return header.has_all({"billedcost", "chargeperiodstart"});
}

FocusRows::FocusRows(const Header& header)
    : start_column_(header.find("chargeperiodstart")),
      currency_column_(header.find("billingcurrency")),
      provider_column_(header.find("providername")),
      publisher_column_(header.find("publishername")),
      dimension_columns_{{
          header.find_each({"servicename"}),
          header.find_each(
              {"subaccountname", "subaccountid", "billingaccountname", "billingaccountid"}),
          header.find_each({"regionid", "regionname", "region"}),
          header.find_each({"xusagetype", "skumeter", "xskumetersubcategory", "xskumetercategory",
                            "chargedescription"}),
          header.find_each({"chargecategory"}),
      }} {
  for (const MeasureColumn& known : kMeasureColumns) {
    const std::size_t column = header.find(known.column);
    if (column == Header::kAbsent) continue;
    measures_.emplace_back(known.measure);
    cost_columns_.push_back(column);
    cost_names_.push_back(header.name(column));
  }
  costs_.resize(measures_.size());
  const auto effective = std::find(measures_.begin(), measures_.end(), "effective");
  effective_measure_ = static_cast<std::size_t>(effective - measures_.begin());

  // Empty for marketplace purchases (the publisher says more) and for Microsoft's commitment
  // purchases and rounding rows (the meter says more); `service` chooses between the two.
  auto& services = dimension_columns_[static_cast<std::size_t>(Dimension::kService)];
  for (const std::size_t column :
       header.find_each({"xskumetersubcategory", "publishername", "servicecategory"})) {
    services.push_back(column);
  }
}

std::optional<std::vector<std::size_t>> FocusRows::wanted_columns() const {
  std::vector<std::size_t> wanted = cost_columns_;
  for (const std::size_t column :
       {start_column_, currency_column_, provider_column_, publisher_column_}) {
    if (column != Header::kAbsent) wanted.push_back(column);
  }
  for (const std::vector<std::size_t>& columns : dimension_columns_) {
    wanted.insert(wanted.end(), columns.begin(), columns.end());
  }
  return wanted;
}

RowOutcome FocusRows::read(std::span<const std::string_view> cells, CostTable& table) {
  const std::optional<Day> day = parse_day(cells[start_column_]);
  if (!day)
    return RowOutcome::rejected("ChargePeriodStart: " + explain_bad_day(cells[start_column_]));
  RowOutcome outcome = read_costs(cells);
  if (outcome.kind != RowOutcome::Kind::kUsed) return outcome;
  const std::string_view currency = cell_or_nothing(cells, currency_column_);
  if (!currency_.accepts(currency)) return RowOutcome::rejected(currency_.refusal(currency));
  currency_.settle(currency);

  CellKey key = {};
  for (const Dimension dimension : kDimensions) {
    const auto index = static_cast<std::size_t>(dimension);
    if (dimension == Dimension::kService) {
      key[index] = table.intern(dimension, service(cells));
    } else if (dimension == Dimension::kChargeType) {
      key[index] =
          table.intern(dimension, lower_cased(first_said(cells, dimension_columns_[index])));
    } else {
      key[index] = table.intern(dimension, first_said(cells, dimension_columns_[index]));
    }
  }
  table.add(*day, key, costs_);
  note_decimals(cells);
  return outcome;
}

RowOutcome FocusRows::read_costs(std::span<const std::string_view> cells) {
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const std::string_view text = said(cells[cost_columns_[m]]);
    const bool is_primary = m == 0;
    const std::optional<Money> amount = text.empty() && !is_primary ? Money() : parse_amount(text);
    if (!amount) return RowOutcome::rejected(cost_names_[m] + ": " + explain_bad_amount(text));
    costs_[m] = *amount;
  }
  return RowOutcome::used();
}

std::string_view FocusRows::service(std::span<const std::string_view> cells) const {
  const auto& columns = dimension_columns_[static_cast<std::size_t>(Dimension::kService)];
  const bool has_name_column = !columns.empty();
  if (!has_name_column) return {};
  const std::string_view name = said(cells[columns.front()]);
  if (!name.empty()) return name;
  const std::string_view publisher = cell_or_nothing(cells, publisher_column_);
  const bool is_marketplace = !publisher.empty() && publisher.substr(0, 9) != "Microsoft";
  return is_marketplace ? publisher : first_said(cells, columns);
}

void FocusRows::note_decimals(std::span<const std::string_view> cells) {
  if (effective_measure_ == measures_.size()) return;
  const ValueCode provider = providers_.intern(cell_or_nothing(cells, provider_column_));
  if (provider >= decimals_.size()) decimals_.resize(provider + std::size_t{1});
  Decimals& seen = decimals_[provider];
  seen.billed = seen.billed || has_decimals(costs_[0]);
  seen.effective = seen.effective || has_decimals(costs_[effective_measure_]);
}

std::vector<std::string> FocusRows::warnings() const {
  constexpr std::size_t kProvidersNamed = 5;
  std::vector<std::string> suspects;
  for (std::size_t code = 0; code < decimals_.size(); ++code) {
    const bool is_suspect = decimals_[code].billed && !decimals_[code].effective;
    if (is_suspect) suspects.push_back(providers_.values()[code]);
  }
  std::sort(suspects.begin(), suspects.end());
  suspects.resize(std::min(suspects.size(), kProvidersNamed));
  std::vector<std::string> found;
  for (const std::string& provider : suspects) {
    const std::string whose = provider.empty() ? "" : " of " + provider;
    found.push_back("EffectiveCost" + whose +
                    " has no decimals in any row while BilledCost has: it seems to be rounded, so "
                    "prefer the measure \"billed\"");
  }
  return found;
}

}  // namespace expense::billing
