#include "prophet/map_solver.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "prophet/gram.h"
#include "prophet/l1_least_squares.h"

namespace expense::prophet {
namespace {

constexpr double kSmallestSigma = 1e-9;
constexpr double kSmallestLambda = kSmallestSigma * kSmallestSigma;
// Below this reciprocal condition number the free block tells nothing about some coefficients but
// rounding errors: sigma is not taken further down.
constexpr double kSmallestCondition = 1e-14;
constexpr int kMaxIterations = 1000;
constexpr int kMaxRefinements = 12;

class MapSolver {
 public:
  explicit MapSolver(const MapProblem& problem);

  MapEstimate solve();

 private:
  // Best lambda = sigma^2 at a residual sum of squares, and its derivative by it.
  [[nodiscard]] double best_lambda(double residual) const {
    return 2.0 * residual / (n_ + std::sqrt(n_ * n_ + 16.0 * residual));
  }
  [[nodiscard]] double best_lambda_slope(double lambda) const { return 1.0 / (8.0 * lambda + n_); }

  // False, with nothing changed but the factor, where the free block is too ill-conditioned.
  [[nodiscard]] bool solve_at(double lambda);
  bool iterate(double& lambda);
  [[nodiscard]] double residual_by_gram() const;
  [[nodiscard]] double residual_slope(double lambda) const;
  double next_lambda(double lambda, double residual) const;
  void refine(double& lambda);
  [[nodiscard]] Eigen::VectorXd true_residuals() const;
  [[nodiscard]] Eigen::VectorXd penalty_gradient() const;
  [[nodiscard]] Eigen::VectorXd newton_step(const Eigen::VectorXd& gradient) const;
  void summarise(double lambda);

  const MapProblem& problem_;
  const Eigen::MatrixXd& gram_;
  const Eigen::VectorXd& precision_;
  Eigen::Index free_;    // F, leading columns
  Eigen::Index hinges_;  // S, trailing columns
  double n_;             // rows that take part
  double l1_rate_;       // 1 / tau
  Eigen::VectorXd xy_;   // X'y
  double yy_;            // y'y

