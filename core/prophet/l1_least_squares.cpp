#include "prophet/l1_least_squares.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

namespace expense::prophet {
namespace {

// Share of the diagonal added to it: columns that depend on each other (repeated changepoints, more
// columns than rows) then give a long step instead of a division by zero. What it moves is mended
// afterwards by the caller's refinement on true residuals.
constexpr double kRidge = 1e-13;
// A gradient must exceed the weight by this share before its variable comes in.
constexpr double kEntryTolerance = 1e-10;

}  // namespace

L1LeastSquares::L1LeastSquares(Eigen::Index size)
    : x_(Eigen::VectorXd::Zero(size)), signs_(Eigen::VectorXd::Zero(size)) {}

int L1LeastSquares::solve(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, double weight) {
  int solved = 0;
  const Eigen::Index size = x_.size();
  const double tolerance = kEntryTolerance * weight + 1e-15 * b.cwiseAbs().maxCoeff();
  // Each round strictly lowers the objective, so no set of signs returns; the bound is for
  // rounding.
  const auto max_rounds = static_cast<int>(50 + 10 * size);
  // A variable that comes in and leaves at once would come in again: rounding, not descent.
  std::vector<bool> barred(static_cast<std::size_t>(size), false);
  Eigen::Index entering = -1;
  for (int round = 0; round < max_rounds; ++round) {
    move_to_minimum_of_orthant(a, b, weight, solved);
    if (entering >= 0 && signs_[entering] == 0.0) barred[static_cast<std::size_t>(entering)] = true;
    Eigen::VectorXd gradient = b;
    for (const Eigen::Index j : active_) gradient -= a.col(j) * x_[j];
    entering = -1;
    double largest = weight + tolerance;
    for (Eigen::Index j = 0; j < size; ++j) {
      const bool may_enter = signs_[j] == 0.0 && !barred[static_cast<std::size_t>(j)];
      if (may_enter && std::fabs(gradient[j]) > largest) {
        largest = std::fabs(gradient[j]);
        entering = j;
      }
    }
    if (entering < 0) break;
    signs_[entering] = gradient[entering] > 0.0 ? 1.0 : -1.0;
    active_.push_back(entering);
  }
  return solved;
}

void L1LeastSquares::move_to_minimum_of_orthant(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                                                double weight, int& solved) {
  while (!active_.empty()) {
    const Eigen::VectorXd target = solve_on_active(a, b - weight * signs_);
    ++solved;
    // Walk towards the target until the first variable reaches zero; it leaves.
    double step = 1.0;
    std::size_t leaving = active_.size();
    for (std::size_t i = 0; i < active_.size(); ++i) {
      const Eigen::Index j = active_[i];
      const double goal = target[static_cast<Eigen::Index>(i)];
      if (goal * signs_[j] > 0.0) continue;
      const double until_zero = x_[j] == 0.0 ? 0.0 : x_[j] / (x_[j] - goal);
      if (leaving == active_.size() || until_zero < step) {
        step = until_zero;
        leaving = i;
      }
    }
    for (std::size_t i = 0; i < active_.size(); ++i) {
      const Eigen::Index j = active_[i];
      x_[j] += step * (target[static_cast<Eigen::Index>(i)] - x_[j]);
    }
    if (leaving == active_.size()) return;
    deactivate(leaving);
  }
}

Eigen::VectorXd L1LeastSquares::solve_on_active(const Eigen::MatrixXd& a,
                                                const Eigen::VectorXd& right) const {
  const auto count = static_cast<Eigen::Index>(active_.size());
  if (count == 0) return {};
  Eigen::MatrixXd sub(count, count);
  Eigen::VectorXd sub_right(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const Eigen::Index row = active_[static_cast<std::size_t>(i)];
    sub_right[i] = right[row];
    for (Eigen::Index j = 0; j < count; ++j) {
      sub(i, j) = a(row, active_[static_cast<std::size_t>(j)]);
    }
    sub(i, i) += kRidge * sub(i, i) + std::numeric_limits<double>::min();
  }
  return sub.ldlt().solve(sub_right);
}

void L1LeastSquares::deactivate(std::size_t position) {
  const Eigen::Index j = active_[position];
  x_[j] = 0.0;
  signs_[j] = 0.0;
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(position));
}

}  // namespace expense::prophet
