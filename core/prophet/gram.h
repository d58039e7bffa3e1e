// Gram matrix of a design: computed once, shared by all series with the same dates.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/design.h"

namespace expense::prophet {

/// X'X of the rows that take part; symmetric, P x P.
/// @cost T P^2 / 2 multiplications.
[[nodiscard]] Eigen::MatrixXd gram_matrix(const Eigen::MatrixXd& columns);

/// Takes some rows away from a Gram matrix.
/// @param rows indices into the design's rows, no repeats.
/// @cost P^2 / 2 multiplications a row.
void remove_rows(const Eigen::MatrixXd& columns, const std::vector<Eigen::Index>& rows,
                 Eigen::MatrixXd& gram);

/// X'v. @param v T values.
[[nodiscard]] Eigen::VectorXd project(const Eigen::MatrixXd& columns, const Eigen::VectorXd& v);

}  // namespace expense::prophet
