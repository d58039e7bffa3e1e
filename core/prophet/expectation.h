// The expected values of a model as a function of its coefficients, with first and second
// derivatives: linear, flat or logistic trends, additive and multiplicative features.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"
#include "prophet/design_products.h"
#include "prophet/feature_gram.h"

namespace expense::prophet {

/// With z the linear part of the trend (intercept, slope, hinges, steps),
///     linear, flat:  g = z
///     logistic:      g = cap / (1 + exp(-z))
///     mu = g (1 + M) + A,  M and A the sums of multiplicative and additive features.
/// The coefficients u are those of the design's columns, the intercept of z in the place of m. For
/// logistic growth it is -k m: with it z = k (t - m) + sum delta_j max(0, t - s_j) is Prophet's
/// exponent, whose offset corrections gamma make it continuous at each changepoint; unlike gamma it
/// has no pole where a rate is 0.
class Expectation {
 public:
  /// @param design  must outlive this.
  /// @param caps    T scaled caps; only looked at for logistic growth; must outlive this.
  Expectation(const Design& design, const Eigen::VectorXd& caps);

  /// @param u  P
  void evaluate(const Eigen::VectorXd& u);

  [[nodiscard]] const Eigen::VectorXd& mu() const { return mu_; }
  /// g, T values on the scale of y without floor.
  [[nodiscard]] const Eigen::VectorXd& trend() const { return trend_; }

  /// What is linear in trend, hinges and steps at the features of the last u evaluated, for growth
  /// that is not logistic: the blocks of sum_i w_i J_i J_i' over them (P x P; the others are left
  /// as they are), and the same part of sum_i w_i J_i (y_i - A_i).
  void trend_problem(const Eigen::VectorXd& w, const Eigen::VectorXd& residuals,
                     Eigen::MatrixXd& gram, Eigen::VectorXd& right);

  /// What is linear in the features at the trend of the last u evaluated: the block of
  /// sum_i w_i J_i J_i' over them (P x P, its upper triangle; the others are left as they are), and
  /// the same part of sum_i w_i J_i (y_i - g_i).
  void feature_problem(const Eigen::VectorXd& w, const Eigen::VectorXd& residuals,
                       Eigen::MatrixXd& gram, Eigen::VectorXd& right);

  /// J'v at the last u evaluated, P values, where J is T x P with d mu_i / d u_j.
  void project(const Eigen::VectorXd& v, Eigen::VectorXd& result);

  /// sum_i w_i J_i J_i' - c_i d2 mu_i / du du', P x P.
  /// @param w  T
  /// @param c  T; nullptr leaves the second derivatives out (Gauss and Newton's matrix, positive
  ///           semidefinite for w >= 0).
  void curvature(const Eigen::VectorXd& w, const Eigen::VectorXd* c, Eigen::MatrixXd& result);

 private:
  enum class Modes { kAdditive, kMultiplicative, kMixed };

  const Design& design_;
  const Eigen::VectorXd& caps_;
  const bool is_logistic_;
  Modes modes_;
  void weigh_features(const Eigen::VectorXd& w);

  DesignProducts products_;
  Eigen::VectorXd trend_;           // g
  Eigen::VectorXd slope_;           // dg/dz
  Eigen::VectorXd bend_;            // d2g/dz2
  Eigen::VectorXd multiplicative_;  // 1 + M
  Eigen::VectorXd mu_;
  Eigen::VectorXd scratch_, along_;  // T
  Eigen::VectorXd of_features_;      // T
  Eigen::VectorXd factors_, dots_;   // F
  Eigen::VectorXd trend_weights_;    // T
  FeatureWeights feature_weights_;
  FeatureGram feature_gram_;
};

}  // namespace expense::prophet
