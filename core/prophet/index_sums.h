// Sums over evenly spaced rows in closed form.
#pragma once

namespace expense::prophet {

/// Sum of i for i = 0..n-1.
[[nodiscard]] inline double sum_of_indices(double n) { return 0.5 * n * (n - 1.0); }
/// Sum of i^2 for i = 0..n-1.
[[nodiscard]] inline double sum_of_squared_indices(double n) {
  return n * (n - 1.0) * (2.0 * n - 1.0) / 6.0;
}

}  // namespace expense::prophet
