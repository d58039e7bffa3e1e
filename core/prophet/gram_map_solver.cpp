#include "prophet/gram_map_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "prophet/column_dots.h"
#include "prophet/noise.h"
#include "prophet/objective.h"
#include "prophet/optimality.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr double kSmallestLambda = kSmallestSigma * kSmallestSigma;
constexpr int kMaxIterations = 1000;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();
// Changes of lambda by less than this share may be followed along a straight line.
constexpr double kStraightChange = 0.5;
// One violated by more, after a step, is so because the active set is another.
constexpr double kAlmostOptimal = 1e-2;

}  // namespace

GramMapSolver::GramMapSolver(Eigen::Index free_count, Eigen::Index penalised_count)
    : free_(free_count),
      penalised_(penalised_count),
      working_set_(free_count, penalised_count),
      penalty_(free_count + penalised_count),
      gradient_(free_count + penalised_count),
      step_(free_count + penalised_count),
      before_(free_count + penalised_count),
      scratch_(free_count) {}

// Best lambda = sigma^2 at a residual sum of squares.
double GramMapSolver::best_lambda(double residual) const {
  return std::max(kSmallestLambda, best_variance(sums_->rows, residual));
}

bool GramMapSolver::solve_at(double lambda) {
  return working_set_.solve(
      {system_->gram, system_->precision, lambda, sums_->right, *l1_rate_, system_->is_diagonal});
}

// theta'P theta + l1'|delta|.
double GramMapSolver::penalties() const {
  const Eigen::VectorXd& x = working_set_.x();
  return (system_->precision.array() * x.array().square()).sum() +
         (x.tail(penalised_).array().abs() * l1_rate_->array()).sum();
}

// Of the penalised solution: its conditions give theta'H theta = theta'right - lambda l1'|delta|.
double GramMapSolver::residual(double lambda) const {
  return std::max(0.0, signed_residual(lambda));
}

double GramMapSolver::signed_residual(double lambda) const {
  return sums_->squares - working_set_.x().dot(sums_->right) - lambda * penalties();
}

// Squared residuals are not negative, nor do they grow as lambda falls. Where the sums say so their
// solution is rounding: columns that depend on each other, held by next to no penalty.
bool GramMapSolver::is_sound(double lambda, double last_residual) const {
  const double now = signed_residual(lambda);
  const double rounding = 1e-9 * sums_->squares;
  return now >= -rounding && now <= last_residual + rounding;
}

// dR/dlambda of the penalised solution while its active set stays: with q the gradient of the
// penalty, X'r = lambda q at the solution and d theta/d lambda = -H^-1 q, so it is 2 lambda q'H^-1
// q.
double GramMapSolver::residual_slope(double lambda) {
  penalty_ = system_->precision.cwiseProduct(working_set_.x());
  penalty_.tail(penalised_) += l1_rate_->cwiseProduct(working_set_.signs());
  return 2.0 * lambda * working_set_.inverse_norm(penalty_);
}

// The fixed-point map from lambda to best_lambda(R(lambda)) rises, so plain iteration from above
// comes down to its largest fixed point and never beyond it: the local maximum wanted. Newton's
// steps are faster but might jump over it where the map is steep (few rows for many columns), so
// there they are taken only close by.
double GramMapSolver::next_lambda(double lambda, double residual) {
  const double plain = best_lambda(residual);
  const double slope = 1.0 - residual_slope(lambda) / (8.0 * plain + sums_->rows);
  const double change = std::fabs(plain - lambda);
  const bool is_far = change > 0.5 * lambda;
  const bool is_steep = slope < 0.5;
  if (is_far || (is_steep && change > 1e-3 * lambda) || slope < 1e-3) return plain;
  const double newton = lambda - (lambda - plain) / slope;
  return newton > 0.0 ? std::max(kSmallestLambda, newton) : plain;
}

// Whether x is the optimum at lambda_, with the active set of the last solve.
bool GramMapSolver::is_optimal() {
  const Eigen::VectorXd& signs = working_set_.signs();
  const Eigen::VectorXd& x = working_set_.x();
  theta_kkt_ = kUnbounded;
  for (const Eigen::Index j : working_set_.active()) {
    if (!(x[free_ + j] * signs[j] > 0.0)) return false;
  }
  measure();
  return theta_kkt_ <= kOptimal;
}

// A step on the gradient that is left, by the factor of the last solve.
bool GramMapSolver::mend() {
  gradient_.tail(penalised_) -= l1_rate_->cwiseProduct(working_set_.signs());
  working_set_.apply_inverse(gradient_, step_);
  working_set_.move_by(lambda_, step_);
  return is_optimal();
}

// While the active set stays, x moves along -H^-1 q as lambda grows, straight but for the square of
// the change. Whether that is the optimum its conditions tell; if not, x and lambda are as before.
bool GramMapSolver::slide_to(double next) {
  const double lambda = lambda_;
  if (std::fabs(next - lambda) > kStraightChange * lambda || next <= kSmallestLambda) return false;
  const double residual_before = next < lambda ? last_residual_ : kUnbounded;
  before_ = working_set_.x();
  working_set_.apply_inverse(penalty_, step_);
  working_set_.move_by(lambda - next, step_);
  lambda_ = next;
  const bool has_arrived = is_optimal() || (theta_kkt_ < kAlmostOptimal && mend());
  if (has_arrived && is_sound(next, residual_before)) return true;
  working_set_.put_x(before_);
  lambda_ = lambda;
  return false;
}

