#include "prophet/posterior_sampler.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/elementary.h"
#include "base/random.h"
#include "prophet/chain_diagnostics.h"
#include "prophet/nuts.h"
#include "prophet/posterior_density.h"

namespace expense::prophet {
namespace {

// Below this share of the data's scale the noise is rounding, and so would the draws be.
constexpr double kSmallestSigma = 1e-8;
// Transitions for each kept draw, so that a draw repeats little of the one before it: many where
// they cost next to nothing (from sums), fewer where each asks all rows.
constexpr int kThinningOfSums = 16;
constexpr int kThinningOfRows = 3;

// Inverse curvature around the maximum, a Laplace prior counting as a normal one of its variance.
Eigen::MatrixXd covariance_around(const Design& design, const Eigen::MatrixXd& curvature) {
  const Eigen::Index size = design.column_count();
  Eigen::MatrixXd precision = Eigen::MatrixXd::Zero(size + 1, size + 1);
  precision.topLeftCorner(size, size) = curvature;
  precision.diagonal().head(size) += design.prior_precision;
  for (Eigen::Index j = 0; j < design.penalised_count(); ++j) {
    precision(design.free_count() + j, design.free_count() + j) +=
        0.5 * design.l1_rate[j] * design.l1_rate[j];
  }
  precision(size, size) = 2.0 * static_cast<double>(design.row_count());
  return precision.llt().solve(Eigen::MatrixXd::Identity(size + 1, size + 1));
}

// Chains one after another, their draws as parameters.
PosteriorDraws draws_of(const Design& design, const std::vector<Chain>& chains, double nu) {
  const Eigen::Index each = chains.front().draws.cols();
  const auto count = each * static_cast<Eigen::Index>(chains.size());
  PosteriorDraws draws;
  draws.k.resize(count);
  draws.m.resize(count);
  draws.sigma_obs.resize(count);
  if (nu > 0.0) draws.nu = Eigen::VectorXd::Constant(count, nu);
  draws.delta.resize(design.structure.changepoints_t.size(), count);
  draws.beta.resize(design.feature_count(), count);
  draws.steps.resize(design.penalised_count() - design.hinge_count, count);
  Eigen::Index at = 0;
  for (const Chain& chain : chains) {
    for (Eigen::Index i = 0; i < each; ++i, ++at) {
      const Eigen::Index size = design.column_count();
      const Parameters parameters = parameters_from(
          design, from_linear(design, chain.draws.col(i).head(size)), exp(chain.draws(size, i)));
      draws.k[at] = parameters.k;
      draws.m[at] = parameters.m;
      draws.sigma_obs[at] = parameters.sigma_obs;
      draws.delta.col(at) = parameters.delta;
      draws.beta.col(at) = parameters.beta;
      draws.steps.col(at) = parameters.steps;
    }
  }
  return draws;
}

std::string parameter_name(const Design& design, Eigen::Index index) {
  const Eigen::Index trend = design.trend_columns();
  if (index < trend) return index == design.offset_column() ? "m" : "k";
  if (index < design.free_count()) {
    return design.structure.features.column_names()[static_cast<std::size_t>(index - trend)];
  }
  if (index == design.column_count()) return "sigma_obs";
  const Eigen::Index j = index - design.free_count();
  if (j < design.hinge_count) return "delta[" + std::to_string(j) + "]";
  return "steps[" + std::to_string(j - design.hinge_count) + "]";
}

SamplingSummary summarise(const Design& design, const std::vector<Chain>& chains) {
  SamplingSummary summary;
  summary.chains = static_cast<int>(chains.size());
  summary.draws_per_chain = static_cast<int>(chains.front().draws.cols());
  for (const Chain& chain : chains) {
    summary.divergences += chain.divergences;
    summary.treedepth_hits += chain.depth_limit_hits;
  }
  Eigen::MatrixXd of_one(chains.front().draws.cols(), static_cast<Eigen::Index>(chains.size()));
  bool is_first = true;
  for (Eigen::Index l = 0; l < chains.front().draws.rows(); ++l) {
    for (std::size_t c = 0; c < chains.size(); ++c) {
      of_one.col(static_cast<Eigen::Index>(c)) = chains[c].draws.row(l).transpose();
    }
    const Convergence convergence = diagnose(of_one);
    if (std::isnan(convergence.r_hat)) continue;
    if (is_first || convergence.r_hat > summary.largest_r_hat) {
      summary.largest_r_hat = convergence.r_hat;
      summary.worst_parameter = parameter_name(design, l);
    }
    summary.smallest_bulk_ess =
        is_first ? convergence.bulk_ess : std::min(summary.smallest_bulk_ess, convergence.bulk_ess);
    summary.smallest_tail_ess =
        is_first ? convergence.tail_ess : std::min(summary.smallest_tail_ess, convergence.tail_ess);
    is_first = false;
  }
  return summary;
}

}  // namespace

Result<Posterior> sample_posterior(const Design& design, const Eigen::VectorXd& y,
                                   const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                   const Eigen::VectorXd& v, const Parameters& maximum,
                                   const SamplerOptions& options) {
  const auto degenerate = [] {
    return fail(ErrorCode::kTooLittleHistory,
                "The history leaves no noise to sample: the model passes through every value.",
                "Give more rows, ask for fewer terms, or leave mcmc_samples at 0.");
  };
  if (!(maximum.sigma_obs > kSmallestSigma)) return degenerate();
  const Eigen::Index size = design.column_count();
  Eigen::VectorXd centre(size + 1);
  centre.head(size) = to_linear(design, coefficients(design, maximum));
  centre[size] = log(maximum.sigma_obs);

  std::unique_ptr<LogDensity> density;
  Eigen::MatrixXd curvature;
  const bool is_from_sums =
      design.is_linear() && likelihood.kind == Likelihood::Kind::kNormal && v.size() == 0;
  if (is_from_sums) {
    auto linear = std::make_unique<LinearDensity>(design, y, centre.head(size));
    curvature = linear->gram() / (maximum.sigma_obs * maximum.sigma_obs);
    density = std::move(linear);
  } else {
    auto rows = std::make_unique<RowDensity>(design, y, caps, likelihood, v, maximum.nu);
    rows->curvature(centre, curvature);
    density = std::move(rows);
  }
  const Eigen::MatrixXd covariance = covariance_around(design, curvature);
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  if (factor.info() != Eigen::Success) return degenerate();

  NutsOptions nuts;
  nuts.warmup = options.iterations / 2;
  nuts.draws = options.iterations - nuts.warmup;
  nuts.thinning = is_from_sums ? kThinningOfSums : kThinningOfRows;
  nuts.seed = options.seed;
  std::vector<Chain> chains;
  for (int c = 0; c < options.chains; ++c) {
    nuts.chain = static_cast<std::uint64_t>(c);
    Random random(options.seed, 1'000'000 + nuts.chain);
    Eigen::VectorXd start(size + 1);
    for (double& value : start) value = random.normal();
    start = centre + factor.matrixL() * start;
    Result<Chain> chain = sample_chain(*density, start, covariance, nuts);
    if (!chain) return tl::unexpected<Error>(chain.error());
    chains.push_back(std::move(*chain));
  }
  return Posterior{draws_of(design, chains, maximum.nu), summarise(design, chains)};
}

}  // namespace expense::prophet
