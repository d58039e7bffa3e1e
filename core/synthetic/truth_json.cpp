// The planted anomalies in an ordered JSON document.
#include "synthetic/truth_json.h"

#include <nlohmann/json.hpp>

namespace expense::synthetic {

std::string truth_json(const BillRecipe& recipe) {
  using Json = nlohmann::ordered_json;
  Json truth;
  truth["version"] = 1;
  truth["seed"] = recipe.options.seed;
  truth["days"] = recipe.options.days;
  truth["first_date"] = to_iso_string(recipe.first_day());
  truth["last_date"] = to_iso_string(recipe.last_day());
  truth["currency"] = recipe.options.currency;
  truth["anomalies"] = Json::array();
  for (const PlantedAnomaly& anomaly : recipe.anomalies) {
    const CellRecipe& cell = recipe.cells[anomaly.cell];
    Json entry;
    entry["kind"] = to_string(anomaly.kind);
    entry["start"] = to_iso_string(anomaly.first_day);
    entry["end"] = to_iso_string(anomaly.last_day);
    entry["extra_cost"] = anomaly.extra_cost.to_string();
    entry["service"] = cell.service;
    entry["account"] = cell.account.name;
    entry["account_id"] = cell.account.id;
    entry["region"] = std::string(cell.region.id);
    entry["usage_type"] = cell.usage_type;
    truth["anomalies"].push_back(std::move(entry));
  }
  return truth.dump();
}

}  // namespace expense::synthetic
