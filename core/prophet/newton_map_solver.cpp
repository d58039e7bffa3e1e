#include <algorithm>
#include <cmath>
#include <limits>

#include "prophet/expectation.h"
#include "prophet/map_solver.h"
#include "prophet/noise.h"
#include "prophet/optimality.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr int kMaxIterations = 500;
constexpr int kMostLinearSolves = 20'000;
// Where not even an exact step betters a violation below this, it is rounding.
constexpr double kNearlyOptimal = 1e-6;
constexpr double kLeastDamping = 1e-8;
constexpr double kMostExactDamping = 1e-3;
constexpr double kMostDamping = 1e8;

// All about one point of the search.
struct Point {
  Eigen::VectorXd u;  // coefficients, see expectation.h
  double sigma = 1.0;
  double nu = 0.0;
  double log_posterior = -std::numeric_limits<double>::infinity();
  double kkt = std::numeric_limits<double>::infinity();
};

class NewtonMapSolver {
 public:
  NewtonMapSolver(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                  const Likelihood& likelihood, const Eigen::VectorXd& v);

  MapEstimate solve(const Parameters& start);

 private:
  void evaluate(Point& point);
  void measure(Point& point);
  void measure_here();
  [[nodiscard]] double midpoint_prior(const Eigen::VectorXd& u) const;
  void add_midpoint_prior(bool exact);
  void build(bool exact);
  [[nodiscard]] bool find_target(double damping);
  [[nodiscard]] bool move_towards_target(int halvings);
  void settle(Point& point);
  void settle_trend(Point& point);
  void settle_features(Point& point);
  [[nodiscard]] bool move_by(bool exact);
  [[nodiscard]] bool is_better(const Point& next) const;
  [[nodiscard]] double rounding_here() const {
    return 1e-12 * (1.0 + std::fabs(here_.log_posterior));
  }

  const Design& design_;
  const Eigen::VectorXd& y_;
  const bool is_logistic_;
  Eigen::Index free_;
  Eigen::Index penalised_;
  Expectation expectation_;
  Noise noise_;
  WorkingSetSolver working_set_;  // free coefficients, ln sigma, then the penalised ones
  bool has_valley_;
  WorkingSetSolver valley_set_;  // what is put to its best across a valley
  Eigen::VectorXd precision_;    // of the normal priors; that of a midpoint is apart

  Point here_, next_;
  double damping_ = 0.0;        // of the next step that is not exact
  double exact_damping_ = 0.0;  // of the next that is
  Eigen::VectorXd residuals_, score_, curvature_, majorant_, cross_;  // T
  Eigen::VectorXd smooth_;        // P; gradient of the smooth part of the log posterior
  Eigen::VectorXd sigma_column_;  // P; second derivatives by u and ln sigma
  double sigma_curvature_ = 0.0;
  Eigen::MatrixXd block_;    // P x P
  Eigen::MatrixXd hessian_;  // with ln sigma at index F
  Eigen::MatrixXd damped_;
  Eigen::VectorXd right_, no_precision_, x_;
  Eigen::VectorXd target_;  // P
  Eigen::MatrixXd valley_gram_;
  Eigen::VectorXd valley_right_, settled_;
  FitSummary summary_;
};

NewtonMapSolver::NewtonMapSolver(const Design& design, const Eigen::VectorXd& y,
                                 const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                 const Eigen::VectorXd& v)
    : design_(design),
      y_(y),
      is_logistic_(design.structure.growth == Growth::kLogistic),
      free_(design.free_count()),
      penalised_(design.penalised_count()),
      expectation_(design, caps),
      noise_(likelihood, v),
      working_set_(free_ + 1, penalised_),
      has_valley_(!design.is_linear() && design.feature_count() > 0),
      valley_set_(is_logistic_ ? design.feature_count() : design.trend_columns(),
                  is_logistic_ ? 0 : penalised_),
      precision_(design.prior_precision),
      residuals_(design.row_count()),
      score_(design.row_count()),
      curvature_(design.row_count()),
      majorant_(design.row_count()),
      cross_(design.row_count()),
      smooth_(design.column_count()),
      sigma_column_(design.column_count()),
      hessian_(design.column_count() + 1, design.column_count() + 1),
      right_(design.column_count() + 1),
      no_precision_(Eigen::VectorXd::Zero(design.column_count() + 1)),
      x_(design.column_count() + 1),
      target_(design.column_count()) {
  if (is_logistic_) precision_[1] = 0.0;
}

