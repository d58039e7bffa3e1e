// Quantiles of samples and of noise against tables and against the distribution's own integral.
#include "prophet/quantiles.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/elementary.h"
#include "base/random.h"

namespace expense::prophet {
namespace {

NoiseQuantiles student(double nu) {
  Likelihood likelihood;
  likelihood.kind = Likelihood::Kind::kStudentT;
  return {likelihood, nu};
}

NoiseQuantiles huber(double threshold) {
  Likelihood likelihood;
  likelihood.kind = Likelihood::Kind::kHuber;
  likelihood.huber_threshold = threshold;
  return {likelihood, 0.0};
}

}  // namespace

TEST_CASE("bounds of samples interpolate between order statistics", "[unit]") {
  Eigen::VectorXd samples(5);
  samples << 5.0, 1.0, 4.0, 2.0, 3.0;
  double lower = 0.0;
  double upper = 0.0;
  fill_bounds(samples, 0.8, lower, upper);
  CHECK(lower == Approx(1.4));
  CHECK(upper == Approx(4.6));
  fill_bounds(samples, 0.5, lower, upper);
  CHECK(lower == 2.0);
  CHECK(upper == 4.0);
  Eigen::VectorXd one = Eigen::VectorXd::Constant(1, 7.0);
  fill_bounds(one, 0.9, lower, upper);
  CHECK(lower == 7.0);
  CHECK(upper == 7.0);
}

TEST_CASE("bounds of samples equal those of the sorted ones", "[property]") {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    const auto count = static_cast<Eigen::Index>(1 + random.below(60));
    Eigen::VectorXd samples(count);
    for (double& sample : samples) sample = std::floor(10.0 * random.normal());  // with ties
    Eigen::VectorXd sorted = samples;
    std::sort(sorted.begin(), sorted.end());
    const double width = random.uniform(0.01, 0.99);
    double lower = 0.0;
    double upper = 0.0;
    fill_bounds(samples, width, lower, upper);
    const auto expected = [&](double p) {
      const double position = p * static_cast<double>(count - 1);
      const auto below = static_cast<Eigen::Index>(position);
      const double next = sorted[std::min(below + 1, count - 1)];
      return sorted[below] + (position - static_cast<double>(below)) * (next - sorted[below]);
    };
    REQUIRE(lower == Approx(expected(0.5 - 0.5 * width)).margin(1e-12));
    REQUIRE(upper == Approx(expected(0.5 + 0.5 * width)).margin(1e-12));
  }
}

TEST_CASE("normal noise has the normal quantiles", "[unit]") {
  const NoiseQuantiles normal({}, 0.0);
  CHECK(normal.at(0.9) == normal_quantile(0.9));
  CHECK(normal.at(0.5) == 0.0);
}

TEST_CASE("Student-t quantiles match the tables", "[unit]") {
  CHECK(student(1.0).at(0.9) == Approx(3.077683537).epsilon(1e-8));
  CHECK(student(1.0).at(0.975) == Approx(12.70620474).epsilon(1e-8));
  CHECK(student(2.0).at(0.975) == Approx(4.30265273).epsilon(1e-8));
  CHECK(student(3.0).at(0.95) == Approx(2.353363435).epsilon(1e-8));
  CHECK(student(4.0).at(0.995) == Approx(4.604094871).epsilon(1e-8));
  CHECK(student(5.0).at(0.9) == Approx(1.475884049).epsilon(1e-8));
  CHECK(student(10.0).at(0.975) == Approx(2.228138852).epsilon(1e-8));
  CHECK(student(30.0).at(0.99) == Approx(2.457261542).epsilon(1e-8));
  CHECK(student(120.0).at(0.95) == Approx(1.657650899).epsilon(1e-8));
  CHECK(student(10.0).at(0.001) == Approx(-4.143700494).epsilon(1e-8));
}

