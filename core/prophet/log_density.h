// A differentiable log density, as a sampler asks for it.
#pragma once

#include <Eigen/Core>

namespace expense::prophet {

/// On R^d, known up to a constant.
class LogDensity {
 public:
  LogDensity() = default;
  LogDensity(const LogDensity&) = delete;
  LogDensity& operator=(const LogDensity&) = delete;
  virtual ~LogDensity() = default;

  /// d >= 1.
  [[nodiscard]] virtual Eigen::Index dimension() const = 0;

  /// The log density at a position of d values. A value that is not finite means that the density
  /// is zero there.
  /// @param gradient  d values, to be filled where the density is not zero. At a kink any slope
  ///                  between those of the two sides will do.
  virtual double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) = 0;
};

}  // namespace expense::prophet
