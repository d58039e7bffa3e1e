#include "prophet/working_set.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

// Share of the diagonal that a pivot of a penalised variable keeps at least: columns that depend on
// each other (repeated changepoints, more columns than rows) then give a long step instead of a
// division by zero. What it moves is mended afterwards by the caller's refinement.
constexpr double kSmallestPivot = 1e-13;
// Below this share of its diagonal a pivot of the free block is rounding.
constexpr double kSmallestFreePivot = 1e-14;
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
      free_factor_(free_count, free_count),
      inverse_pivots_(free_count),
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

bool WorkingSetSolver::factor_free_block(const QuadraticProblem& problem) {
  free_is_diagonal_ = problem.free_block_is_diagonal;
  const auto diagonal = [&problem](Eigen::Index i) {
    return problem.gram(i, i) + problem.lambda * problem.precision[i];
  };
  if (free_is_diagonal_) {
    for (Eigen::Index i = 0; i < free_; ++i) {
      const double value = diagonal(i);
      if (!(value > 0.0)) return false;
      inverse_pivots_[i] = 1.0 / std::sqrt(value);
    }
    return true;
  }
  for (Eigen::Index i = 0; i < free_; ++i) {
    double* row = free_factor_.col(i).data();
    const double* from = problem.gram.col(i).data();
    for (Eigen::Index j = 0; j < i; ++j) {
      const double* other = free_factor_.col(j).data();
      row[j] = (from[j] - dot(row, other, j)) * inverse_pivots_[j];
    }
    const double pivot = diagonal(i) - dot(row, row, i);
    if (!(pivot > kSmallestFreePivot * diagonal(i))) return false;
    row[i] = std::sqrt(pivot);
    inverse_pivots_[i] = 1.0 / row[i];
  }
  return true;
}

void WorkingSetSolver::solve_lower_free(double* v) const {
  if (free_is_diagonal_) {
    for (Eigen::Index i = 0; i < free_; ++i) v[i] *= inverse_pivots_[i];
    return;
  }
  for (Eigen::Index i = 0; i < free_; ++i) {
    v[i] = (v[i] - dot(free_factor_.col(i).data(), v, i)) * inverse_pivots_[i];
  }
}

void WorkingSetSolver::solve_upper_free(double* v) const {
  if (free_is_diagonal_) {
    for (Eigen::Index i = 0; i < free_; ++i) v[i] *= inverse_pivots_[i];
    return;
  }
  for (Eigen::Index i = free_; i-- > 0;) {
    v[i] *= inverse_pivots_[i];
    subtract_scaled(v, free_factor_.col(i).data(), v[i], i);
  }
}

// The factor's row of the active variable at `position`, whose predecessors have theirs.
void WorkingSetSolver::append_to_factor(const QuadraticProblem& problem, Eigen::Index position) {
  const Eigen::Index j = active_[static_cast<std::size_t>(position)];
  const double* column = problem.gram.col(free_ + j).data();
  double* coupling = coupling_.col(position).data();
  for (Eigen::Index i = 0; i < free_; ++i) coupling[i] = column[i];
  solve_lower_free(coupling);

  const double diagonal = column[free_ + j] + problem.lambda * problem.precision[free_ + j];
  double pivot = diagonal - dot(coupling, coupling, free_);
  for (Eigen::Index a = 0; a < position; ++a) {
    double value = column[free_ + active_[static_cast<std::size_t>(a)]] -
                   dot(coupling, coupling_.col(a).data(), free_);
    for (Eigen::Index b = 0; b < a; ++b)
      value -= active_factor_(position, b) * active_factor_(a, b);
    value /= active_factor_(a, a);
    active_factor_(position, a) = value;
    pivot -= value * value;
  }
  const double smallest = kSmallestPivot * diagonal + std::numeric_limits<double>::min();
  active_factor_(position, position) = std::sqrt(std::max(pivot, smallest));
}

void WorkingSetSolver::whiten_right(const QuadraticProblem& problem, Eigen::Index position) {
  const Eigen::Index j = active_[static_cast<std::size_t>(position)];
  double value = problem.right[free_ + j] - problem.lambda * problem.l1[j] * signs_[j] -
                 dot(coupling_.col(position).data(), white_.data(), free_);
  for (Eigen::Index a = 0; a < position; ++a) {
    value -= active_factor_(position, a) * white_[free_ + a];
  }
  white_[free_ + position] = value / active_factor_(position, position);
}

// target = factor'^-1 white.
void WorkingSetSolver::find_target() {
  const auto count = static_cast<Eigen::Index>(active_.size());
  for (Eigen::Index a = count; a-- > 0;) {
    double value = white_[free_ + a];
    for (Eigen::Index b = a + 1; b < count; ++b) value -= active_factor_(b, a) * target_[free_ + b];
    target_[free_ + a] = value / active_factor_(a, a);
  }
  for (Eigen::Index i = 0; i < free_; ++i) target_[i] = white_[i];
  for (Eigen::Index a = 0; a < count; ++a) {
    subtract_scaled(target_.data(), coupling_.col(a).data(), target_[free_ + a], free_);
  }
  solve_upper_free(target_.data());
  ++solved_systems_;
}

void WorkingSetSolver::remove(const QuadraticProblem& problem, std::size_t position) {
  const Eigen::Index j = active_[position];
  x_[free_ + j] = 0.0;
  signs_[j] = 0.0;
  active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(position));
  for (std::size_t later = position; later < active_.size(); ++later) {
    append_to_factor(problem, static_cast<Eigen::Index>(later));
    whiten_right(problem, static_cast<Eigen::Index>(later));
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
  if (!factor_free_block(problem)) return false;
  for (Eigen::Index i = 0; i < free_; ++i) white_[i] = problem.right[i];
  solve_lower_free(white_.data());
  for (std::size_t a = 0; a < active_.size(); ++a) {
    append_to_factor(problem, static_cast<Eigen::Index>(a));
    whiten_right(problem, static_cast<Eigen::Index>(a));
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
    for (Eigen::Index i = 0; i < free_; ++i) {
      subtract_scaled(gradient_.data(), problem.gram.col(i).data() + free_, x_[i], penalised_);
    }
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
    const auto position = static_cast<Eigen::Index>(active_.size()) - 1;
    append_to_factor(problem, position);
    whiten_right(problem, position);
  }
  return true;
}

// scratch = factor^-1 v.
void WorkingSetSolver::forward(const Eigen::VectorXd& v) {
  for (Eigen::Index i = 0; i < free_; ++i) scratch_[i] = v[i];
  solve_lower_free(scratch_.data());
  for (std::size_t a = 0; a < active_.size(); ++a) {
    const auto position = static_cast<Eigen::Index>(a);
    double value =
        v[free_ + active_[a]] - dot(coupling_.col(position).data(), scratch_.data(), free_);
    for (Eigen::Index b = 0; b < position; ++b) {
      value -= active_factor_(position, b) * scratch_[free_ + b];
    }
    scratch_[free_ + position] = value / active_factor_(position, position);
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
