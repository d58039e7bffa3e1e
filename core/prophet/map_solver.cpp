#include "prophet/map_solver.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr double kSmallestLambda = kSmallestSigma * kSmallestSigma;
constexpr int kMaxIterations = 1000;
constexpr int kMaxRefinements = 12;
// An optimality condition violated by less than this is met.
constexpr double kOptimal = 1e-8;

}  // namespace

GramSystem plain_gram_system(const Design& design) {
  GramSystem system;
  DesignProducts(design).gram(system.gram);
  system.precision = design.prior_precision;
  return system;
}

// With the free block scaled by its priors, P^-1/2 G P^-1/2 = U D U', the basis B = P^-1/2 U turns
// G + lambda P into D + lambda.
GramSystem diagonal_gram_system(const Design& design, const GramSystem& plain) {
  GramSystem system = plain;
  const Eigen::Index free = design.free_count();
  const Eigen::VectorXd scale = design.prior_precision.head(free).cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(
      scale.asDiagonal() * system.gram.topLeftCorner(free, free) * scale.asDiagonal());
  system.basis = scale.asDiagonal() * eigen.eigenvectors();
  system.is_diagonal = true;
  system.gram.topLeftCorner(free, free) = eigen.eigenvalues().cwiseMax(0.0).asDiagonal();
  const Eigen::Index penalised = design.penalised_count();
  const Eigen::MatrixXd coupling =
      system.basis.transpose() * system.gram.topRightCorner(free, penalised);
  system.gram.topRightCorner(free, penalised) = coupling;
  system.gram.bottomLeftCorner(penalised, free) = coupling.transpose();
  system.precision.head(free).setOnes();
  return system;
}

LinearMapSolver::LinearMapSolver(const Design& design, const GramSystem& system)
    : design_(design),
      system_(system),
      products_(design),
      working_set_(design.free_count(), design.penalised_count()),
      y_(design.row_count()),
      right_(design.column_count()),
      theta_(design.column_count()),
      residuals_(design.row_count()),
      smooth_(design.column_count()),
      best_theta_(design.column_count()),
      penalty_(design.column_count()),
      step_(design.column_count()),
      free_scratch_(design.free_count()) {}

// Best lambda = sigma^2 at a residual sum of squares.
double LinearMapSolver::best_lambda(double residual) const {
  return 2.0 * residual / (n_ + std::sqrt(n_ * n_ + 16.0 * residual));
}

bool LinearMapSolver::solve_at(double lambda) {
  return working_set_.solve(
      {system_.gram, system_.precision, lambda, right_, *l1_rate_, system_.is_diagonal});
}

// Of the penalised solution: its conditions give theta'H theta = theta'right - lambda l1 |delta|.
double LinearMapSolver::residual_by_gram(double lambda) const {
  const Eigen::VectorXd& x = working_set_.x();
  const Eigen::Index penalised = design_.penalised_count();
  const double penalties = (system_.precision.array() * x.array().square()).sum() +
                           (x.tail(penalised).array().abs() * l1_rate_->array()).sum();
  return std::max(0.0, yy_ - x.dot(right_) - lambda * penalties);
}

// dR/dlambda of the penalised solution while its active set stays: with q the gradient of the
// penalty, X'r = lambda q at the solution and d theta/d lambda = -H^-1 q, so it is 2 lambda q'H^-1
// q.
double LinearMapSolver::residual_slope(double lambda) {
  penalty_ = system_.precision.cwiseProduct(working_set_.x());
  penalty_.tail(design_.penalised_count()) += l1_rate_->cwiseProduct(working_set_.signs());
  return 2.0 * lambda * working_set_.inverse_norm(penalty_);
}

// The fixed-point map from lambda to best_lambda(R(lambda)) rises, so plain iteration from above
// comes down to its largest fixed point and never beyond it: the local maximum wanted. Newton's
// steps are faster but might jump over it where the map is steep (few rows for many columns), so
// there they are taken only close by.
double LinearMapSolver::next_lambda(double lambda, double residual) {
  const double plain = best_lambda(residual);
  const double slope = 1.0 - residual_slope(lambda) / (8.0 * plain + n_);
  const double change = std::fabs(plain - lambda);
  const bool is_far = change > 0.5 * lambda;
  const bool is_steep = slope < 0.5;
  if (is_far || (is_steep && change > 1e-3 * lambda) || slope < 1e-3) return plain;
  const double newton = lambda - (lambda - plain) / slope;
  return newton > 0.0 ? newton : plain;
}

// Brings lambda to the fixed point, or as far down as the numbers carry; false when not even the
// first lambda can be solved for.
bool LinearMapSolver::iterate(double& lambda) {
  double sound_lambda = 0.0;
  for (summary_.iterations = 1; summary_.iterations <= kMaxIterations; ++summary_.iterations) {
    if (!solve_at(lambda)) {
      if (sound_lambda == 0.0) return false;
      summary_.termination = Termination::kSigmaAtFloor;
      do {
        lambda = std::sqrt(lambda * sound_lambda);
      } while (!solve_at(lambda));
      return true;
    }
    sound_lambda = lambda;
    const double next = std::max(kSmallestLambda, next_lambda(lambda, residual_by_gram(lambda)));
    // What the Gram matrix tells of the residuals is rounded by this share.
    const double rounding = 1e-14 * yy_ / (n_ * lambda);
    if (std::fabs(next - lambda) <= (1e-9 + rounding) * lambda) {
      summary_.termination =
          next == kSmallestLambda ? Termination::kSigmaAtFloor : Termination::kConverged;
      return true;
    }
    lambda = next;
  }
  summary_.termination = Termination::kIterationLimit;
  return solve_at(sound_lambda);
}

