// Google's rows: net cost is cost and credits.
#include "billing/gcp_export_rows.h"

#include <optional>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/day_cells.h"
#include "billing/json_value.h"

namespace expense::billing {
namespace {

std::string_view first_said(std::span<const std::string_view> cells,
                            const std::vector<std::size_t>& columns) {
  for (const std::size_t column : columns) {
    const std::string_view text = said(cells[column]);
    if (!text.empty()) return text;
  }
  return {};
}

// nullopt when the cell is no list of amounts.
std::optional<Money> sum_of_credits(std::string_view cell) {
  if (cell.empty() || cell == "[]") return Money();
  const ParsedJson credits = parse_json(cell);
  if (!credits.value || !credits.value->is_array()) return std::nullopt;
  Money sum;
  for (const JsonValue& credit : *credits.value) {
    const JsonValue* amount = json_member(credit, "amount");
    if (amount == nullptr) return std::nullopt;
    const std::optional<Money> money = parse_plain_amount(json_text(*amount));
    if (!money) return std::nullopt;
    sum += *money;
  }
  return sum;
}

}  // namespace

bool is_gcp_export_header(const Header& header) {
  return header.has_all({"usagestarttime", "cost", "servicedescription"});
}

GcpExportRows::GcpExportRows(const Header& header)
    : start_column_(header.find("usagestarttime")),
      cost_column_(header.find("cost")),
      currency_column_(header.find("currency")),
      credits_column_(header.find("credits")),
      dimension_columns_{header.find_each({"servicedescription", "serviceid"}),
                         header.find_each({"projectname", "projectid", "billingaccountid"}),
                         header.find_each({"locationregion", "locationlocation"}),
                         header.find_each({"skudescription", "skuid"}),
                         header.find_each({"costtype"})} {}

RowOutcome GcpExportRows::read(std::span<const std::string_view> cells, CostTable& table) {
  const std::optional<Day> day = parse_day(cells[start_column_]);
  if (!day)
    return RowOutcome::rejected("usage_start_time: " + explain_bad_day(cells[start_column_]));
  const std::optional<Money> gross = parse_plain_amount(said(cells[cost_column_]));
  if (!gross) return RowOutcome::rejected("cost: " + explain_bad_amount(cells[cost_column_]));
  const std::string_view currency =
      currency_column_ == Header::kAbsent ? "" : said(cells[currency_column_]);
  if (!currency_.accepts(currency)) return RowOutcome::rejected(currency_.refusal(currency));
  currency_.settle(currency);

  const std::string_view credits =
      credits_column_ == Header::kAbsent ? "" : said(cells[credits_column_]);
  const std::optional<Money> credit = sum_of_credits(credits);
  if (!credit) ++rows_without_credits_;
  CellKey key = {};
  for (const Dimension dimension : kDimensions) {
    const auto index = static_cast<std::size_t>(dimension);
    key[index] = table.intern(dimension, first_said(cells, dimension_columns_[index]));
  }
  const std::array<Money, 2> costs = {*gross + credit.value_or(Money()), *gross};
  table.add(*day, key, costs);
  return RowOutcome::used();
}

std::vector<std::string> GcpExportRows::warnings() const {
  std::vector<std::string> found;
  if (credits_column_ == Header::kAbsent) {
    found.emplace_back("the export has no column credits: net costs are the gross ones");
  }
  if (rows_without_credits_ > 0) {
    found.push_back("the credits of " + std::to_string(rows_without_credits_) +
                    " rows are no JSON list of amounts: their gross cost counts");
  }
  return found;
}

}  // namespace expense::billing
