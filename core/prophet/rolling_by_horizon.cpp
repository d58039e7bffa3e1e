#include "prophet/rolling_by_horizon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace expense::prophet {
namespace {

// The rows [begin, end) of one horizon.
struct Group {
  std::int64_t horizon = 0;
  Eigen::Index begin = 0;
  Eigen::Index end = 0;
};

std::vector<Group> group(std::span<const std::int64_t> h) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < h.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    if (groups.empty() || groups.back().horizon != h[i]) groups.push_back({h[i], row, row});
    groups.back().end = row + 1;
  }
  return groups;
}

double median(Eigen::VectorXd values) {
  if (values.hasNaN()) return std::numeric_limits<double>::quiet_NaN();
  const Eigen::Index half = values.size() / 2;
  double* const middle = values.data() + half;
  std::nth_element(values.data(), middle, values.data() + values.size());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.data(), middle) + *middle) / 2.0;
}

// `average(i)` of the groups that have a whole window up to their end.
template <class Average>
ByHorizon of_full_windows(const std::vector<Group>& groups, Eigen::Index w, Average average) {
  ByHorizon result;
  std::vector<double> values;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].end < w) continue;
    result.horizon.push_back(groups[i].horizon);
    values.push_back(average(i));
  }
  result.values =
      Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
  return result;
}

}  // namespace

ByHorizon rolling_mean_by_h(const Eigen::VectorXd& x, std::span<const std::int64_t> h,
                            Eigen::Index w) {
  const std::vector<Group> groups = group(h);
  std::vector<double> means;
  means.reserve(groups.size());
  for (const Group& each : groups) {
    means.push_back(x.segment(each.begin, each.end - each.begin).mean());
  }
  return of_full_windows(groups, w, [&](std::size_t i) {
    double sum = 0.0;
    Eigen::Index held = 0;
    for (std::size_t earlier = i; held < w; --earlier) {
      const Group& each = groups[earlier];
      const Eigen::Index taken = std::min(w - held, each.end - each.begin);
      sum += means[earlier] * static_cast<double>(taken);
      held += taken;
    }
    return sum / static_cast<double>(w);
  });
}

ByHorizon rolling_median_by_h(const Eigen::VectorXd& x, std::span<const std::int64_t> h,
                              Eigen::Index w) {
  const std::vector<Group> groups = group(h);
  return of_full_windows(groups, w, [&](std::size_t i) {
    const Eigen::Index begin = std::min(groups[i].begin, groups[i].end - w);
    return median(x.segment(begin, groups[i].end - begin));
  });
}

}  // namespace expense::prophet
