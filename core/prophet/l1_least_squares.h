// Least squares with an l1 penalty on all variables, solved exactly by an active-set method.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace expense::prophet {

/// Minimises  1/2 x'Ax - b'x + weight * sum |x_j|  for a symmetric positive semidefinite A (S x S).
/// The answer's zeros are exact zeros. Keeps its state between calls, so that solving a slightly
/// changed problem again takes few steps.
/// @source feature-sign search: Lee, Battle, Raina and Ng (2007), "Efficient sparse coding
/// algorithms".
class L1LeastSquares {
 public:
  explicit L1LeastSquares(Eigen::Index size);

  /// @param weight >= 0.
  /// @return number of linear systems solved.
  int solve(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, double weight);

  [[nodiscard]] const Eigen::VectorXd& x() const { return x_; }
  /// Solves A_aa v = right_a, where a are the active indices; right has S entries, v one for each
  /// active index.
  [[nodiscard]] Eigen::VectorXd solve_on_active(const Eigen::MatrixXd& a,
                                                const Eigen::VectorXd& right) const;

  /// Indices of the non-zero entries, in the order in which they came in.
  [[nodiscard]] const std::vector<Eigen::Index>& active() const { return active_; }
  /// -1, 0 or 1 for each entry.
  [[nodiscard]] const Eigen::VectorXd& signs() const { return signs_; }

 private:
  void move_to_minimum_of_orthant(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, double weight,
                                  int& solved);
  void deactivate(std::size_t position);

  Eigen::VectorXd x_;
  Eigen::VectorXd signs_;
  std::vector<Eigen::Index> active_;
};

}  // namespace expense::prophet
