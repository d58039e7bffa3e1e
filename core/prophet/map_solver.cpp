#include "prophet/map_solver.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/noise.h"
#include "prophet/optimality.h"

namespace expense::prophet {
namespace {

constexpr int kMaxRefinements = 12;

// The noise that differences over a week leave when trend and weekdays cancel; 0 where the rows do
// not tell. Twice that of independent rows: what does not cancel within a week is noise to a model
// whose trend is stiff, and the search is shorter from above.
double rough_lambda(const Design& design, const Eigen::VectorXd& y) {
  constexpr std::int64_t kWeek = 7 * Timestamp::kSecondsPerDay;
  const Eigen::Index rows = design.row_count();
  if (!has_one_maximum(static_cast<double>(rows), design.column_count())) return 0.0;
  if (design.even_step == 0 || kWeek % design.even_step != 0) return 0.0;
  const auto lag = static_cast<Eigen::Index>(kWeek / design.even_step);
  const Eigen::Index count = rows - 2 * lag;
  if (count < lag) return 0.0;
  return (y.head(count) - 2.0 * y.segment(lag, count) + y.tail(count)).squaredNorm() /
         (3.0 * static_cast<double>(count));
}

}  // namespace

Parameters parameters_of(const Design& design, const MapEstimate& estimate) {
  Parameters parameters = parameters_from(design, estimate.theta, estimate.sigma_obs);
  parameters.nu = estimate.nu;
  return parameters;
}

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
  system.free_precision = design.prior_precision.head(free);
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
      solver_(design.free_count(), design.penalised_count()),
      y_(design.row_count()),
      theta_(design.column_count()),
      best_theta_(design.column_count()),
      residuals_(design.row_count()),
      smooth_(design.column_count()),
      direction_(design.column_count()),
      step_(design.column_count()),
      free_scratch_(design.free_count()) {
  sums_.right.resize(design.column_count());
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
  kkt_ = std::fabs(-sums_.rows + residual / lambda - 4.0 * lambda);  // ln sigma
  for (Eigen::Index i = 0; i < free; ++i) kkt_ = std::max(kkt_, std::fabs(smooth_[i]));
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const double sign = theta_[free + j] != 0.0 ? solver_.working_set().signs()[j] : 0.0;
    kkt_ = std::max(kkt_, l1_violation(smooth_[free + j], (*l1_rate_)[j], sign));
  }
}

// Newton's method on the true residuals with the last factors: the sums lose half of the digits
// where the fit is close, the residuals do not. A step that does not bring the violation down is
// taken back: then rounding has the last word.
void LinearMapSolver::refine(double& lambda) {
  const Eigen::Index free = design_.free_count();
  const Eigen::Index penalised = design_.penalised_count();
  const Eigen::VectorXd& signs = solver_.working_set().signs();
  measure(lambda);
  for (int round = 0; round < kMaxRefinements && kkt_ > kOptimal; ++round) {
    const double kkt_before = kkt_;
    const double lambda_before = lambda;
    best_theta_ = theta_;
    direction_ = lambda * smooth_;
    for (Eigen::Index j = 0; j < penalised; ++j) {
      double& entry = direction_[free + j];
      // What is zero rests at its kink.
      entry = signs[j] == 0.0 ? 0.0 : entry - lambda * (*l1_rate_)[j] * signs[j];
    }
    if (system_.is_diagonal) {
      free_scratch_.noalias() = system_.basis.transpose() * direction_.head(free);
      direction_.head(free) = free_scratch_;
    }
    solver_.working_set().apply_inverse(direction_, step_);
    if (system_.is_diagonal) {
      free_scratch_.noalias() = system_.basis * step_.head(free);
      step_.head(free) = free_scratch_;
    }
    theta_ += step_;
    measure(lambda);
    lambda = solver_.next_lambda(lambda, residuals_.squaredNorm());
    measure(lambda);
    if (!(kkt_ < kkt_before)) {
      theta_ = best_theta_;
      lambda = lambda_before;
      measure(lambda);
      return;
    }
  }
}

MapEstimate LinearMapSolver::solve(const Eigen::VectorXd& y, const Eigen::VectorXd& l1_rate,
                                   const std::vector<Eigen::Index>& left_out) {
  l1_rate_ = &l1_rate;
  left_out_ = &left_out;
  sums_.rows = static_cast<double>(design_.row_count()) - static_cast<double>(left_out.size());
  y_ = y;
  for (const Eigen::Index row : left_out) y_[row] = 0.0;
  products_.project(y_, sums_.right);
  sums_.squares = y_.squaredNorm();
  sums_.lambda_guess = left_out.empty() ? rough_lambda(design_, y_) : 0.0;
  if (system_.is_diagonal) {
    free_scratch_.noalias() = system_.basis.transpose() * sums_.right.head(design_.free_count());
    sums_.right.head(design_.free_count()) = free_scratch_;
  }

  MapEstimate estimate;
  if (!solver_.solve(system_, sums_, l1_rate)) {
    estimate.theta = Eigen::VectorXd::Zero(design_.column_count());
    estimate.summary.termination = Termination::kUndetermined;
    return estimate;
  }
  estimate.summary = solver_.summary();
  solver_.fill_theta(theta_);
  double lambda = solver_.lambda();
  FitSummary& summary = estimate.summary;
  if (solver_.rounding() > kOptimal || summary.kkt_residual > kOptimal) {
    refine(lambda);
    // Held at the floor the sums may tell of less noise than the rows leave.
    const double of_rows = best_variance(sums_.rows, residuals_.squaredNorm());
    if (summary.termination == Termination::kSigmaAtFloor && of_rows > lambda) {
      lambda = of_rows;
      measure(lambda);
    }
    summary.kkt_residual = kkt_;
    summary.log_posterior = -0.5 * sums_.rows * log(lambda) -
                            residuals_.squaredNorm() / (2.0 * lambda) +
                            log_priors(theta_, design_.prior_precision, l1_rate) - 2.0 * lambda;
  }
  estimate.theta = theta_;
  estimate.sigma_obs = std::sqrt(lambda);
  return estimate;
}

}  // namespace expense::prophet