  // At the lambda last solved for: H = G + lambda P, its free block's factor L, W = L^-1 H_Fs and
  // the Schur complement that is left for the hinges.
  Eigen::LLT<Eigen::MatrixXd> free_factor_;
  Eigen::MatrixXd coupling_;
  Eigen::MatrixXd schur_;
  L1LeastSquares l1_;
  Eigen::VectorXd theta_;
  FitSummary summary_;
};

MapSolver::MapSolver(const MapProblem& problem)
    : problem_(problem),
      gram_(problem.gram),
      precision_(problem.design.prior_precision),
      free_(problem.design.free_count()),
      hinges_(problem.design.hinge_count),
      n_(static_cast<double>(problem.design.row_count()) -
         static_cast<double>(problem.left_out.size())),
      l1_rate_(1.0 / problem.tau),
      coupling_(free_, hinges_),
      l1_(hinges_),
      theta_(Eigen::VectorXd::Zero(free_ + hinges_)) {
  Eigen::VectorXd y = problem.y;
  for (const Eigen::Index row : problem.left_out) y[row] = 0.0;
  // Rows left out add nothing to X'y as their y is 0 here.
  xy_ = project(problem.design.columns, y);
  yy_ = y.squaredNorm();
}

bool MapSolver::solve_at(double lambda) {
  Eigen::MatrixXd free_block = gram_.topLeftCorner(free_, free_);
  free_block.diagonal() += lambda * precision_.head(free_);
  free_factor_.compute(free_block);
  if (free_factor_.info() != Eigen::Success || !(free_factor_.rcond() > kSmallestCondition)) {
    return false;
  }
  const auto lower = free_factor_.matrixL();
  const Eigen::VectorXd free_right = lower.solve(xy_.head(free_));
  if (hinges_ == 0) {  // flat growth: nothing carries the l1 penalty
    theta_ = free_factor_.matrixU().solve(free_right);
    return true;
  }
  coupling_ = lower.solve(gram_.topRightCorner(free_, hinges_));
  schur_ = gram_.bottomRightCorner(hinges_, hinges_);
  schur_.noalias() -= coupling_.transpose() * coupling_;
  const Eigen::VectorXd schur_right = xy_.tail(hinges_) - coupling_.transpose() * free_right;
  summary_.linear_solves += l1_.solve(schur_, schur_right, lambda * l1_rate_);
  theta_.tail(hinges_) = l1_.x();
  theta_.head(free_) = free_factor_.matrixU().solve(free_right - coupling_ * l1_.x());
  return true;
}

double MapSolver::residual_by_gram() const {
  return std::max(0.0, yy_ - 2.0 * theta_.dot(xy_) + theta_.dot(gram_ * theta_));
}

Eigen::VectorXd MapSolver::penalty_gradient() const {
  Eigen::VectorXd gradient = precision_.cwiseProduct(theta_);
  gradient.tail(hinges_) += l1_rate_ * l1_.signs();
  return gradient;
}

// dR/dlambda of the penalised solution while its active set stays: with q the gradient of the
// penalty, X'r = lambda q at the solution and d theta/d lambda = -H^-1 q, so it is 2 lambda q'H^-1
// q.
double MapSolver::residual_slope(double lambda) const {
  const Eigen::VectorXd q = penalty_gradient();
  return 2.0 * lambda * q.dot(newton_step(q));
}

// H^-1 gradient over the free and the active coefficients, 0 elsewhere.
Eigen::VectorXd MapSolver::newton_step(const Eigen::VectorXd& gradient) const {
  Eigen::VectorXd step = Eigen::VectorXd::Zero(theta_.size());
  Eigen::VectorXd free_part = free_factor_.matrixL().solve(gradient.head(free_));
  const Eigen::VectorXd right = gradient.tail(hinges_) - coupling_.transpose() * free_part;
  const Eigen::VectorXd active_step = l1_.solve_on_active(schur_, right);
  for (std::size_t i = 0; i < l1_.active().size(); ++i) {
    const Eigen::Index j = l1_.active()[i];
    step[free_ + j] = active_step[static_cast<Eigen::Index>(i)];
    free_part -= coupling_.col(j) * step[free_ + j];
  }
  step.head(free_) = free_factor_.matrixU().solve(free_part);
  return step;
}

// The fixed-point map from lambda to best_lambda(R(lambda)) rises, so plain iteration from above
// comes down to its largest fixed point and never beyond it: the local maximum wanted. Newton's
// steps are faster but might jump over it where the map is steep (few rows for many columns), so
// there they are taken only close by.
double MapSolver::next_lambda(double lambda, double residual) const {
  const double plain = best_lambda(residual);
  const double slope = 1.0 - best_lambda_slope(plain) * residual_slope(lambda);
  const double change = std::fabs(plain - lambda);
  const bool is_far = change > 0.5 * lambda;
  const bool is_steep = slope < 0.5;
  if (is_far || (is_steep && change > 1e-3 * lambda) || slope < 1e-3) return plain;
  const double newton = lambda - (lambda - plain) / slope;
  return newton > 0.0 ? newton : plain;
}

Eigen::VectorXd MapSolver::true_residuals() const {
  Eigen::VectorXd residuals = problem_.y - problem_.design.columns * theta_;
  for (const Eigen::Index row : problem_.left_out) residuals[row] = 0.0;
  return residuals;
}

// Newton's method on the true residuals with the last factors: the Gram matrix loses half of the
// digits where the fit is close, the residuals do not. A step that does not bring the gradient down
// is taken back: then rounding has the last word.
void MapSolver::refine(double& lambda) {
  Eigen::VectorXd best_theta = theta_;
  double best_lambda = lambda;
  double best_gradient = std::numeric_limits<double>::infinity();
  for (int round = 0; round < kMaxRefinements; ++round) {
    const Eigen::VectorXd residuals = true_residuals();
    lambda = std::max(kSmallestLambda, next_lambda(lambda, residuals.squaredNorm()));
    Eigen::VectorXd gradient =
        project(problem_.design.columns, residuals) - lambda * penalty_gradient();
    for (Eigen::Index j = 0; j < hinges_; ++j) {
      if (l1_.signs()[j] == 0.0) gradient[free_ + j] = 0.0;  // rests at its kink
    }
    const double size = gradient.cwiseAbs().maxCoeff();
    if (!(size < best_gradient)) break;
    best_theta = theta_;
    best_lambda = lambda;
    best_gradient = size;
    theta_ += newton_step(gradient);
  }
  theta_ = best_theta;
  lambda = best_lambda;
}

void MapSolver::summarise(double lambda) {
  const Eigen::VectorXd residuals = true_residuals();
  const double residual = residuals.squaredNorm();
  const Eigen::VectorXd smooth =
      project(problem_.design.columns, residuals) / lambda - precision_.cwiseProduct(theta_);
  double worst = std::fabs(-n_ + residual / lambda - 4.0 * lambda);  // ln sigma
  for (Eigen::Index i = 0; i < free_; ++i) worst = std::max(worst, std::fabs(smooth[i]));
  for (Eigen::Index j = 0; j < hinges_; ++j) {
    const double gradient = smooth[free_ + j];
    const double violation = theta_[free_ + j] != 0.0
                                 ? std::fabs(gradient - l1_rate_ * l1_.signs()[j])
                                 : std::fabs(gradient) - l1_rate_;
    worst = std::max(worst, violation);
  }
  summary_.kkt_residual = worst;
  summary_.log_posterior = -0.5 * n_ * log(lambda) - residual / (2.0 * lambda) -
                           0.5 * theta_.dot(precision_.cwiseProduct(theta_)) -
                           l1_rate_ * theta_.tail(hinges_).cwiseAbs().sum() - 2.0 * lambda;
}

// Brings lambda to the fixed point, or as far down as the numbers carry; false when not even the
// first lambda can be solved for.
bool MapSolver::iterate(double& lambda) {
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
    const double next = std::max(kSmallestLambda, next_lambda(lambda, residual_by_gram()));
    if (std::fabs(next - lambda) <= 1e-7 * lambda) {
      summary_.termination =
          next == kSmallestLambda ? Termination::kSigmaAtFloor : Termination::kConverged;
      return true;
    }
    lambda = next;
  }
  summary_.termination = Termination::kIterationLimit;
  return solve_at(sound_lambda);
}

MapEstimate MapSolver::solve() {
  double lambda = 1.0;
  if (iterate(lambda)) {
    refine(lambda);
    summarise(lambda);
  } else {
    summary_.termination = Termination::kUndetermined;
    theta_.setZero();
  }
  return MapEstimate{theta_, std::sqrt(lambda), summary_};
}

}  // namespace

MapEstimate solve_map(const MapProblem& problem) { return MapSolver(problem).solve(); }

}  // namespace expense::prophet
