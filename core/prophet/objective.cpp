#include "prophet/objective.h"

#include "base/elementary.h"

namespace expense::prophet {

Eigen::VectorXd coefficients(const Design& design, const Parameters& parameters) {
  Eigen::VectorXd theta(design.column_count());
  const Eigen::Index offset = design.offset_column();
  if (offset == 1) theta[0] = parameters.k;
  theta[offset] = parameters.m;
  theta.segment(offset + 1, parameters.beta.size()) = parameters.beta;
  theta.tail(design.hinge_count) = parameters.delta.head(design.hinge_count);
  return theta;
}

Parameters parameters_from(const Design& design, const Eigen::VectorXd& theta, double sigma_obs) {
  Parameters parameters;
  const Eigen::Index offset = design.offset_column();
  if (offset == 1) parameters.k = theta[0];
  parameters.m = theta[offset];
  parameters.beta = theta.segment(offset + 1, design.free_count() - offset - 1);
  parameters.delta = Eigen::VectorXd::Zero(design.structure.changepoints_t.size());
  parameters.delta.head(design.hinge_count) = theta.tail(design.hinge_count);
  parameters.sigma_obs = sigma_obs;
  return parameters;
}

double log_posterior(const Design& design, const Eigen::VectorXd& y, const Parameters& parameters,
                     double tau) {
  const Eigen::VectorXd theta = coefficients(design, parameters);
  const Eigen::VectorXd mu = design.columns * theta;
  const double sigma = parameters.sigma_obs;
  const double likelihood =
      -static_cast<double>(y.size()) * log(sigma) - (y - mu).squaredNorm() / (2.0 * sigma * sigma);
  const double normal_priors =
      -0.5 * (design.prior_precision.array() * theta.array().square()).sum();
  const double laplace_prior = -parameters.delta.cwiseAbs().sum() / tau;
  return likelihood + normal_priors + laplace_prior - 2.0 * sigma * sigma;
}

}  // namespace expense::prophet
