#include "prophet/changepoints.h"

#include <algorithm>
#include <cmath>

namespace expense::prophet {

std::vector<std::size_t> changepoint_rows(std::size_t rows, int n, double range) {
  const auto candidates = static_cast<int>(std::floor(static_cast<double>(rows) * range));
  const int used = std::min(n, candidates - 1);
  std::vector<std::size_t> chosen;
  if (used <= 0) return chosen;
  const double step = static_cast<double>(candidates - 1) / used;
  for (int i = 1; i < used; ++i) {
    // nearbyint rounds halves to even, as the reference does.
    chosen.push_back(static_cast<std::size_t>(std::nearbyint(i * step)));
  }
  chosen.push_back(static_cast<std::size_t>(candidates - 1));
  return chosen;
}

Result<std::vector<Timestamp>> place_changepoints(std::span<const Timestamp> dates,
                                                  const Options& options) {
  std::vector<Timestamp> changepoints;
  if (options.changepoints) {
    changepoints = *options.changepoints;
    std::sort(changepoints.begin(), changepoints.end());
    for (const Timestamp changepoint : changepoints) {
      if (changepoint < dates.front() || changepoint > dates.back()) {
        return fail(ErrorCode::kInvalidOption,
                    "The changepoint " + to_iso_string(changepoint) +
                        " lies outside the history (" + to_iso_string(dates.front()) + " to " +
                        to_iso_string(dates.back()) + ").",
                    "Give changepoints within the history.");
      }
    }
    return changepoints;
  }
  for (const std::size_t row :
       changepoint_rows(dates.size(), options.n_changepoints, options.changepoint_range)) {
    changepoints.push_back(dates[row]);
  }
  return changepoints;
}

}  // namespace expense::prophet
