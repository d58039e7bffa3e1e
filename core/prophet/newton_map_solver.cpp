#include <algorithm>
#include <cmath>
#include <limits>

#include "prophet/expectation.h"
#include "prophet/map_solver.h"
#include "prophet/noise.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr int kMaxIterations = 300;
constexpr double kOptimal = 1e-8;
constexpr double kLargestDamping = 1e12;

// All about one point of the search.
struct Point {
  Eigen::VectorXd theta;
  double sigma = 1.0;
  double nu = 0.0;
  double log_posterior = -std::numeric_limits<double>::infinity();
  double kkt = std::numeric_limits<double>::infinity();
};

class NewtonMapSolver {
 public:
  NewtonMapSolver(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                  const Likelihood& likelihood, const Eigen::VectorXd& v)
      : design_(design),
        y_(y),
        expectation_(design, caps),
        noise_(likelihood, v),
        working_set_(design.free_count() + 1, design.penalised_count()),
        free_(design.free_count()),
        penalised_(design.penalised_count()),
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
        x_(design.column_count() + 1) {}

  MapEstimate solve(const Parameters& start);

 private:
  void evaluate(Point& point);
  void measure(Point& point);
  void build(bool exact);
  void place(const Eigen::MatrixXd& block);
  [[nodiscard]] bool step(double damping, Point& next);
  [[nodiscard]] bool is_better(const Point& next) const;

  const Design& design_;
  const Eigen::VectorXd& y_;
  Expectation expectation_;
  Noise noise_;
  WorkingSetSolver working_set_;  // free coefficients, ln sigma, then the penalised ones
  Eigen::Index free_;
  Eigen::Index penalised_;

  Point here_;
  Eigen::VectorXd residuals_, score_, curvature_, majorant_, cross_;  // T
  Eigen::VectorXd smooth_;        // P; gradient of the smooth part of the log posterior
  Eigen::VectorXd sigma_column_;  // P; second derivatives by theta and ln sigma
  double sigma_curvature_ = 0.0;
  Eigen::MatrixXd block_;    // P x P
  Eigen::MatrixXd hessian_;  // with ln sigma at index F
  Eigen::MatrixXd damped_;
  Eigen::VectorXd right_;
  Eigen::VectorXd no_precision_;
  Eigen::VectorXd x_;
  FitSummary summary_;
};

// Log posterior at theta with the best sigma and nu there.
void NewtonMapSolver::evaluate(Point& point) {
  expectation_.evaluate(point.theta);
  residuals_ = y_ - expectation_.mu();
  noise_.set_nu(point.nu);
  noise_.fit_scale(residuals_, point.sigma);
  point.nu = noise_.nu();
  const double normal_priors =
      0.5 * (design_.prior_precision.array() * point.theta.array().square()).sum();
  const double laplace_priors =
      (point.theta.tail(penalised_).array().abs() * design_.l1_rate.array()).sum();
  point.log_posterior = noise_.log_likelihood(residuals_, point.sigma) - normal_priors -
                        laplace_priors - 2.0 * point.sigma * point.sigma;
  if (!std::isfinite(point.log_posterior)) {
    point.log_posterior = -std::numeric_limits<double>::infinity();
  }
}

// Gradient and violated conditions at a point just evaluated.
void NewtonMapSolver::measure(Point& point) {
  sigma_curvature_ =
      noise_.derivatives(residuals_, point.sigma, score_, curvature_, majorant_, cross_);
  expectation_.project(score_, smooth_);
  smooth_ -= design_.prior_precision.cwiseProduct(point.theta);
  double worst = noise_.scale_residual(residuals_, point.sigma);
  for (Eigen::Index i = 0; i < free_; ++i) worst = std::max(worst, std::fabs(smooth_[i]));
  for (Eigen::Index j = 0; j < penalised_; ++j) {
    const double rate = design_.l1_rate[j];
    const double gradient = smooth_[free_ + j];
    const double value = point.theta[free_ + j];
    const double violation = value == 0.0  ? std::fabs(gradient) - rate
                             : value > 0.0 ? std::fabs(gradient - rate)
                                           : std::fabs(gradient + rate);
    worst = std::max(worst, violation);
  }
  point.kkt = worst;
}

void NewtonMapSolver::place(const Eigen::MatrixXd& block) {
  hessian_.topLeftCorner(free_, free_) = block.topLeftCorner(free_, free_);
  hessian_.bottomLeftCorner(penalised_, free_) = block.bottomLeftCorner(penalised_, free_);
  hessian_.topRightCorner(free_, penalised_) = block.topRightCorner(free_, penalised_);
  hessian_.bottomRightCorner(penalised_, penalised_) =
      block.bottomRightCorner(penalised_, penalised_);
  for (Eigen::Index i = 0; i < free_; ++i) hessian_(i, i) += design_.prior_precision[i];
}

