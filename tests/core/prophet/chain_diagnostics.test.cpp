// R-hat and effective sample sizes: pinned figures, known cases, invariances, what cannot be told.
#include "prophet/chain_diagnostics.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/random.h"

namespace expense::prophet {
namespace {

using Eigen::MatrixXd;

// Autoregressive chains with standard normal margins.
MatrixXd autoregressive(std::uint64_t seed, Eigen::Index iterations, Eigen::Index chains,
                        double correlation) {
  MatrixXd draws(iterations, chains);
  for (Eigen::Index chain = 0; chain < chains; ++chain) {
    Random random(seed, static_cast<std::uint64_t>(chain));
    double state = random.normal();
    for (Eigen::Index i = 0; i < iterations; ++i) {
      draws(i, chain) = state;
      state = correlation * state + std::sqrt(1.0 - correlation * correlation) * random.normal();
    }
  }
  return draws;
}

// Four chains of 100 that any program can make anew: s <- correlation * s + u, with u from the
// "minimal standard" generator of Park and Miller, running on from chain to chain.
MatrixXd made_anywhere(double correlation) {
  MatrixXd draws(100, 4);
  std::int64_t state = 1;
  for (Eigen::Index chain = 0; chain < 4; ++chain) {
    double s = 0.0;
    for (Eigen::Index i = 0; i < 100; ++i) {
      state = state * 16807 % 2147483647;
      s = correlation * s + static_cast<double>(state) / 2147483647.0;
      draws(i, chain) = s;
    }
  }
  return draws;
}

void check_figures(const MatrixXd& draws, double r_hat, double bulk_ess, double tail_ess) {
  const Convergence convergence = diagnose(draws);
  CHECK(convergence.r_hat == Approx(r_hat).epsilon(1e-10));
  CHECK(convergence.bulk_ess == Approx(bulk_ess).epsilon(1e-10));
  CHECK(convergence.tail_ess == Approx(tail_ess).epsilon(1e-10));
}

void check_unknown(const MatrixXd& draws) {
  const Convergence convergence = diagnose(draws);
  CHECK(std::isnan(convergence.r_hat));
  CHECK(std::isnan(convergence.bulk_ess));
  CHECK(std::isnan(convergence.tail_ess));
}

}  // namespace

TEST_CASE("R-hat and sample sizes equal those of rstan's formulas", "[golden]") {
  // Made with R 4.2 and rstan 2.21.7 (rhat_rfun, ess_rfun on split chains), its scores replaced by
  // those of the paper, (rank - 3/8) / (S + 1/4).
  check_figures(made_anywhere(0.0), 1.009180216706, 396.2922865924, 367.3824277177);
  check_figures(made_anywhere(0.6), 1.025693079139, 120.5419548998, 262.8620255442);
  check_figures(made_anywhere(-0.5), 1.001760918487, 1040.823996531, 430.5384963475);
  MatrixXd shifted = made_anywhere(0.6);
  shifted.col(1).array() += 0.4;
  check_figures(shifted, 1.103017793984, 34.1752443533, 57.39185885854);
  const auto to_sixteenths = [](double x) { return std::nearbyint(16.0 * x) / 16.0; };
  check_figures(made_anywhere(0.3).unaryExpr(to_sixteenths), 1.007423331282, 231.107650973,
                289.0523725098);
  check_figures(made_anywhere(0.9).topRows(40), 1.541216243163, 8.381405059961, 62.81763711784);
  check_figures(made_anywhere(0.6).col(0), 1.003895681957, 35.5529995054, 34.33392191485);
}

TEST_CASE("independent draws are worth themselves", "[unit]") {
  double bulk = 0.0;
  double tail = 0.0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Convergence convergence = diagnose(autoregressive(seed, 1000, 4, 0.0));
    CHECK(convergence.r_hat == Approx(1.0).margin(0.01));
    bulk += convergence.bulk_ess / 20.0;
    tail += convergence.tail_ess / 20.0;
  }
  CHECK(bulk == Approx(4000.0).epsilon(0.05));
  CHECK(tail == Approx(4000.0).epsilon(0.1));
}

