#include "prophet/changepoints.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace expense::prophet {
namespace {

Result<std::vector<Timestamp>> sorted_within(std::vector<Timestamp> given, Timestamp first,
                                             std::span<const Timestamp> dates,
                                             const std::string& what) {
  std::sort(given.begin(), given.end());
  for (const Timestamp date : given) {
    if (date >= first && date <= dates.back()) continue;
    return fail(ErrorCode::kInvalidOption,
                "The " + what + " " + to_iso_string(date) + " lies outside the history (" +
                    to_iso_string(first) + " to " + to_iso_string(dates.back()) + ").",
                "Give " + what + "s within the history.");
  }
  return given;
}

}  // namespace

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
  if (options.changepoints) {
    return sorted_within(*options.changepoints, dates.front(), dates, "changepoint");
  }
  std::vector<Timestamp> changepoints;
  for (const std::size_t row :
       changepoint_rows(dates.size(), options.n_changepoints, options.changepoint_range)) {
    changepoints.push_back(dates[row]);
  }
  return changepoints;
}

Result<std::vector<Timestamp>> place_level_steps(std::span<const Timestamp> dates,
                                                 const Options& options) {
  // A step at the first date would be an offset.
  const auto second = std::upper_bound(dates.begin(), dates.end(), dates.front());
  if (options.level_steps) {
    return sorted_within(*options.level_steps, *second, dates, "level step");
  }
  std::vector<Timestamp> steps;
  const auto last_row = static_cast<int>(dates.size()) - 1;
  const int wanted = std::min(options.n_level_steps, last_row - 1);
  for (int i = 1; i <= wanted; ++i) {
    const Timestamp date = dates[static_cast<std::size_t>(
        std::nearbyint(static_cast<double>(i) * last_row / (wanted + 1)))];
    if (date >= *second && (steps.empty() || date > steps.back())) steps.push_back(date);
  }
  return steps;
}

}  // namespace expense::prophet
