// The noise's log likelihood, its derivatives against differences, and its best scale.
#include "prophet/noise.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/random.h"

namespace expense::prophet {
namespace {

constexpr double kHalfLogTwoPi = 0.9189385332046727;

struct MadeUpNoise {
  explicit MadeUpNoise(std::uint64_t seed) {
    Random random(seed);
    likelihood.kind = static_cast<Likelihood::Kind>(random.below(3));
    if (random.chance(0.3)) likelihood.nu = random.uniform(1.0, 30.0);
    likelihood.huber_threshold = random.uniform(0.5, 3.0);
    const auto rows = static_cast<Eigen::Index>(5 + random.below(40));
    residuals.resize(rows);
    for (double& residual : residuals) residual = 0.2 * random.normal() / random.uniform(0.1, 1.0);
    if (random.chance(0.3)) residuals[2] = std::nan("");
    if (random.chance(0.5)) {
      v.resize(rows);
      for (double& factor : v) factor = random.uniform(0.3, 2.0);
    }
    sigma = random.uniform(0.05, 0.6);
    nu = likelihood.nu.value_or(random.uniform(1.0, 50.0));
  }
  [[nodiscard]] Noise noise() const {
    Noise noise(likelihood, v);
    noise.set_nu(nu);
    return noise;
  }

