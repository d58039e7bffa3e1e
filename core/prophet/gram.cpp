#include "prophet/gram.h"

#include <algorithm>

#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

constexpr Eigen::Index kBlock = 4;  // columns multiplied with one column at once

// out[b] = a . columns[b] for b in 0..kBlock-1, over n rows.
void dot_block(const double* a, const double* const* columns, Eigen::Index n, double* out) {
  Lanes sums[kBlock] = {};
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Lanes left = load(a + i);
    for (Eigen::Index b = 0; b < kBlock; ++b) sums[b] += left * load(columns[b] + i);
  }
  for (Eigen::Index b = 0; b < kBlock; ++b) {
    double total = sum(sums[b]);
    for (Eigen::Index rest = i; rest < n; ++rest) total += a[rest] * columns[b][rest];
    out[b] = total;
  }
}

// out[c] = a . column c for c in 0..count-1.
void dot_columns(const double* a, const Eigen::MatrixXd& matrix, Eigen::Index count, double* out) {
  const Eigen::Index n = matrix.rows();
  for (Eigen::Index first = 0; first < count; first += kBlock) {
    const double* columns[kBlock];
    for (Eigen::Index b = 0; b < kBlock; ++b) {
      // The last block repeats its last column instead of having a loop of its own.
      columns[b] = matrix.col(std::min(first + b, count - 1)).data();
    }
    double dots[kBlock];
    dot_block(a, columns, n, dots);
    for (Eigen::Index b = 0; b < kBlock && first + b < count; ++b) out[first + b] = dots[b];
  }
}

}  // namespace

Eigen::MatrixXd gram_matrix(const Eigen::MatrixXd& columns) {
  const Eigen::Index p = columns.cols();
  Eigen::MatrixXd gram(p, p);
  Eigen::VectorXd dots(p);
  for (Eigen::Index j = 0; j < p; ++j) {
    dot_columns(columns.col(j).data(), columns, j + 1, dots.data());
    gram.col(j).head(j + 1) = dots.head(j + 1);
    gram.row(j).head(j) = dots.head(j).transpose();
  }
  return gram;
}

void remove_rows(const Eigen::MatrixXd& columns, const std::vector<Eigen::Index>& rows,
                 Eigen::MatrixXd& gram) {
  Eigen::VectorXd row(columns.cols());
  for (const Eigen::Index index : rows) {
    row = columns.row(index).transpose();
    for (Eigen::Index j = 0; j < row.size(); ++j) {
      if (row[j] != 0.0) gram.col(j) -= row * row[j];
    }
  }
}

Eigen::VectorXd project(const Eigen::MatrixXd& columns, const Eigen::VectorXd& v) {
  Eigen::VectorXd result(columns.cols());
  dot_columns(v.data(), columns, columns.cols(), result.data());
  return result;
}

}  // namespace expense::prophet
