#include "prophet/saved_history.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "prophet/pandas_json.h"

namespace expense::prophet {
namespace {

// Columns that Prophet fills itself.
bool is_filled_by_prophet(const std::string& name, bool logistic_floor) {
  return name == "ds" || name == "y" || name == "t" || name == "y_scaled" || name == "cap_scaled" ||
         (name == "floor" && !logistic_floor);
}

const Component* standardised_regressor(const Model& model, const std::string& name) {
  for (const Component& component : model.structure.features.components()) {
    if (component.name == name && (component.mu != 0.0 || component.std != 1.0)) return &component;
  }
  return nullptr;
}

bool is_condition(const Model& model, const std::string& name) {
  const std::vector<Component>& components = model.structure.features.components();
  return std::any_of(components.begin(), components.end(), [&name](const Component& component) {
    return component.condition_name == name;
  });
}

template <class Values>
std::vector<Json> cells(const Values& values) {
  return std::vector<Json>(values.begin(), values.end());
}

PandasColumn own_column(const Model& model, const std::string& name,
                        const std::vector<double>& values) {
  PandasColumn column{name, "number", {}};
  const Component* regressor = standardised_regressor(model, name);
  if (is_condition(model, name)) {
    column.type = "boolean";
    for (const double value : values) column.values.emplace_back(value != 0.0);
  } else if (regressor != nullptr) {
    for (const double value : values) {
      column.values.emplace_back((value - regressor->mu) / regressor->std);
    }
  } else {
    column.values = cells(values);
  }
  return column;
}

// Numbers, true and false as 1 and 0, null as NaN; nullopt where there is anything else.
std::optional<double> cell_value(const JsonCursor& cell) {
  if (cell.is_number()) return cell.number();
  if (cell.is_boolean()) return cell.boolean() ? 1.0 : 0.0;
  if (cell.is_missing()) return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

void read_table_column(const JsonCursor& rows, const std::string& name, Table& history) {
  std::vector<double> values;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto value = cell_value(rows[i][name]);
    if (!value) return;
    values.push_back(*value);
  }
  history.columns[name] = std::move(values);
}

}  // namespace

std::string history_text(const Model& model) {
  const Table& rows = model.history;
  const Eigen::Map<const Eigen::VectorXd> y(rows.y.data(),
                                            static_cast<Eigen::Index>(rows.row_count()));
  const Eigen::VectorXd floors = model.scale.floors(rows);
  const Eigen::VectorXd t = model.structure.time.scaled(rows.ds);
  const Eigen::VectorXd scaled = (y - floors) / model.scale.y_scale;

  std::vector<PandasColumn> columns = {{"ds", "datetime", {}}, {"y", "number", cells(rows.y)}};
  for (const Timestamp ds : rows.ds) columns.front().values.emplace_back(pandas_date(ds));
  for (const auto& [name, values] : rows.columns) {
    if (is_filled_by_prophet(name, model.scale.logistic_floor)) continue;
    columns.push_back(own_column(model, name, values));
  }
  if (!model.scale.logistic_floor) columns.push_back({"floor", "number", cells(floors)});
  columns.push_back({"t", "number", cells(t)});
  columns.push_back({"y_scaled", "number", cells(scaled)});
  if (model.structure.growth == Growth::kLogistic) {
    columns.push_back(
        {"cap_scaled", "number", cells(scaled_caps(rows, model.scale, Growth::kLogistic))});
  }
  return table_text(columns);
}

Json given_columns_json(const Model& model) {
  Json columns = Json::object();
  for (const auto& [name, values] : model.history.columns) {
    if (is_filled_by_prophet(name, model.scale.logistic_floor) ||
        standardised_regressor(model, name) != nullptr) {
      columns[name] = values;
    }
  }
  return columns;
}

Table read_history(const JsonCursor& table, const JsonCursor& given_columns,
                   std::span<const Standardisation> standardisations, bool logistic_floor) {
  Json storage;
  const JsonCursor rows = table.embedded(storage)["data"];
  Table history;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    history.ds.push_back(rows[i]["ds"].date());
    history.y.push_back(rows[i]["y"].number());
  }
  if (rows.size() == 0) return history;
  for (const std::string& name : rows[std::size_t{0}].keys()) {
    if (!is_filled_by_prophet(name, logistic_floor)) read_table_column(rows, name, history);
  }
  for (const Standardisation& standardisation : standardisations) {
    const auto column = history.columns.find(standardisation.regressor);
    if (column == history.columns.end()) continue;
    for (double& z : column->second) z = z * standardisation.std + standardisation.mu;
  }
  if (given_columns.is_missing()) return history;
  for (const std::string& name : given_columns.keys()) {
    const JsonCursor given = given_columns[name];
    std::vector<double>& values = history.columns[name];
    values.clear();
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto value = cell_value(given[i]);
      if (!value) given[i].refuse("is not a number");
      values.push_back(value.value_or(0.0));
    }
    if (values.size() != history.row_count()) {
      given.refuse("has not one value for each row of the history");
    }
  }
  return history;
}

}  // namespace expense::prophet