  Likelihood likelihood;
  Eigen::VectorXd residuals, v;
  double sigma = 0.0;
  double nu = 0.0;
};

MadeUpNoise any_noise() { return MadeUpNoise(*rc::gen::inRange<std::uint64_t>(0, 1'000'000'000)); }

// -log likelihood of one row is a function of its residual alone.
double cost_of(const MadeUpNoise& made, Eigen::Index row, double residual, double sigma) {
  Eigen::VectorXd moved = made.residuals;
  moved[row] = residual;
  return -made.noise().log_likelihood(moved, sigma);
}

bool is_near_kink(const MadeUpNoise& made, double distance) {
  if (made.likelihood.kind != Likelihood::Kind::kHuber) return false;
  for (Eigen::Index i = 0; i < made.residuals.size(); ++i) {
    const double z = made.residuals[i] / (made.sigma * (made.v.size() > 0 ? made.v[i] : 1.0));
    if (std::fabs(std::fabs(z) - made.likelihood.huber_threshold) < distance) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the log likelihood is that of the distribution", "[unit]") {
  const Eigen::VectorXd residuals = Eigen::Vector3d(0.1, -0.4, 2.0);
  const Eigen::VectorXd ones;
  constexpr double kSigma = 0.5;
  Likelihood likelihood;
  CHECK(Noise(likelihood, ones).log_likelihood(residuals, kSigma) ==
        Approx(-0.5 * (0.04 + 0.64 + 16.0) - 3.0 * std::log(kSigma)));
  likelihood.kind = Likelihood::Kind::kHuber;
  likelihood.huber_threshold = 1.5;
  CHECK(Noise(likelihood, ones).log_likelihood(residuals, kSigma) ==
        Approx(-0.5 * (0.04 + 0.64) - (1.5 * 4.0 - 1.125) - 3.0 * std::log(kSigma)));
  // Cauchy's density 1 / (pi (1 + z^2)), ln sqrt(2 pi) dropped from each row.
  likelihood.kind = Likelihood::Kind::kStudentT;
  likelihood.nu = 1.0;
  const double cauchy = -3.0 * std::log(std::acos(-1.0)) - std::log(1.04) - std::log(1.64) -
                        std::log(17.0) - 3.0 * std::log(kSigma);
  CHECK(Noise(likelihood, ones).log_likelihood(residuals, kSigma) ==
        Approx(cauchy + 3.0 * kHalfLogTwoPi));
  // Factors scale sigma row by row.
  const Eigen::VectorXd v = Eigen::Vector3d(2.0, 2.0, 2.0);
  CHECK(Noise(likelihood, v).log_likelihood(residuals, 0.5 * kSigma) ==
        Approx(cauchy + 3.0 * kHalfLogTwoPi));
}

TEST_CASE("rows without a residual count nothing", "[unit]") {
  for (const auto kind :
       {Likelihood::Kind::kNormal, Likelihood::Kind::kStudentT, Likelihood::Kind::kHuber}) {
    Likelihood likelihood;
    likelihood.kind = kind;
    likelihood.nu = 4.0;
    const Eigen::VectorXd whole = Eigen::Vector3d(0.1, -0.4, 2.0);
    Eigen::VectorXd holed(4);
    holed << 0.1, std::numeric_limits<double>::quiet_NaN(), -0.4, 2.0;
    const Eigen::VectorXd ones;
    Noise noise(likelihood, ones);
    CHECK(noise.log_likelihood(holed, 0.7) == Approx(noise.log_likelihood(whole, 0.7)));
    CHECK(noise.sigma_slope(holed, 0.7) == Approx(noise.sigma_slope(whole, 0.7)));
    double sigma = 1.0;
    double same = 1.0;
    noise.fit_scale(holed, sigma);
    Noise(likelihood, ones).fit_scale(whole, same);
    CHECK(sigma == Approx(same).epsilon(1e-12));
  }
}

TEST_CASE("derivatives by the mean and by sigma are differences", "[property]") {
  CHECK(rc::check([] {
    const MadeUpNoise made = any_noise();
    if (is_near_kink(made, 1e-2)) return;
    const Eigen::Index rows = made.residuals.size();
    Eigen::VectorXd score(rows), curvature(rows), majorant(rows), cross(rows);
    const Noise noise = made.noise();
    const double second =
        noise.derivatives(made.residuals, made.sigma, score, curvature, majorant, cross);
    const auto near = [](double got, double expected, double scale) {
      return std::fabs(got - expected) < 2e-5 * (1.0 + scale);
    };
    const double at_best = std::max(1.0, majorant.maxCoeff());
    for (Eigen::Index i = 0; i < rows; ++i) {
      if (std::isnan(made.residuals[i])) {
        RC_ASSERT(score[i] == 0.0 && curvature[i] == 0.0 && majorant[i] == 0.0 && cross[i] == 0.0);
        continue;
      }
      const double r = made.residuals[i];
      constexpr double kStep = 1e-4;
      const auto cost = [&](double distance) {
        return cost_of(made, i, r + distance * kStep, made.sigma);
      };
      // mu rises as the residual falls: score is minus the derivative by mu.
      const double slope = (cost(1.0) - cost(-1.0)) / (2.0 * kStep);
      RC_ASSERT(near(score[i], slope, at_best));
      const auto slope_at = [&](double residual, double sigma) {
        Eigen::VectorXd moved = made.residuals;
        moved[i] = residual;
        Eigen::VectorXd s(rows), unused(rows), m(rows), x(rows);
        static_cast<void>(noise.derivatives(moved, sigma, s, unused, m, x));
        return s[i];
      };
      const double bend = (slope_at(r + 1e-5, made.sigma) - slope_at(r - 1e-5, made.sigma)) / 2e-5;
      RC_ASSERT(near(curvature[i], bend, at_best));
      const double by_sigma =
          (slope_at(r, made.sigma * std::exp(1e-5)) - slope_at(r, made.sigma * std::exp(-1e-5))) /
          2e-5;
      // Score is minus the derivative by mu, cross the derivative of that by ln sigma.
      RC_ASSERT(near(cross[i], -by_sigma, at_best));
    }
    const auto log_likelihood = [&](double distance) {
      return noise.log_likelihood(made.residuals, made.sigma * std::exp(distance));
    };
    const double slope = (log_likelihood(1e-5) - log_likelihood(-1e-5)) / 2e-5;
    RC_ASSERT(near(noise.sigma_slope(made.residuals, made.sigma), slope, at_best));
    const auto posterior_slope = [&](double distance) {
      const double sigma = made.sigma * std::exp(distance);
      return noise.sigma_slope(made.residuals, sigma) - 4.0 * sigma * sigma;
    };
    const double bend = (posterior_slope(1e-5) - posterior_slope(-1e-5)) / 2e-5;
    RC_ASSERT(near(second, -bend, at_best));
  }));
}

TEST_CASE("the majorant is a parabola that touches the cost and lies nowhere below it",
          "[property]") {
  CHECK(rc::check([] {
    const MadeUpNoise made = any_noise();
    const Eigen::Index rows = made.residuals.size();
    Eigen::VectorXd score(rows), curvature(rows), majorant(rows), cross(rows);
    static_cast<void>(
        made.noise().derivatives(made.residuals, made.sigma, score, curvature, majorant, cross));
    const double r = made.residuals[0];
    const double here = cost_of(made, 0, r, made.sigma);
    for (const double other : {-3.0, -0.2, 0.0, 0.1, 1.0, 5.0}) {
      const double parabola = here + 0.5 * majorant[0] * (other * other - r * r);
      RC_ASSERT(cost_of(made, 0, other, made.sigma) <=
                parabola + 1e-9 * (1.0 + std::fabs(parabola)));
    }
    RC_ASSERT(majorant.minCoeff() >= 0.0);
    RC_ASSERT(std::fabs(majorant[0] * r - score[0]) < 1e-10 * (1.0 + std::fabs(score[0])));
  }));
}

TEST_CASE("the best scale has no better one beside it", "[property]") {
  CHECK(rc::check([] {
    const MadeUpNoise made = any_noise();
    Noise noise = made.noise();
    double sigma = made.sigma;
    // sigma and nu in turns: where they trade with each other once is not enough.
    for (int i = 0; i < 40; ++i) noise.fit_scale(made.residuals, sigma);
    const auto posterior = [&](double at_sigma, double at_nu) {
      Noise other = noise;
      other.set_nu(at_nu);
      return other.log_likelihood(made.residuals, at_sigma) - 2.0 * at_sigma * at_sigma;
    };
    const double best = posterior(sigma, noise.nu());
    for (const double factor : {0.5, 0.99, 0.9999, 1.0001, 1.01, 2.0}) {
      RC_ASSERT(posterior(sigma * factor, noise.nu()) <= best + 1e-7 * (1.0 + std::fabs(best)));
      const double nu = noise.nu() * factor;
      if (made.likelihood.kind == Likelihood::Kind::kStudentT && !made.likelihood.nu && nu >= 1.0 &&
          nu <= 1'000.0) {
        RC_ASSERT(posterior(sigma, nu) <= best + 1e-7 * (1.0 + std::fabs(best)));
      }
    }
    RC_ASSERT(noise.scale_residual(made.residuals, sigma) < 1e-4);
  }));
}

TEST_CASE("noise grows with the level by a power, down to a twentieth of the mean", "[unit]") {
  CHECK(noise_factor(3.0, 2.0, 0.0) == 1.0);
  CHECK(noise_factor(3.0, 0.0, 1.0) == 1.0);
  CHECK(noise_factor(4.0, 2.0, 1.0) == Approx(2.0));
  CHECK(noise_factor(-4.0, 2.0, 1.0) == Approx(2.0));
  CHECK(noise_factor(8.0, 2.0, 0.5) == Approx(2.0));
  CHECK(noise_factor(0.0, 2.0, 1.0) == Approx(0.05));
}

}  // namespace expense::prophet