// -log prior of the midpoint m = -b / k of logistic growth, in its intercept b.
double NewtonMapSolver::midpoint_prior(const Eigen::VectorXd& u) const {
  if (!is_logistic_) return 0.0;
  const double m = u[1] / u[0];
  return 0.5 * design_.prior_precision[1] * m * m;
}

// Log posterior at u with the best sigma and nu there.
void NewtonMapSolver::evaluate(Point& point) {
  expectation_.evaluate(point.u);
  residuals_ = y_ - expectation_.mu();
  noise_.set_nu(point.nu);
  noise_.fit_scale(residuals_, point.sigma);
  point.nu = noise_.nu();
  point.log_posterior = noise_.log_likelihood(residuals_, point.sigma) +
                        log_priors(point.u, precision_, design_.l1_rate) - midpoint_prior(point.u) -
                        2.0 * point.sigma * point.sigma;
  if (!std::isfinite(point.log_posterior)) {
    point.log_posterior = -std::numeric_limits<double>::infinity();
  }
}

// Gradient and violated conditions at a point just evaluated.
void NewtonMapSolver::measure(Point& point) {
  sigma_curvature_ =
      noise_.derivatives(residuals_, point.sigma, score_, curvature_, majorant_, cross_);
  expectation_.project(score_, smooth_);
  smooth_ -= precision_.cwiseProduct(point.u);
  double worst = noise_.scale_residual(residuals_, point.sigma);
  Eigen::Index first = 0;
  if (is_logistic_) {
    const double k = point.u[0];
    const double m = -point.u[1] / k;
    const double pull = design_.prior_precision[1] * m / k;
    smooth_[0] += pull * m;
    smooth_[1] += pull;
    // Conditions are those of k and m: d/dk - m d/db and -k d/db.
    worst = std::max({worst, std::fabs(smooth_[0] - m * smooth_[1]), std::fabs(k * smooth_[1])});
    first = 2;
  }
  for (Eigen::Index i = first; i < free_; ++i) worst = std::max(worst, std::fabs(smooth_[i]));
  for (Eigen::Index j = 0; j < penalised_; ++j) {
    const double value = point.u[free_ + j];
    const double sign = value == 0.0 ? 0.0 : value > 0.0 ? 1.0 : -1.0;
    worst = std::max(worst, l1_violation(smooth_[free_ + j], design_.l1_rate[j], sign));
  }
  point.kkt = worst;
}

void NewtonMapSolver::measure_here() {
  evaluate(here_);
  measure(here_);
}

// Second derivatives of the midpoint's prior by slope k and intercept b; without the mixed ones the
// matrix stays positive definite.
void NewtonMapSolver::add_midpoint_prior(bool exact) {
  if (!is_logistic_) return;
  const double k = here_.u[0];
  const double b = here_.u[1];
  const double scale = design_.prior_precision[1] / (k * k);
  hessian_(1, 1) += scale;
  if (!exact) return;
  hessian_(0, 0) += scale * 3.0 * b * b / (k * k);
  hessian_(0, 1) -= scale * 2.0 * b / k;
  hessian_(1, 0) -= scale * 2.0 * b / k;
}

// Second derivatives of -log posterior. Exact ones need not be positive definite; the others are:
// Gauss and Newton's, with a parabola above each rho, and ln sigma apart.
void NewtonMapSolver::build(bool exact) {
  expectation_.curvature(exact ? curvature_ : majorant_, exact ? &score_ : nullptr, block_);
  if (exact) {
    expectation_.project(cross_, sigma_column_);
  } else {
    sigma_column_.setZero();
  }
  hessian_.topLeftCorner(free_, free_) = block_.topLeftCorner(free_, free_);
  hessian_.bottomLeftCorner(penalised_, free_) = block_.bottomLeftCorner(penalised_, free_);
  hessian_.topRightCorner(free_, penalised_) = block_.topRightCorner(free_, penalised_);
  hessian_.bottomRightCorner(penalised_, penalised_) =
      block_.bottomRightCorner(penalised_, penalised_);
  for (Eigen::Index i = 0; i < free_; ++i) hessian_(i, i) += precision_[i];
  add_midpoint_prior(exact);
  hessian_.row(free_).head(free_) = sigma_column_.head(free_).transpose();
  hessian_.col(free_).head(free_) = sigma_column_.head(free_);
  hessian_.row(free_).tail(penalised_) = sigma_column_.tail(penalised_).transpose();
  hessian_.col(free_).tail(penalised_) = sigma_column_.tail(penalised_);
  hessian_(free_, free_) = sigma_curvature_;
}