void LinearMapSolver::to_theta() {
  const Eigen::Index free = design_.free_count();
  theta_ = working_set_.x();
  if (system_.is_diagonal) {
    theta_.head(free).noalias() = system_.basis * working_set_.x().head(free);
  }
}

// Residuals, gradient and violated conditions at theta.
void LinearMapSolver::measure(double lambda) {
  products_.multiply(theta_, residuals_);
  residuals_ = y_ - residuals_;
  for (const Eigen::Index row : *left_out_) residuals_[row] = 0.0;
  products_.project(residuals_, smooth_);
  smooth_ = smooth_ / lambda - design_.prior_precision.cwiseProduct(theta_);
  const double residual = residuals_.squaredNorm();
  const Eigen::Index free = design_.free_count();
  kkt_ = std::fabs(-n_ + residual / lambda - 4.0 * lambda);  // ln sigma
  for (Eigen::Index i = 0; i < free; ++i) kkt_ = std::max(kkt_, std::fabs(smooth_[i]));
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const double rate = (*l1_rate_)[j];
    const double gradient = smooth_[free + j];
    const double violation = theta_[free + j] != 0.0
                                 ? std::fabs(gradient - rate * working_set_.signs()[j])
                                 : std::fabs(gradient) - rate;
    kkt_ = std::max(kkt_, violation);
  }
}

// Newton's method on the true residuals with the last factors: the Gram matrix loses half of the
// digits where the fit is close, the residuals do not. A step that does not bring the violation
// down is taken back: then rounding has the last word.
void LinearMapSolver::refine(double& lambda) {
  const Eigen::Index free = design_.free_count();
  const Eigen::Index penalised = design_.penalised_count();
  measure(lambda);
  for (int round = 0; round < kMaxRefinements && kkt_ > kOptimal; ++round) {
    const double kkt_before = kkt_;
    const double lambda_before = lambda;
    best_theta_ = theta_;
    penalty_ = lambda * smooth_;
    penalty_.tail(penalised) -= lambda * l1_rate_->cwiseProduct(working_set_.signs());
    for (Eigen::Index j = 0; j < penalised; ++j) {
      if (working_set_.signs()[j] == 0.0) penalty_[free + j] = 0.0;  // rests at its kink
    }
    if (system_.is_diagonal) {
      free_scratch_.noalias() = system_.basis.transpose() * penalty_.head(free);
      penalty_.head(free) = free_scratch_;
    }
    working_set_.apply_inverse(penalty_, step_);
    if (system_.is_diagonal) {
      free_scratch_.noalias() = system_.basis * step_.head(free);
      step_.head(free) = free_scratch_;
    }
    theta_ += step_;
    measure(lambda);
    lambda = std::max(kSmallestLambda, next_lambda(lambda, residuals_.squaredNorm()));
    measure(lambda);
    if (!(kkt_ < kkt_before)) {
      theta_ = best_theta_;
      lambda = lambda_before;
      measure(lambda);
      return;
    }
  }
}

void LinearMapSolver::summarise(double lambda) {
  summary_.kkt_residual = kkt_;
  summary_.linear_solves = working_set_.solved_systems();
  summary_.log_posterior =
      -0.5 * n_ * log(lambda) - residuals_.squaredNorm() / (2.0 * lambda) -
      0.5 * (design_.prior_precision.array() * theta_.array().square()).sum() -
      (theta_.tail(design_.penalised_count()).array().abs() * l1_rate_->array()).sum() -
      2.0 * lambda;
}

MapEstimate LinearMapSolver::solve(const Eigen::VectorXd& y, const Eigen::VectorXd& l1_rate,
                                   const std::vector<Eigen::Index>& left_out) {
  summary_ = FitSummary{};
  l1_rate_ = &l1_rate;
  left_out_ = &left_out;
  n_ = static_cast<double>(design_.row_count()) - static_cast<double>(left_out.size());
  y_ = y;
  for (const Eigen::Index row : left_out) y_[row] = 0.0;
  products_.project(y_, right_);
  yy_ = y_.squaredNorm();
  if (system_.is_diagonal) {
    free_scratch_.noalias() = system_.basis.transpose() * right_.head(design_.free_count());
    right_.head(design_.free_count()) = free_scratch_;
  }
  working_set_.reset();

  // theta = 0 leaves the residuals y, so no fixed point lies above this.
  double lambda = std::max(kSmallestLambda, best_lambda(yy_));
  if (iterate(lambda)) {
    to_theta();
    refine(lambda);
    summarise(lambda);
  } else {
    summary_.termination = Termination::kUndetermined;
    theta_.setZero();
  }
  return MapEstimate{theta_, std::sqrt(lambda), 0.0, summary_};
}

}  // namespace expense::prophet