// Second derivatives of -log posterior. Exact ones need not be positive definite; the others are:
// Gauss and Newton's, with a parabola above each rho, and ln sigma apart.
void NewtonMapSolver::build(bool exact) {
  expectation_.curvature(exact ? curvature_ : majorant_, exact ? &score_ : nullptr, block_);
  place(block_);
  if (exact) {
    expectation_.project(cross_, sigma_column_);
  } else {
    sigma_column_.setZero();
  }
  hessian_.row(free_).head(free_) = sigma_column_.head(free_).transpose();
  hessian_.col(free_).head(free_) = sigma_column_.head(free_);
  hessian_.row(free_).tail(penalised_) = sigma_column_.tail(penalised_).transpose();
  hessian_.col(free_).tail(penalised_) = sigma_column_.tail(penalised_);
  hessian_(free_, free_) = sigma_curvature_;
}

// Minimiser of the damped quadratic model with the l1 terms; false when it is not convex.
bool NewtonMapSolver::step(double damping, Point& next) {
  damped_ = hessian_;
  damped_.diagonal() *= 1.0 + damping;
  x_.head(free_) = here_.theta.head(free_);
  x_[free_] = 0.0;  // ln sigma, as a difference
  x_.tail(penalised_) = here_.theta.tail(penalised_);
  right_.noalias() = damped_ * x_;
  right_.head(free_) += smooth_.head(free_);
  right_.tail(penalised_) += smooth_.tail(penalised_);
  working_set_.reset_to(x_);
  if (!working_set_.solve({damped_, no_precision_, 1.0, right_, design_.l1_rate})) return false;
  next.theta.resize(free_ + penalised_);
  next.theta.head(free_) = working_set_.x().head(free_);
  next.theta.tail(penalised_) = working_set_.x().tail(penalised_);
  next.sigma = here_.sigma;
  next.nu = here_.nu;
  if (!next.theta.allFinite()) return false;
  evaluate(next);
  return true;
}

// Near the optimum the log posterior rises by less than its rounding; then the conditions decide.
bool NewtonMapSolver::is_better(const Point& next) const {
  const double rise = next.log_posterior - here_.log_posterior;
  const double rounding = 1e-12 * (1.0 + std::fabs(here_.log_posterior));
  return rise > rounding || (rise > -rounding && next.kkt < here_.kkt);
}

MapEstimate NewtonMapSolver::solve(const Parameters& start) {
  here_.theta = coefficients(design_, start);
  here_.sigma = start.sigma_obs;
  here_.nu = start.nu;
  evaluate(here_);
  measure(here_);
  double damping = 1e-3;
  Point next;
  summary_.termination = Termination::kIterationLimit;
  while (summary_.iterations < kMaxIterations) {
    if (here_.kkt <= kOptimal) {
      summary_.termination = Termination::kConverged;
      break;
    }
    bool has_moved = false;
    for (const bool exact : {true, false}) {
      build(exact);
      for (int attempt = 0; attempt < 6 && !has_moved; ++attempt) {
        ++summary_.iterations;
        if (step(damping, next)) {
          measure(next);
          has_moved = is_better(next);
        } else if (exact) {
          break;
        }
        if (!has_moved) damping = std::min(kLargestDamping, std::max(1e-9, damping * 10.0));
      }
      if (has_moved) break;
      // The point's own derivatives again, for the other matrix.
      evaluate(here_);
      measure(here_);
    }
    if (!has_moved) {
      // Nothing better nearby: rounding has the last word.
      const bool is_met = here_.kkt <= 1e-4 * (1.0 + std::fabs(here_.log_posterior));
      summary_.termination = is_met ? Termination::kConverged : Termination::kIterationLimit;
      break;
    }
    std::swap(here_, next);
    damping = damping > 1e-9 ? 0.1 * damping : 0.0;
    if (here_.sigma <= kSmallestSigma) {
      summary_.termination = Termination::kSigmaAtFloor;
      break;
    }
  }
  summary_.kkt_residual = here_.kkt;
  summary_.linear_solves = working_set_.solved_systems();
  summary_.log_posterior = here_.log_posterior;
  if (!here_.theta.allFinite() || !std::isfinite(here_.log_posterior)) {
    summary_.termination = Termination::kUndetermined;
  }
  return MapEstimate{here_.theta, here_.sigma, here_.nu, summary_};
}

}  // namespace

MapEstimate solve_map_by_newton(const Design& design, const Eigen::VectorXd& y,
                                const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                const Eigen::VectorXd& v, const Parameters& start) {
  return NewtonMapSolver(design, y, caps, likelihood, v).solve(start);
}

}  // namespace expense::prophet
