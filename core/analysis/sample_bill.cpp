#include "analysis/sample_bill.h"

#include <optional>
#include <utility>

#include "synthetic/truth_json.h"

namespace expense::analysis {
namespace {

std::optional<synthetic::BillLayout> layout_of(const std::string& word) {
  if (word == "focus") return synthetic::BillLayout::kFocus;
  if (word == "cost-explorer") return synthetic::BillLayout::kCostExplorer;
  if (word == "daily") return synthetic::BillLayout::kDaily;
  return std::nullopt;
}

}  // namespace

Result<SampleBill> SampleBill::make(const SampleBillOptions& options) {
  const std::optional<synthetic::BillLayout> layout = layout_of(options.layout);
  if (!layout) {
    return fail(ErrorCode::kInvalidOption, "There is no layout \"" + options.layout + "\".",
                "Choose focus, cost-explorer or daily.");
  }
  synthetic::BillOptions bill;
  bill.seed = options.seed;
  bill.days = options.days;
  if (!options.last_day.empty()) {
    const std::optional<Day> day = parse_iso_day(options.last_day);
    if (!day) {
      return fail(ErrorCode::kInvalidOption, "\"" + options.last_day + "\" is no date.",
                  "Write the last day as 2026-01-31.");
    }
    bill.last_day = *day;
  }
  Result<synthetic::BillRecipe> recipe = synthetic::make_recipe(bill);
  if (!recipe) return tl::unexpected<Error>(recipe.error());
  return SampleBill(synthetic::BillWriter(std::move(*recipe), *layout));
}

std::string SampleBill::truth() const { return synthetic::truth_json(writer_.recipe()); }

}  // namespace expense::analysis
