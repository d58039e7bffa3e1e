// The integrator's symmetries, the rules of trajectories, and what a transition must leave as it
// is.
#include "prophet/nuts_trajectory.h"

#include <rapidcheck.h>
#include <Eigen/LU>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <vector>

#include "log_densities.h"

namespace expense::prophet {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

State moving_state(WhitenedDensity& density, std::uint64_t seed) {
  State state{density.origin(), VectorXd::Zero(density.padded_dimension())};
  Random random(seed);
  refresh_momentum(density.dimension(), random, state.momentum);
  return state;
}

// Largest distance between the empirical distribution of a sample and the true one.
template <class Distribution>
double kolmogorov_distance(std::vector<double> sample, Distribution cumulative) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cumulative(sample[i]);
    const auto below = static_cast<double>(i);
    distance = std::max({distance, p - below / n, (below + 1.0) / n - p});
  }
  return distance;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
// Of a sum of so many independent exponentials.
double erlang_cdf(int shape, double x) {
  double term = std::exp(-x);
  double above = 0.0;
  for (int i = 0; i < shape; ++i) {
    above += term;
    term *= x / (i + 1);
  }
  return 1.0 - above;
}
double laplace_cdf(double x) { return x < 0.0 ? 0.5 * std::exp(x) : 1.0 - 0.5 * std::exp(-x); }

// Exact draws, moved once by coarse steps, must be exact draws still: their first coordinate, and
// their energy, a sum of `shape` exponentials. One in a million samples would be further off than
// the bound.
template <class Draw>
void check_invariance(LogDensity& target, double step, Draw draw, double (*cumulative)(double),
                      int shape) {
  constexpr int kSample = 40'000;
  const double bound = std::sqrt(-0.5 * std::log(0.5e-6) / kSample);
  const Eigen::Index d = target.dimension();
  WhitenedDensity density(target, VectorXd::Zero(d), MatrixXd::Identity(d, d));
  NoUTurnSampler sampler(density, 10);
  Random random(17);
  Point point = density.origin();
  std::vector<double> coordinates;
  std::vector<double> energies;
  double acceptance = 0.0;
  for (int i = 0; i < kSample; ++i) {
    for (Eigen::Index j = 0; j < d; ++j) point.z[j] = draw(random, j);
    density.evaluate(point);
    acceptance += sampler.move(step, random, point).acceptance / kSample;
    coordinates.push_back(point.z[0]);
    energies.push_back(-point.log_density);
  }
  CHECK(acceptance < 0.75);  // so the weights matter
  CHECK(kolmogorov_distance(coordinates, cumulative) < bound);
  CHECK(kolmogorov_distance(energies, [&](double x) { return erlang_cdf(shape, x); }) < bound);
}

// Writes down where a density is asked for, and the gradient there.
class Recorder : public LogDensity {
 public:
  explicit Recorder(LogDensity& density) : density_(density) {}
  Eigen::Index dimension() const override { return density_.dimension(); }
  double evaluate(const VectorXd& position, VectorXd& gradient) override {
    const double value = density_.evaluate(position, gradient);
    positions.push_back(position);
    gradients.push_back(gradient);
    return value;
  }

  std::vector<VectorXd> positions;
  std::vector<VectorXd> gradients;

 private:
  LogDensity& density_;
};

// The rules of a trajectory, applied plainly to the record of one: momenta are found from
// positions, and each stretch is summed anew.
class Replay {
 public:
  Replay(const Recorder& record, double step) : record_(record), step_(step) {}

  // How many points it should have, the initial one included; more than recorded if it should have
  // gone on.
  std::size_t length() {
    for (int size = 1; used_ < record_.positions.size(); size *= 2) {
      forward_ =
          size == 1 || continues(last_ - 1, last_);  // nothing tells time's direction at first
      if (!forward_) REQUIRE(continues(first_ + 1, first_));
      edge_ = forward_ ? last_ : first_;
      for (int i = 0; i < size; ++i) index_[time_of(i)] = used_ + static_cast<std::size_t>(i);
      if (!build(0, size)) return used_;
      (forward_ ? last_ : first_) = time_of(size - 1);
      if (turns(first_, last_)) return used_;
    }
    return used_ + 1;
  }

 private:
  int time_of(int i) const { return forward_ ? edge_ + 1 + i : edge_ - 1 - i; }
  const VectorXd& position(int time) { return record_.positions[index_.at(time)]; }
  const VectorXd& gradient(int time) { return record_.gradients[index_.at(time)]; }
  bool recorded(int time) {
    return index_.count(time) > 0 && index_.at(time) < record_.positions.size();
  }

