// Tests of the elementary functions against the platform's own, which are right to the last bits.
#include "base/elementary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/random.h"

using expense::sine_cosine_of_turns;
using expense::SineCosine;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kStatedError = 4e-16;
// The platform's own functions are off by half a unit in the last place or a little more.
constexpr double kReferenceError = 1.2e-16;
constexpr int kDraws = 200'000;

double relative_error(double value, double reference) {
  return reference == 0.0 ? std::fabs(value) : std::fabs(value - reference) / std::fabs(reference);
}

}  // namespace

TEST_CASE("exp agrees with the platform's within the stated error", "[unit][elementary]") {
  expense::Random random(1);
  double worst = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = i % 2 == 0 ? random.uniform(-700.0, 709.0) : random.uniform(-2.0, 2.0);
    worst = std::max(worst, relative_error(expense::exp(x), std::exp(x)));
  }
  CHECK(worst < kStatedError + kReferenceError);
}

TEST_CASE("exp is exact at zero and ends in zero and infinity", "[unit][elementary]") {
  CHECK(expense::exp(0.0) == 1.0);
  CHECK(expense::exp(-0.0) == 1.0);
  CHECK(expense::exp(-746.0) == 0.0);
  CHECK(expense::exp(-kInfinity) == 0.0);
  CHECK(expense::exp(709.8) == kInfinity);
  CHECK(expense::exp(kInfinity) == kInfinity);
  CHECK(std::isfinite(expense::exp(709.78)));
  CHECK(expense::exp(-740.0) > 0.0);
  CHECK(std::isnan(expense::exp(std::nan(""))));
}

TEST_CASE("log agrees with the platform's within the stated error", "[unit][elementary]") {
  expense::Random random(2);
  double worst = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = i % 2 == 0 ? std::ldexp(random.uniform(0.5, 1.0),
                                             static_cast<int>(random.below(2040)) - 1020)
                                : random.uniform(0.5, 2.0);
    worst = std::max(worst, relative_error(expense::log(x), std::log(x)));
  }
  CHECK(worst < kStatedError + kReferenceError);
}

TEST_CASE("log is exact at one and knows its edges", "[unit][elementary]") {
  CHECK(expense::log(1.0) == 0.0);
  CHECK(expense::log(0.0) == -kInfinity);
  CHECK(expense::log(kInfinity) == kInfinity);
  CHECK(std::isnan(expense::log(-1.0)));
  CHECK(std::isnan(expense::log(std::nan(""))));
  const double smallest = std::numeric_limits<double>::denorm_min();
  CHECK(relative_error(expense::log(smallest), std::log(smallest)) < kStatedError);
  const double after_one = std::nextafter(1.0, 2.0);
  CHECK(relative_error(expense::log(after_one), std::log(after_one)) < kStatedError);
}

TEST_CASE("log undoes exp", "[property][elementary]") {
  expense::Random random(3);
  for (int i = 0; i < 10'000; ++i) {
    const double x = random.uniform(-600.0, 600.0);
    REQUIRE(expense::log(expense::exp(x)) == Approx(x).epsilon(1e-14).epsilon(0.0).margin(1e-15));
  }
}

TEST_CASE("quarter turns are exact", "[unit][elementary]") {
  for (const double whole : {0.0, 1.0, -1.0, 7.0, 1e6, -123456.0, 4503599627370000.0}) {
    INFO(whole);
    CHECK(sine_cosine_of_turns(whole).sine == 0.0);
    CHECK(sine_cosine_of_turns(whole).cosine == 1.0);
  }
  for (const double whole : {0.0, 1.0, -1.0, 7.0, 1e6, -123456.0}) {
    INFO(whole);
    const SineCosine quarter = sine_cosine_of_turns(whole + 0.25);
    CHECK(quarter.sine == 1.0);
    CHECK(quarter.cosine == 0.0);
    const SineCosine half = sine_cosine_of_turns(whole + 0.5);
    CHECK(half.sine == 0.0);
    CHECK(half.cosine == -1.0);
    const SineCosine three_quarters = sine_cosine_of_turns(whole + 0.75);
    CHECK(three_quarters.sine == -1.0);
    CHECK(three_quarters.cosine == 0.0);
  }
}

TEST_CASE("sine and cosine of turns agree with the platform's", "[unit][elementary]") {
  constexpr long double kTwoPi = 6.283185307179586476925286766559L;
  expense::Random random(4);
  double worst = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double turns = random.uniform(-0.5, 0.5);
    const SineCosine got = sine_cosine_of_turns(turns);
    const long double angle = kTwoPi * static_cast<long double>(turns);
    worst = std::max(worst, static_cast<double>(std::fabs(got.sine - std::sin(angle))));
    worst = std::max(worst, static_cast<double>(std::fabs(got.cosine - std::cos(angle))));
  }
  CHECK(worst < 3e-16);
}

TEST_CASE("sine and cosine do not change with whole turns", "[property][elementary]") {
  expense::Random random(5);
  for (int i = 0; i < 10'000; ++i) {
    // Turns of 1/1024 are exact beside whole numbers below 2^40.
    const double part = static_cast<double>(random.below(1024)) / 1024.0;
    const double whole = static_cast<double>(random.below(std::uint64_t{1} << 40)) - 0x1p39;
    const SineCosine near = sine_cosine_of_turns(part);
    const SineCosine far = sine_cosine_of_turns(whole + part);
    REQUIRE(near.sine == far.sine);
    REQUIRE(near.cosine == far.cosine);
    REQUIRE(near.sine * near.sine + near.cosine * near.cosine == Approx(1.0).epsilon(1e-15));
  }
}

