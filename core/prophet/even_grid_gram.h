// Gram matrix of evenly spaced dates in closed form: no pass over the rows.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"

namespace expense::prophet {

/// Fills the upper triangle of X'X for the leading free columns whose sums over an even grid are
/// geometric series: the trend columns and unconditional seasonalities, beside each other and
/// beside hinges and steps.
/// @param gram  P x P.
/// @return how many leading free columns were filled; 0 when the dates are not evenly spaced or a
/// series is so close to a sum of equal terms that its closed form would lose digits.
/// @source products of sines as sums of sines, and sum of z^i and i z^i over a range of i.
[[nodiscard]] Eigen::Index fill_even_grid_gram(const Design& design, Eigen::MatrixXd& gram);

}  // namespace expense::prophet
