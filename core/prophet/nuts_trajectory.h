// One transition of the No-U-Turn sampler: a trajectory that doubles until it turns back.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/random.h"
#include "prophet/whitened_density.h"

namespace expense::prophet {

/// A point in motion; its momentum has the identity for its covariance.
struct State {
  Point point;
  Eigen::VectorXd momentum;  ///< Padded with zeros like the point's vectors.

  /// Minus the log density, and the kinetic energy.
  [[nodiscard]] double energy() const;
};

/// One step of the leapfrog integrator; a negative step goes back in time.
void leapfrog(WhitenedDensity& density, double step, State& state);

/// Fills the momentum with a fresh standard normal draw; the padding stays zero.
void refresh_momentum(Eigen::Index dimension, Random& random, Eigen::VectorXd& momentum);

/// Makes transitions that leave a density invariant. Holds the memory of a trajectory, so that a
/// transition allocates nothing.
///
/// Multinomial NUTS: points of the trajectory are drawn by their density, with a preference for the
/// later half, and the trajectory ends when the momentum summed over a subtree, or over a subtree
/// and the nearest point of its neighbour, no longer leads away from both of its ends.
/// @source Hoffman, Gelman (2014), JMLR 15; Betancourt (2017), arXiv:1701.02434, appendix A.
class NoUTurnSampler {
 public:
  /// @param max_tree_depth  a trajectory has at most 2^max_tree_depth - 1 steps; in [1, 13].
  NoUTurnSampler(WhitenedDensity& density, int max_tree_depth);

  struct Transition {
    double acceptance = 0.0;  ///< Mean Metropolis acceptance over the trajectory, in [0, 1].
    int steps = 0;            ///< Leapfrog steps made.
    bool diverged = false;    ///< The energy error passed 1000, or the density was zero.
    bool cut_off = false;     ///< The trajectory was as long as allowed, and had not turned yet.
  };

  /// Moves the point.
  /// @param step_size  > 0.
  Transition move(double step_size, Random& random, Point& point);

 private:
  // Successive states of the trajectory, first and last in the direction in which it grew.
  struct Tree {
    Eigen::VectorXd first_momentum;
    Eigen::VectorXd last_momentum;
    Eigen::VectorXd momentum_sum;
    Point proposal;
    double weight = 0.0;  // sum over the states of exp(initial energy - energy)
  };

  [[nodiscard]] static bool turns(const Tree& earlier, const Tree& later);
  static void append(Tree& tree, Tree& later, bool take_its_proposal);
  bool build(int depth, State& end, Random& random, Tree& tree);
  bool build_leaf(State& end, Tree& tree);

  WhitenedDensity& density_;
  int max_tree_depth_;
  State ends_[2];            // backmost and foremost
  std::vector<Tree> trees_;  // the later half at each depth of the recursion
  Tree trajectory_;
  Tree extension_;
  double step_ = 0.0;
  double initial_energy_ = 0.0;
  double acceptance_sum_ = 0.0;
  int steps_ = 0;
  bool diverged_ = false;
};

}  // namespace expense::prophet
