// Tests of Random: pinned draws, ranges, moments, independence of streams.
#include "base/random.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

using expense::Random;

namespace {

// Mean and moments about 0 of `count` draws.
struct Moments {
  double first = 0.0;
  double second = 0.0;
  double third = 0.0;
  double fourth = 0.0;
};

template <class Draw>
Moments moments_of(int count, Draw draw) {
  Moments moments;
  for (int i = 0; i < count; ++i) {
    const double x = draw();
    moments.first += x / count;
    moments.second += x * x / count;
    moments.third += x * x * x / count;
    moments.fourth += x * x * x * x / count;
  }
  return moments;
}

constexpr int kDraws = 200'000;

}  // namespace

TEST_CASE("the first draws are the same on every platform", "[unit][random]") {
  Random random(42);
  CHECK(random.next() == 2303456275738999573u);
  CHECK(random.next() == 5438210688795116325u);
  CHECK(random.next() == 10433286269970717030u);
  Random other(42, 7);
  CHECK(other.next() == 2648032583866158101u);
  Random zero(0);
  CHECK(zero.next() == 18110106563157542208u);
  Random normal(1, 2);
  CHECK(normal.normal() == -0x1.43639aa7e46a1p-1);
  CHECK(normal.normal() == -0x1.4e6469e2af363p+0);
}

TEST_CASE("equal seeds give equal draws and others do not", "[unit][random]") {
  Random a(5, 3);
  Random b(5, 3);
  for (int i = 0; i < 100; ++i) REQUIRE(a.next() == b.next());
  std::set<std::uint64_t> first_draws;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint64_t stream = 0; stream < 100; ++stream) {
      first_draws.insert(Random(seed, stream).next());
    }
  }
  CHECK(first_draws.size() == 10'000);
}

TEST_CASE("uniform draws fill [0, 1) evenly", "[unit][random]") {
  Random random(11);
  std::array<int, 10> bins = {};
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.uniform();
    REQUIRE(x >= 0.0);
    REQUIRE(x < 1.0);
    ++bins[static_cast<std::size_t>(x * 10.0)];
  }
  double chi_squared = 0.0;
  for (const int count : bins) {
    const double excess = count - kDraws / 10.0;
    chi_squared += excess * excess / (kDraws / 10.0);
  }
  CHECK(chi_squared < 27.9);  // 99.9 % of chi-squared with 9 degrees of freedom
}

TEST_CASE("uniform draws keep to a given interval", "[unit][random]") {
  Random random(12);
  for (int i = 0; i < 1'000; ++i) {
    const double x = random.uniform(-3.0, 5.0);
    REQUIRE(x >= -3.0);
    REQUIRE(x < 5.0);
  }
}

TEST_CASE("whole draws reach every number below the bound evenly", "[unit][random]") {
  Random random(13);
  for (const std::uint64_t bound : {1u, 2u, 3u, 7u, 10u}) {
    std::vector<int> counts(bound);
    for (int i = 0; i < kDraws / 10; ++i) {
      const std::uint64_t x = random.below(bound);
      REQUIRE(x < bound);
      ++counts[x];
    }
    const double expected = kDraws / 10.0 / static_cast<double>(bound);
    for (const int count : counts) CHECK(std::abs(count - expected) < 5.0 * std::sqrt(expected));
  }
  const std::uint64_t huge = (std::uint64_t{1} << 63) + 1;
  for (int i = 0; i < 100; ++i) REQUIRE(random.below(huge) < huge);
}

TEST_CASE("normal draws have the moments of the standard normal", "[unit][random]") {
  Random random(14);
  const Moments moments = moments_of(kDraws, [&random] { return random.normal(); });
  CHECK(moments.first == Approx(0.0).margin(0.01));
  CHECK(moments.second == Approx(1.0).margin(0.015));
  CHECK(moments.third == Approx(0.0).margin(0.04));
  CHECK(moments.fourth == Approx(3.0).margin(0.12));
}

TEST_CASE("normal draws lie within one, two and three deviations as often as they should",
          "[unit][random]") {
  Random random(15);
  int within[3] = {};
  for (int i = 0; i < kDraws; ++i) {
    const double size = std::fabs(random.normal());
    for (int k = 0; k < 3; ++k) within[k] += size < k + 1.0 ? 1 : 0;
  }
  CHECK(within[0] / double{kDraws} == Approx(0.6827).margin(0.005));
  CHECK(within[1] / double{kDraws} == Approx(0.9545).margin(0.003));
  CHECK(within[2] / double{kDraws} == Approx(0.9973).margin(0.001));
}

TEST_CASE("Laplace draws have the given scale", "[unit][random]") {
  Random random(16);
  double mean_size = 0.0;
  const Moments moments = moments_of(kDraws, [&] {
    const double x = random.laplace(2.5);
    mean_size += std::fabs(x) / kDraws;
    return x;
  });
  CHECK(mean_size == Approx(2.5).margin(0.03));
  CHECK(moments.first == Approx(0.0).margin(0.04));
  CHECK(moments.second == Approx(2.0 * 2.5 * 2.5).margin(0.3));
}

TEST_CASE("a chance comes true as often as its probability", "[unit][random]") {
  Random random(17);
  int hits = 0;
  for (int i = 0; i < kDraws; ++i) hits += random.chance(0.3) ? 1 : 0;
  CHECK(hits / double{kDraws} == Approx(0.3).margin(0.005));
  CHECK_FALSE(random.chance(0.0));
  CHECK(random.chance(1.0));
}

TEST_CASE("neighbouring streams of one seed are uncorrelated", "[unit][random]") {
  Random a(18, 0);
  Random b(18, 1);
  double product = 0.0;
  for (int i = 0; i < kDraws; ++i) product += a.normal() * b.normal() / kDraws;
  CHECK(product == Approx(0.0).margin(0.01));
  // Across streams, too: the first draw of each stream, as per-day streams use them.
  const Moments first_draws = moments_of(
      kDraws, [stream = std::uint64_t{0}]() mutable { return Random(19, stream++).normal(); });
  CHECK(first_draws.first == Approx(0.0).margin(0.01));
  CHECK(first_draws.second == Approx(1.0).margin(0.015));
}
