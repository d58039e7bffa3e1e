// Quantiles of samples, and of the noise around the expected value.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/options.h"

namespace expense::prophet {

/// Quantiles (1 - width) / 2 and (1 + width) / 2, by linear interpolation between order statistics
/// (numpy's default).
/// @param samples  at least 1; put in another order.
void fill_bounds(Eigen::VectorXd& samples, double width, double& lower, double& upper);

/// Quantiles of noise with sigma 1.
class NoiseQuantiles {
 public:
  /// @param nu  degrees of freedom of Student-t noise.
  NoiseQuantiles(const Likelihood& likelihood, double nu);

  /// @param p  in (0, 1). The answer is the quantile of a probability within 1e-6 of p.
  [[nodiscard]] double at(double p) const;

 private:
  [[nodiscard]] double student(double p) const;
  [[nodiscard]] double huber(double p) const;

  Likelihood likelihood_;
  double nu_;
  /// Student-t: with z = sqrt(nu) tan(angle), the share of probability between 0 and each of evenly
  /// spaced angles up to a quarter turn.
  std::vector<double> share_up_to_;
  double share_unit_ = 0.0;  ///< Of cos^(nu - 1) over one such angle.
};

}  // namespace expense::prophet
