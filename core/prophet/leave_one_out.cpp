#include "prophet/leave_one_out.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <vector>

namespace expense::prophet {

Result<LeaveOneOut> leave_one_out(const Model& model) {
  const Design design = make_design(model.history, model.structure, model.options);
  if (!is_linear_and_normal(design, model.options.likelihood) || model.draws) {
    return fail(ErrorCode::kNotSupported,
                "Leave-one-out predictions are for linear models with normal noise.",
                "Use additive terms, linear or flat growth, and no mcmc_samples.");
  }
  const Eigen::VectorXd theta = coefficients(design, model.parameters);
  std::vector<Eigen::Index> used;
  for (Eigen::Index l = 0; l < theta.size(); ++l) {
    if (l < design.free_count() || theta[l] != 0.0) used.push_back(l);
  }
  const auto count = static_cast<Eigen::Index>(used.size());
  Eigen::MatrixXd columns(count, design.row_count());
  Eigen::VectorXd row;
  for (Eigen::Index i = 0; i < design.row_count(); ++i) {
    fill_row(design, i, row);
    for (Eigen::Index a = 0; a < count; ++a) {
      columns(a, i) = row[used[static_cast<std::size_t>(a)]];
    }
  }
  const double lambda = model.parameters.sigma_obs * model.parameters.sigma_obs;
  Eigen::MatrixXd precision = columns * columns.transpose();
  for (Eigen::Index a = 0; a < count; ++a) {
    precision(a, a) += lambda * design.prior_precision[used[static_cast<std::size_t>(a)]];
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(precision);
  if (factor.info() != Eigen::Success) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history does not determine what it would say of a row without that row.",
                "Give more rows, or ask for fewer terms.");
  }
  const Eigen::MatrixXd whitened = factor.matrixL().solve(columns);

  Eigen::VectorXd fitted;
  DesignProducts(design).multiply(theta, fitted);
  fitted = fitted * model.scale.y_scale + model.scale.floors(model.history);
  const Eigen::Map<const Eigen::VectorXd> y(model.history.y.data(), design.row_count());
  // A row that alone decides a coefficient tells nothing without itself but the prior.
  constexpr double kLargestLeverage = 1.0 - 1e-9;
  LeaveOneOut result;
  result.leverage = whitened.colwise().squaredNorm().transpose().cwiseMin(kLargestLeverage);
  result.residual = (y - fitted).array() / (1.0 - result.leverage.array());
  result.prediction = y - result.residual;
  return result;
}

}  // namespace expense::prophet
