// Seeded random draws with the same values on every platform: the standard library's distributions
// are not specified, so the transforms are our own.
#pragma once

#include <cstdint>

namespace expense {

/// xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64.
class Random {
 public:
  /// Streams of one seed are independent of each other for all purposes here.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  [[nodiscard]] std::uint64_t next();

  /// Uniform in [0, 1), 53 random bits.
  [[nodiscard]] double uniform();
  /// Uniform in [low, high).
  [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Uniform whole number in [0, bound), bound >= 1, without bias.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  /// Standard normal (Marsaglia's polar method).
  [[nodiscard]] double normal();
  /// Laplace with mean 0 and the given scale (mean of |x|).
  [[nodiscard]] double laplace(double scale);
  /// true with probability p.
  [[nodiscard]] bool chance(double p) { return uniform() < p; }

 private:
  std::uint64_t state_[4];
  double spare_normal_ = 0.0;
  bool has_spare_normal_ = false;
};

}  // namespace expense
