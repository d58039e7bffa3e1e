// The expected values of a model as a function of its coefficients, with first and second
// derivatives: linear, flat or logistic trends, additive and multiplicative features.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"
#include "prophet/design_products.h"

namespace expense::prophet {

/// With z the trend's linear part (rate, hinges, steps),
///     linear, flat:  g = z,  z = m + k t + sum delta_j max(0, t - s_j) + steps
///     logistic:      g = cap / (1 + exp(-z)),  z = k (t - m) + sum delta_j max(0, t - s_j)
///     mu = g (1 + M) + A.
/// The logistic z is Prophet's: its offset corrections gamma make the exponent continuous at each
/// changepoint, so it is a sum of hinges; unlike gamma it has no pole where a rate is 0.
class Expectation {
 public:
  /// @param design  must outlive this.
  /// @param caps    T scaled caps; only looked at for logistic growth.
  Expectation(const Design& design, const Eigen::VectorXd& caps);

  /// @param theta  P coefficients, in the order of the design's columns.
  void evaluate(const Eigen::VectorXd& theta);

  [[nodiscard]] const Eigen::VectorXd& mu() const { return mu_; }
  /// g, T values on the scale of y without floor.
  [[nodiscard]] const Eigen::VectorXd& trend() const { return trend_; }

  /// J'v at the last theta evaluated, P values, where J is T x P with d mu_i / d theta_j.
  void project(const Eigen::VectorXd& v, Eigen::VectorXd& result);

  /// sum_i w_i J_i J_i' - c_i d2 mu_i / d theta d theta', P x P.
  /// @param w  T
  /// @param c  T; nullptr leaves the second derivatives out (Gauss and Newton's matrix, positive
  ///           semidefinite for w >= 0).
  void curvature(const Eigen::VectorXd& w, const Eigen::VectorXd* c, Eigen::MatrixXd& result);

 private:
  void to_rate_and_midpoint(Eigen::VectorXd& gradient) const;
  void to_rate_and_midpoint(double second, Eigen::MatrixXd& curvature) const;

  const Design& design_;
  const Eigen::VectorXd& caps_;
  const bool is_logistic_;
  const bool has_multiplicative_;
  DesignProducts products_;
  Eigen::VectorXd linear_theta_;    // theta with the intercept -k m in the place of m
  double midpoint_ = 0.0;           // m of a logistic trend
  Eigen::VectorXd trend_;           // g
  Eigen::VectorXd slope_;           // dg/dz
  Eigen::VectorXd bend_;            // d2g/dz2
  Eigen::VectorXd multiplicative_;  // 1 + M
  Eigen::VectorXd additive_;        // A
  Eigen::VectorXd mu_;
  Eigen::VectorXd scratch_;
  Eigen::VectorXd dots_;  // F
  WeightedColumns weighted_;
};

}  // namespace expense::prophet
