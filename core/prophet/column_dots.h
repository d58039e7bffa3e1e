// Products of columns with vectors, the innermost loops of a fit.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// Columns of `rows` entries, whose first ones stand `stride` apart.
struct Columns {
  const double* first;
  Eigen::Index rows;
  Eigen::Index stride;

  [[nodiscard]] const double* column(Eigen::Index index) const { return first + index * stride; }
};

/// The matrix's columns from `first` on, and their entries from `first_row` on.
[[nodiscard]] inline Columns columns_of(const Eigen::MatrixXd& matrix, Eigen::Index first = 0,
                                        Eigen::Index first_row = 0) {
  return {matrix.data() + first * matrix.rows() + first_row, matrix.rows() - first_row,
          matrix.rows()};
}

/// out[c] = a . column c for the first `count` columns.
/// The order of the additions is fixed, so all builds sum to the same bits.
void dot_columns(const double* a, const Columns& columns, Eigen::Index count, double* out);

/// to += column c * factors[c] for the first `count` columns, none of which may overlap `to`.
void add_columns(const Columns& columns, const double* factors, Eigen::Index count, double* to);

/// The same with -=.
void subtract_columns(const Columns& columns, const double* factors, Eigen::Index count,
                      double* to);

/// Sums of v and of t v over n rows.
void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first);

}  // namespace expense::prophet
