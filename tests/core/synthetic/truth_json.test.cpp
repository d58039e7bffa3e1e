// Tests of the truth beside a bill: its form, and that it names what the bill holds.
#include "synthetic/truth_json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "bill_columns.h"

using namespace expense;
using namespace expense::synthetic;

TEST_CASE("the truth says what, when, where and how much", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(1);
  const std::string text = truth_json(recipe);
  const nlohmann::json truth = nlohmann::json::parse(text);
  CHECK(text.substr(0, 14) == "{\"version\":1,\"");
  CHECK(truth["version"] == 1);
  CHECK(truth["seed"] == 1);
  CHECK(truth["days"] == 730);
  CHECK(truth["first_date"] == "2024-07-01");
  CHECK(truth["last_date"] == "2026-06-30");
  CHECK(truth["currency"] == "USD");
  REQUIRE(truth["anomalies"].size() == recipe.anomalies.size());
  for (std::size_t i = 0; i < recipe.anomalies.size(); ++i) {
    const PlantedAnomaly& anomaly = recipe.anomalies[i];
    const CellRecipe& cell = recipe.cells[anomaly.cell];
    const nlohmann::json& entry = truth["anomalies"][i];
    CHECK(entry.size() == 9);
    CHECK(entry["kind"] == std::string(to_string(anomaly.kind)));
    CHECK(entry["start"] == to_iso_string(anomaly.first_day));
    CHECK(entry["end"] == to_iso_string(anomaly.last_day));
    CHECK(Money::parse(entry["extra_cost"].get<std::string>()) == anomaly.extra_cost);
    CHECK(entry["service"] == cell.service);
    CHECK(entry["account"] == cell.account.name);
    CHECK(entry["account_id"] == cell.account.id);
    CHECK(entry["region"] == std::string(cell.region.id));
    CHECK(entry["usage_type"] == cell.usage_type);
  }
}

TEST_CASE("the truth of a bill without anomalies is an empty list", "[unit][synthetic]") {
  const nlohmann::json truth = nlohmann::json::parse(truth_json(recipe_of(1, 30)));
  CHECK(truth["anomalies"].is_array());
  CHECK(truth["anomalies"].empty());
}

TEST_CASE("the cell of each anomaly is found in the bill's rows", "[unit][synthetic]") {
  const BillRecipe recipe = recipe_of(2);
  const std::string bill = whole_text(recipe);
  for (const PlantedAnomaly& anomaly : recipe.anomalies) {
    std::string usage = ",";
    usage += recipe.cells[anomaly.cell].usage_type;
    usage += '\n';
    CHECK(bill.find(usage) != std::string::npos);
    CHECK(bill.find(recipe.cells[anomaly.cell].account.id) != std::string::npos);
  }
}
