// The noise's densities and quantiles by their definitions.
#include "prophet/noise.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/elementary.h"
#include "prophet/quantiles.h"

namespace expense::prophet {
namespace {

Likelihood likelihood_of(Likelihood::Kind kind, std::optional<double> nu = {}) {
  Likelihood likelihood;
  likelihood.kind = kind;
  likelihood.nu = nu;
  return likelihood;
}

// Density of one residual, sigma and factor given; Huber's is not a density.
double density(const Likelihood& likelihood, double residual, double sigma, double factor) {
  const Eigen::VectorXd v = Eigen::VectorXd::Constant(1, factor);
  const Noise noise(likelihood, v);
  const double kRootTwoPi = 2.50662827463100050242;
  return exp(noise.log_likelihood(Eigen::VectorXd::Constant(1, residual), sigma)) / kRootTwoPi;
}

// Share of probability up to x, by Simpson's rule on x = scale tan(angle).
double share_up_to(const Likelihood& likelihood, double x, double sigma, double factor) {
  const double scale = sigma * factor;
  const double last = std::atan(x / scale);
  const double first = -std::atan(1e7);
  constexpr int kSteps = 20'000;
  const double step = (last - first) / kSteps;
  double sum = 0.0;
  for (int i = 0; i <= kSteps; ++i) {
    const double tangent = std::tan(first + i * step);
    const double weight = i == 0 || i == kSteps ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    sum += weight * density(likelihood, scale * tangent, sigma, factor) * scale *
           (1.0 + tangent * tangent);
  }
  return sum * step / 3.0;
}

// Share of probability below x, exact also far out: there by Simpson's rule on ln x.
double share_below(const Likelihood& likelihood, double x) {
  if (x > 0.0) return 1.0 - share_below(likelihood, -x);
  if (x > -1.0) {
    return 0.5 - (share_up_to(likelihood, -x, 1.0, 1.0) - share_up_to(likelihood, x, 1.0, 1.0)) / 2;
  }
  constexpr int kSteps = 20'000;
  const double step = 40.0 / kSteps;
  double sum = 0.0;
  for (int i = 0; i <= kSteps; ++i) {
    const double at = x * std::exp(i * step);
    const double weight = i == 0 || i == kSteps ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    sum += weight * density(likelihood, at, 1.0, 1.0) * -at;
  }
  return sum * step / 3.0;
}

}  // namespace

TEST_CASE("normal and Student-t likelihoods are densities, at any sigma and factor", "[noise]") {
  for (const double sigma : {0.02, 3.0}) {
    for (const double factor : {1.0, 0.3}) {
      CHECK(share_up_to(likelihood_of(Likelihood::Kind::kNormal), 1e3, sigma, factor) ==
            Approx(1.0).epsilon(1e-6));
      for (const double nu : {1.0, 2.5, 30.0, 1000.0}) {
        CHECK(share_up_to(likelihood_of(Likelihood::Kind::kStudentT, nu), 1e9, sigma, factor) ==
              Approx(1.0).epsilon(1e-6));
      }
    }
  }
}

TEST_CASE("Student-t and normal quantiles are those of the tables", "[noise]") {
  const auto quantile = [](double nu, double p) {
    return NoiseQuantiles(likelihood_of(Likelihood::Kind::kStudentT, nu), nu).at(p);
  };
  CHECK(quantile(1.0, 0.90) == Approx(3.0776835).epsilon(1e-6));
  CHECK(quantile(1.0, 0.975) == Approx(12.7062047).epsilon(1e-6));
  CHECK(quantile(2.0, 0.90) == Approx(1.8856181).epsilon(1e-6));
  CHECK(quantile(4.0, 0.90) == Approx(1.5332063).epsilon(1e-6));
  CHECK(quantile(4.0, 0.995) == Approx(4.6040949).epsilon(1e-6));
  CHECK(quantile(30.0, 0.95) == Approx(1.6972609).epsilon(1e-6));
  CHECK(quantile(1000.0, 0.90) == Approx(1.2823987).epsilon(1e-6));
  CHECK(quantile(4.0, 0.5) == Approx(0.0).margin(1e-12));
  const NoiseQuantiles normal(likelihood_of(Likelihood::Kind::kNormal), 0.0);
  CHECK(normal.at(0.9) == Approx(1.2815515655446004).epsilon(1e-12));
  for (const double p : {1e-6, 0.01, 0.2, 0.4}) {
    CHECK(quantile(3.0, p) == Approx(-quantile(3.0, 1.0 - p)).epsilon(1e-9));
    CHECK(normal.at(p) == Approx(-normal.at(1.0 - p)).epsilon(1e-9));
  }
}

TEST_CASE("quantiles part the probability of their density", "[noise]") {
  for (const double p : {0.001, 0.1, 0.3, 0.5, 0.8, 0.99}) {
    for (const double nu : {1.0, 1.2, 1.7, 3.0, 30.0, 1000.0}) {
      const Likelihood student = likelihood_of(Likelihood::Kind::kStudentT, nu);
      INFO("p " << p << ", nu " << nu);
      CHECK(share_below(student, NoiseQuantiles(student, nu).at(p)) ==
            Approx(p).epsilon(0.0).margin(1e-6));
    }
    for (const double threshold : {0.2, 1.345, 3.0}) {
      Likelihood huber = likelihood_of(Likelihood::Kind::kHuber);
      huber.huber_threshold = threshold;
      const double all = share_up_to(huber, 1e3, 1.0, 1.0);
      CHECK(share_up_to(huber, NoiseQuantiles(huber, 0.0).at(p), 1.0, 1.0) / all ==
            Approx(p).epsilon(0.0).margin(1e-6));
    }
  }
}

TEST_CASE("rows without a value take no part in the likelihood", "[noise]") {
  Eigen::VectorXd residuals(4);
  residuals << 0.5, std::nan(""), -1.0, 0.2;
  Eigen::VectorXd known(3);
  known << 0.5, -1.0, 0.2;
  for (const Likelihood& likelihood :
       {likelihood_of(Likelihood::Kind::kNormal), likelihood_of(Likelihood::Kind::kStudentT, 3.0),
        likelihood_of(Likelihood::Kind::kHuber)}) {
    const Eigen::VectorXd none;
    const Noise noise(likelihood, none);
    CHECK(noise.log_likelihood(residuals, 0.7) ==
          Approx(noise.log_likelihood(known, 0.7)).epsilon(1e-14));
  }
}

TEST_CASE("the best sigma and nu leave no slope", "[noise]") {
  Eigen::VectorXd residuals(200);
  for (Eigen::Index i = 0; i < 200; ++i) {
    residuals[i] = 0.05 * normal_quantile((static_cast<double>(i) + 0.5) / 200.0);
  }
  residuals[0] = -2.0;
  residuals[199] = 3.0;
  for (const Likelihood& likelihood :
       {likelihood_of(Likelihood::Kind::kNormal), likelihood_of(Likelihood::Kind::kStudentT, 3.0),
        likelihood_of(Likelihood::Kind::kStudentT), likelihood_of(Likelihood::Kind::kHuber)}) {
    for (const double start : {1e-4, 0.05, 10.0}) {
      const Eigen::VectorXd none;
      Noise noise(likelihood, none);
      double sigma = start;
      noise.fit_scale(residuals, sigma);
      CHECK(noise.scale_residual(residuals, sigma) < 1e-6);
      const auto value = [&](double s) { return noise.log_likelihood(residuals, s) - 2.0 * s * s; };
      CHECK(value(sigma) >= value(1.001 * sigma));
      CHECK(value(sigma) >= value(0.999 * sigma));
    }
  }
}

TEST_CASE("noise grows by a power of the level, and not to nothing", "[noise]") {
  CHECK(noise_factor(50.0, 100.0, 0.0) == 1.0);
  CHECK(noise_factor(50.0, 100.0, 1.0) == Approx(0.5));
  CHECK(noise_factor(-200.0, 100.0, 1.0) == Approx(2.0));
  CHECK(noise_factor(400.0, 100.0, 0.5) == Approx(2.0));
  CHECK(noise_factor(0.0, 100.0, 1.0) == Approx(0.05));
  CHECK(noise_factor(5.0, 0.0, 1.0) == 1.0);
}

}  // namespace expense::prophet