// Minimiser of the quadratic model with the l1 terms; false when it is not convex.
bool NewtonMapSolver::find_target(double damping) {
  damped_ = hessian_;
  damped_.diagonal() *= 1.0 + damping;
  x_.head(free_) = here_.u.head(free_);
  x_[free_] = 0.0;  // ln sigma, as a difference
  x_.tail(penalised_) = here_.u.tail(penalised_);
  right_.setZero();
  for (Eigen::Index l = 0; l < x_.size(); ++l) {
    if (x_[l] != 0.0) right_ += x_[l] * damped_.col(l);
  }
  right_.head(free_) += smooth_.head(free_);
  right_.tail(penalised_) += smooth_.tail(penalised_);
  working_set_.reset_to(x_);
  if (!working_set_.solve({damped_, no_precision_, 1.0, right_, design_.l1_rate})) return false;
  target_.head(free_) = working_set_.x().head(free_);
  target_.tail(penalised_) = working_set_.x().tail(penalised_);
  return target_.allFinite();
}

// Near the optimum the log posterior rises by less than its rounding; then the conditions decide.
bool NewtonMapSolver::is_better(const Point& next) const {
  const double rise = next.log_posterior - here_.log_posterior;
  return rise > rounding_here() || (rise > -rounding_here() && next.kkt < here_.kkt);
}

// Where trend and features can stand for each other (seasonalities that may add up to a constant,
// as weekdays without weekends) the optimum lies at the end of a bent valley. This brings a
// straight step, just evaluated, back to its floor: one of the two is put to its best beside the
// other, which is a convex problem where that one enters linearly (variable projection; Golub and
// Pereyra 1973).
void NewtonMapSolver::settle(Point& point) {
  noise_.derivatives(residuals_, here_.sigma, score_, curvature_, majorant_, cross_);
  if (is_logistic_) {
    settle_features(point);
  } else {
    settle_trend(point);
  }
}

void NewtonMapSolver::settle_features(Point& point) {
  const Eigen::Index trend = design_.trend_columns();
  const Eigen::Index features = design_.feature_count();
  expectation_.feature_problem(majorant_, residuals_, block_, valley_right_);
  valley_gram_ = block_.block(trend, trend, features, features);
  symmetrise(valley_gram_);
  valley_gram_.diagonal() += precision_.segment(trend, features);
  settled_ = valley_right_.segment(trend, features);
  if (!valley_set_.solve({valley_gram_, no_precision_, 1.0, settled_, no_precision_})) return;
  point.u.segment(trend, features) = valley_set_.x();
}

void NewtonMapSolver::settle_trend(Point& point) {
  const Eigen::Index trend = design_.trend_columns();
  const Eigen::Index size = trend + penalised_;
  expectation_.trend_problem(majorant_, residuals_, block_, valley_right_);
  valley_gram_.resize(size, size);
  valley_gram_.topLeftCorner(trend, trend) = block_.topLeftCorner(trend, trend);
  valley_gram_.topRightCorner(trend, penalised_) = block_.block(0, free_, trend, penalised_);
  valley_gram_.bottomRightCorner(penalised_, penalised_) =
      block_.bottomRightCorner(penalised_, penalised_);
  symmetrise(valley_gram_);
  for (Eigen::Index i = 0; i < trend; ++i) valley_gram_(i, i) += precision_[i];
  settled_.resize(size);
  settled_.head(trend) = valley_right_.head(trend);
  settled_.tail(penalised_) = valley_right_.tail(penalised_);
  valley_right_ = settled_;
  settled_.head(trend) = point.u.head(trend);
  settled_.tail(penalised_) = point.u.tail(penalised_);
  valley_set_.reset_to(settled_);
  if (!valley_set_.solve({valley_gram_, no_precision_, 1.0, valley_right_, design_.l1_rate}))
    return;
  point.u.head(trend) = valley_set_.x().head(trend);
  point.u.tail(penalised_) = valley_set_.x().tail(penalised_);
}

