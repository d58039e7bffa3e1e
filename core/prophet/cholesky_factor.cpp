#include "prophet/cholesky_factor.h"

#include <cmath>

#include "prophet/column_dots.h"
#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

// Below this share of its diagonal a pivot is rounding.
constexpr double kSmallestPivot = 1e-14;

Eigen::Index whole_lanes(Eigen::Index size) { return (size + kLanes - 1) / kLanes * kLanes; }

}  // namespace

CholeskyFactor::CholeskyFactor(Eigen::Index size)
    : size_(size),
      lower_(Eigen::MatrixXd::Zero(whole_lanes(size), size)),
      row_(size),
      inverse_pivots_(size) {}

bool CholeskyFactor::factor(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& d, double lambda,
                            bool is_diagonal) {
  is_diagonal_ = is_diagonal;
  const Eigen::Index end = lower_.rows();
  for (Eigen::Index j = 0; j < size_; ++j) {
    const double diagonal = matrix(j, j) + lambda * d[j];
    if (is_diagonal) {
      if (!(diagonal > 0.0)) return false;
      inverse_pivots_[j] = 1.0 / std::sqrt(diagonal);
      continue;
    }
    double* const column = lower_.col(j).data();
    const double* const from = matrix.col(j).data();
    // From a multiple of the lanes on: what that writes above the diagonal is never read.
    const Eigen::Index first = j - j % kLanes;
    for (Eigen::Index i = first; i < size_; ++i) column[i] = from[i];
    column[j] = diagonal;
    for (Eigen::Index k = 0; k < j; ++k) row_[k] = lower_(j, k);
    subtract_columns(columns_of(lower_, 0, first), row_.data(), j, column + first);
    const double pivot = column[j];
    if (!(pivot > kSmallestPivot * diagonal)) return false;
    const double inverse = 1.0 / std::sqrt(pivot);
    inverse_pivots_[j] = inverse;
    const Lanes scale = repeat(inverse);
    for (Eigen::Index i = first; i < end; i += kLanes) store(load(column + i) * scale, column + i);
  }
  return true;
}

void CholeskyFactor::solve_lower(double* v) const {
  if (is_diagonal_) {
    for (Eigen::Index i = 0; i < size_; ++i) v[i] *= inverse_pivots_[i];
    return;
  }
  Eigen::Index j = 0;
  for (; j + kLanes <= size_; j += kLanes) {
    // A triangle of four, and what it tells of all below.
    const auto entry = [&](Eigen::Index i, Eigen::Index k) { return lower_(j + i, j + k); };
    double* const x = v + j;
    x[0] *= inverse_pivots_[j];
    x[1] = (x[1] - entry(1, 0) * x[0]) * inverse_pivots_[j + 1];
    x[2] = (x[2] - (entry(2, 0) * x[0] + entry(2, 1) * x[1])) * inverse_pivots_[j + 2];
    x[3] = (x[3] - (entry(3, 0) * x[0] + entry(3, 1) * x[1] + entry(3, 2) * x[2])) *
           inverse_pivots_[j + 3];
    const Columns rest = {&lower_(j, j) + kLanes, size_ - j - kLanes, lower_.rows()};
    subtract_columns(rest, x, kLanes, x + kLanes);
  }
  for (; j < size_; ++j) {
    v[j] *= inverse_pivots_[j];
    for (Eigen::Index i = j + 1; i < size_; ++i) v[i] -= v[j] * lower_(i, j);
  }
}

void CholeskyFactor::solve_upper(double* v) const {
  if (is_diagonal_) {
    for (Eigen::Index i = 0; i < size_; ++i) v[i] *= inverse_pivots_[i];
    return;
  }
  Eigen::Index j = size_;
  for (; j % kLanes != 0; --j) {
    const double below = dot(lower_.col(j - 1).data() + j, v + j, size_ - j);
    v[j - 1] = (v[j - 1] - below) * inverse_pivots_[j - 1];
  }
  while (j > 0) {
    const Eigen::Index next = j;
    j -= kLanes;
    const auto entry = [&](Eigen::Index i, Eigen::Index k) { return lower_(j + i, j + k); };
    double below[kLanes];
    const Columns rest = {&lower_(j, j) + kLanes, size_ - next, lower_.rows()};
    dot_columns(v + next, rest, kLanes, below);
    double* const x = v + j;
    x[3] = (x[3] - below[3]) * inverse_pivots_[j + 3];
    x[2] = (x[2] - below[2] - entry(3, 2) * x[3]) * inverse_pivots_[j + 2];
    x[1] = (x[1] - below[1] - (entry(2, 1) * x[2] + entry(3, 1) * x[3])) * inverse_pivots_[j + 1];
    x[0] = (x[0] - below[0] - (entry(1, 0) * x[1] + entry(2, 0) * x[2] + entry(3, 0) * x[3])) *
           inverse_pivots_[j];
  }
}

}  // namespace expense::prophet
