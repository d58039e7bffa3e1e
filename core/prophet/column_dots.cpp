#include "prophet/column_dots.h"

#include <algorithm>
#include <cstring>

namespace expense::prophet {
namespace {

// Two doubles side by side, a register of SSE2, NEON and WebAssembly alike; each sum is kept in two
// of them. The order of the additions is fixed by this code, so native and WebAssembly builds sum
// to the same bits. (A vector of four is passed through memory by GCC where there is no AVX.)
using Pair = double __attribute__((vector_size(16)));
constexpr Eigen::Index kStep = 4;   // rows at once
constexpr Eigen::Index kBlock = 4;  // columns multiplied with one column at once

Pair load(const double* from) {
  Pair pair;
  std::memcpy(&pair, from, sizeof(pair));
  return pair;
}

double sum(Pair low, Pair high) { return (low[0] + low[1]) + (high[0] + high[1]); }

// out[b] = a . columns[b] for b in 0..3, over n rows. The sums have names of their own, as an array
// of them would live in memory.
void dot_block(const double* a, const double* const* columns, Eigen::Index n, double* out) {
  const double* c0 = columns[0];
  const double* c1 = columns[1];
  const double* c2 = columns[2];
  const double* c3 = columns[3];
  Pair low0 = {}, low1 = {}, low2 = {}, low3 = {};
  Pair high0 = {}, high1 = {}, high2 = {}, high3 = {};
  Eigen::Index i = 0;
  for (; i + kStep <= n; i += kStep) {
    const Pair low = load(a + i);
    const Pair high = load(a + i + 2);
    low0 += low * load(c0 + i);
    low1 += low * load(c1 + i);
    low2 += low * load(c2 + i);
    low3 += low * load(c3 + i);
    high0 += high * load(c0 + i + 2);
    high1 += high * load(c1 + i + 2);
    high2 += high * load(c2 + i + 2);
    high3 += high * load(c3 + i + 2);
  }
  out[0] = sum(low0, high0);
  out[1] = sum(low1, high1);
  out[2] = sum(low2, high2);
  out[3] = sum(low3, high3);
  for (; i < n; ++i) {
    for (Eigen::Index b = 0; b < kBlock; ++b) out[b] += a[i] * columns[b][i];
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

void add_columns(const Columns& columns, const double* factors, Eigen::Index count,
                 double* __restrict sum) {
  Eigen::Index c = 0;
  for (; c + kBlock <= count; c += kBlock) {
    const double* __restrict c0 = columns.column(c);
    const double* __restrict c1 = columns.column(c + 1);
    const double* __restrict c2 = columns.column(c + 2);
    const double* __restrict c3 = columns.column(c + 3);
    const double f0 = factors[c];
    const double f1 = factors[c + 1];
    const double f2 = factors[c + 2];
    const double f3 = factors[c + 3];
    for (Eigen::Index i = 0; i < columns.rows; ++i) {
      sum[i] += (c0[i] * f0 + c1[i] * f1) + (c2[i] * f2 + c3[i] * f3);
    }
  }
  for (; c < count; ++c) {
    const double* __restrict column = columns.column(c);
    for (Eigen::Index i = 0; i < columns.rows; ++i) sum[i] += column[i] * factors[c];
  }
}

void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first) {
  Pair plain_low = {}, plain_high = {};
  Pair timed_low = {}, timed_high = {};
  Eigen::Index i = 0;
  for (; i + kStep <= n; i += kStep) {
    const Pair low = load(v + i);
    const Pair high = load(v + i + 2);
    plain_low += low;
    plain_high += high;
    timed_low += low * load(t + i);
    timed_high += high * load(t + i + 2);
  }
  zeroth = sum(plain_low, plain_high);
  first = sum(timed_low, timed_high);
  for (; i < n; ++i) {
    zeroth += v[i];
    first += v[i] * t[i];
  }
}

}  // namespace expense::prophet
