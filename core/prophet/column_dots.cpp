#include "prophet/column_dots.h"

#include <algorithm>

#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

constexpr Eigen::Index kBlock = 4;  // columns multiplied with one column at once

// out[b] = a . columns[b] for b in 0..3, over n rows. The sums have names of their own, as an array
// of them would live in memory.
void dot_block(const double* a, const double* const* columns, Eigen::Index n, double* out) {
  const double* c0 = columns[0];
  const double* c1 = columns[1];
  const double* c2 = columns[2];
  const double* c3 = columns[3];
  Lanes sum0, sum1, sum2, sum3;
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Lanes left = load(a + i);
    sum0 += left * load(c0 + i);
    sum1 += left * load(c1 + i);
    sum2 += left * load(c2 + i);
    sum3 += left * load(c3 + i);
  }
  out[0] = sum(sum0);
  out[1] = sum(sum1);
  out[2] = sum(sum2);
  out[3] = sum(sum3);
  for (; i < n; ++i) {
    for (Eigen::Index b = 0; b < kBlock; ++b) out[b] += a[i] * columns[b][i];
  }
}

// to = op(to, sum of factors[c] * column c), four columns at once, so that `to` is read and written
// a fourth as often.
template <class Op>
void combine_columns(const Columns& columns, const double* factors, Eigen::Index count, double* to,
                     Op op) {
  const Eigen::Index n = columns.rows;
  Eigen::Index c = 0;
  for (; c + kBlock <= count; c += kBlock) {
    const double* const c0 = columns.column(c);
    const double* const c1 = columns.column(c + 1);
    const double* const c2 = columns.column(c + 2);
    const double* const c3 = columns.column(c + 3);
    const double* const f = factors + c;
    const Lanes f0 = repeat(f[0]);
    const Lanes f1 = repeat(f[1]);
    const Lanes f2 = repeat(f[2]);
    const Lanes f3 = repeat(f[3]);
    Eigen::Index i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      const Lanes sum =
          (load(c0 + i) * f0 + load(c1 + i) * f1) + (load(c2 + i) * f2 + load(c3 + i) * f3);
      store(op(load(to + i), sum), to + i);
    }
    for (; i < n; ++i) {
      to[i] = op(to[i], (c0[i] * f[0] + c1[i] * f[1]) + (c2[i] * f[2] + c3[i] * f[3]));
    }
  }
  for (; c < count; ++c) {
    const double* const column = columns.column(c);
    const Lanes factor = repeat(factors[c]);
    Eigen::Index i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      store(op(load(to + i), load(column + i) * factor), to + i);
    }
    for (; i < n; ++i) to[i] = op(to[i], column[i] * factors[c]);
  }
}

}  // namespace

void dot_columns(const double* a, const Columns& columns, Eigen::Index count, double* out) {
  for (Eigen::Index first = 0; first < count; first += kBlock) {
    const double* block[kBlock];
    for (Eigen::Index b = 0; b < kBlock; ++b) {
      // The last block repeats its last column instead of having a loop of its own.
      block[b] = columns.column(std::min(first + b, count - 1));
    }
    double dots[kBlock];
    dot_block(a, block, columns.rows, dots);
    for (Eigen::Index b = 0; b < kBlock && first + b < count; ++b) out[first + b] = dots[b];
  }
}

void add_columns(const Columns& columns, const double* factors, Eigen::Index count, double* to) {
  combine_columns(columns, factors, count, to, [](const auto& a, const auto& b) { return a + b; });
}

void subtract_columns(const Columns& columns, const double* factors, Eigen::Index count,
                      double* to) {
  combine_columns(columns, factors, count, to, [](const auto& a, const auto& b) { return a - b; });
}

void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first) {
  Lanes plain, timed;
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Lanes value = load(v + i);
    plain += value;
    timed += value * load(t + i);
  }
  zeroth = sum(plain);
  first = sum(timed);
  for (; i < n; ++i) {
    zeroth += v[i];
    first += v[i] * t[i];
  }
}

}  // namespace expense::prophet
