#include "prophet/working_set.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "prophet/column_dots.h"
#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

// Share of the diagonal that a pivot of a penalised variable keeps at least: columns that depend on
// each other (repeated changepoints, more columns than rows) then give a long step instead of a
// division by zero. What it moves is mended afterwards by the caller's refinement.
constexpr double kSmallestPivot = 1e-13;
// to -= factor * from, over n entries.
inline void subtract_scaled(double* __restrict to, const double* __restrict from, double factor,
                            Eigen::Index n) {
  for (Eigen::Index i = 0; i < n; ++i) to[i] -= factor * from[i];
}

// A gradient must exceed the penalty by this share before its variable comes in.
constexpr double kEntryTolerance = 1e-10;

}  // namespace

WorkingSetSolver::WorkingSetSolver(Eigen::Index free_count, Eigen::Index penalised_count)
    : free_(free_count),
      penalised_(penalised_count),
      x_(Eigen::VectorXd::Zero(free_count + penalised_count)),
      signs_(Eigen::VectorXd::Zero(penalised_count)),
      barred_(static_cast<std::size_t>(penalised_count), 0),
      free_factor_(free_count),
      coupling_(free_count, penalised_count),
      active_factor_(penalised_count, penalised_count),
      white_(free_count + penalised_count),
      target_(free_count + penalised_count),
      gradient_(penalised_count),
      scratch_(free_count + penalised_count) {
  active_.reserve(static_cast<std::size_t>(penalised_count));
}

void WorkingSetSolver::reset() {
  active_.clear();
  signs_.setZero();
  x_.setZero();
}

void WorkingSetSolver::reset_to(const Eigen::VectorXd& x) {
  reset();
  x_ = x;
  for (Eigen::Index j = 0; j < penalised_; ++j) {
    const double value = x[free_ + j];
    if (value == 0.0) continue;
    signs_[j] = value > 0.0 ? 1.0 : -1.0;
    active_.push_back(j);
  }
}

// Couples the active variable at `position` with the free block.
void WorkingSetSolver::couple(const QuadraticProblem& problem, Eigen::Index position) {
  const Eigen::Index j = active_[static_cast<std::size_t>(position)];
  double* const coupling = coupling_.col(position).data();
  std::copy_n(problem.gram.col(free_ + j).data(), free_, coupling);
  free_factor_.solve_lower(coupling);
}

// The factor's row of the active variable at `position`, whose predecessors have theirs.
void WorkingSetSolver::factor_row(const QuadraticProblem& problem, Eigen::Index position) {
  const Eigen::Index j = active_[static_cast<std::size_t>(position)];
  const double* const column = problem.gram.col(free_ + j).data() + free_;
  const double* const coupling = coupling_.col(position).data();
  double* const row = active_factor_.col(position).data();
  dot_columns(coupling, columns_of(coupling_), position + 1, row);
  for (Eigen::Index a = 0; a < position; ++a) {
    const double* const other = active_factor_.col(a).data();
    const double shared = column[active_[static_cast<std::size_t>(a)]] - row[a];
    row[a] = (shared - dot(row, other, a)) / other[a];
  }
  const double diagonal = column[j] + problem.lambda * problem.precision[free_ + j];
  const double pivot = diagonal - row[position] - dot(row, row, position);
  const double smallest = kSmallestPivot * diagonal + std::numeric_limits<double>::min();
  row[position] = std::sqrt(std::max(pivot, smallest));
}

void WorkingSetSolver::whiten_right(const QuadraticProblem& problem, Eigen::Index position) {
  const Eigen::Index j = active_[static_cast<std::size_t>(position)];
  const double* const row = active_factor_.col(position).data();
  const double value = problem.right[free_ + j] - problem.lambda * problem.l1[j] * signs_[j] -
                       dot(coupling_.col(position).data(), white_.data(), free_);
  white_[free_ + position] = (value - dot(row, white_.data() + free_, position)) / row[position];
}

void WorkingSetSolver::append_to_factor(const QuadraticProblem& problem, Eigen::Index position) {
  couple(problem, position);
  factor_row(problem, position);
  whiten_right(problem, position);
}

// target = factor'^-1 white.
void WorkingSetSolver::find_target() {
  const auto count = static_cast<Eigen::Index>(active_.size());
  std::copy_n(white_.data(), free_ + count, target_.data());
  double* const of_active = target_.data() + free_;
  for (Eigen::Index a = count; a-- > 0;) {
    const double* const row = active_factor_.col(a).data();
    of_active[a] /= row[a];
    subtract_scaled(of_active, row, of_active[a], a);
  }
  subtract_columns(columns_of(coupling_), of_active, count, target_.data());
  free_factor_.solve_upper(target_.data());
  ++solved_systems_;
}

void WorkingSetSolver::remove(const QuadraticProblem& problem, std::size_t position) {
  const Eigen::Index j = active_[position];
  x_[free_ + j] = 0.0;
  signs_[j] = 0.0;
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(position));
  for (std::size_t later = position; later < active_.size(); ++later) {
    const auto at = static_cast<Eigen::Index>(later);
    coupling_.col(at) = coupling_.col(at + 1);
    factor_row(problem, at);
    whiten_right(problem, at);
  }
}

