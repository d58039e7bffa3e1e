// Four doubles side by side: the arithmetic of hot loops, with the same bits on every platform.
#pragma once

#include <Eigen/Core>
#include <cstring>

namespace expense::prophet {

/// Two registers of SSE2, NEON or WebAssembly. (As one vector of four, which none of them has, GCC
/// would keep sums in memory.) The order of the additions is fixed by the code that uses them, so
/// native and WebAssembly builds sum to the same bits.
struct Lanes {
  using Register = double __attribute__((vector_size(16)));
  Register low = {};
  Register high = {};

  Lanes& operator+=(const Lanes& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
  friend Lanes operator+(const Lanes& a, const Lanes& b) {
    return {a.low + b.low, a.high + b.high};
  }
  friend Lanes operator-(const Lanes& a, const Lanes& b) {
    return {a.low - b.low, a.high - b.high};
  }
  friend Lanes operator*(const Lanes& a, const Lanes& b) {
    return {a.low * b.low, a.high * b.high};
  }
  friend Lanes operator/(const Lanes& a, const Lanes& b) {
    return {a.low / b.low, a.high / b.high};
  }
};
constexpr Eigen::Index kLanes = 4;

/// Reads four doubles; no alignment is asked for.
inline Lanes load(const double* from) {
  Lanes lanes;
  std::memcpy(&lanes.low, from, sizeof(lanes.low));
  std::memcpy(&lanes.high, from + 2, sizeof(lanes.high));
  return lanes;
}
/// Writes four doubles; no alignment is asked for.
inline void store(const Lanes& lanes, double* to) {
  std::memcpy(to, &lanes.low, sizeof(lanes.low));
  std::memcpy(to + 2, &lanes.high, sizeof(lanes.high));
}
/// The same double four times.
inline Lanes repeat(double x) {
  const Lanes::Register both = {x, x};
  return {both, both};
}

/// Sum of the four.
inline double sum(const Lanes& lanes) {
  return (lanes.low[0] + lanes.low[1]) + (lanes.high[0] + lanes.high[1]);
}

/// Inner product of two arrays.
inline double dot(const double* a, const double* b, Eigen::Index n) {
  Lanes total;
  Eigen::Index i = 0;
  for (; i + kLanes <= n; i += kLanes) total += load(a + i) * load(b + i);
  double result = sum(total);
  for (; i < n; ++i) result += a[i] * b[i];
  return result;
}

}  // namespace expense::prophet