  // Whether the next recorded point follows two others, by the leapfrog recursion in positions.
  bool continues(int previous, int last) {
    const VectorXd next =
        2.0 * position(last) - position(previous) + step_ * step_ * gradient(last);
    return (next - record_.positions[used_]).norm() < 1e-9;
  }
  VectorXd momentum(int time) {
    const double direction = recorded(time + 1) ? 1.0 : -1.0;
    return direction * ((position(time + static_cast<int>(direction)) - position(time)) / step_ -
                        0.5 * step_ * gradient(time));
  }
  bool turns(int first, int last) {
    const auto turns_between = [&](int begin, int end) {
      VectorXd sum = momentum(begin);
      for (int time = begin + 1; time <= end; ++time) sum += momentum(time);
      return momentum(begin).dot(sum) <= 0.0 || momentum(end).dot(sum) <= 0.0;
    };
    const int middle = first + (last - first) / 2;
    return turns_between(first, last) || turns_between(first, middle + 1) ||
           turns_between(middle, last);
  }
  bool build(int begin, int size) {
    if (size == 1) return ++used_ <= record_.positions.size();
    const int half = size / 2;
    return build(begin, half) && build(begin + half, half) &&
           !turns(std::min(time_of(begin), time_of(begin + size - 1)),
                  std::max(time_of(begin), time_of(begin + size - 1)));
  }

  const Recorder& record_;
  double step_;
  std::map<int, std::size_t> index_ = {{0, 0}};  // of the points in time
  std::size_t used_ = 1;
  int first_ = 0;
  int last_ = 0;
  int edge_ = 0;  // from where it is extended
  bool forward_ = true;
};

}  // namespace

TEST_CASE("the integrator is reversible", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Eigen::Index d = *rc::gen::inRange(2, 12);
    const auto steps = *rc::gen::inRange(1, 50);
    const double step = 0.02 * *rc::gen::inRange(1, 40);
    Gaussian gaussian(VectorXd::Ones(d), made_up_covariance(d, 10.0, seed));
    WhitenedDensity density(gaussian, VectorXd::Zero(d), MatrixXd::Identity(d, d) * 0.3);
    const State start = moving_state(density, seed);

    State by_negative_steps = start;
    for (int i = 0; i < steps; ++i) leapfrog(density, step, by_negative_steps);
    State by_turning_round = by_negative_steps;
    RC_ASSERT((by_negative_steps.point.z - start.point.z).norm() > 1e-3);
    for (int i = 0; i < steps; ++i) leapfrog(density, -step, by_negative_steps);
    RC_ASSERT((by_negative_steps.point.z - start.point.z).norm() < 1e-9);
    RC_ASSERT((by_negative_steps.momentum - start.momentum).norm() < 1e-9);

    by_turning_round.momentum = -by_turning_round.momentum;
    for (int i = 0; i < steps; ++i) leapfrog(density, step, by_turning_round);
    RC_ASSERT((by_turning_round.point.z - start.point.z).norm() < 1e-9);
    RC_ASSERT((by_turning_round.momentum + start.momentum).norm() < 1e-9);
  }));
}

TEST_CASE("the integrator's energy error falls with the square of the step", "[unit]") {
  Funnel funnel(4);  // not quadratic, and smooth
  WhitenedDensity density(funnel, VectorXd::Constant(4, 0.5), MatrixXd::Identity(4, 4));
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<double> errors;
    for (const int steps : {200, 400, 800}) {
      State state = moving_state(density, seed);
      const double before = state.energy();
      double largest = 0.0;
      for (int i = 0; i < steps; ++i) {
        leapfrog(density, 2.0 / steps, state);
        largest = std::max(largest, std::fabs(state.energy() - before));
      }
      errors.push_back(largest);
    }
    CHECK(errors[0] > 1e-8);
    CHECK(errors[0] / errors[1] == Approx(4.0).epsilon(0.1));
    CHECK(errors[1] / errors[2] == Approx(4.0).epsilon(0.1));
  }
}

TEST_CASE("the integrator preserves volume", "[unit]") {
  // On a Gaussian about the origin a step is linear in (z, momentum): its columns are its images.
  Gaussian gaussian(VectorXd::Zero(4), made_up_covariance(4, 100.0, 1));
  WhitenedDensity density(gaussian, VectorXd::Zero(4), MatrixXd::Identity(4, 4));
  MatrixXd images(8, 8);
  for (Eigen::Index i = 0; i < 8; ++i) {
    State state{density.origin(), VectorXd::Zero(4)};
    (i < 4 ? state.point.z[i] : state.momentum[i - 4]) = 1.0;
    density.evaluate(state.point);
    leapfrog(density, 0.15, state);
    images.col(i) << state.point.z, state.momentum;
  }
  CHECK(images.determinant() == Approx(1.0).epsilon(1e-12));
}

