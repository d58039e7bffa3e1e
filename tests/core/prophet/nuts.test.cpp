// Draws of whole chains: distributions within Monte Carlo error, warnings, repeatability.
#include "prophet/nuts.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "log_densities.h"
#include "prophet/chain_diagnostics.h"

namespace expense::prophet {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<Chain> four_chains(LogDensity& density, const VectorXd& start,
                               const MatrixXd& covariance, NutsOptions options = {}) {
  std::vector<Chain> chains;
  for (options.chain = 0; options.chain < 4; ++options.chain) {
    chains.push_back(*sample_chain(density, start, covariance, options));
  }
  return chains;
}

// A quantity of each draw: draws x chains.
template <class Quantity>
MatrixXd quantity_of(const std::vector<Chain>& chains, Quantity quantity) {
  MatrixXd values(chains[0].draws.cols(), static_cast<Eigen::Index>(chains.size()));
  for (Eigen::Index chain = 0; chain < values.cols(); ++chain) {
    const MatrixXd& draws = chains[static_cast<std::size_t>(chain)].draws;
    for (Eigen::Index i = 0; i < values.rows(); ++i) values(i, chain) = quantity(draws.col(i));
  }
  return values;
}

// The mean of a quantity is as expected, within 5 standard errors, and the chains agree.
void check_mean(const MatrixXd& values, double expected) {
  const Convergence convergence = diagnose(values);
  const double deviation = std::sqrt((values.array() - values.mean()).square().mean());
  CHECK(std::fabs(values.mean() - expected) < 5.0 * deviation / std::sqrt(convergence.bulk_ess));
  CHECK(convergence.r_hat < 1.02);
  CHECK(convergence.bulk_ess > 400.0);
}

int divergences_of(const std::vector<Chain>& chains) {
  int divergences = 0;
  for (const Chain& chain : chains) divergences += chain.divergences;
  return divergences;
}

}  // namespace

TEST_CASE("draws of a Gaussian have its means, covariances and quantiles", "[sampler]") {
  struct Case {
    Eigen::Index dimension;
    double condition;
    bool known;  // whether the sampler is given the covariance
  };
  for (const Case& c : {Case{1, 1.0, false}, Case{10, 100.0, false}, Case{30, 1000.0, true},
                        Case{50, 10000.0, true}}) {
    const Eigen::Index d = c.dimension;
    const MatrixXd covariance = made_up_covariance(d, c.condition, 5);
    const VectorXd mean = VectorXd::LinSpaced(d, -3.0, 7.0);
    Gaussian gaussian(mean, covariance);
    const MatrixXd guess = c.known ? covariance : MatrixXd::Identity(d, d);
    const std::vector<Chain> chains = four_chains(gaussian, VectorXd::Zero(d), guess);
    INFO(d);
    const MatrixXd factor = covariance.llt().matrixL();
    const auto standardised = [&](const VectorXd& draw, Eigen::Index i) {
      return factor.triangularView<Eigen::Lower>().solve(draw - mean)[i];
    };
    for (Eigen::Index i = 0; i < d; i += 7) {
      check_mean(quantity_of(chains, [&](const VectorXd& draw) { return draw[i]; }), mean[i]);
      for (Eigen::Index j = 0; j <= i; j += 5) {
        check_mean(quantity_of(chains,
                               [&](const VectorXd& draw) {
                                 return standardised(draw, i) * standardised(draw, j);
                               }),
                   i == j ? 1.0 : 0.0);
      }
      for (const double p : {0.05, 0.5, 0.95}) {
        const double quantile = mean[i] + std::sqrt(covariance(i, i)) * normal_quantile(p);
        check_mean(
            quantity_of(chains, [&](const VectorXd& draw) { return draw[i] <= quantile ? 1 : 0; }),
            p);
      }
    }
    CHECK(divergences_of(chains) == 0);
    for (const Chain& chain : chains) {
      CHECK(chain.depth_limit_hits == 0);
      CHECK(chain.mean_acceptance > 0.75);
      CHECK(chain.mean_acceptance < 0.98);
    }
  }
}

