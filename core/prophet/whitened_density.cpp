#include "prophet/whitened_density.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>
#include <utility>

#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

// out = lower * v, four columns at once. Sizes are multiples of four.
void multiply(const Eigen::MatrixXd& lower, const Eigen::VectorXd& v, Eigen::VectorXd& out) {
  const Eigen::Index n = lower.rows();
  out.setZero();
  for (Eigen::Index j = 0; j < n; j += kLanes) {
    const double* column = lower.col(j).data();
    const Lanes v0 = repeat(v[j]);
    const Lanes v1 = repeat(v[j + 1]);
    const Lanes v2 = repeat(v[j + 2]);
    const Lanes v3 = repeat(v[j + 3]);
    for (Eigen::Index i = j; i < n; i += kLanes) {
      const double* entries = column + i;
      const Lanes total = (load(entries) * v0 + load(entries + n) * v1) +
                          (load(entries + 2 * n) * v2 + load(entries + 3 * n) * v3);
      store(load(out.data() + i) + total, out.data() + i);
    }
  }
}

// out = lower' * v, four columns at once. Sizes are multiples of four.
void multiply_transposed(const Eigen::MatrixXd& lower, const Eigen::VectorXd& v,
                         Eigen::VectorXd& out) {
  const Eigen::Index n = lower.rows();
  for (Eigen::Index j = 0; j < n; j += kLanes) {
    const double* column = lower.col(j).data();
    Lanes sums[kLanes] = {};
    for (Eigen::Index i = j; i < n; i += kLanes) {
      const Lanes right = load(v.data() + i);
      for (Eigen::Index c = 0; c < kLanes; ++c) sums[c] += load(column + c * n + i) * right;
    }
    for (Eigen::Index c = 0; c < kLanes; ++c) out[j + c] = sum(sums[c]);
  }
}

}  // namespace

WhitenedDensity::WhitenedDensity(LogDensity& density, Eigen::VectorXd center,
                                 const Eigen::MatrixXd& factor)
    : density_(density), center_(std::move(center)) {
  const Eigen::Index d = center_.size();
  const Eigen::Index padded = (d + kLanes - 1) / kLanes * kLanes;
  factor_ = Eigen::MatrixXd::Zero(padded, padded);
  product_ = Eigen::VectorXd::Zero(padded);
  padded_gradient_ = Eigen::VectorXd::Zero(padded);
  position_ = center_;
  gradient_ = Eigen::VectorXd::Zero(d);
  set_factor(factor);
}

void WhitenedDensity::set_factor(const Eigen::MatrixXd& factor) {
  factor_.topLeftCorner(dimension(), dimension()).triangularView<Eigen::Lower>() = factor;
}

Point WhitenedDensity::origin() {
  Point point{Eigen::VectorXd::Zero(padded_dimension()), Eigen::VectorXd::Zero(padded_dimension()),
              0.0};
  evaluate(point);
  return point;
}

const Eigen::VectorXd& WhitenedDensity::position(const Point& point) {
  multiply(factor_, point.z, product_);
  position_ = center_ + product_.head(dimension());
  return position_;
}

void WhitenedDensity::evaluate(Point& point) {
  ++evaluations_;
  point.log_density = density_.evaluate(position(point), gradient_);
  if (!std::isfinite(point.log_density)) {
    point.log_density = -std::numeric_limits<double>::infinity();
    return;
  }
  padded_gradient_.head(dimension()) = gradient_;
  multiply_transposed(factor_, padded_gradient_, point.gradient);
}

void WhitenedDensity::rescale(const Eigen::MatrixXd& covariance, Point& point) {
  const Eigen::Index d = dimension();
  center_ = position(point);
  const Eigen::MatrixXd old = factor_.topLeftCorner(d, d);
  const Eigen::MatrixXd learned = covariance.llt().matrixL();
  set_factor(old.lazyProduct(learned));
  point.z.setZero();
  evaluate(point);
}

}  // namespace expense::prophet
