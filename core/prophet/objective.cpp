#include "prophet/objective.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/design_products.h"
#include "prophet/expectation.h"
#include "prophet/noise.h"

namespace expense::prophet {
namespace {

Parameters logistic_start(const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                          Eigen::Index last) {
  const auto within = [](double value, double cap) {
    return std::clamp(value, 0.01 * cap, 0.99 * cap);
  };
  double first_ratio = caps[0] / within(y[0], caps[0]);
  const double last_ratio = caps[last] / within(y[last], caps[last]);
  if (std::fabs(first_ratio - last_ratio) <= 0.01) first_ratio *= 1.05;
  const double first_logit = log(first_ratio - 1.0);
  const double last_logit = log(last_ratio - 1.0);
  Parameters start;
  start.m = first_logit / (first_logit - last_logit);
  start.k = first_logit - last_logit;
  return start;
}

}  // namespace

double log_priors(const Eigen::VectorXd& theta, const Eigen::VectorXd& precision,
                  const Eigen::VectorXd& l1_rate) {
  return -0.5 * (precision.array() * theta.array().square()).sum() -
         (theta.tail(l1_rate.size()).array().abs() * l1_rate.array()).sum();
}

bool is_linear_and_normal(const Design& design, const Likelihood& likelihood) {
  return design.is_linear() && likelihood.kind == Likelihood::Kind::kNormal &&
         likelihood.noise_growth == 0.0;
}

Eigen::VectorXd coefficients(const Design& design, const Parameters& parameters) {
  Eigen::VectorXd theta(design.column_count());
  const Eigen::Index offset = design.offset_column();
  if (offset == 1) theta[0] = parameters.k;
  theta[offset] = parameters.m;
  theta.segment(offset + 1, parameters.beta.size()) = parameters.beta;
  theta.segment(design.free_count(), design.hinge_count) =
      parameters.delta.head(design.hinge_count);
  theta.tail(design.penalised_count() - design.hinge_count) = parameters.steps;
  return theta;
}

Parameters parameters_from(const Design& design, const Eigen::VectorXd& theta, double sigma_obs) {
  Parameters parameters;
  const Eigen::Index offset = design.offset_column();
  if (offset == 1) parameters.k = theta[0];
  parameters.m = theta[offset];
  parameters.beta = theta.segment(offset + 1, design.feature_count());
  parameters.delta = Eigen::VectorXd::Zero(design.structure.changepoints_t.size());
  parameters.delta.head(design.hinge_count) =
      theta.segment(design.free_count(), design.hinge_count);
  parameters.steps = theta.tail(design.penalised_count() - design.hinge_count);
  parameters.sigma_obs = sigma_obs;
  return parameters;
}

Eigen::VectorXd to_linear(const Design& design, Eigen::VectorXd theta) {
  if (design.structure.growth == Growth::kLogistic) theta[1] *= -theta[0];
  return theta;
}

Eigen::VectorXd from_linear(const Design& design, Eigen::VectorXd u) {
  if (design.structure.growth == Growth::kLogistic) u[1] = u[0] == 0.0 ? 0.0 : -u[1] / u[0];
  return u;
}

Parameters initial_parameters(const Design& design, const Eigen::VectorXd& y,
                              const Eigen::VectorXd& caps) {
  // t runs from 0 at the first row to 1 at the first one with the last date.
  const Eigen::Index last =
      std::lower_bound(design.t.begin(), design.t.end(), 1.0) - design.t.begin();
  Parameters start;
  switch (design.structure.growth) {
    case Growth::kLinear:
      start.k = y[last] - y[0];
      start.m = y[0];
      break;
    case Growth::kFlat:
      start.m = y.mean();
      break;
    case Growth::kLogistic:
      start = logistic_start(y, caps, last);
      break;
  }
  start.delta = Eigen::VectorXd::Zero(design.structure.changepoints_t.size());
  start.beta = Eigen::VectorXd::Zero(design.feature_count());
  start.steps = Eigen::VectorXd::Zero(design.penalised_count() - design.hinge_count);
  return start;
}

Eigen::VectorXd expected_values(const Design& design, const Parameters& parameters,
                                const Eigen::VectorXd& caps) {
  if (design.is_linear()) {
    Eigen::VectorXd values;
    DesignProducts(design).multiply(coefficients(design, parameters), values);
    return values;
  }
  Expectation expectation(design, caps);
  expectation.evaluate(to_linear(design, coefficients(design, parameters)));
  return expectation.mu();
}

double log_posterior(const Design& design, const Eigen::VectorXd& y, const Parameters& parameters,
                     const Eigen::VectorXd& caps, const Likelihood& likelihood,
                     const Eigen::VectorXd& v) {
  const Eigen::VectorXd theta = coefficients(design, parameters);
  const Eigen::VectorXd residuals = y - expected_values(design, parameters, caps);
  Noise noise(likelihood, v);
  noise.set_nu(parameters.nu);
  return noise.log_likelihood(residuals, parameters.sigma_obs) +
         log_priors(theta, design.prior_precision, design.l1_rate) -
         2.0 * parameters.sigma_obs * parameters.sigma_obs;
}

}  // namespace expense::prophet
