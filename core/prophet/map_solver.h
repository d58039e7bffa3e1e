// The maximum of the log posterior: by the Gram matrix where the model is linear and its noise
// normal, by Newton's method elsewhere. Knows nothing of dates or bills.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/design.h"
#include "prophet/design_products.h"
#include "prophet/objective.h"
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
  /// Largest violated optimality condition in (k, m, delta, ln sigma, beta), on true residuals.
  double kkt_residual = 0.0;
  double log_posterior = 0.0;  ///< At the answer, by the formula of objective.h.
};

struct MapEstimate {
  Eigen::VectorXd theta;  ///< P coefficients, in the order of the design's columns.
  double sigma_obs = 1.0;
  double nu = 0.0;  ///< Of Student-t noise.
  FitSummary summary;
};

/// X'X of a design, in the basis in which it is solved. Computed once for all series with the same
/// dates.
struct GramSystem {
  Eigen::MatrixXd gram;
  Eigen::VectorXd precision;
  /// Whether the free coefficients are in a basis that makes their block diagonal.
  bool is_diagonal = false;
  Eigen::MatrixXd basis;  ///< F x F when diagonal: free theta = basis * free x.
};

[[nodiscard]] GramSystem plain_gram_system(const Design& design);
/// Diagonalised: dearer to make, cheaper to solve with. For many series on one design.
[[nodiscard]] GramSystem diagonal_gram_system(const Design& design, const GramSystem& plain);

/// Fits series on one linear design with normal noise.
///
/// At a given sigma the problem is convex: an active-set method solves it exactly, so most delta
/// are exact zeros. The best sigma at given residuals R solves 4 sigma^4 + n sigma^2 - R = 0. Both
/// together are a fixed point in lambda = sigma^2, found by Newton's method on it with the
/// derivative of the penalised solution; steps on true residuals instead of the Gram matrix mend
/// what rounding has left.
/// @source reference sections 8 and 9.
class LinearMapSolver {
 public:
  /// @param design, system  must outlive this.
  LinearMapSolver(const Design& design, const GramSystem& system);

  /// Finds the local maximum that is reached from sigma = 1, as the reference's initial values have
  /// it.
  /// @param y         T scaled values; those of left-out rows are not looked at.
  /// @param l1_rate   S; 1 / Laplace scale of each hinge and step.
  /// @param left_out  rows that take no part, whose products `system` does not hold.
  [[nodiscard]] MapEstimate solve(const Eigen::VectorXd& y, const Eigen::VectorXd& l1_rate,
                                  const std::vector<Eigen::Index>& left_out = {});

 private:
  [[nodiscard]] double best_lambda(double residual) const;
  [[nodiscard]] bool solve_at(double lambda);
  bool iterate(double& lambda);
  [[nodiscard]] double residual_by_gram(double lambda) const;
  [[nodiscard]] double residual_slope(double lambda);
  double next_lambda(double lambda, double residual);
  void to_theta();
  void measure(double lambda);
  void refine(double& lambda);
  void summarise(double lambda);

  const Design& design_;
  const GramSystem& system_;
  DesignProducts products_;
  WorkingSetSolver working_set_;
  const Eigen::VectorXd* l1_rate_ = nullptr;
  const std::vector<Eigen::Index>* left_out_ = nullptr;
  double n_ = 0.0;         // rows that take part
  Eigen::VectorXd y_;      // 0 in rows left out
  Eigen::VectorXd right_;  // X'y in the basis
  double yy_ = 0.0;        // y'y

  Eigen::VectorXd theta_;
  Eigen::VectorXd residuals_;  // y - X theta, 0 in rows left out
  Eigen::VectorXd smooth_;     // gradient of the smooth part of the log posterior
  Eigen::VectorXd best_theta_;
  Eigen::VectorXd penalty_;  // gradient of the penalty in the basis
  Eigen::VectorXd step_;
  Eigen::VectorXd free_scratch_;
  double kkt_ = 0.0;
  FitSummary summary_;
};

/// Fits any model by Newton's method on all coefficients and ln sigma together, the l1 terms exact
/// in each step; damped (Levenberg and Marquardt) until a step raises the log posterior.
/// @param y      T scaled values; NaN in rows that take no part.
/// @param caps   T scaled caps, for logistic growth.
/// @param start  where it begins; the local maximum found depends on it.
/// @param v      T factors on sigma; empty for 1.
[[nodiscard]] MapEstimate solve_map_by_newton(const Design& design, const Eigen::VectorXd& y,
                                              const Eigen::VectorXd& caps,
                                              const Likelihood& likelihood,
                                              const Eigen::VectorXd& v, const Parameters& start);

}  // namespace expense::prophet
