// Draws from the posterior of a model: what `mcmc_samples` asks for.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "prophet/objective.h"

namespace expense::prophet {

/// N draws, chains one after another.
struct PosteriorDraws {
  Eigen::VectorXd k, m, sigma_obs, nu;  ///< N; nu empty but for Student-t noise.
  Eigen::MatrixXd delta, beta, steps;   ///< S x N, K x N, level steps x N.

  [[nodiscard]] Eigen::Index count() const { return k.size(); }
  [[nodiscard]] Parameters draw(Eigen::Index index) const;
  [[nodiscard]] Parameters mean() const;
};

/// How well the chains have found the posterior.
struct SamplingSummary {
  int chains = 0;
  int draws_per_chain = 0;
  int divergences = 0;
  int treedepth_hits = 0;
  double largest_r_hat = 1.0;
  double smallest_bulk_ess = 0.0;
  double smallest_tail_ess = 0.0;
  std::string worst_parameter;  ///< The one with the largest R-hat.
};

}  // namespace expense::prophet
