#include "prophet/chain_diagnostics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "base/elementary.h"
#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Halves of chains as chains of their own.
MatrixXd split(const MatrixXd& draws) {
  const Index half = draws.rows() / 2;
  MatrixXd halves(half, 2 * draws.cols());
  halves << draws.topRows(half), draws.bottomRows(half);
  return halves;
}

double sample_variance(const RowVectorXd& values) {
  return (values.array() - values.mean()).square().sum() / static_cast<double>(values.size() - 1);
}

// Draws in ascending order, each with its place in the matrix.
using Sorted = std::vector<std::pair<double, Index>>;

Sorted sort(const MatrixXd& draws) {
  Sorted sorted(static_cast<std::size_t>(draws.size()));
  for (Index i = 0; i < draws.size(); ++i) {
    sorted[static_cast<std::size_t>(i)] = {draws.data()[i], i};
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// Linear interpolation between order statistics.
double quantile(const Sorted& sorted, double p) {
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double share = position - static_cast<double>(below);
  return sorted[below].first + share * (sorted[above].first - sorted[below].first);
}

// Normal scores of ranks 1 to n, by Blom's formula.
class NormalScores {
 public:
  explicit NormalScores(std::size_t n) : n_(n), scores_(n) {
    for (std::size_t i = 0; i < (n + 1) / 2; ++i) {
      scores_[i] = score(static_cast<double>(i + 1));
      scores_[n - 1 - i] = -scores_[i];
    }
  }

  // Every draw's score, ties sharing that of their mean rank.
  [[nodiscard]] MatrixXd of(const Sorted& sorted, Index rows) const {
    MatrixXd result(rows, static_cast<Index>(n_) / rows);
    for (std::size_t first = 0; first < n_;) {
      std::size_t last = first;
      while (last + 1 < n_ && sorted[last + 1].first == sorted[first].first) ++last;
      const std::size_t twice_the_mean = first + last;
      const double shared = twice_the_mean % 2 == 0
                                ? scores_[twice_the_mean / 2]
                                : score(0.5 * static_cast<double>(twice_the_mean) + 1.0);
      for (; first <= last; ++first) result.data()[sorted[first].second] = shared;
    }
    return result;
  }

 private:
  [[nodiscard]] double score(double rank) const {
    return normal_quantile((rank - 0.375) / (static_cast<double>(n_) + 0.25));
  }

  std::size_t n_;
  std::vector<double> scores_;
};

// Square root of the variance over all chains to that within them.
double potential_scale_reduction(const MatrixXd& chains) {
  const auto n = static_cast<double>(chains.rows());
  const RowVectorXd means = chains.colwise().mean();
  const double within =
      (chains.rowwise() - means).squaredNorm() / (n - 1.0) / static_cast<double>(chains.cols());
  return std::sqrt((n * sample_variance(means) / within + n - 1.0) / n);
}

// Number of draws over the integrated autocorrelation time, by Geyer's initial monotone sequence:
// sums of neighbouring autocorrelations are positive and fall, up to where noise takes over.
double effective_sample_size(const MatrixXd& chains) {
  const Index n = chains.rows();
  const RowVectorXd means = chains.colwise().mean();
  const MatrixXd centred = chains.rowwise() - means;
  const auto mean_autocovariance = [&](Index lag) {
    double total = 0.0;
    for (Index chain = 0; chain < centred.cols(); ++chain) {
      const double* values = centred.col(chain).data();
      total += dot(values, values + lag, n - lag);
    }
    return total / static_cast<double>(centred.size());
  };
  const double biased_within = mean_autocovariance(0);
  const double within = biased_within * static_cast<double>(n) / static_cast<double>(n - 1);
  const double overall = biased_within + sample_variance(means);
  if (!(overall > 0.0)) return kNaN;
  const auto autocorrelation = [&](Index lag) {
    return 1.0 - (within - mean_autocovariance(lag)) / overall;
  };

  double even = 1.0;
  double pair = even + autocorrelation(1);
  double smallest_pair = pair;
  double time = -1.0;
  // Estimates of the last few lags rest on too few products.
  for (Index lag = 2; lag < n - 3 && pair > 0.0; lag += 2) {
    smallest_pair = std::min(smallest_pair, pair);
    time += 2.0 * smallest_pair;
    even = autocorrelation(lag);
    pair = even + autocorrelation(lag + 1);
  }
  // Half a pair more: it tells antithetic chains better.
  time += std::max(even, 0.0);
  const auto draws = static_cast<double>(chains.size());
  constexpr double kLn10 = 2.302585092994046;
  return draws / std::max(time, kLn10 / log(draws));
}

// Of the indicator of the draws up to a bound.
double effective_sample_size_below(const MatrixXd& chains, double bound) {
  return effective_sample_size((chains.array() <= bound).cast<double>());
}

}  // namespace

Convergence diagnose(const Eigen::MatrixXd& draws) {
  constexpr Index kFewestIterations = 12;
  const Convergence unknown{kNaN, kNaN, kNaN};
  if (draws.rows() < kFewestIterations || draws.cols() == 0 || !draws.allFinite()) return unknown;
  if (draws.minCoeff() == draws.maxCoeff()) return unknown;

  const MatrixXd chains = split(draws);
  const Sorted sorted = sort(chains);
  const NormalScores scores(sorted.size());
  const MatrixXd bulk = scores.of(sorted, chains.rows());
  // Distance from the median, less that of the two draws beside it: so these are tied, whatever the
  // rounding.
  const double below = sorted[sorted.size() / 2 - 1].first;
  const double above = sorted[sorted.size() / 2].first;
  const Sorted folded = sort((chains.array() - above).max(below - chains.array()));
  // fmax and fmin pass over what is not a number.
  return {std::fmax(potential_scale_reduction(bulk),
                    potential_scale_reduction(scores.of(folded, chains.rows()))),
          effective_sample_size(bulk),
          std::fmin(effective_sample_size_below(chains, quantile(sorted, 0.05)),
                    effective_sample_size_below(chains, quantile(sorted, 0.95)))};
}

}  // namespace expense::prophet
