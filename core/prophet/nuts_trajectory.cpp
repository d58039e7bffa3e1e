#include "prophet/nuts_trajectory.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/elementary.h"
#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

constexpr double kDivergentEnergyError = 1000.0;
// Weights are kept as they are, not as logarithms: it takes one exponential a step. Those of states
// that are far better than the initial one, as they occur on the way from a bad start, are bounded,
// so that 2^13 of them have a finite sum; elsewhere the bound is never met.
constexpr double kLargestLogWeight = 690.0;

// Whether a momentum summed over a stretch of the trajectory, given in two parts, leads away from
// both ends of the stretch.
bool leads_away(const Eigen::VectorXd& first, const Eigen::VectorXd& last,
                const Eigen::VectorXd& part, const Eigen::VectorXd& other_part) {
  Lanes at_first;
  Lanes at_last;
  for (Eigen::Index i = 0; i < part.size(); i += kLanes) {
    const Lanes total = load(part.data() + i) + load(other_part.data() + i);
    at_first += load(first.data() + i) * total;
    at_last += load(last.data() + i) * total;
  }
  return sum(at_first) > 0.0 && sum(at_last) > 0.0;
}

}  // namespace

double State::energy() const {
  return 0.5 * dot(momentum.data(), momentum.data(), momentum.size()) - point.log_density;
}

void leapfrog(WhitenedDensity& density, double step, State& state) {
  state.momentum += 0.5 * step * state.point.gradient;
  state.point.z += step * state.momentum;
  density.evaluate(state.point);
  state.momentum += 0.5 * step * state.point.gradient;
}

void refresh_momentum(Eigen::Index dimension, Random& random, Eigen::VectorXd& momentum) {
  for (Eigen::Index i = 0; i < dimension; ++i) momentum[i] = random.normal();
}

NoUTurnSampler::NoUTurnSampler(WhitenedDensity& density, int max_tree_depth)
    : density_(density), max_tree_depth_(max_tree_depth) {
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(density.padded_dimension());
  const Point point{zero, zero, 0.0};
  const Tree tree{zero, zero, zero, point, 0.0};
  ends_[0] = ends_[1] = State{point, zero};
  trees_.assign(static_cast<std::size_t>(max_tree_depth), tree);
  trajectory_ = extension_ = tree;
}

bool NoUTurnSampler::turns(const Tree& earlier, const Tree& later) {
  return !leads_away(earlier.first_momentum, later.last_momentum, earlier.momentum_sum,
                     later.momentum_sum) ||
         !leads_away(earlier.first_momentum, later.first_momentum, earlier.momentum_sum,
                     later.first_momentum) ||
         !leads_away(earlier.last_momentum, later.last_momentum, later.momentum_sum,
                     earlier.last_momentum);
}

void NoUTurnSampler::append(Tree& tree, Tree& later, bool take_its_proposal) {
  // What the later half no longer needs is swapped, not copied.
  tree.last_momentum.swap(later.last_momentum);
  tree.momentum_sum += later.momentum_sum;
  tree.weight += later.weight;
  if (take_its_proposal) std::swap(tree.proposal, later.proposal);
}

bool NoUTurnSampler::build_leaf(State& end, Tree& tree) {
  leapfrog(density_, step_, end);
  ++steps_;
  const double energy_error = end.energy() - initial_energy_;
  // Not a number, as from a gradient that is none, counts as infinite.
  diverged_ = !(energy_error < kDivergentEnergyError);
  if (diverged_) return false;
  tree.first_momentum = tree.last_momentum = tree.momentum_sum = end.momentum;
  tree.proposal = end.point;
  tree.weight = exp(std::min(-energy_error, kLargestLogWeight));
  acceptance_sum_ += std::min(tree.weight, 1.0);
  return true;
}

// Extends the trajectory at one end by 2^depth states; false when a state diverged or a part of the
// new states turns back, which then must not be used.
bool NoUTurnSampler::build(int depth, State& end, Random& random, Tree& tree) {
  if (depth == 0) return build_leaf(end, tree);
  Tree& later = trees_[static_cast<std::size_t>(depth - 1)];
  if (!build(depth - 1, end, random, tree) || !build(depth - 1, end, random, later)) return false;
  if (turns(tree, later)) return false;
  append(tree, later, random.chance(later.weight / (tree.weight + later.weight)));
  return true;
}

NoUTurnSampler::Transition NoUTurnSampler::move(double step_size, Random& random, Point& point) {
  Eigen::VectorXd& momentum = ends_[0].momentum;
  refresh_momentum(density_.dimension(), random, momentum);
  ends_[0].point = point;
  ends_[1] = ends_[0];
  initial_energy_ = ends_[0].energy();
  trajectory_.first_momentum = trajectory_.last_momentum = trajectory_.momentum_sum = momentum;
  trajectory_.proposal = point;
  trajectory_.weight = 1.0;
  acceptance_sum_ = 0.0;
  steps_ = 0;
  diverged_ = false;

  bool stopped = false;
  bool forward = true;
  for (int depth = 0; depth < max_tree_depth_ && !stopped; ++depth) {
    const bool go_forward = random.chance(0.5);
    if (go_forward != forward) trajectory_.first_momentum.swap(trajectory_.last_momentum);
    forward = go_forward;
    step_ = forward ? step_size : -step_size;
    if (!build(depth, ends_[forward ? 1 : 0], random, extension_)) {
      stopped = true;
    } else {
      stopped = turns(trajectory_, extension_);
      append(trajectory_, extension_, random.chance(extension_.weight / trajectory_.weight));
    }
  }
  std::swap(point, trajectory_.proposal);
  return {acceptance_sum_ / steps_, steps_, diverged_, !stopped};
}

}  // namespace expense::prophet