void WorkingSetSolver::move_to_minimum_of_orthant(const QuadraticProblem& problem) {
  for (;;) {
    find_target();
    // Walk towards the target until the first variable reaches zero; it leaves.
    double step = 1.0;
    std::size_t leaving = active_.size();
    for (std::size_t a = 0; a < active_.size(); ++a) {
      const Eigen::Index j = active_[a];
      const double goal = target_[free_ + static_cast<Eigen::Index>(a)];
      const double now = x_[free_ + j];
      if (goal * signs_[j] > 0.0) continue;
      const double until_zero = now == 0.0 ? 0.0 : now / (now - goal);
      if (leaving == active_.size() || until_zero < step) {
        step = until_zero;
        leaving = a;
      }
    }
    for (std::size_t a = 0; a < active_.size(); ++a) {
      double& value = x_[free_ + active_[a]];
      value += step * (target_[free_ + static_cast<Eigen::Index>(a)] - value);
    }
    if (leaving == active_.size()) break;
    remove(problem, leaving);
  }
  x_.head(free_) = target_.head(free_);
}

bool WorkingSetSolver::solve(const QuadraticProblem& problem) {
  if (!free_factor_.factor(problem.gram, problem.precision, problem.lambda,
                           problem.free_block_is_diagonal)) {
    return false;
  }
  for (Eigen::Index i = 0; i < free_; ++i) white_[i] = problem.right[i];
  free_factor_.solve_lower(white_.data());
  for (std::size_t a = 0; a < active_.size(); ++a) {
    append_to_factor(problem, static_cast<Eigen::Index>(a));
  }

  const double rounding = 1e-15 * problem.right.cwiseAbs().maxCoeff();
  // A variable that comes in and leaves at once would come in again: rounding, not descent.
  std::fill(barred_.begin(), barred_.end(), 0);
  // Each round strictly lowers the objective, so no set of signs returns; the bound is for
  // rounding.
  const auto max_rounds = static_cast<int>(50 + 10 * penalised_);
  Eigen::Index entering = -1;
  for (int round = 0; round < max_rounds; ++round) {
    move_to_minimum_of_orthant(problem);
    if (penalised_ == 0) break;
    if (entering >= 0 && signs_[entering] == 0.0) barred_[static_cast<std::size_t>(entering)] = 1;
    gradient_ = problem.right.tail(penalised_);
    subtract_columns(columns_of(problem.gram, 0, free_), x_.data(), free_, gradient_.data());
    for (const Eigen::Index j : active_) {
      subtract_scaled(gradient_.data(), problem.gram.col(free_ + j).data() + free_, x_[free_ + j],
                      penalised_);
    }
    entering = -1;
    double largest = 0.0;
    for (Eigen::Index j = 0; j < penalised_; ++j) {
      if (signs_[j] != 0.0 || barred_[static_cast<std::size_t>(j)] != 0) continue;
      const double penalty = problem.lambda * problem.l1[j];
      const double excess = std::fabs(gradient_[j]) - penalty * (1.0 + kEntryTolerance) - rounding;
      if (excess > largest) {
        largest = excess;
        entering = j;
      }
    }
    if (entering < 0) break;
    signs_[entering] = gradient_[entering] > 0.0 ? 1.0 : -1.0;
    active_.push_back(entering);
    append_to_factor(problem, static_cast<Eigen::Index>(active_.size()) - 1);
  }
  return true;
}

// scratch = factor^-1 v.
void WorkingSetSolver::forward(const Eigen::VectorXd& v) {
  std::copy_n(v.data(), free_, scratch_.data());
  free_factor_.solve_lower(scratch_.data());
  for (std::size_t a = 0; a < active_.size(); ++a) {
    const auto position = static_cast<Eigen::Index>(a);
    const double value =
        v[free_ + active_[a]] - dot(coupling_.col(position).data(), scratch_.data(), free_);
    const double* const row = active_factor_.col(position).data();
    scratch_[free_ + position] =
        (value - dot(row, scratch_.data() + free_, position)) / row[position];
  }
}

double WorkingSetSolver::inverse_norm(const Eigen::VectorXd& v) {
  forward(v);
  return scratch_.head(free_ + static_cast<Eigen::Index>(active_.size())).squaredNorm();
}

void WorkingSetSolver::apply_inverse(const Eigen::VectorXd& v, Eigen::VectorXd& result) {
  forward(v);
  const auto count = static_cast<Eigen::Index>(active_.size());
  white_.head(free_ + count).swap(scratch_.head(free_ + count));
  find_target();
  result.setZero(free_ + penalised_);
  result.head(free_) = target_.head(free_);
  for (Eigen::Index a = 0; a < count; ++a) {
    result[free_ + active_[static_cast<std::size_t>(a)]] = target_[free_ + a];
  }
}

}  // namespace expense::prophet
