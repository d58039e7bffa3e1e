#include "prophet/column_dots.h"

#include <algorithm>
#include <cstring>

namespace expense::prophet {
namespace {

// Four doubles side by side: two SSE or NEON registers, two of WebAssembly's. The order of the
// additions is fixed by this code, so native and WebAssembly builds sum to the same bits.
using Lanes = double __attribute__((vector_size(32)));
constexpr Eigen::Index kLanes = 4;
constexpr Eigen::Index kBlock = 4;  // columns multiplied with one column at once

double sum(Lanes lanes) { return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]); }

// The vectors are passed as out-parameters: returning them would depend on the target's ABI.
void load(const double* from, Lanes& lanes) { std::memcpy(&lanes, from, sizeof(lanes)); }

// out[b] = a . columns[b] for b in 0..kBlock-1, over n rows.
void dot_block(const double* a, const double* const* columns, Eigen::Index n, double* out) {
  Lanes sums[kBlock] = {};
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Lanes left;
    load(a + i, left);
    for (Eigen::Index b = 0; b < kBlock; ++b) {
      Lanes right;
      load(columns[b] + i, right);
      sums[b] += left * right;
    }
  }
  for (Eigen::Index b = 0; b < kBlock; ++b) {
    double total = sum(sums[b]);
    for (Eigen::Index rest = i; rest < n; ++rest) total += a[rest] * columns[b][rest];
    out[b] = total;
  }
}

}  // namespace

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

void sums_with_time(const double* v, const double* t, Eigen::Index n, double& zeroth,
                    double& first) {
  Lanes plain = {};
  Lanes timed = {};
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Lanes value;
    Lanes time;
    load(v + i, value);
    load(t + i, time);
    plain += value;
    timed += value * time;
  }
  zeroth = sum(plain);
  first = sum(timed);
  for (; i < n; ++i) {
    zeroth += v[i];
    first += v[i] * t[i];
  }
}

}  // namespace expense::prophet
