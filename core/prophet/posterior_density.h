// The log posterior of a model as a sampler asks for it: on (u, ln sigma), with its gradient.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"
#include "prophet/expectation.h"
#include "prophet/log_density.h"
#include "prophet/noise.h"

namespace expense::prophet {

// Positions are (u, ln sigma), P + 1 values, with u the coefficients as expectation.h has them: the
// exponent of a logistic trend is linear in them, so its posterior is nearly normal. The densities
// are those of reference section 13, the Jacobian of ln sigma included, and for logistic growth
// that of the midpoint m = -u_1 / k, which carries the prior.

/// The priors and the Jacobians.
class PriorTerms {
 public:
  /// @param design  must outlive this.
  explicit PriorTerms(const Design& design);

  /// Adds them to the gradient, P + 1 values.
  /// @return their part of the log density.
  double add(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) const;

 private:
  const Design& design_;
  Eigen::VectorXd precision_;
  bool is_logistic_;
};

/// Of a linear model with normal noise, from sums over the rows.
/// @cost P^2 multiplications.
class LinearDensity final : public LogDensity {
 public:
  /// @param design  must outlive this.
  /// @param y       T scaled values.
  /// @param around  P coefficients; the nearer positions are to it, the less rounding.
  LinearDensity(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& around);

  [[nodiscard]] Eigen::Index dimension() const override { return around_.size() + 1; }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override;

  /// X'X.
  [[nodiscard]] const Eigen::MatrixXd& gram() const { return gram_; }

 private:
  PriorTerms priors_;
  Eigen::VectorXd around_;
  double rows_;
  Eigen::MatrixXd gram_;
  Eigen::VectorXd projected_;  // X'r at `around`
  double squares_ = 0.0;       // r'r there
  Eigen::VectorXd difference_, product_;
};

/// Of any model, from its rows.
/// @cost T P multiplications.
class RowDensity final : public LogDensity {
 public:
  /// @param design, y, caps, v  must outlive this; as solve_map_by_newton takes them.
  /// @param nu                  degrees of freedom of Student-t noise.
  RowDensity(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
             const Likelihood& likelihood, const Eigen::VectorXd& v, double nu);

  [[nodiscard]] Eigen::Index dimension() const override { return design_.column_count() + 1; }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override;

  /// Gauss and Newton's curvature of the likelihood by u at a position, P x P.
  void curvature(const Eigen::VectorXd& position, Eigen::MatrixXd& result);

 private:
  const Design& design_;
  const Eigen::VectorXd& y_;
  PriorTerms priors_;
  Expectation expectation_;
  Noise noise_;
  Eigen::VectorXd linear_, projected_;
  Eigen::VectorXd residuals_, score_, curvature_, majorant_, cross_;
};

}  // namespace expense::prophet