// All the way to the target, or half, or a quarter ...
bool NewtonMapSolver::move_towards_target(int halvings) {
  double share = 1.0;
  for (int i = 0; i <= halvings; ++i, share *= 0.5) {
    ++summary_.iterations;
    next_.u = share == 1.0 ? target_ : here_.u + share * (target_ - here_.u);
    next_.sigma = here_.sigma;
    next_.nu = here_.nu;
    next_.kkt = std::numeric_limits<double>::infinity();
    evaluate(next_);
    if (has_valley_ && next_.log_posterior < here_.log_posterior - rounding_here()) {
      settle(next_);
      evaluate(next_);
    }
    if (next_.log_posterior < here_.log_posterior - 1.0) continue;
    measure(next_);
    if (is_better(next_)) return true;
  }
  return false;
}

// One step with the exact second derivatives, or with those that are positive definite and lead
// uphill from anywhere; damped (Levenberg and Marquardt) as far as it takes.
bool NewtonMapSolver::move_by(bool exact) {
  build(exact);
  double& damping = exact ? exact_damping_ : damping_;
  const double most = exact ? kMostExactDamping : kMostDamping;
  for (; damping <= most; damping = std::max(kLeastDamping, 10.0 * damping)) {
    if (find_target(damping) && move_towards_target(damping == 0.0 ? 1 : 0)) {
      damping = damping <= kLeastDamping ? 0.0 : 0.1 * damping;
      return true;
    }
    if (exact && here_.kkt <= kNearlyOptimal) break;
  }
  damping = exact ? 0.1 * most : 0.0;
  return false;
}

MapEstimate NewtonMapSolver::solve(const Parameters& start) {
  here_.u = to_linear(design_, coefficients(design_, start));
  here_.sigma = start.sigma_obs;
  here_.nu = start.nu;
  measure_here();
  summary_.termination = Termination::kIterationLimit;
  // The exact derivatives serve near the optimum only, which shows in how little is gained.
  bool is_near = false;
  while (summary_.iterations < kMaxIterations &&
         working_set_.solved_systems() < kMostLinearSolves) {
    if (here_.kkt <= kOptimal) {
      summary_.termination = Termination::kConverged;
      break;
    }
    bool has_moved = is_near && move_by(true);
    if (!has_moved && is_near && here_.kkt <= kNearlyOptimal) {
      summary_.termination = Termination::kConverged;  // rounding has the last word
      break;
    }
    if (!has_moved) {
      if (is_near) measure_here();  // the point's own derivatives again
      has_moved = move_by(false);
    }
    if (!has_moved) {
      // Nothing better nearby: rounding has the last word.
      const bool is_met = here_.kkt <= 1e-4 * (1.0 + std::fabs(here_.log_posterior));
      summary_.termination = is_met ? Termination::kConverged : Termination::kIterationLimit;
      break;
    }
    const double gain = next_.log_posterior - here_.log_posterior;
    is_near = gain < 0.1 * static_cast<double>(design_.row_count());
    std::swap(here_, next_);
    if (here_.sigma <= kSmallestSigma) {
      summary_.termination = Termination::kSigmaAtFloor;
      break;
    }
  }
  summary_.kkt_residual = here_.kkt;
  summary_.linear_solves = working_set_.solved_systems();
  summary_.log_posterior = here_.log_posterior;
  if (!here_.u.allFinite() || !std::isfinite(here_.log_posterior)) {
    summary_.termination = Termination::kUndetermined;
  }
  return MapEstimate{from_linear(design_, here_.u), here_.sigma, here_.nu, summary_};
}

}  // namespace

MapEstimate solve_map_by_newton(const Design& design, const Eigen::VectorXd& y,
                                const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                const Eigen::VectorXd& v, const Parameters& start) {
  return NewtonMapSolver(design, y, caps, likelihood, v).solve(start);
}

}  // namespace expense::prophet
