#include "prophet/nuts_warmup.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "prophet/column_dots.h"

namespace expense::prophet {
namespace {

// Draws are rows.
Eigen::MatrixXd centred(const Eigen::MatrixXd& draws) {
  return draws.rowwise() - draws.colwise().mean();
}

// X'X of centred draws.
Eigen::MatrixXd scatter_of(const Eigen::MatrixXd& draws) {
  Eigen::MatrixXd scatter(draws.cols(), draws.cols());
  for (Eigen::Index j = 0; j < draws.cols(); ++j) {
    dot_columns(draws.col(j).data(), columns_of(draws), draws.cols(), scatter.col(j).data());
  }
  return scatter;
}

// The covariance of `count` draws with the given scatter, and of `prior` others that have the
// identity for theirs.
Eigen::MatrixXd with_prior(const Eigen::MatrixXd& scatter, Eigen::Index count, double prior) {
  Eigen::MatrixXd covariance = scatter;
  covariance.diagonal().array() += prior;
  return covariance / (static_cast<double>(count) - 1.0 + prior);
}

// Of centred draws under a normal distribution, up to a constant.
double log_likelihood(const Eigen::MatrixXd& covariance, const Eigen::MatrixXd& draws) {
  const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
  double log_determinant = 0.0;  // of the factor
  for (const double entry : factor.matrixLLT().diagonal()) log_determinant += log(entry);
  const double squares = factor.matrixL().solve(draws.transpose()).squaredNorm();
  return -static_cast<double>(draws.rows()) * log_determinant - 0.5 * squares;
}

}  // namespace

bool WarmupSchedule::in_window(int transition) const {
  return !window_ends.empty() && transition >= first && transition < window_ends.back();
}

bool WarmupSchedule::ends_window(int transition) const {
  return std::binary_search(window_ends.begin(), window_ends.end(), transition + 1);
}

WarmupSchedule make_warmup_schedule(int warmup) {
  constexpr int kShortest = 50;
  constexpr int kFirstWindow = 25;
  WarmupSchedule schedule;
  if (warmup < kShortest) return schedule;
  schedule.first = std::min(75, warmup * 15 / 100);
  // Fewer than 15 would leave the step size to chance.
  const int last = warmup - std::clamp(warmup / 10, 15, 50);
  int size = kFirstWindow;
  int end = schedule.first;
  while (end < last) {
    // A window takes the rest if another of twice its size would not fit behind it.
    end += size;
    size *= 2;
    if (end + size > last) end = last;
    schedule.window_ends.push_back(end);
  }
  return schedule;
}

void StepSizeAdaptation::restart(double step_size) {
  current_ = step_size;
  log_center_ = log(10.0 * step_size);
  log_average_ = 0.0;
  mean_shortfall_ = 0.0;
  count_ = 0.0;
}

void StepSizeAdaptation::learn(double acceptance) {
  constexpr double kGamma = 0.05;
  constexpr double kT0 = 10.0;
  count_ += 1.0;
  const double share = 1.0 / (count_ + kT0);
  mean_shortfall_ += share * (target_ - acceptance - mean_shortfall_);
  const double root = std::sqrt(count_);
  const double log_step = log_center_ - mean_shortfall_ * root / kGamma;
  const double weight = 1.0 / std::sqrt(count_ * root);  // count^-kappa with kappa = 3/4
  log_average_ += weight * (log_step - log_average_);
  current_ = exp(log_step);
}

double StepSizeAdaptation::averaged() const { return count_ > 0.0 ? exp(log_average_) : current_; }

void WindowCovariance::learn(const Eigen::VectorXd& z) {
  draws_.insert(draws_.end(), z.data(), z.data() + dimension_);
}

Eigen::MatrixXd WindowCovariance::shrunk() const {
  const auto n = static_cast<Eigen::Index>(draws_.size()) / dimension_;
  const Eigen::MatrixXd draws =
      Eigen::Map<const Eigen::MatrixXd>(draws_.data(), dimension_, n).transpose();
  const Eigen::MatrixXd first = centred(draws.topRows(n / 2));
  const Eigen::MatrixXd second = centred(draws.bottomRows(n - n / 2));
  const Eigen::MatrixXd first_scatter = scatter_of(first);
  double best_prior = 0.0;
  double best = -std::numeric_limits<double>::infinity();
  for (const double share : {64.0, 16.0, 4.0, 1.0, 0.25, 0.0625}) {
    const double prior = share * static_cast<double>(dimension_);
    const double likelihood =
        log_likelihood(with_prior(first_scatter, first.rows(), prior), second);
    if (likelihood > best) {
      best = likelihood;
      best_prior = prior;
    }
  }
  return with_prior(scatter_of(centred(draws)), n, best_prior);
}

}  // namespace expense::prophet
