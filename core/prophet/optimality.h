// When a fit counts as the maximum.
#pragma once

#include <Eigen/Core>
#include <cmath>

namespace expense::prophet {

/// An optimality condition violated by less than this is met.
inline constexpr double kOptimal = 1e-8;

/// Violation of the condition of a coefficient with a Laplace prior.
/// @param gradient  of the smooth part of the log posterior.
/// @param rate      1 / Laplace scale.
/// @param sign      of the coefficient: -1, 1, or 0 where it rests at 0.
[[nodiscard]] inline double l1_violation(double gradient, double rate, double sign) {
  return sign == 0.0 ? std::fabs(gradient) - rate : std::fabs(gradient - rate * sign);
}

/// Whether there are so many rows for each coefficient that the log posterior of a linear model
/// with normal noise has one maximum, wherever the search begins.
[[nodiscard]] inline bool has_one_maximum(double rows, Eigen::Index coefficients) {
  return rows > 5.0 * static_cast<double>(coefficients);
}

}  // namespace expense::prophet
