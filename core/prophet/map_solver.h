// The maximum of the log posterior: by the Gram matrix where the model is linear and its noise
// normal, by Newton's method elsewhere. Knows nothing of dates or bills.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/design.h"
#include "prophet/design_products.h"
#include "prophet/gram_map_solver.h"
#include "prophet/objective.h"

namespace expense::prophet {

struct MapEstimate {
  Eigen::VectorXd theta;  ///< P coefficients, in the order of the design's columns.
  double sigma_obs = 1.0;
  double nu = 0.0;  ///< Of Student-t noise.
  FitSummary summary;
};

[[nodiscard]] Parameters parameters_of(const Design& design, const MapEstimate& estimate);

[[nodiscard]] GramSystem plain_gram_system(const Design& design);
/// Diagonalised: dearer to make, cheaper to solve with. For many series on one design.
[[nodiscard]] GramSystem diagonal_gram_system(const Design& design, const GramSystem& plain);

/// Fits series on one linear design with normal noise: from sums over the rows, and where rounding
/// of those might be felt (a very close fit), by further steps on the residuals of all rows.
class LinearMapSolver {
 public:
  /// @param design, system  must outlive this.
  LinearMapSolver(const Design& design, const GramSystem& system);

  /// @param y         T scaled values; those of left-out rows are not looked at.
  /// @param l1_rate   S; 1 / Laplace scale of each hinge and step.
  /// @param left_out  rows that take no part, whose products `system` does not hold.
  [[nodiscard]] MapEstimate solve(const Eigen::VectorXd& y, const Eigen::VectorXd& l1_rate,
                                  const std::vector<Eigen::Index>& left_out = {});

 private:
  void measure(double lambda);
  void refine(double& lambda);

  const Design& design_;
  const GramSystem& system_;
  DesignProducts products_;
  GramMapSolver solver_;
  SeriesSums sums_;
  const Eigen::VectorXd* l1_rate_ = nullptr;
  const std::vector<Eigen::Index>* left_out_ = nullptr;

  Eigen::VectorXd y_;  // T, 0 in rows left out
  Eigen::VectorXd theta_, best_theta_;
  Eigen::VectorXd residuals_;  // y - X theta, 0 in rows left out
  Eigen::VectorXd smooth_;     // gradient of the smooth part of the log posterior
  Eigen::VectorXd direction_, step_;
  Eigen::VectorXd free_scratch_;
  double kkt_ = 0.0;
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
