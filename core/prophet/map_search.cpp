#include "prophet/map_search.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "prophet/first_guess.h"

namespace expense::prophet {
namespace {

// Whether logistic growth came to what its priors or unevenly spaced rows make doubtful.
bool is_doubtful_curve(const Design& design, const Parameters& found) {
  // Weekdays without weekends may add up to a constant, which trades with the trend.
  if (design.even_step == 0) return true;
  constexpr double kFarMidpoint = 1.5;  // from the middle of the history
  constexpr double kSteepRate = 5.0;
  constexpr double kBendsPerRow = 0.2;  // log posterior that rate changes cost
  const double bends = found.delta.cwiseAbs().dot(design.l1_rate.head(found.delta.size()));
  return std::fabs(found.m - 0.5) > kFarMidpoint || std::fabs(found.k) > kSteepRate ||
         bends > kBendsPerRow * static_cast<double>(design.row_count());
}

// Outliers come alone: several in a row on one side are a stretch that the model gave up.
bool gave_up_a_stretch(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                       const Parameters& found) {
  constexpr double kFarOut = 4.0;  // in sigma
  constexpr int kStretch = 4;      // rows
  const Eigen::VectorXd residuals = y - expected_values(design, found, caps);
  int run = 0;  // rows in a row above, or minus those below
  for (const double residual : residuals) {
    const double z = residual / found.sigma_obs;
    run = z > kFarOut ? std::max(run, 0) + 1 : z < -kFarOut ? std::min(run, 0) - 1 : 0;
    if (std::abs(run) >= kStretch) return true;
  }
  return false;
}

bool is_end(const FitSummary& summary) {
  return summary.termination == Termination::kConverged ||
         summary.termination == Termination::kIterationLimit;
}

// Whether a search may have ended at a maximum that is not the highest.
bool is_doubtful(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                 const Likelihood& likelihood, const FitSummary& summary, const Parameters& found) {
  if (summary.termination != Termination::kConverged) return true;
  if (design.structure.growth == Growth::kLogistic && is_doubtful_curve(design, found)) return true;
  return likelihood.kind == Likelihood::Kind::kStudentT &&
         gave_up_a_stretch(design, y, caps, found);
}

// Interpolated data are no maximum: anything else is better.
bool is_better(const FitSummary& other, const FitSummary& best) {
  if (!is_end(other)) return false;
  return !is_end(best) || other.log_posterior > best.log_posterior;
}

void add_curves(const Design& design, const Parameters& found, Parameters plain,
                std::vector<Parameters>& starts) {
  // Between growth and decline the prior of the midpoint is a wall: the same curve with the other
  // sign of k, its first rate change making up for it.
  constexpr double kGentleRate = 0.3;
  Parameters flipped = found;
  flipped.k = found.k > 0.0 ? -kGentleRate : kGentleRate;
  flipped.m = found.k * found.m / flipped.k;
  if (design.hinge_count > 0) flipped.delta[0] += found.k - flipped.k;
  starts.push_back(std::move(flipped));
  // Without bends or seasonality: rising and falling, gently and steeply, near floor and cap.
  struct Curve {
    double k, m;
  };
  for (const Curve curve : {Curve{1.0, 0.5}, {-1.0, 2.0}, {8.0, 0.5}, {-1.0, -1.0}}) {
    plain.k = curve.k;
    plain.m = curve.m;
    starts.push_back(plain);
  }
}

std::vector<Parameters> other_starts(const Design& design, const Eigen::VectorXd& y,
                                     const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                     const Parameters& guess, const Parameters& found) {
  const Parameters initial = initial_parameters(design, y, caps);
  std::vector<Parameters> starts;
  if (design.structure.growth == Growth::kLogistic) add_curves(design, found, initial, starts);
  if (likelihood.kind == Likelihood::Kind::kStudentT) {
    // Near the least absolute deviations, which outliers hardly move.
    Likelihood absolute;
    absolute.kind = Likelihood::Kind::kHuber;
    absolute.huber_threshold = 0.3;
    starts.push_back(
        parameters_of(design, solve_map_by_newton(design, y, caps, absolute, {}, guess)));
    starts.push_back(guess);
    starts.back().delta.setZero();
  }
  starts.push_back(initial);
  return starts;
}

}  // namespace

MapEstimate search_map(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                       const Likelihood& likelihood, const std::optional<Parameters>& start) {
  const Parameters guess = start ? *start : first_guess(design, y, caps);
  MapEstimate best = solve_map_by_newton(design, y, caps, likelihood, {}, guess);
  if (start) return best;
  const Parameters found = parameters_of(design, best);
  if (!is_doubtful(design, y, caps, likelihood, best.summary, found)) return best;
  for (const Parameters& from : other_starts(design, y, caps, likelihood, guess, found)) {
    MapEstimate other = solve_map_by_newton(design, y, caps, likelihood, {}, from);
    if (is_better(other.summary, best.summary)) best = std::move(other);
  }
  return best;
}

}  // namespace expense::prophet
