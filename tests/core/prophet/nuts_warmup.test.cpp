// What warm-up learns, and when.
#include "prophet/nuts_warmup.h"

#include <rapidcheck.h>
#include <Eigen/Cholesky>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "base/random.h"

namespace expense::prophet {

using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST_CASE("warm-up has Stan's windows where there is room", "[golden]") {
  const WarmupSchedule schedule = make_warmup_schedule(1000);
  CHECK(schedule.first == 75);
  CHECK(schedule.window_ends == std::vector<int>{100, 150, 250, 450, 950});
  CHECK(make_warmup_schedule(500).window_ends == std::vector<int>{100, 150, 250, 450});
  CHECK(make_warmup_schedule(150).window_ends == std::vector<int>{47, 135});
  CHECK(make_warmup_schedule(50).window_ends == std::vector<int>{35});
  CHECK(make_warmup_schedule(49).window_ends.empty());
  CHECK(make_warmup_schedule(0).window_ends.empty());
}

TEST_CASE("warm-up windows follow each other and leave room behind", "[property]") {
  CHECK(rc::check([] {
    const auto warmup = *rc::gen::inRange(50, 5000);
    const WarmupSchedule schedule = make_warmup_schedule(warmup);
    RC_ASSERT(schedule.first <= 75);
    RC_ASSERT(schedule.window_ends.back() == warmup - std::clamp(warmup / 10, 15, 50));
    int begin = schedule.first;
    int shortest = 0;
    for (const int end : schedule.window_ends) {
      RC_ASSERT(end - begin >= shortest);
      RC_ASSERT(schedule.ends_window(end - 1));
      RC_ASSERT(!schedule.ends_window(end));
      shortest = 2 * (end - begin);
      begin = end;
    }
    RC_ASSERT(!schedule.in_window(schedule.first - 1));
    RC_ASSERT(schedule.in_window(schedule.first));
    RC_ASSERT(schedule.in_window(begin - 1));
    RC_ASSERT(!schedule.in_window(begin));
  }));
}

TEST_CASE("the step size settles where the acceptance is as asked for", "[unit]") {
  for (const double target : {0.6, 0.8, 0.95}) {
    for (const double scale : {1e-3, 1.0, 50.0}) {
      // Noisy acceptance that is the target on average at one step size only.
      Random random(3);
      StepSizeAdaptation adaptation(target);
      adaptation.restart(scale);
      for (int i = 0; i < 2000; ++i) {
        const double mean = 1.0 / (1.0 + adaptation.current() / scale);
        adaptation.learn(random.chance(mean) ? 1.0 : 0.0);
      }
      CHECK(adaptation.averaged() == Approx(scale * (1.0 / target - 1.0)).epsilon(0.25));
    }
  }
  StepSizeAdaptation untaught(0.8);
  untaught.restart(0.125);
  CHECK(untaught.averaged() == 0.125);
}

TEST_CASE("a window's covariance is between that of its draws and the identity", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Eigen::Index d = *rc::gen::inRange(1, 30);
    const auto count = *rc::gen::inRange(4, 200);
    const double scale = 0.1 * *rc::gen::inRange(1, 50);
    Random random(seed);
    WindowCovariance covariance(d);
    covariance.learn(VectorXd::Constant(d, 1e6));
    covariance.restart();
    MatrixXd draws(d, count);
    for (Eigen::Index i = 0; i < count; ++i) {
      for (Eigen::Index j = 0; j < d; ++j) draws(j, i) = 5.0 + scale * random.normal();
      covariance.learn(draws.col(i));
    }
    const MatrixXd centred = draws.colwise() - draws.rowwise().mean();
    const MatrixXd scatter = centred * centred.transpose();
    const MatrixXd shrunk = covariance.shrunk();
    RC_ASSERT(shrunk.llt().info() == Eigen::Success);
    // One of the numbers of further draws explains it.
    double nearest = 1e300;
    for (const double share : {0.0625, 0.25, 1.0, 4.0, 16.0, 64.0}) {
      const double prior = share * static_cast<double>(d);
      const MatrixXd expected =
          (scatter + prior * MatrixXd::Identity(d, d)) / (static_cast<double>(count) - 1.0 + prior);
      nearest = std::min(nearest, (shrunk - expected).norm() / expected.norm());
    }
    RC_ASSERT(nearest < 1e-9);
  }));
}

TEST_CASE("right coordinates are kept, and wrong ones are left", "[unit]") {
  constexpr Eigen::Index kDimension = 50;
  const auto variances_learned = [&](std::uint64_t seed, int count, double scale_of_ten) {
    Random random(seed);
    WindowCovariance covariance(kDimension);
    VectorXd z(kDimension);
    for (int i = 0; i < count; ++i) {
      for (double& entry : z) entry = random.normal();
      z.head(10) *= scale_of_ten;
      covariance.learn(z);
    }
    return VectorXd(covariance.shrunk().diagonal());
  };
  for (const std::uint64_t seed : {1, 2, 3}) {
    // Variances of 40 draws themselves would be off by 22 %.
    const VectorXd right = variances_learned(seed, 40, 1.0);
    CHECK((right.array() - 1.0).square().mean() < 0.05 * 0.05);
    const VectorXd narrow = variances_learned(seed, 40, 10.0);
    CHECK(narrow.head(10).mean() > 25.0);
    CHECK(narrow.tail(40).mean() < 2.0);
    const VectorXd wide = variances_learned(seed, 400, 0.1);
    CHECK(wide.head(10).mean() < 0.15);
    CHECK(wide.tail(40).mean() > 0.8);
  }
}

}  // namespace expense::prophet
