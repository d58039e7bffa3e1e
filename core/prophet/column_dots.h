// Dot products of columns, the innermost loops of a fit.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// out[c] = a . column c for the first `count` columns of a T x n matrix.
/// The order of the additions is fixed, so all builds sum to the same bits.
void dot_columns(const double* a, const Eigen::MatrixXd& matrix, Eigen::Index count, double* out);

/// Sums of v and of t v over n rows.
void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first);

}  // namespace expense::prophet
