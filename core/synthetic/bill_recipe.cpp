// Checks the options, then draws organisation, cells and anomalies.
#include "synthetic/bill_recipe.h"

#include <algorithm>
#include <string>
#include <utility>

#include "synthetic/anomaly_planting.h"
#include "synthetic/recipe_cells.h"

namespace expense::synthetic {
namespace {

Result<void> check(const BillOptions& options) {
  if (options.days < 1 || options.days > BillOptions::kMostDays) {
    std::string message = "A sample bill cannot have ";
    message += std::to_string(options.days);
    message += " days.";
    std::string advice = "Ask for 1 to ";
    advice += std::to_string(BillOptions::kMostDays);
    advice += " days.";
    return fail(ErrorCode::kInvalidOption, std::move(message), std::move(advice));
  }
  const bool is_code =
      options.currency.size() == 3 && std::all_of(options.currency.begin(), options.currency.end(),
                                                  [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code) {
    return fail(ErrorCode::kInvalidOption, "The currency is not an ISO code.",
                "Give three capital letters, for example USD.");
  }
  constexpr Day kEarliest = Day{0};
  const Day latest = *make_day(9998, 12, 31);
  if (options.last_day > latest || options.last_day < kEarliest + (options.days - 1)) {
    return fail(ErrorCode::kInvalidOption, "The sample bill's days are out of range.",
                "Choose a last day so that the bill lies between 1970 and 9998.");
  }
  return {};
}

}  // namespace

Result<BillRecipe> make_recipe(const BillOptions& options) {
  if (Result<void> checked = check(options); !checked) {
    return tl::unexpected<Error>(std::move(checked.error()));
  }
  const Organisation organisation = draw_organisation(options.seed);
  BillRecipe recipe;
  recipe.options = options;
  recipe.payer = organisation.payer;
  recipe.cells = draw_cells(organisation, options);
  plant_anomalies(recipe, organisation);
  return recipe;
}

BillRecipe without_anomalies(BillRecipe recipe) {
  recipe.anomalies.clear();
  return recipe;
}

}  // namespace expense::synthetic
