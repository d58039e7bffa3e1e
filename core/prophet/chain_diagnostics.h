// Whether Markov chains agree on a quantity, and how many independent draws theirs are worth.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// Each is NaN if it cannot be told: see diagnose.
struct Convergence {
  /// Rank-normalised split R-hat: 1 when the chains agree, in location and in spread; above 1.01
  /// they had better run longer. Huge when no chain moved, each at a place of its own.
  double r_hat = 1.0;
  /// Effective sample size in the middle of the distribution, as for a mean. May exceed the number
  /// of draws when successive ones are on opposite sides; at most log10 of it times as much.
  double bulk_ess = 0.0;
  /// The smaller of the effective sample sizes for the probabilities below the quantiles of 5 % and
  /// 95 %. A quantile at or above which there is no draw, for ties, does not count.
  double tail_ess = 0.0;
};

/// @param draws  of one quantity, iterations x chains; one chain will do, as its halves are
///               compared. The middle draw of an odd number of iterations is left out.
/// @return all NaN if a draw is not finite; if all are equal, which a quantity that is constant and
///         one on which all chains got stuck have in common; or below 12 iterations.
/// @cost N log N for N draws, and N for each lag up to where the autocorrelation is lost in noise.
/// @source Vehtari, Gelman, Simpson, Carpenter, Buerkner (2021), Bayesian Analysis 16(2).
[[nodiscard]] Convergence diagnose(const Eigen::MatrixXd& draws);

}  // namespace expense::prophet
