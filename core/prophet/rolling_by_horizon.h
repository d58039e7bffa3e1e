// Averages of forecast errors over a window that rolls along the horizon.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

namespace expense::prophet {

/// One value for each distinct horizon, ascending, from the first that has `w` terms up to it.
struct ByHorizon {
  std::vector<std::int64_t> horizon;
  Eigen::VectorXd values;
};

/// Means over the terms at a horizon and as many of the horizons before it as make `w` terms. Of
/// the earliest of these horizons, when not all its terms fit, the mean counts for as many as do.
/// A horizon with more than `w` terms gives their mean.
/// @param x  one term for each row.
/// @param h  the rows' horizons, ascending.
/// @param w  terms in a window, >= 1.
[[nodiscard]] ByHorizon rolling_mean_by_h(const Eigen::VectorXd& x, std::span<const std::int64_t> h,
                                          Eigen::Index w);

/// Medians over all terms at a horizon and, when they are fewer than `w`, the rows before them up
/// to `w`. NaN where a term is NaN. Parameters as above.
[[nodiscard]] ByHorizon rolling_median_by_h(const Eigen::VectorXd& x,
                                            std::span<const std::int64_t> h, Eigen::Index w);

}  // namespace expense::prophet