TEST_CASE("draws of a Laplace product have its moments despite the kinks", "[sampler]") {
  const VectorXd scales = VectorXd::LinSpaced(8, 0.02, 2.0);
  LaplaceProduct product(scales);
  // The first guess is off by a factor of two in scale.
  const MatrixXd guess = (0.5 * scales.array().square()).matrix().asDiagonal();
  const std::vector<Chain> chains = four_chains(product, VectorXd::Zero(8), guess);
  for (Eigen::Index i = 0; i < 8; ++i) {
    INFO(i);
    const double scale = scales[i];
    check_mean(quantity_of(chains, [&](const VectorXd& draw) { return draw[i]; }), 0.0);
    check_mean(quantity_of(chains, [&](const VectorXd& draw) { return std::fabs(draw[i]); }),
               scale);
    check_mean(quantity_of(chains, [&](const VectorXd& draw) { return draw[i] * draw[i]; }),
               2.0 * scale * scale);
    const double median = scale * std::log(2.0);
    check_mean(
        quantity_of(chains,
                    [&](const VectorXd& draw) { return std::fabs(draw[i]) <= median ? 1 : 0; }),
        0.5);
  }
  CHECK(divergences_of(chains) == 0);
}

TEST_CASE("a funnel that no step size suits is flagged", "[sampler]") {
  Funnel funnel(10);
  const std::vector<Chain> chains =
      four_chains(funnel, VectorXd::Zero(10), MatrixXd::Identity(10, 10));
  CHECK(divergences_of(chains) > 0);
}

TEST_CASE("draws stay where the density is not zero", "[sampler]") {
  for (const double outside : {-kInfinity, kInfinity, kNaN}) {
    HalfNormal half_normal(2, outside);
    NutsOptions options;
    options.draws = 5000;  // the edge makes them few effective ones
    const std::vector<Chain> chains =
        four_chains(half_normal, VectorXd::Ones(2), MatrixXd::Identity(2, 2), options);
    for (const Chain& chain : chains) {
      CHECK(chain.draws.minCoeff() > 0.0);
      CHECK(chain.log_density.allFinite());
    }
    CHECK(divergences_of(chains) > 0);
    for (Eigen::Index i = 0; i < 2; ++i) {
      check_mean(quantity_of(chains, [&](const VectorXd& draw) { return draw[i]; }),
                 std::sqrt(2.0 / 3.14159265358979));
      check_mean(quantity_of(chains, [&](const VectorXd& draw) { return draw[i] * draw[i]; }), 1.0);
    }
  }
}

TEST_CASE("equal arguments give equal draws, other seeds and chains others", "[sampler]") {
  Gaussian gaussian(VectorXd::Ones(6), made_up_covariance(6, 50.0, 2));
  NutsOptions options;
  options.warmup = 100;
  options.draws = 50;
  const auto draws_with = [&](std::uint64_t seed, std::uint64_t chain) {
    options.seed = seed;
    options.chain = chain;
    return sample_chain(gaussian, VectorXd::Zero(6), MatrixXd::Identity(6, 6), options)->draws;
  };
  const MatrixXd draws = draws_with(1, 0);
  CHECK(draws == draws_with(1, 0));
  CHECK_FALSE(draws.col(0) == draws_with(1, 1).col(0));
  CHECK_FALSE(draws.col(0) == draws_with(2, 0).col(0));
}

TEST_CASE("draws are the same on every platform", "[golden]") {
  LaplaceProduct product(VectorXd::LinSpaced(5, 0.5, 1.5));
  NutsOptions options;
  options.warmup = 200;
  options.draws = 100;
  options.seed = 42;
  const Chain chain = *sample_chain(product, VectorXd::Zero(5), MatrixXd::Identity(5, 5), options);
  CHECK(chain.draws(0, 0) == -0x1.61f002a337558p-2);
  CHECK(chain.draws(4, 99) == 0x1.d209b3cb6bb11p+2);
  CHECK(chain.log_density[99] == -0x1.2bfb7ee4a3e92p+3);
  CHECK(chain.gradient_evaluations == 6146);
}

