#include "analysis/sample_bill.h"

#include <algorithm>

#include "synthetic/truth_json.h"

namespace expense::analysis {
namespace {

synthetic::BillRecipe recipe_of(std::uint64_t seed, int days) {
  synthetic::BillOptions options;
  options.seed = seed;
  options.days = std::clamp(days, 1, synthetic::BillOptions::kMostDays);
  return *synthetic::make_recipe(options);  // options are within their ranges
}

}  // namespace

SampleBill::SampleBill(std::uint64_t seed, int days) : writer_(recipe_of(seed, days)) {}

std::string SampleBill::truth() const { return synthetic::truth_json(writer_.recipe()); }

}  // namespace expense::analysis
