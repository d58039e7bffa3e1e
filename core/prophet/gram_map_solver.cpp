#include "prophet/gram_map_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr double kSmallestLambda = kSmallestSigma * kSmallestSigma;
constexpr int kMaxIterations = 1000;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();
// Changes of lambda by less than this share may be followed along a straight line.
constexpr double kStraightChange = 3e-6;
// An optimality condition violated by less than this is met.
constexpr double kOptimal = 1e-8;

}  // namespace

GramMapSolver::GramMapSolver(Eigen::Index free_count, Eigen::Index penalised_count)
    : free_(free_count),
      penalised_(penalised_count),
      working_set_(free_count, penalised_count),
      penalty_(free_count + penalised_count),
      gradient_(free_count + penalised_count),
      scratch_(free_count) {}

// Best lambda = sigma^2 at a residual sum of squares.
double GramMapSolver::best_lambda(double residual) const {
  const double n = sums_->rows;
  return std::max(kSmallestLambda, 2.0 * residual / (n + std::sqrt(n * n + 16.0 * residual)));
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

// Over a small change of lambda the solution moves along -H^-1 q, straight but for the square of
// the change. Whether that is the optimum its conditions tell; if not, x is as before.
bool GramMapSolver::slide_to(double lambda, double next) {
  working_set_.apply_inverse(penalty_, gradient_);
  working_set_.move_by(lambda - next, gradient_);
  lambda_ = next;
  measure();
  if (kkt_ <= kOptimal) return true;
  working_set_.apply_inverse(penalty_, gradient_);
  working_set_.move_by(next - lambda, gradient_);
  return false;
}

// Brings lambda to the fixed point, or as far down as the numbers carry; false when not even the
// first lambda can be solved for.
bool GramMapSolver::iterate(double lambda) {
  double sound_lambda = 0.0;
  double last_residual = kUnbounded;
  solves_before_ = working_set_.solved_systems();
  for (iterations_ = 1; iterations_ <= kMaxIterations; ++iterations_) {
    if (!solve_at(lambda) ||
        !is_sound(lambda, lambda < sound_lambda ? last_residual : kUnbounded)) {
      if (sound_lambda == 0.0) {
        termination_ = Termination::kUndetermined;
        return false;
      }
      termination_ = Termination::kSigmaAtFloor;
      do {
        lambda = std::sqrt(lambda * sound_lambda);
      } while ((!solve_at(lambda) ||
                !is_sound(lambda, lambda < sound_lambda ? last_residual : kUnbounded)) &&
               lambda < 0.999 * sound_lambda);
      if (lambda >= 0.999 * sound_lambda) {
        working_set_.reset();
        lambda = sound_lambda;
        if (!solve_at(lambda)) return false;
      }
      lambda_ = lambda;
      measure();
      return true;
    }
    sound_lambda = lambda;
    last_residual = residual(lambda);
    const double next = next_lambda(lambda, residual(lambda));
    // What the sums tell of the residuals is rounded by this share.
    const double rounding = 1e-14 * sums_->squares / (sums_->rows * lambda);
    const double change = std::fabs(next - lambda);
    if (change <= kStraightChange * lambda && next > kSmallestLambda && slide_to(lambda, next)) {
      termination_ = Termination::kConverged;
      return true;
    }
    if (change <= (1e-10 + rounding) * lambda) {
      termination_ = next == kSmallestLambda ? Termination::kSigmaAtFloor : Termination::kConverged;
      lambda_ = lambda;
      measure();
      return true;
    }
    lambda = next;
  }
  termination_ = Termination::kIterationLimit;
  lambda_ = sound_lambda;
  if (!solve_at(sound_lambda)) return false;
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
  return iterate(best_lambda(sums.squares));
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
  for (Eigen::Index l = 0; l < x.size(); ++l) {
    if (x[l] != 0.0) gradient_ -= x[l] * system_->gram.col(l);
  }
  gradient_ /= lambda_;
  gradient_ -= system_->precision.cwiseProduct(x);
  if (system_->is_diagonal) {
    // Back to the design's coefficients: with B the basis and B'PB = 1, B^-T = PB.
    scratch_.noalias() = system_->basis * gradient_.head(free_);
    gradient_.head(free_) = scratch_.cwiseProduct(system_->free_precision);
  }
  kkt_ = std::fabs(-sums_->rows + residual(lambda_) / lambda_ - 4.0 * lambda_);  // ln sigma
  for (Eigen::Index i = 0; i < free_; ++i) kkt_ = std::max(kkt_, std::fabs(gradient_[i]));
  for (Eigen::Index j = 0; j < penalised_; ++j) {
    const double rate = (*l1_rate_)[j];
    const double gradient = gradient_[free_ + j];
    const double violation = x[free_ + j] != 0.0
                                 ? std::fabs(gradient - rate * working_set_.signs()[j])
                                 : std::fabs(gradient) - rate;
    kkt_ = std::max(kkt_, violation);
  }
}

FitSummary GramMapSolver::summary() const {
  const Eigen::VectorXd& x = working_set_.x();
  FitSummary summary;
  summary.termination = termination_;
  summary.iterations = iterations_;
  summary.linear_solves = working_set_.solved_systems() - solves_before_;
  summary.kkt_residual = kkt_;
  summary.log_posterior = -0.5 * sums_->rows * log(lambda_) - residual(lambda_) / (2.0 * lambda_) -
                          0.5 * (system_->precision.array() * x.array().square()).sum() -
                          (x.tail(penalised_).array().abs() * l1_rate_->array()).sum() -
                          2.0 * lambda_;
  return summary;
}

}  // namespace expense::prophet