// False when the sums do not carry a solution at `next`; x may then be anything.
bool GramMapSolver::solve_soundly(double next) {
  const double residual_before = next < lambda_ ? last_residual_ : kUnbounded;
  return solve_at(next) && is_sound(next, residual_before);
}

// Somewhere below lambda_ the sums no longer carry a solution: goes down as far as they do.
bool GramMapSolver::stop_above(double next) {
  termination_ = Termination::kSigmaAtFloor;
  do {
    next = std::sqrt(next * lambda_);
    if (solve_soundly(next)) {
      lambda_ = next;
      measure();
      return true;
    }
  } while (next < 0.999 * lambda_);
  working_set_.reset();
  if (!solve_at(lambda_)) return false;
  measure();
  return true;
}

// Brings lambda to the fixed point, or as far down as the numbers carry; false when not even the
// first lambda can be solved for.
bool GramMapSolver::iterate(double lambda) {
  solves_before_ = working_set_.solved_systems();
  lambda_ = lambda;
  last_residual_ = kUnbounded;
  if (!solve_soundly(lambda)) {
    termination_ = Termination::kUndetermined;
    return false;
  }
  for (iterations_ = 1; iterations_ <= kMaxIterations; ++iterations_) {
    last_residual_ = residual(lambda_);
    const double next = next_lambda(lambda_, last_residual_);
    // What the sums tell of the residuals is rounded by this share.
    const double rounding = 1e-14 * sums_->squares / (sums_->rows * lambda_);
    const bool is_last = std::fabs(next - lambda_) <= (1e-10 + rounding) * lambda_;
    if (slide_to(next)) {
      if (kkt_ > kOptimal && !is_last) continue;
      termination_ = Termination::kConverged;
      return true;
    }
    if (is_last) {
      termination_ = next == kSmallestLambda ? Termination::kSigmaAtFloor : Termination::kConverged;
      measure();
      return true;
    }
    if (!solve_soundly(next)) return stop_above(next);
    lambda_ = next;
  }
  termination_ = Termination::kIterationLimit;
  measure();
  return true;
}

bool GramMapSolver::solve(const GramSystem& system, const SeriesSums& sums,
                          const Eigen::VectorXd& l1_rate) {
  system_ = &system;
  sums_ = &sums;
  l1_rate_ = &l1_rate;
  working_set_.reset();
  // theta = 0 leaves the residuals y, so no fixed point lies above this.
  const double highest = best_lambda(sums.squares);
  return iterate(sums.lambda_guess > 0.0 ? std::min(sums.lambda_guess, highest) : highest);
}

bool GramMapSolver::solve_again(const GramSystem& system, const SeriesSums& sums,
                                const Eigen::VectorXd& l1_rate) {
  system_ = &system;
  sums_ = &sums;
  l1_rate_ = &l1_rate;
  return iterate(lambda_);
}

void GramMapSolver::fill_theta(Eigen::VectorXd& theta) const {
  theta = working_set_.x();
  if (system_->is_diagonal) {
    theta.head(free_).noalias() = system_->basis * working_set_.x().head(free_);
  }
}

double GramMapSolver::rounding() const {
  return 4e-16 * std::sqrt(sums_->rows * sums_->squares) / lambda_;
}

// Largest violated condition at lambda_.
void GramMapSolver::measure() {
  const Eigen::VectorXd& x = working_set_.x();
  gradient_ = sums_->right;
  const Eigen::MatrixXd& gram = system_->gram;
  subtract_columns(columns_of(gram), x.data(), free_, gradient_.data());
  for (const Eigen::Index j : working_set_.active()) {
    subtract_columns(columns_of(gram, free_ + j), &x[free_ + j], 1, gradient_.data());
  }
  gradient_ /= lambda_;
  gradient_ -= system_->precision.cwiseProduct(x);
  if (system_->is_diagonal) {
    // Back to the design's coefficients: with B the basis and B'PB = 1, B^-T = PB.
    scratch_.noalias() = system_->basis * gradient_.head(free_);
    scratch_ = scratch_.cwiseProduct(system_->free_precision);
  } else {
    scratch_ = gradient_.head(free_);
  }
  theta_kkt_ = scratch_.cwiseAbs().maxCoeff();
  for (Eigen::Index j = 0; j < penalised_; ++j) {
    const double sign = x[free_ + j] != 0.0 ? working_set_.signs()[j] : 0.0;
    theta_kkt_ = std::max(theta_kkt_, l1_violation(gradient_[free_ + j], (*l1_rate_)[j], sign));
  }
  const double of_ln_sigma = -sums_->rows + residual(lambda_) / lambda_ - 4.0 * lambda_;
  kkt_ = std::max(theta_kkt_, std::fabs(of_ln_sigma));
}

FitSummary GramMapSolver::summary() const {
  const Eigen::VectorXd& x = working_set_.x();
  FitSummary summary;
  summary.termination = termination_;
  summary.iterations = iterations_;
  summary.linear_solves = working_set_.solved_systems() - solves_before_;
  summary.kkt_residual = kkt_;
  summary.log_posterior = -0.5 * sums_->rows * log(lambda_) - residual(lambda_) / (2.0 * lambda_) +
                          log_priors(x, system_->precision, *l1_rate_) - 2.0 * lambda_;
  return summary;
}

}  // namespace expense::prophet
