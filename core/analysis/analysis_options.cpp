#include "analysis/analysis_options.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "analysis/holiday_choice.h"
#include "billing/cost_table.h"

namespace expense::analysis {
namespace {

constexpr std::array<std::string_view, 9> kRoles = {"date",       "cost",      "currency",
                                                    "service",    "account",   "region",
                                                    "usage_type", "operation", "charge_type"};

bool is_role(std::string_view role) {
  return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

std::string known_roles() {
  std::string text;
  for (const std::string_view role : kRoles) text.append(text.empty() ? "" : ", ").append(role);
  return text;
}

bool has_role(const std::vector<billing::ColumnRole>& columns, std::string_view role) {
  return std::any_of(columns.begin(), columns.end(),
                     [role](const billing::ColumnRole& column) { return column.role == role; });
}

bool is_dimension_name(std::string_view name) {
  if (name == "resource" || name == "payer") return true;
  for (const std::string_view kind : {"tag:", "category:", "column:"}) {
    if (name.substr(0, kind.size()) == kind && name.size() > kind.size()) return true;
  }
  return false;
}

void read_costs(JsonFields& fields, CostRequest& costs) {
  fields.read("measure", costs.measure);
  fields.read("charge_types", costs.charge_types);
  fields.read("split_by", costs.split_by);
}

void read_columns(JsonFields& fields, std::vector<billing::ColumnRole>& columns) {
  const Json* raw = fields.raw("columns");
  if (raw == nullptr) return;
  if (!raw->is_object()) return fields.refuse("columns", "is no object");
  for (const auto& [role, column] : raw->items()) {
    if (!column.is_string()) return fields.refuse("columns", "names a column by no text");
    columns.push_back({role, column.get<std::string>()});
  }
}

}  // namespace

Json options_json(const AnalysisOptions& options) {
  Json columns = Json::object();
  for (const billing::ColumnRole& column : options.read.columns) {
    columns[column.role] = column.column;
  }
  return {{"interval_width", options.detect.interval_width},
          {"min_impact", options.detect.min_impact},
          {"min_percent", options.detect.min_percent},
          {"holidays", options.detect.holidays},
          {"measure", options.costs.measure},
          {"charge_types", options.costs.charge_types},
          {"split_by", options.costs.split_by},
          {"dimensions", options.read.dimensions},
          {"columns", columns}};
}

Result<AnalysisOptions> parse_options(std::string_view text, std::string_view country_holidays) {
  const Result<Json> object = parse_json_object(text, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  AnalysisOptions options;
  JsonFields fields(*object, "options");
  fields.read("interval_width", options.detect.interval_width);
  fields.read("min_impact", options.detect.min_impact);
  fields.read("min_percent", options.detect.min_percent);
  std::string holidays = options.detect.holidays;
  fields.read("holidays", holidays);
  read_costs(fields, options.costs);
  fields.read("dimensions", options.read.dimensions);
  read_columns(fields, options.read.columns);
  if (auto ok = fields.finish(); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = validate(options.read); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = choose_holidays(holidays, country_holidays, options.detect); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  return options;
}

Result<CostRequest> parse_costs(std::string_view text) {
  const Result<Json> object = parse_json_object(text, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  CostRequest costs;
  JsonFields fields(*object, "options");
  read_costs(fields, costs);
  if (auto ok = fields.finish(); !ok) return tl::unexpected<Error>(ok.error());
  return costs;
}

Result<billing::ColumnRole> parse_column_role(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view role = text.substr(0, equals);
  if (equals != std::string_view::npos && equals + 1 < text.size() && is_role(role)) {
    return billing::ColumnRole{std::string(role), std::string(text.substr(equals + 1))};
  }
  return fail(ErrorCode::kInvalidOption, "\"" + std::string(text) + "\" names no column of a role.",
              "Write ROLE=COLUMN with one of the roles " + known_roles() + ".");
}

Result<void> validate(const billing::ReadOptions& options) {
  const std::vector<billing::ColumnRole>& columns = options.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& role = columns[i].role;
    if (!is_role(role)) {
      return fail(ErrorCode::kInvalidOption, "No column has the role \"" + role + "\".",
                  "The roles are " + known_roles() + ".");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (columns[j].role != role) continue;
      return fail(ErrorCode::kInvalidOption, "Two columns have the role \"" + role + "\".",
                  "Give it to one of them.");
    }
  }
  if (!columns.empty() && (!has_role(columns, "date") || !has_role(columns, "cost"))) {
    return fail(ErrorCode::kInvalidOption, "Columns are told, but not which hold date and cost.",
                "Tell both, for example date=Day and cost=Amount.");
  }
  constexpr std::size_t kMostExtra = billing::kMostDimensions - billing::kDimensionCount;
  if (options.dimensions.size() > kMostExtra) {
    return fail(ErrorCode::kInvalidOption,
                "There are more than " + std::to_string(kMostExtra) + " further dimensions.",
                "Ask for fewer at a time.");
  }
  for (std::size_t i = 0; i < options.dimensions.size(); ++i) {
    const std::string& name = options.dimensions[i];
    const auto end = options.dimensions.begin() + static_cast<std::ptrdiff_t>(i);
    if (is_dimension_name(name) && std::find(options.dimensions.begin(), end, name) == end)
      continue;
    return fail(ErrorCode::kInvalidOption,
                "\"" + name + "\" is no further dimension, or stands there twice.",
                "Name each once: resource, payer, tag:KEY, category:KEY or column:NAME.");
  }
  return {};
}

}  // namespace expense::analysis
