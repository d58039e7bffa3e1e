// What a fit would say of each of its rows had it not seen it, without fitting again.
#pragma once

#include <Eigen/Core>

#include "base/result.h"
#include "prophet/fit.h"

namespace expense::prophet {

/// T entries each, one for each row of the model's history.
struct LeaveOneOut {
  /// Share of its own expectation that a row decides, in [0, 1): the diagonal of
  /// X (X'X + sigma^2 P)^-1 X' over the coefficients that are not zero.
  Eigen::VectorXd leverage;
  Eigen::VectorXd prediction;  ///< In units of y, of the model fitted to the other rows.
  Eigen::VectorXd residual;    ///< y - prediction.
};

/// Exact while scales, sigma and the set of rate changes stay what they are.
/// @error kNotSupported for models that are not linear or whose noise is not normal, and for
/// sampled ones.
/// @cost T p^2 / 2 multiplications for p coefficients that are not zero.
/// @source Cook and Weisberg (1982), Residuals and Influence in Regression, section 2.2.
[[nodiscard]] Result<LeaveOneOut> leave_one_out(const Model& model);

}  // namespace expense::prophet