TEST_CASE("Student-t quantiles of one and two degrees are right far out", "[unit]") {
  // nu = 1: -cot(pi p). nu = 2: (2 p - 1) / sqrt(2 p (1 - p)).
  const double pi = std::acos(-1.0);
  for (const double p : {1e-6, 1e-4, 0.01, 0.2, 0.4999, 0.5, 0.6, 0.9, 0.999, 0.9999}) {
    INFO(p);
    CHECK(student(1.0).at(p) ==
          Approx(-std::cos(pi * p) / std::sin(pi * p)).epsilon(1e-8).margin(1e-12));
    CHECK(student(2.0).at(p) ==
          Approx((2.0 * p - 1.0) / std::sqrt(2.0 * p * (1.0 - p))).epsilon(1e-8).margin(1e-12));
  }
}

TEST_CASE("Student-t quantiles enclose the probability they should", "[property]") {
  Random random(12);
  for (int round = 0; round < 60; ++round) {
    const double nu = std::exp(random.uniform(0.0, std::log(1'000.0)));
    const NoiseQuantiles quantiles = student(nu);
    const double low = random.uniform(0.001, 0.9);
    const double high = random.uniform(low + 0.01, 0.999);
    const double from = quantiles.at(low);
    const double to = quantiles.at(high);
    const double scale = std::exp(std::lgamma(0.5 * (nu + 1.0)) - std::lgamma(0.5 * nu)) /
                         std::sqrt(nu * std::acos(-1.0));
    const auto density = [&](double z) {
      return scale * std::exp(-0.5 * (nu + 1.0) * std::log1p(z * z / nu));
    };
    // Simpson's rule.
    constexpr int kSteps = 20'000;
    const double step = (to - from) / kSteps;
    double sum = density(from) + density(to);
    for (int i = 1; i < kSteps; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * density(from + i * step);
    INFO("nu " << nu << ", from " << low << " to " << high);
    REQUIRE(sum * step / 3.0 == Approx(high - low).margin(1e-8));
    REQUIRE(quantiles.at(1.0 - low) == Approx(-from).epsilon(1e-8).margin(1e-12));
  }
}

TEST_CASE("with many degrees of freedom Student-t is nearly normal", "[unit]") {
  for (const double p : {0.01, 0.1, 0.3, 0.7, 0.975}) {
    CHECK(student(1'000.0).at(p) == Approx(normal_quantile(p)).epsilon(3e-3));
  }
}

TEST_CASE("Student-t noise without degrees of freedom is taken for normal", "[unit]") {
  CHECK(student(0.0).at(0.975) == normal_quantile(0.975));
}

TEST_CASE("Huber quantiles enclose the probability they should", "[property]") {
  Random random(13);
  for (const double c : {0.3, 1.0, 1.345, 2.5}) {
    const NoiseQuantiles quantiles = huber(c);
    const auto weight = [c](double z) {
      const double size = std::fabs(z);
      return std::exp(size <= c ? -0.5 * z * z : 0.5 * c * c - c * size);
    };
    const auto integral = [&](double from, double to) {
      constexpr int kSteps = 40'000;
      const double step = (to - from) / kSteps;
      double sum = weight(from) + weight(to);
      for (int i = 1; i < kSteps; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * weight(from + i * step);
      return sum * step / 3.0;
    };
    const double far = 40.0 / c;
    const double all = integral(-far, far);
    for (const double p : {0.001, 0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.9, 0.99}) {
      INFO("c " << c << ", p " << p);
      CHECK(integral(-far, quantiles.at(p)) / all == Approx(p).margin(1e-7));
      CHECK(quantiles.at(1.0 - p) == Approx(-quantiles.at(p)).margin(1e-9));
    }
    // Continuous where the middle meets the tail.
    const double edge = integral(-far, -c) / all;
    CHECK(quantiles.at(edge - 1e-9) == Approx(-c).margin(1e-5));
    CHECK(quantiles.at(edge + 1e-9) == Approx(-c).margin(1e-5));
    double before = quantiles.at(0.001);
    for (double p = 0.002; p < 1.0; p += 0.001) {
      const double next = quantiles.at(p);
      REQUIRE(next > before);
      before = next;
    }
  }
}

}  // namespace expense::prophet
