// Names in English, German, Spanish, Portuguese, French and Japanese.
#include "billing/column_names.h"

#include <algorithm>
#include <iterator>

#include "billing/amount_cells.h"

namespace expense::billing {
namespace {

using Names = std::span<const std::string_view>;

// Squeezed names, the surest first; in English, German, Spanish, Portuguese, French and Japanese.
constexpr std::string_view kDateNames[] = {"date",      "day",    "ds",    "usagedate", "usageday",
                                           "timestamp", "period", "datum", "tag",       "fecha",
                                           "data",      "dia",    "día",   "jour",      "日付"};
constexpr std::string_view kCostNames[] = {
    "cost",    "costs",  "y",       "amount",  "totalcost", "dailycost",  "costamount",  "netcost",
    "spend",   "charge", "charges", "price",   "total",     "totalcosts", "totalamount", "kosten",
    "betrag",  "coste",  "costo",   "importe", "custo",     "valor",      "coût",        "cout",
    "montant", "金額",   "コスト",  "usd",     "eur",       "gbp"};
constexpr std::string_view kServiceNames[] = {
    "service", "servicename", "product",     "productname", "category", "dienst", "servicio",
    "serviço", "servico",     "fournisseur", "サービス",    "resource", "name"};
constexpr std::string_view kAccountNames[] = {
    "account", "accountname", "accountid", "linkedaccount", "subscription",
    "project", "konto",       "cuenta",    "conta",         "compte"};
constexpr std::string_view kRegionNames[] = {"region", "location", "région", "región", "região"};
constexpr std::string_view kUsageTypeNames[] = {"usagetype", "usage", "sku", "meter"};
constexpr std::string_view kOperationNames[] = {"operation", "apioperation"};
constexpr std::string_view kChargeTypeNames[] = {"chargetype", "chargecategory"};
constexpr std::string_view kCurrencyNames[] = {
    "currency", "currencycode", "billingcurrency", "währung", "moneda", "moeda", "devise"};
constexpr std::string_view kTotalWords[] = {"total",        "grandtotal", "sum",  "summe",
                                            "gesamt",       "suma",       "soma", "合計",
                                            "totalgeneral", "gesamtsumme"};
constexpr std::string_view kCurrenciesInNames[] = {"usd", "eur", "gbp", "jpy", "cny", "cad", "aud",
                                                   "chf", "inr", "brl", "sek", "nok", "dkk", "pln"};

bool is_among(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::size_t column_named(const std::vector<NameParts>& columns, Names names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].base == name) return i;
    }
  }
  return Header::kAbsent;
}

Names names_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::kService:
      return kServiceNames;
    case Dimension::kAccount:
      return kAccountNames;
    case Dimension::kRegion:
      return kRegionNames;
    case Dimension::kUsageType:
      return kUsageTypeNames;
    case Dimension::kOperation:
      return kOperationNames;
    case Dimension::kChargeType:
      return kChargeTypeNames;
    case Dimension::kFirstExtra:
      break;
  }
  return {};
}

}  // namespace

NameParts name_parts(std::string_view name) {
  const std::size_t bracket = name.find_first_of("([");
  if (bracket != std::string_view::npos && bracket > 0) {
    const std::size_t close = name.find_first_of(")]", bracket);
    const std::string_view inner = name.substr(bracket + 1, close - bracket - 1);
    return {squeezed(name.substr(0, bracket)), currency_code(inner)};
  }
  std::string base = squeezed(name);
  if (base.size() > 3 &&
      is_among(kCurrenciesInNames, std::string_view(base).substr(base.size() - 3))) {
    const std::string currency = currency_code(std::string_view(base).substr(base.size() - 3));
    return {base.substr(0, base.size() - 3), currency};
  }
  return {base, is_among(kCurrenciesInNames, base) ? currency_code(base) : std::string()};
}

std::size_t date_column(const std::vector<NameParts>& names) {
  return column_named(names, kDateNames);
}

std::size_t cost_column(const std::vector<NameParts>& names) {
  return column_named(names, kCostNames);
}

std::size_t currency_column(const std::vector<NameParts>& names) {
  return column_named(names, kCurrencyNames);
}

std::size_t dimension_column(const std::vector<NameParts>& names, Dimension dimension) {
  return column_named(names, names_of(dimension));
}

std::optional<Dimension> dimension_named(std::string_view name) {
  const std::string base = name_parts(name).base;
  for (const Dimension dimension : kDimensions) {
    if (is_among(names_of(dimension), base)) return dimension;
  }
  return std::nullopt;
}

bool is_date_name(std::string_view name) { return is_among(kDateNames, name_parts(name).base); }

bool is_total_word(std::string_view cell) {
  constexpr std::size_t kLongest = 24;  // Most cells are spared the comparisons.
  const bool may_be = !cell.empty() && cell.size() <= kLongest && (cell[0] < '0' || cell[0] > '9');
  return may_be && is_among(kTotalWords, squeezed(cell));
}

bool may_name_total(std::string_view text) {
  const std::string base = name_parts(text).base;
  return base.empty() || std::any_of(std::begin(kTotalWords), std::end(kTotalWords),
                                     [&base](std::string_view word) {
                                       return base.find(word) != std::string::npos;
                                     });
}

bool is_measure_name(std::string_view name) {
  constexpr std::string_view kWords[] = {
      "cost",     "budget",  "forecast", "expected",  "actual",    "plan",    "target",
      "quantity", "qty",     "hours",    "units",     "usage",     "count",   "number",
      "rate",     "percent", "variance", "unblended", "amortized", "blended", "effective",
      "billed",   "average", "price",    "menge",     "anzahl",    "kosten"};
  const std::string base = name_parts(name).base;
  const bool is_exact = base == "net" || base == "gross" || base == "list" || base == "id" ||
                        base == "tax" || base == "credits";
  return is_exact || is_among(kCostNames, base) ||
         std::any_of(std::begin(kWords), std::end(kWords), [&base](std::string_view word) {
           return base.find(word) != std::string::npos;
         });
}

}  // namespace expense::billing
