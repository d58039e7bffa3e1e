// Products with a design's matrix X, hinges and steps through sums between knots.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/column_dots.h"
#include "prophet/design.h"

namespace expense::prophet {

/// Room for products, so that iterations allocate nothing.
class DesignProducts {
 public:
  explicit DesignProducts(const Design& design);

  /// X theta, T values: the trend and all features added up.
  void multiply(const Eigen::VectorXd& theta, Eigen::VectorXd& result) const;
  /// The same for trend columns, hinges and steps alone.
  void multiply_trend(const Eigen::VectorXd& theta, Eigen::VectorXd& result) const;
  /// X'v, P values.
  void project(const Eigen::VectorXd& v, Eigen::VectorXd& result);
  /// Trend, hinge and step part of X'v; the entries of features are left as they are.
  void project_trend(const Eigen::VectorXd& v, Eigen::VectorXd& result);
  /// X'X, symmetric P x P.
  void gram(Eigen::MatrixXd& result);
  /// The blocks of X'WX that trend columns, hinges and steps have with each other; the others are
  /// left as they are.
  /// @param trend  T weights.
  void weighted_trend_gram(const Eigen::VectorXd& trend, Eigen::MatrixXd& result);
  /// The blocks of X'WX with trend columns, hinges and steps; that of features with each other is
  /// left as it is.
  /// @param trend           T; weight of trend columns, hinges and steps with each other.
  /// @param additive        T; weight of additive features beside those.
  /// @param multiplicative  T; the same of multiplicative features.
  void weighted_gram(const Eigen::VectorXd& trend, const Eigen::VectorXd& additive,
                     const Eigen::VectorXd& multiplicative, Eigen::MatrixXd& result);

 private:
  // Sums over the rows from each knot on, and over all: of v (zeroth) and of t v (first).
  void sum_from_knots(const double* v);
  // v . each hinge and step, after sum_from_knots.
  [[nodiscard]] double knot_product(Eigen::Index column) const;
  void fill_beside_trend(const double* v, Eigen::Index column, Eigen::MatrixXd& result);
  void fill_features_beside_trend(const Eigen::VectorXd& weights, Eigen::Index first,
                                  Eigen::Index count, Eigen::MatrixXd& result);
  void fill_penalised_block(const double* weights, Eigen::MatrixXd& result);
  void fill_trend_beside_penalised(Eigen::MatrixXd& result);
  void sum_weights_from_knots(const double* weights);

  const Design& design_;
  std::vector<double> zeroth_, first_, second_, spare_;  // one for each knot
  double total_zeroth_ = 0.0;
  double total_first_ = 0.0;
  Eigen::VectorXd scratch_;  // T
  // Sums over the rows from a knot on of weighted features, and of the same times t: K each.
  Eigen::VectorXd plain_sums_, timed_sums_, part_;
};

/// Mirrors the upper triangle of a matrix.
void symmetrise(Eigen::MatrixXd& matrix);

/// Takes some rows away from a Gram matrix X'X.
/// @param rows indices into the design's rows, no repeats.
/// @cost P^2 multiplications a row.
void remove_rows(const Design& design, const std::vector<Eigen::Index>& rows,
                 Eigen::MatrixXd& gram);

/// A row of X.
void fill_row(const Design& design, Eigen::Index row, Eigen::VectorXd& result);

}  // namespace expense::prophet
