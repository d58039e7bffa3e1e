// Products of columns with vectors, the innermost loops of a fit.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// Columns of `rows` entries, one after another.
struct Columns {
  const double* first = nullptr;
  Eigen::Index rows = 0;

  [[nodiscard]] const double* column(Eigen::Index index) const { return first + index * rows; }
};

[[nodiscard]] inline Columns columns_of(const Eigen::MatrixXd& matrix, Eigen::Index first = 0) {
  return {matrix.data() + first * matrix.rows(), matrix.rows()};
}

/// out[c] = a . column c for the first `count` columns.
/// The order of the additions is fixed, so all builds sum to the same bits.
void dot_columns(const double* a, const Columns& columns, Eigen::Index count, double* out);

/// sum += column c * factors[c] for the first `count` columns.
void add_columns(const Columns& columns, const double* factors, Eigen::Index count, double* sum);

/// Sums of v and of t v over n rows.
void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first);

}  // namespace expense::prophet
