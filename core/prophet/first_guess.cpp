#include "prophet/first_guess.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/design_products.h"
#include "prophet/map_solver.h"

namespace expense::prophet {
namespace {

// Below this a mean trend is no measure of what multiplies it.
constexpr double kSmallestLevel = 0.05;
// Shares of the cap from which a rate can be told.
constexpr double kLowestShare = 0.02;
constexpr double kHighestShare = 0.98;
// Where the curve hardly rises its midpoint could be anywhere.
constexpr double kFlattestRate = 0.1;

double logit(double share) {
  const double inside = std::clamp(share, kLowestShare, kHighestShare);
  return log(inside / (1.0 - inside));
}

// The logistic trend through a piecewise linear one at the changepoints and both ends; false when
// it would be too flat to have a midpoint.
bool bend_to_caps(const Design& design, const Eigen::VectorXd& trend, const Eigen::VectorXd& caps,
                  Parameters& guess) {
  const Eigen::VectorXd& knots = design.structure.changepoints_t;
  double last_t = 0.0;
  double last_z = logit(trend[0] / caps[0]);
  const double first_z = last_z;
  double last_rate = 0.0;
  for (Eigen::Index j = 0; j <= knots.size(); ++j) {
    // The rate of a piece shows at its end; it began at the knot before.
    const double t = j < knots.size() ? knots[j] : 1.0;
    if (t <= last_t) continue;
    const auto at = std::lower_bound(design.t.begin(), design.t.end(), t) - design.t.begin();
    const Eigen::Index row = std::min<Eigen::Index>(at, design.row_count() - 1);
    const double z = logit(trend[row] / caps[row]);
    const double rate = (z - last_z) / (t - last_t);
    if (last_t == 0.0) {
      guess.k = rate;
    } else {
      guess.delta[j - 1] = rate - last_rate;
    }
    last_rate = rate;
    last_t = t;
    last_z = z;
  }
  guess.m = -first_z / guess.k;
  return std::fabs(guess.k) > kFlattestRate;
}

}  // namespace

Parameters first_guess(const Design& design, const Eigen::VectorXd& y,
                       const Eigen::VectorXd& caps) {
  const Parameters initial = initial_parameters(design, y, caps);
  const bool is_logistic = design.structure.growth == Growth::kLogistic;
  Design linear = design;
  if (is_logistic) linear.structure.growth = Growth::kLinear;
  const GramSystem system = plain_gram_system(linear);
  const MapEstimate estimate = LinearMapSolver(linear, system).solve(y, linear.l1_rate);
  if (estimate.summary.termination != Termination::kConverged) return initial;
  Parameters guess = parameters_from(linear, estimate.theta, estimate.sigma_obs);
  // What was added becomes a share of the mean trend.
  Eigen::VectorXd trend;
  DesignProducts(linear).multiply_trend(estimate.theta, trend);
  const double level = trend.mean();
  if (std::fabs(level) < kSmallestLevel) return design.is_linear() ? guess : initial;
  for (Eigen::Index l = 0; l < guess.beta.size(); ++l) {
    if (design.is_multiplicative[l] != 0.0) guess.beta[l] /= level;
  }
  if (!is_logistic) return guess;
  guess.delta.setZero();
  return bend_to_caps(design, trend, caps, guess) ? guess : initial;
}

}  // namespace expense::prophet
