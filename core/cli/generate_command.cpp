// `generate`: a labelled synthetic bill.
#include <cstdio>

#include "cli/commands.h"
#include "synthetic/bill_recipe.h"
#include "synthetic/bill_writer.h"
#include "synthetic/truth_json.h"

namespace expense::cli {
namespace {

synthetic::BillLayout layout_of(const std::string& word) {
  if (word == "cost-explorer") return synthetic::BillLayout::kCostExplorer;
  if (word == "daily") return synthetic::BillLayout::kDaily;
  return synthetic::BillLayout::kFocus;
}

}  // namespace

Result<int> generate(const GenerateArguments& arguments) {
  synthetic::BillOptions options;
  options.seed = arguments.seed;
  options.days = arguments.days;
  if (!arguments.last_day.empty()) {
    const std::optional<Day> day = parse_iso_day(arguments.last_day);
    if (!day) {
      return fail(ErrorCode::kInvalidOption, "\"" + arguments.last_day + "\" is no date.",
                  "Write --last-day as 2026-01-31.");
    }
    options.last_day = *day;
  }
  Result<synthetic::BillRecipe> recipe = synthetic::make_recipe(options);
  if (!recipe) return tl::unexpected<Error>(recipe.error());
  if (!arguments.truth_file.empty()) {
    if (auto ok = write_text(arguments.truth_file, synthetic::truth_json(*recipe)); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
  }
  synthetic::BillWriter writer(std::move(*recipe), layout_of(arguments.layout));
  while (!writer.done()) {
    const std::string slice = writer.next_slice();
    std::fwrite(slice.data(), 1, slice.size(), stdout);
  }
  return kDone;
}

}  // namespace expense::cli