TEST_CASE("autoregressive draws are worth N (1 - rho) / (1 + rho)", "[unit]") {
  for (const double correlation : {-0.4, 0.3, 0.7, 0.9}) {
    double bulk = 0.0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      bulk += diagnose(autoregressive(seed, 1000, 4, correlation)).bulk_ess / 20.0;
    }
    INFO(correlation);
    CHECK(bulk == Approx(4000.0 * (1.0 - correlation) / (1.0 + correlation)).epsilon(0.1));
  }
}

TEST_CASE("chains that disagree are told from those that agree", "[unit]") {
  const MatrixXd agree = autoregressive(11, 500, 4, 0.3);
  CHECK(diagnose(agree).r_hat < 1.01);

  MatrixXd shifted = agree;
  shifted.col(3).array() += 1.0;
  CHECK(diagnose(shifted).r_hat > 1.05);
  CHECK(diagnose(shifted).bulk_ess < 0.1 * diagnose(agree).bulk_ess);

  MatrixXd spread = agree;
  spread.col(1) *= 3.0;
  CHECK(diagnose(spread).r_hat > 1.05);

  // One chain that drifts disagrees with itself.
  MatrixXd drifting = agree.col(0);
  drifting += Eigen::VectorXd::LinSpaced(500, 0.0, 3.0);
  CHECK(diagnose(agree.col(0)).r_hat < 1.02);
  CHECK(diagnose(drifting).r_hat > 1.05);
}

TEST_CASE("what cannot be told is NaN, and chains that never moved stand out", "[unit]") {
  const MatrixXd draws = autoregressive(13, 100, 2, 0.0);
  check_unknown(MatrixXd::Constant(100, 4, 3.5));
  check_unknown(MatrixXd(100, 0));
  check_unknown(draws.topRows(11));
  CHECK(diagnose(draws.topRows(12)).bulk_ess > 0.0);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    MatrixXd broken = draws;
    broken(57, 1) = bad;
    check_unknown(broken);
  }

  MatrixXd stuck(100, 3);
  stuck.col(0).setConstant(1.0);
  stuck.col(1).setConstant(2.0);
  stuck.col(2).setConstant(4.0);
  CHECK(diagnose(stuck).r_hat > 1e6);
  CHECK(diagnose(stuck).bulk_ess < 4.0);

  // Of a quantity with two values, one tail has no draw on its far side.
  const Convergence binary = diagnose((draws.array() > 1.0).cast<double>());
  CHECK(binary.r_hat < 1.05);
  CHECK(binary.bulk_ess > 100.0);
  CHECK(binary.tail_ess > 100.0);
}

TEST_CASE("units and the order of chains do not matter, nor the middle draw", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const auto half = *rc::gen::inRange(6, 100);
    const auto chains = *rc::gen::inRange(1, 6);
    const double correlation = 0.1 * *rc::gen::inRange(-8, 9);
    const MatrixXd draws = autoregressive(seed, 2 * half, chains, correlation);
    const Convergence convergence = diagnose(draws);
    RC_ASSERT(convergence.r_hat > 0.0);
    RC_ASSERT(convergence.bulk_ess > 0.0);
    RC_ASSERT(convergence.tail_ess > 0.0);
    const auto same = [&](const MatrixXd& others) {
      const Convergence other = diagnose(others);
      return std::fabs(other.r_hat / convergence.r_hat - 1.0) < 1e-9 &&
             std::fabs(other.bulk_ess / convergence.bulk_ess - 1.0) < 1e-9 &&
             std::fabs(other.tail_ess / convergence.tail_ess - 1.0) < 1e-9;
    };
    RC_ASSERT(same(-4.0 + 1024.0 * draws.array()));
    RC_ASSERT(same(draws.rowwise().reverse()));
    MatrixXd odd(2 * half + 1, chains);
    odd << draws.topRows(half), MatrixXd::Constant(1, chains, 1e9), draws.bottomRows(half);
    RC_ASSERT(same(odd));
    // Ranks are all that the bulk looks at.
    const double of_cubes = diagnose(draws.array().cube()).bulk_ess;
    RC_ASSERT(std::fabs(of_cubes / convergence.bulk_ess - 1.0) < 1e-9);
  }));
}

}  // namespace expense::prophet
