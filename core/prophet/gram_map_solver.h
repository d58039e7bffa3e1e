// The maximum of the log posterior of a linear model with normal noise, from sums over the rows
// alone.
#pragma once

#include <Eigen/Core>

#include "prophet/working_set.h"

namespace expense::prophet {

enum class Termination {
  kConverged,
  /// The model can interpolate the data: the log posterior has no upper bound as sigma goes to 0,
  /// and no local maximum stopped the way there. sigma is held at 1e-9, or above it where the data
  /// leave coefficients to rounding errors.
  kSigmaAtFloor,
  /// Coefficients depend on each other and no prior tells them apart: theta is zero.
  kUndetermined,
  kIterationLimit,
};

struct FitSummary {
  Termination termination = Termination::kConverged;
  int iterations = 0;     ///< Values of sigma, or steps of Newton's method, tried.
  int linear_solves = 0;  ///< Systems solved by the active-set method.
  /// Largest violated optimality condition in (k, m, delta, ln sigma, beta).
  double kkt_residual = 0.0;
  double log_posterior = 0.0;  ///< At the answer, by the formula of objective.h.
};

/// X'X of a design, in the basis in which it is solved. Computed once for all series with the same
/// dates.
struct GramSystem {
  Eigen::MatrixXd gram;       ///< P x P
  Eigen::VectorXd precision;  ///< P
  /// Whether the free coefficients are in a basis that makes their block diagonal.
  bool is_diagonal = false;
  Eigen::MatrixXd basis;           ///< F x F when diagonal: free theta = basis * free x.
  Eigen::VectorXd free_precision;  ///< F when diagonal: the precision of free theta.
};

/// What the rows of one series come down to.
struct SeriesSums {
  double rows = 0.0;      ///< n
  Eigen::VectorXd right;  ///< P; X'y in the system's basis.
  double squares = 0.0;   ///< y'y
  /// About lambda = sigma^2, where the problem has one maximum only (many more rows than
  /// coefficients), so that the search may begin there; 0 where it has to come from above.
  double lambda_guess = 0.0;
};

/// At a given sigma the problem is convex: an active-set method solves it exactly, so most delta
/// are exact zeros. The best sigma at given residuals R solves 4 sigma^4 + n sigma^2 - R = 0. Both
/// together are a fixed point in lambda = sigma^2, found by Newton's method on it with the
/// derivative of the penalised solution. Allocates nothing after construction.
/// @source reference sections 8 and 9.
class GramMapSolver {
 public:
  GramMapSolver(Eigen::Index free_count, Eigen::Index penalised_count);

  /// Finds the local maximum that is reached from large sigma, as the reference's initial values
  /// have it.
  /// @param l1_rate  S; 1 / Laplace scale of each hinge and step.
  /// @return false when the data leave coefficients undetermined.
  [[nodiscard]] bool solve(const GramSystem& system, const SeriesSums& sums,
                           const Eigen::VectorXd& l1_rate);
  /// The same, beginning at the answer of the last solve, for a problem that differs little and has
  /// one maximum only (many more rows than coefficients).
  [[nodiscard]] bool solve_again(const GramSystem& system, const SeriesSums& sums,
                                 const Eigen::VectorXd& l1_rate);

  /// lambda = sigma^2 at the answer.
  [[nodiscard]] double lambda() const { return lambda_; }
  /// Coefficients in the system's basis.
  [[nodiscard]] const Eigen::VectorXd& x() const { return working_set_.x(); }
  /// Coefficients of the design's columns.
  void fill_theta(Eigen::VectorXd& theta) const;
  /// Iterations, violated conditions and log posterior, all from the sums.
  [[nodiscard]] FitSummary summary() const;
  /// How far rounding of the sums may reach in the violated conditions.
  [[nodiscard]] double rounding() const;

  /// The next lambda where the squared residuals are R at the present one.
  [[nodiscard]] double next_lambda(double lambda, double residual);
  [[nodiscard]] WorkingSetSolver& working_set() { return working_set_; }

 private:
  [[nodiscard]] bool iterate(double lambda);
  [[nodiscard]] bool solve_at(double lambda);
  void measure();
  [[nodiscard]] bool slide_to(double next);
  [[nodiscard]] bool is_optimal();
  [[nodiscard]] bool mend();
  [[nodiscard]] bool solve_soundly(double next);
  [[nodiscard]] bool stop_above(double next);
  [[nodiscard]] double best_lambda(double residual) const;
  [[nodiscard]] double penalties() const;
  [[nodiscard]] double residual(double lambda) const;
  [[nodiscard]] double signed_residual(double lambda) const;
  [[nodiscard]] bool is_sound(double lambda, double last_residual) const;
  [[nodiscard]] double residual_slope(double lambda);

  Eigen::Index free_;
  Eigen::Index penalised_;
  WorkingSetSolver working_set_;
  const GramSystem* system_ = nullptr;
  const SeriesSums* sums_ = nullptr;
  const Eigen::VectorXd* l1_rate_ = nullptr;
  double lambda_ = 0.0;
  double last_residual_ = 0.0;
  double theta_kkt_ = 0.0;  // largest violated condition in theta
  double kkt_ = 0.0;        // ... and in ln sigma
  Termination termination_ = Termination::kConverged;
  int iterations_ = 0;
  int solves_before_ = 0;
  Eigen::VectorXd penalty_;   // P; gradient of the penalty in the basis
  Eigen::VectorXd gradient_;  // P; in the basis, of the smooth part of the log posterior
  Eigen::VectorXd step_;      // P
  Eigen::VectorXd before_;    // P
  Eigen::VectorXd scratch_;   // F
};

}  // namespace expense::prophet
