// The scale on which a cost series is learned: logarithmic where its noise follows its level, raw
// where zeros or credits forbid that.
#pragma once

#include <Eigen/Core>
#include <span>

#include "base/money.h"

namespace expense::detection {

/// Maps costs to the scale that the model learns on, and back.
class CostScale {
 public:
  /// The raw scale.
  CostScale() = default;
  /// Logarithmic when at most a tenth of the costs lie below a twentieth of their median.
  static CostScale choose(std::span<const Money> costs);

  [[nodiscard]] bool is_logarithmic() const { return smallest_ > 0.0; }
  /// @param cost in the bill's currency. On the logarithmic scale costs below the smallest one told
  /// apart, zero and credits among them, count as it.
  [[nodiscard]] double to_model(double cost) const;
  [[nodiscard]] double to_cost(double value) const;
  /// Mean cost of a day whose value is normal around `value`: above the median on a log scale.
  [[nodiscard]] double mean_cost(double value, double sigma) const;

 private:
  double smallest_ = 0.0;  // > 0: logarithmic
};

}  // namespace expense::detection
