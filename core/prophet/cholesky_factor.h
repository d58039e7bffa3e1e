// Cholesky factor of a small symmetric matrix plus a multiple of a diagonal one.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// L with L L' = A + lambda diag(d), where A is diagonal or not. Allocates nothing after
/// construction.
class CholeskyFactor {
 public:
  explicit CholeskyFactor(Eigen::Index size);

  /// @param matrix  at least n x n; A is its leading block.
  /// @param d       at least n.
  /// @return false when the sum is so ill-conditioned that its solutions would be rounding errors.
  [[nodiscard]] bool factor(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& d, double lambda,
                            bool is_diagonal);
  /// v <- L^-1 v, n entries.
  void solve_lower(double* v) const;
  /// v <- L'^-1 v, n entries.
  void solve_upper(double* v) const;

 private:
  Eigen::Index size_;
  bool is_diagonal_ = false;
  Eigen::MatrixXd lower_;           // n x n: L, and anything above its diagonal
  Eigen::VectorXd row_;             // n; room for a row of L
  Eigen::VectorXd inverse_pivots_;  // n
};

}  // namespace expense::prophet
