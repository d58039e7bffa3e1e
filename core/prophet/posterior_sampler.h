// Draws from the posterior of a model by Hamiltonian sampling, on analytic gradients.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "base/result.h"
#include "prophet/design.h"
#include "prophet/objective.h"
#include "prophet/posterior.h"

namespace expense::prophet {

struct SamplerOptions {
  int iterations = 500;  ///< Of each chain, the first half to learn the metric; >= 4.
  int chains = 4;        ///< >= 1
  std::uint64_t seed = 0;
};

struct Posterior {
  PosteriorDraws draws;
  SamplingSummary summary;
};

/// Samples (k, m, delta, steps, ln sigma, beta), with the Jacobian of ln sigma: the density of
/// reference section 13. Linear models with normal noise are sampled from sums over the rows,
/// others from the rows. nu of Student-t noise and the factors of noise that grows with the level
/// stay at their values of the maximum. Each chain begins at a draw of the normal approximation
/// around the maximum, whose covariance is the first metric.
/// @param y, caps, v  as solve_map_by_newton takes them.
/// @param maximum     the parameters of the highest log posterior, not folded.
/// @error kTooLittleHistory when the maximum is degenerate (sigma at its floor) and cannot be
/// sampled around.
[[nodiscard]] Result<Posterior> sample_posterior(const Design& design, const Eigen::VectorXd& y,
                                                 const Eigen::VectorXd& caps,
                                                 const Likelihood& likelihood,
                                                 const Eigen::VectorXd& v,
                                                 const Parameters& maximum,
                                                 const SamplerOptions& options);

}  // namespace expense::prophet
