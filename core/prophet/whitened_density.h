// A log density in coordinates where a given covariance is the identity.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "prophet/log_density.h"

namespace expense::prophet {

/// A place in whitened coordinates and what is known of the density there. The vectors are padded
/// with zeros to a multiple of four.
struct Point {
  Eigen::VectorXd z;
  Eigen::VectorXd gradient;  ///< Of the log density, by z.
  double log_density = 0.0;  ///< -infinity where the density is zero.
};

/// The density at q = center + L z, with L lower triangular. Where L L' is the covariance of q, z
/// has the identity for its own, so a sampler needs no metric.
/// @cost of an evaluation, beside the density's own: d^2 multiplications.
class WhitenedDensity {
 public:
  /// @param center  d values, the q of z = 0.
  /// @param factor  L, d x d, lower triangular.
  WhitenedDensity(LogDensity& density, Eigen::VectorXd center, const Eigen::MatrixXd& factor);

  [[nodiscard]] Eigen::Index dimension() const { return center_.size(); }
  /// Length of the vectors in a Point.
  [[nodiscard]] Eigen::Index padded_dimension() const { return factor_.rows(); }
  /// How often the density was evaluated.
  [[nodiscard]] std::int64_t evaluations() const { return evaluations_; }

  /// The point at z = 0.
  [[nodiscard]] Point origin();
  /// Fills the gradient and the log density from z.
  void evaluate(Point& point);
  /// The q of a point; valid until the next call of any member.
  [[nodiscard]] const Eigen::VectorXd& position(const Point& point);

  /// Takes other coordinates: those in which a covariance of the present z, d x d and positive
  /// definite, is the identity, and the given point is the origin.
  void rescale(const Eigen::MatrixXd& covariance, Point& point);

 private:
  void set_factor(const Eigen::MatrixXd& factor);

  LogDensity& density_;
  Eigen::VectorXd center_;
  Eigen::MatrixXd factor_;   // padded with zeros
  Eigen::VectorXd product_;  // L z, padded
  Eigen::VectorXd position_;
  Eigen::VectorXd gradient_;  // by q
  Eigen::VectorXd padded_gradient_;
  std::int64_t evaluations_ = 0;
};

}  // namespace expense::prophet
