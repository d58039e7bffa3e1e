// Quadratic problems with an l1 penalty on some variables, solved exactly by an active-set method.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/cholesky_factor.h"

namespace expense::prophet {

/// H = gram + lambda diag(precision), of F free variables followed by S penalised ones.
struct QuadraticProblem {
  const Eigen::MatrixXd& gram;       ///< P x P, symmetric, positive semidefinite.
  const Eigen::VectorXd& precision;  ///< P, >= 0.
  double lambda;                     ///< >= 0
  const Eigen::VectorXd& right;      ///< P
  const Eigen::VectorXd& l1;         ///< S; the penalty of variable F + j is lambda * l1[j].
  /// The leading F x F block of gram is diagonal (a basis chosen so).
  bool free_block_is_diagonal = false;
};

/// Minimises 1/2 x'Hx - right'x + lambda sum_j l1_j |x_{F+j}|. The answer's zeros are exact zeros.
///
/// Keeps a Cholesky factor of H over the free and the active variables: a variable that comes in
/// appends a row, one that leaves removes it. Keeps its active set between calls, so that solving a
/// slightly changed problem again takes one factorisation. Allocates nothing after construction.
/// @source feature-sign search: Lee, Battle, Raina and Ng (2007), "Efficient sparse coding
/// algorithms".
class WorkingSetSolver {
 public:
  WorkingSetSolver(Eigen::Index free_count, Eigen::Index penalised_count);

  /// False when the free block is so ill-conditioned that its solution would be rounding errors;
  /// x is then as before.
  [[nodiscard]] bool solve(const QuadraticProblem& problem);

  /// Begins again with no active variable, or with the non-zero ones of `x`.
  void reset();
  void reset_to(const Eigen::VectorXd& x);

  [[nodiscard]] const Eigen::VectorXd& x() const { return x_; }
  /// -1, 0 or 1 for each penalised variable.
  [[nodiscard]] const Eigen::VectorXd& signs() const { return signs_; }
  /// Penalised variables that are not zero.
  [[nodiscard]] const std::vector<Eigen::Index>& active() const { return active_; }
  /// Linear systems solved since construction.
  [[nodiscard]] int solved_systems() const { return solved_systems_; }

  /// Puts x back to where it was since the last solve.
  void put_x(const Eigen::VectorXd& x) { x_ = x; }
  /// Adds `factor` times `step`, which is 0 where x rests at 0; signs are taken to stay.
  void move_by(double factor, const Eigen::VectorXd& step) { x_ += factor * step; }

  /// v'H^-1 v over the free and active variables, by the factor of the last solve.
  [[nodiscard]] double inverse_norm(const Eigen::VectorXd& v);
  /// H^-1 v over the free and active variables, 0 elsewhere.
  void apply_inverse(const Eigen::VectorXd& v, Eigen::VectorXd& result);

 private:
  void couple(const QuadraticProblem& problem, Eigen::Index position);
  void factor_row(const QuadraticProblem& problem, Eigen::Index position);
  void append_to_factor(const QuadraticProblem& problem, Eigen::Index position);
  void whiten_right(const QuadraticProblem& problem, Eigen::Index position);
  void find_target();
  void move_to_minimum_of_orthant(const QuadraticProblem& problem);
  void remove(const QuadraticProblem& problem, std::size_t position);
  void forward(const Eigen::VectorXd& v);

  Eigen::Index free_;
  Eigen::Index penalised_;
  Eigen::VectorXd x_;
  Eigen::VectorXd signs_;
  std::vector<Eigen::Index> active_;
  std::vector<char> barred_;
  int solved_systems_ = 0;

  // Factor of H over free and active variables: [free_factor_ 0; coupling_' active_factor_].
  CholeskyFactor free_factor_;     // F x F
  Eigen::MatrixXd coupling_;       // F x A
  Eigen::MatrixXd active_factor_;  // A x A, its rows as columns
  Eigen::VectorXd white_;          // factor^-1 (right - lambda l1 sign), free then active
  Eigen::VectorXd target_;         // minimiser over free and active at the present signs
  Eigen::VectorXd gradient_;       // S
  Eigen::VectorXd scratch_;        // F + S
};

}  // namespace expense::prophet
