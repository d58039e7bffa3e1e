#include "detection/cost_scale.h"

#include <algorithm>
#include <vector>

#include "base/elementary.h"

namespace expense::detection {
namespace {

constexpr double kSmallestShareOfMedian = 0.05;
constexpr double kLargestShareBelow = 0.1;

}  // namespace

CostScale CostScale::choose(std::span<const Money> costs) {
  CostScale scale;
  if (costs.empty()) return scale;
  std::vector<double> sorted;
  sorted.reserve(costs.size());
  for (const Money cost : costs) sorted.push_back(cost.to_double());
  std::sort(sorted.begin(), sorted.end());
  const double smallest = kSmallestShareOfMedian * sorted[sorted.size() / 2];
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), smallest) - sorted.begin();
  const bool few_below =
      static_cast<double>(below) <= kLargestShareBelow * static_cast<double>(sorted.size());
  if (smallest > 0.0 && few_below) scale.smallest_ = smallest;
  return scale;
}

double CostScale::to_model(double cost) const {
  return is_logarithmic() ? log(std::max(cost, smallest_)) : cost;
}

double CostScale::to_cost(double value) const { return is_logarithmic() ? exp(value) : value; }

double CostScale::mean_cost(double value, double sigma) const {
  return is_logarithmic() ? exp(value + 0.5 * sigma * sigma) : value;
}

}  // namespace expense::detection
