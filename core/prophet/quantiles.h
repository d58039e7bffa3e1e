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
  /// @param nu  degrees of freedom of Student-t noise; 0 for a constant history, which has none:
  ///            then quantiles are normal.
  NoiseQuantiles(const Likelihood& likelihood, double nu);

  /// @param p  in (0, 1). For p in [1e-6, 1 - 1e-6] the error is below 1e-7, relative where the
  ///           quantile is above 1.
  [[nodiscard]] double at(double p) const;

 private:
  [[nodiscard]] double student(double p) const;
  [[nodiscard]] double huber(double p) const;

  Likelihood likelihood_;
  double nu_;
  /// Student-t: with z = sqrt(nu) cot(angle), the share of probability, up to a factor, from angle
  /// 0 to each of evenly spaced ones up to a quarter turn.
  std::vector<double> share_up_to_;
};

}  // namespace expense::prophet