TEST_CASE("normal quantiles match the tables", "[unit][elementary]") {
  CHECK(expense::normal_quantile(0.5) == 0.0);
  CHECK(expense::normal_quantile(0.975) == Approx(1.959963984540054).epsilon(0.0).margin(1e-9));
  CHECK(expense::normal_quantile(0.9) == Approx(1.2815515655446004).epsilon(0.0).margin(1e-9));
  CHECK(expense::normal_quantile(0.001) == Approx(-3.090232306167813).epsilon(0.0).margin(1e-9));
  CHECK(expense::normal_quantile(1e-10) == Approx(-6.361340902404056).epsilon(0.0).margin(1e-9));
  CHECK(expense::normal_quantile(0.0) == -kInfinity);
  CHECK(expense::normal_quantile(1.0) == kInfinity);
  CHECK(std::isnan(expense::normal_quantile(-0.1)));
  CHECK(std::isnan(expense::normal_quantile(1.1)));
  CHECK(std::isnan(expense::normal_quantile(std::nan(""))));
}

TEST_CASE("the normal distribution function undoes its quantile", "[property][elementary]") {
  expense::Random random(6);
  for (int i = 0; i < 10'000; ++i) {
    const double p =
        i % 2 == 0 ? random.uniform(1e-6, 1.0) : std::pow(10.0, -random.uniform(1, 250));
    const double x = expense::normal_quantile(p);
    // |error of x| < 1e-9 moves the probability by at most about |x| 1e-9, relatively.
    REQUIRE(0.5 * std::erfc(-x / std::sqrt(2.0)) ==
            Approx(p).epsilon(1e-9 * (2.0 + std::fabs(x))).margin(0.0));
    if (p < 0.5)
      REQUIRE(expense::normal_quantile(1.0 - p) ==
              Approx(-expense::normal_quantile(1.0 - (1.0 - p))).epsilon(0.0).margin(1e-9));
  }
}

TEST_CASE("log gamma has the values of factorials and of halves", "[unit][elementary]") {
  const double half_log_pi = 0.5 * std::log(std::acos(-1.0));
  CHECK(expense::log_gamma(1.0) == Approx(0.0).margin(1e-13));
  CHECK(expense::log_gamma(2.0) == Approx(0.0).margin(1e-13));
  CHECK(expense::log_gamma(0.5) == Approx(half_log_pi).margin(1e-13));
  CHECK(expense::log_gamma(1.5) == Approx(half_log_pi - std::log(2.0)).margin(1e-13));
  CHECK(expense::log_gamma(11.0) == Approx(std::log(3'628'800.0)).margin(1e-13));
  CHECK(expense::log_gamma(0.0) == kInfinity);
}

TEST_CASE("log gamma agrees with the platform's", "[unit][elementary]") {
  expense::Random random(7);
  for (int i = 0; i < 20'000; ++i) {
    const double x = std::pow(10.0, random.uniform(-6.0, 6.0));
    const double reference = std::lgamma(x);
    REQUIRE(std::fabs(expense::log_gamma(x) - reference) < 1e-13 + 1e-14 * std::fabs(reference));
  }
}

TEST_CASE("digamma has its known values and steps by reciprocals", "[unit][elementary]") {
  constexpr double kEuler = 0.57721566490153286061;
  CHECK(expense::digamma(1.0) == Approx(-kEuler).margin(1e-13));
  CHECK(expense::digamma(0.5) == Approx(-kEuler - 2.0 * std::log(2.0)).margin(1e-13));
  CHECK(expense::digamma(2.0) == Approx(1.0 - kEuler).margin(1e-13));
  CHECK(expense::digamma(10.0) == Approx(7129.0 / 2520.0 - kEuler).margin(1e-13));
  CHECK(expense::digamma(0.25) ==
        Approx(-kEuler - 0.5 * std::acos(-1.0) - 3.0 * std::log(2.0)).margin(1e-13));
  expense::Random random(8);
  for (int i = 0; i < 10'000; ++i) {
    const double x = random.uniform(0.1, 100.0);
    REQUIRE(expense::digamma(x + 1.0) - expense::digamma(x) == Approx(1.0 / x).margin(2e-13));
  }
}

TEST_CASE("digamma is the slope of log gamma", "[property][elementary]") {
  expense::Random random(9);
  for (int i = 0; i < 2'000; ++i) {
    const double x = random.uniform(0.2, 50.0);
    const double h = 1e-3 * x;
    const auto at = [&](double distance) { return expense::log_gamma(x + distance * h); };
    const double slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * h);
    REQUIRE(expense::digamma(x) == Approx(slope).margin(1e-9));
  }
}

TEST_CASE("the normal distribution function agrees with the platform's", "[unit][elementary]") {
  expense::Random random(10);
  for (int i = 0; i < 20'000; ++i) {
    const double x = random.uniform(-37.0, 8.0);
    const double reference = 0.5 * std::erfc(-x / std::sqrt(2.0));
    REQUIRE(expense::normal_cdf(x) == Approx(reference).epsilon(1e-9).margin(0.0));
  }
  CHECK(expense::normal_cdf(0.0) == Approx(0.5).epsilon(1e-9));
}
