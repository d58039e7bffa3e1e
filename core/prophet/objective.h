// The log posterior of the model, in the reference's order, and the parameters it is a function of.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"

namespace expense::prophet {

/// On the scaled data: (y - floor) / y_scale over t in [0, 1].
struct Parameters {
  double k = 0.0;          ///< Base rate of the trend; growth rate of a logistic one.
  double m = 0.0;          ///< Offset of the trend; midpoint in time of a logistic one.
  Eigen::VectorXd delta;   ///< S rate changes, one for each changepoint.
  Eigen::VectorXd beta;    ///< K coefficients of the features.
  double sigma_obs = 1.0;  ///< Standard deviation (scale) of the noise; > 0.
  Eigen::VectorXd steps;   ///< Level steps.
  double nu = 0.0;         ///< Degrees of freedom of Student-t noise; 0 for other noise.
};

/// Whether the log posterior at a given sigma is quadratic but for the l1 terms.
[[nodiscard]] bool is_linear_and_normal(const Design& design, const Likelihood& likelihood);

/// The parameters as one vector in the order of the design's columns.
[[nodiscard]] Eigen::VectorXd coefficients(const Design& design, const Parameters& parameters);
/// The reverse; delta is zero for flat growth.
[[nodiscard]] Parameters parameters_from(const Design& design, const Eigen::VectorXd& coefficients,
                                         double sigma_obs);

/// The coefficients with the intercept of the trend's linear part in the place of m: -k m for
/// logistic growth, m itself otherwise. See expectation.h.
[[nodiscard]] Eigen::VectorXd to_linear(const Design& design, Eigen::VectorXd coefficients);
/// The reverse; m is 0 where k is.
[[nodiscard]] Eigen::VectorXd from_linear(const Design& design, Eigen::VectorXd u);

/// Prophet's starting point: a line (or logistic curve) through the first and the last row, without
/// rate changes and seasonality.
/// @param y     T scaled values.
/// @param caps  T scaled caps; only looked at for logistic growth.
/// @source reference section 3.5.
[[nodiscard]] Parameters initial_parameters(const Design& design, const Eigen::VectorXd& y,
                                            const Eigen::VectorXd& caps);

/// Log density of the coefficients' normal and Laplace priors, constants dropped.
/// @param precision  P; 1 / variance of each normal prior.
/// @param l1_rate    S; 1 / Laplace scale of each of the last S coefficients.
[[nodiscard]] double log_priors(const Eigen::VectorXd& theta, const Eigen::VectorXd& precision,
                                const Eigen::VectorXd& l1_rate);

/// Expected scaled values:
///     mu_i = g_i (1 + sum over multiplicative columns) + sum over additive columns.
/// @source reference section 7.
[[nodiscard]] Eigen::VectorXd expected_values(const Design& design, const Parameters& parameters,
                                              const Eigen::VectorXd& caps);

/// Log posterior with constants dropped, without Jacobian:
///     L = - n ln sigma - sum rho(r_i / (sigma v_i)) - sum ln v_i - k^2/50 - m^2/50
///         - sum |delta_j| / tau - sum |step_j| / tau_s - 2 sigma^2 - 1/2 sum (beta_l / scale_l)^2
/// with rho(z) = z^2 / 2 and v = 1 for Prophet's normal noise.
/// @param v  T noise factors; empty for 1.
/// @source reference section 8.
[[nodiscard]] double log_posterior(const Design& design, const Eigen::VectorXd& y,
                                   const Parameters& parameters, const Eigen::VectorXd& caps,
                                   const Likelihood& likelihood = {},
                                   const Eigen::VectorXd& v = {});

}  // namespace expense::prophet