TEST_CASE("trajectories end where they turn back", "[unit]") {
  // Here all of space turns round in the same time, 2 pi: a trajectory shorter than pi has not
  // turned, give or take a little by chance, and is doubled once more at most.
  constexpr Eigen::Index kDimension = 100;
  Gaussian gaussian = standard_normal(kDimension);
  WhitenedDensity density(gaussian, VectorXd::Ones(kDimension),
                          MatrixXd::Identity(kDimension, kDimension));
  NoUTurnSampler sampler(density, 10);
  Random random(1);
  for (const double step : {0.3, 0.1, 0.02}) {
    Point point = density.origin();
    double longest = 0.0;
    double mean = 0.0;
    for (int i = 0; i < 200; ++i) {
      const NoUTurnSampler::Transition transition = sampler.move(step, random, point);
      CHECK_FALSE(transition.cut_off);
      CHECK_FALSE(transition.diverged);
      CHECK(transition.acceptance > 0.5);
      CHECK(transition.acceptance <= 1.0);
      longest = std::max(longest, transition.steps * step);
      mean += transition.steps * step / 200.0;
    }
    INFO(step << " " << longest << " " << mean);
    CHECK(longest < 2.2 * 3.1416);
    CHECK(mean > 0.5 * 3.1416);
  }
}

TEST_CASE("trajectories are as long as their rules say", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Eigen::Index d = *rc::gen::inRange(1, 6);
    const double step = 0.05 * *rc::gen::inRange(1, 6);
    Gaussian gaussian(VectorXd::Zero(d), 4.0 * made_up_covariance(d, 30.0, seed));
    Recorder record(gaussian);
    WhitenedDensity density(record, VectorXd::Constant(d, 0.4), MatrixXd::Identity(d, d));
    NoUTurnSampler sampler(density, 10);
    Random random(seed);
    Point point = density.origin();
    const NoUTurnSampler::Transition transition = sampler.move(step, random, point);
    RC_ASSERT(transition.steps + 1 == static_cast<int>(record.positions.size()));
    RC_ASSERT(Replay(record, step).length() == record.positions.size());
  }));
}

TEST_CASE("trajectories that never turn are cut off", "[unit]") {
  Flat flat(3);
  WhitenedDensity density(flat, VectorXd::Zero(3), MatrixXd::Identity(3, 3));
  for (const int depth : {1, 2, 6}) {
    NoUTurnSampler sampler(density, depth);
    Random random(1);
    Point point = density.origin();
    const NoUTurnSampler::Transition transition = sampler.move(0.1, random, point);
    CHECK(transition.cut_off);
    CHECK(transition.steps == (1 << depth) - 1);
    CHECK(transition.acceptance == 1.0);
    CHECK_FALSE(point.z.isZero(0.0));
  }
}

TEST_CASE("steps that are too long diverge and move nothing", "[unit]") {
  Gaussian gaussian = standard_normal(5);
  WhitenedDensity density(gaussian, VectorXd::Ones(5), MatrixXd::Identity(5, 5));
  NoUTurnSampler sampler(density, 10);
  Random random(1);
  Point point = density.origin();
  const NoUTurnSampler::Transition transition = sampler.move(1e3, random, point);
  CHECK(transition.diverged);
  CHECK_FALSE(transition.cut_off);
  CHECK(transition.steps == 1);
  CHECK(transition.acceptance == 0.0);
  CHECK(point.z.isZero(0.0));
}

TEST_CASE("a transition leaves the density invariant", "[unit]") {
  LaplaceProduct laplace(VectorXd::Ones(10));
  check_invariance(
      laplace, 0.5, [](Random& random, Eigen::Index) { return random.laplace(1.0); }, laplace_cdf,
      10);
  Gaussian gaussian = standard_normal(10);
  check_invariance(
      gaussian, 1.1, [](Random& random, Eigen::Index) { return random.normal(); }, normal_cdf, 5);
  // Near the limit of stability in one direction, far from it in the other: weights differ by
  // orders of magnitude along a trajectory.
  Gaussian stiff(VectorXd::Zero(2), Eigen::Vector2d(1.0, 100.0).asDiagonal());
  check_invariance(
      stiff, 1.97,
      [](Random& random, Eigen::Index i) { return (i == 0 ? 1.0 : 10.0) * random.normal(); },
      normal_cdf, 1);
}

}  // namespace expense::prophet
