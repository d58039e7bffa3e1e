#include "prophet/nuts.h"

#include <Eigen/Cholesky>
#include <cmath>

#include "base/random.h"
#include "prophet/nuts_trajectory.h"
#include "prophet/nuts_warmup.h"

namespace expense::prophet {
namespace {

// A step size of the right order: doubled or halved until the acceptance of a single step crosses
// the target's usual value. Bounded, for densities that accept anything or nothing.
double rough_step_size(WhitenedDensity& density, const Point& point, double step, Random& random) {
  constexpr double kLogAcceptance = -0.22314355131420976;  // ln 0.8
  constexpr double kSmallest = 1e-10;
  constexpr double kLargest = 1e10;
  const auto accepts = [&] {
    State state{point, Eigen::VectorXd::Zero(density.padded_dimension())};
    refresh_momentum(density.dimension(), random, state.momentum);
    const double before = state.energy();
    leapfrog(density, step, state);
    return before - state.energy() > kLogAcceptance;
  };
  const bool grow = accepts();
  while (step > kSmallest && step < kLargest && accepts() == grow) step *= grow ? 2.0 : 0.5;
  return step;
}

class ChainSampler {
 public:
  ChainSampler(WhitenedDensity& density, const Point& start, const NutsOptions& options)
      : density_(density),
        options_(options),
        random_(options.seed, options.chain),
        sampler_(density, options.max_tree_depth),
        point_(start),
        step_size_(rough_step_size(density, start, 1.0, random_)) {}

  void warm_up() {
    const WarmupSchedule schedule = make_warmup_schedule(options_.warmup);
    StepSizeAdaptation adaptation(options_.target_acceptance);
    WindowCovariance covariance(density_.dimension());
    adaptation.restart(step_size_);
    for (int i = 0; i < options_.warmup; ++i) {
      adaptation.learn(sampler_.move(adaptation.current(), random_, point_).acceptance);
      if (schedule.in_window(i)) covariance.learn(point_.z);
      if (schedule.ends_window(i)) {
        density_.rescale(covariance.shrunk(), point_);
        covariance.restart();
        adaptation.restart(rough_step_size(density_, point_, adaptation.current(), random_));
      }
    }
    step_size_ = adaptation.averaged();
  }

  Chain sample() {
    Chain chain;
    chain.draws.resize(density_.dimension(), options_.draws);
    chain.log_density.resize(options_.draws);
    chain.step_size = step_size_;
    double acceptance = 0.0;
    for (int draw = 0; draw < options_.draws; ++draw) {
      for (int i = 0; i < options_.thinning; ++i) {
        const NoUTurnSampler::Transition transition = sampler_.move(step_size_, random_, point_);
        chain.divergences += transition.diverged ? 1 : 0;
        chain.depth_limit_hits += transition.cut_off ? 1 : 0;
        acceptance += transition.acceptance;
      }
      chain.draws.col(draw) = density_.position(point_);
      chain.log_density[draw] = point_.log_density;
    }
    if (options_.draws > 0) {
      chain.mean_acceptance = acceptance / options_.draws / options_.thinning;
    }
    chain.gradient_evaluations = density_.evaluations();
    return chain;
  }

 private:
  WhitenedDensity& density_;
  const NutsOptions& options_;
  Random random_;
  NoUTurnSampler sampler_;
  Point point_;
  double step_size_;
};

}  // namespace

Result<Chain> sample_chain(LogDensity& density, const Eigen::VectorXd& start,
                           const Eigen::MatrixXd& covariance, const NutsOptions& options) {
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  if (!covariance.allFinite() || factor.info() != Eigen::Success) {
    return fail(ErrorCode::kInvalidOption,
                "The sampler's first covariance is not positive definite.",
                "Fit the optimum only.");
  }
  WhitenedDensity whitened(density, start, factor.matrixL());
  const Point origin = whitened.origin();
  if (!std::isfinite(origin.log_density)) {
    return fail(ErrorCode::kInvalidOption, "The sampler's start has a density of zero.",
                "Fit the optimum only.");
  }
  ChainSampler sampler(whitened, origin, options);
  sampler.warm_up();
  return sampler.sample();
}

}  // namespace expense::prophet
