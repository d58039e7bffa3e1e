// The maximum of the log posterior for additive models: l1-penalised least squares on the Gram
// matrix with the noise scale inside. Knows nothing of dates or bills.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/design.h"

namespace expense::prophet {

/// One series to be fitted on a design.
struct MapProblem {
  const Design& design;
  /// X'X over the rows that take part.
  const Eigen::MatrixXd& gram;
  /// T scaled values; those of left-out rows are not looked at.
  const Eigen::VectorXd& y;
  /// Rows of the design that do not take part, no repeats.
  const std::vector<Eigen::Index>& left_out;
  double tau = 0.05;  ///< Laplace scale of the rate changes; > 0.
};

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
  int iterations = 0;     ///< Values of sigma tried.
  int linear_solves = 0;  ///< Systems solved by the active-set method.
  double kkt_residual =
      0.0;  ///< Largest violated optimality condition in (k, m, delta, ln sigma, beta).
  double log_posterior = 0.0;  ///< At the answer, by the formula of objective.h.
};

struct MapEstimate {
  Eigen::VectorXd theta;  ///< P coefficients, in the order of the design's columns.
  double sigma_obs = 1.0;
  FitSummary summary;
};

/// Finds the local maximum that is reached from sigma = 1, as the reference's initial values have
/// it.
///
/// At a given sigma the problem is convex: the free coefficients are eliminated (Cholesky, Schur
/// complement) and an active-set method solves the rest exactly, so most delta are exact zeros. The
/// best sigma at given residuals R solves 4 sigma^4 + n sigma^2 - R = 0. Both together are a fixed
/// point in lambda = sigma^2, found by Newton's method on it with the derivative of the penalised
/// solution; a last phase works on true residuals instead of the Gram matrix, for full precision.
/// @source reference sections 8 and 9.
[[nodiscard]] MapEstimate solve_map(const MapProblem& problem);

}  // namespace expense::prophet
