// The log posterior of the model, in the reference's order, and the parameters it is a function of.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"

namespace expense::prophet {

/// On the scaled data: y / y_scale over t in [0, 1].
struct Parameters {
  double k = 0.0;          ///< Base rate of the trend.
  double m = 0.0;          ///< Offset of the trend.
  Eigen::VectorXd delta;   ///< S rate changes.
  Eigen::VectorXd beta;    ///< K coefficients of the features.
  double sigma_obs = 1.0;  ///< Standard deviation of the noise; > 0.
};

/// The parameters as one vector in the order of the design's columns.
[[nodiscard]] Eigen::VectorXd coefficients(const Design& design, const Parameters& parameters);
/// The reverse; delta is zero for flat growth.
[[nodiscard]] Parameters parameters_from(const Design& design, const Eigen::VectorXd& coefficients,
                                         double sigma_obs);

/// Log posterior with constants dropped, without Jacobian:
///     L = - n ln sigma - sum (y_i - mu_i)^2 / (2 sigma^2)
///         - k^2/50 - m^2/50 - sum |delta_j| / tau - 2 sigma^2 - 1/2 sum (beta_l / scale_l)^2.
/// @param y    T scaled values.
/// @param tau  changepoint_prior_scale.
/// @source reference section 8.
[[nodiscard]] double log_posterior(const Design& design, const Eigen::VectorXd& y,
                                   const Parameters& parameters, double tau);

}  // namespace expense::prophet