TEST_CASE("thinning keeps the last of so many transitions", "[sampler]") {
  Gaussian gaussian = standard_normal(5);
  const MatrixXd identity = MatrixXd::Identity(5, 5);
  NutsOptions options;
  options.warmup = 100;
  options.draws = 60;
  const Chain all = *sample_chain(gaussian, VectorXd::Zero(5), identity, options);
  options.draws = 20;
  options.thinning = 3;
  const Chain thinned = *sample_chain(gaussian, VectorXd::Zero(5), identity, options);
  REQUIRE(thinned.draws.cols() == 20);
  for (Eigen::Index i = 0; i < 20; ++i) {
    CHECK(thinned.draws.col(i) == all.draws.col(3 * i + 2));
    CHECK(thinned.log_density[i] == all.log_density[3 * i + 2]);
  }
  CHECK(thinned.gradient_evaluations == all.gradient_evaluations);
  CHECK(thinned.mean_acceptance == Approx(all.mean_acceptance));
}

TEST_CASE("a chain tells how it came about", "[sampler]") {
  Gaussian gaussian(VectorXd::Zero(7), made_up_covariance(7, 10.0, 4));
  const MatrixXd identity = MatrixXd::Identity(7, 7);
  NutsOptions options;
  options.warmup = 150;
  options.draws = 100;
  const Chain chain = *sample_chain(gaussian, VectorXd::Ones(7), identity, options);
  CHECK(chain.gradient_evaluations == gaussian.evaluations);
  VectorXd gradient(7);
  for (Eigen::Index i = 0; i < 100; ++i) {
    CHECK(chain.log_density[i] == Approx(gaussian.evaluate(chain.draws.col(i), gradient)));
  }
  options.max_tree_depth = 1;
  CHECK(sample_chain(gaussian, VectorXd::Ones(7), identity, options)->depth_limit_hits > 50);
}

TEST_CASE("chains without warm-up or draws have none", "[sampler]") {
  Gaussian gaussian = standard_normal(4);
  const MatrixXd identity = MatrixXd::Identity(4, 4);
  NutsOptions options;
  options.warmup = 0;
  options.draws = 10;
  const Chain untaught = *sample_chain(gaussian, VectorXd::Zero(4), identity, options);
  CHECK(untaught.step_size > 0.1);
  CHECK(untaught.step_size < 4.0);
  CHECK(untaught.draws.allFinite());
  options.draws = 0;
  CHECK(sample_chain(gaussian, VectorXd::Zero(4), identity, options)->draws.cols() == 0);
}

TEST_CASE("a flat density does not trap the sampler", "[sampler]") {
  Flat flat(2);
  NutsOptions options;
  options.warmup = 30;
  options.draws = 5;
  options.max_tree_depth = 4;
  const Chain chain = *sample_chain(flat, VectorXd::Zero(2), MatrixXd::Identity(2, 2), options);
  CHECK(chain.depth_limit_hits == 5);
}

TEST_CASE("a start or a covariance that cannot be is refused", "[sampler]") {
  HalfNormal half_normal(2, -kInfinity);
  const MatrixXd identity = MatrixXd::Identity(2, 2);
  const auto refusal = [&](const VectorXd& start, const MatrixXd& covariance) {
    const Result<Chain> chain = sample_chain(half_normal, start, covariance, {});
    REQUIRE_FALSE(chain.has_value());
    CHECK(chain.error().code == ErrorCode::kInvalidOption);
    CHECK_FALSE(chain.error().advice.empty());
    return chain.error().message;
  };
  CHECK(refusal(-VectorXd::Ones(2), identity) == "The sampler's start has a density of zero.");
  const std::string covariance = "The sampler's first covariance is not positive definite.";
  CHECK(refusal(VectorXd::Ones(2), -identity) == covariance);
  CHECK(refusal(VectorXd::Ones(2), MatrixXd::Ones(2, 2) - identity) == covariance);
  CHECK(refusal(VectorXd::Ones(2), kNaN * identity) == covariance);
}

}  // namespace expense::prophet
