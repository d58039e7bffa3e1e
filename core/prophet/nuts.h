// Draws from a log density by the No-U-Turn sampler with a dense metric.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "base/result.h"
#include "prophet/log_density.h"

namespace expense::prophet {

struct NutsOptions {
  int warmup = 1000;               ///< Transitions that learn and are not kept; >= 0.
  int draws = 1000;                ///< Draws to keep; >= 0.
  int thinning = 1;                ///< Transitions for each kept draw; >= 1.
  int max_tree_depth = 10;         ///< At most 2^max_tree_depth - 1 steps a transition; in [1, 13].
  double target_acceptance = 0.8;  ///< Higher means smaller steps; in (0, 1).
  std::uint64_t seed = 0;
  std::uint64_t chain = 0;  ///< Chains of one seed draw from streams of their own.
};

/// Draws and how they came about. Counts and means are over the transitions after warm-up.
struct Chain {
  Eigen::MatrixXd draws;        ///< d x kept draws.
  Eigen::VectorXd log_density;  ///< Of each draw, up to the density's constant.
  /// Transitions that met an energy error above 1000 or a density of zero: a sign that the draws
  /// miss a part of the distribution, where it is too narrow for the step size.
  int divergences = 0;
  /// Transitions that ended at max_tree_depth before they turned: not wrong, but inefficient.
  int depth_limit_hits = 0;
  double mean_acceptance = 0.0;           ///< In [0, 1]; near target_acceptance if learned well.
  double step_size = 0.0;                 ///< In units of the learned covariance.
  std::int64_t gradient_evaluations = 0;  ///< Warm-up included.
};

/// Draws one chain: multinomial NUTS (nuts_trajectory.h) in coordinates whitened by a covariance
/// that is learned in warm-up, as is the step size (nuts_warmup.h). The same arguments give the
/// same draws on every platform, if the density does.
/// @param start       d values where the density is not zero, for example its maximum.
/// @param covariance  d x d, symmetric and positive definite: the first guess of the density's, for
///                    example the inverse of the negative Hessian at the maximum. A good one makes
///                    a short warm-up do.
/// @return kInvalidOption if the density is zero at the start, or the covariance is not positive
///         definite.
[[nodiscard]] Result<Chain> sample_chain(LogDensity& density, const Eigen::VectorXd& start,
                                         const Eigen::MatrixXd& covariance,
                                         const NutsOptions& options);

}  // namespace expense::prophet
