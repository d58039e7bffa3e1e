// Log densities with known properties, for the tests of the sampler.
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/elementary.h"
#include "base/random.h"
#include "prophet/log_density.h"

namespace expense::prophet {

/// Normal with a mean and a covariance.
class Gaussian : public LogDensity {
 public:
  Gaussian(Eigen::VectorXd mean, const Eigen::MatrixXd& covariance)
      : mean_(std::move(mean)), precision_(covariance.inverse()) {}
  Eigen::Index dimension() const override { return mean_.size(); }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override {
    ++evaluations;
    gradient = precision_ * (mean_ - position);
    return 0.5 * gradient.dot(position - mean_);
  }

  int evaluations = 0;

 private:
  Eigen::VectorXd mean_;
  Eigen::MatrixXd precision_;
};

/// Standard normal.
inline Gaussian standard_normal(Eigen::Index dimension) {
  return {Eigen::VectorXd::Zero(dimension), Eigen::MatrixXd::Identity(dimension, dimension)};
}

/// Independent Laplace coordinates with scales of their own: kinks in every gradient.
class LaplaceProduct : public LogDensity {
 public:
  explicit LaplaceProduct(Eigen::VectorXd scales) : scales_(std::move(scales)) {}
  Eigen::Index dimension() const override { return scales_.size(); }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override {
    gradient = -position.cwiseSign().cwiseQuotient(scales_);
    return gradient.dot(position);
  }

 private:
  Eigen::VectorXd scales_;
};

/// Neal's funnel: v ~ N(0, 3), the others ~ N(0, e^(v/2)); no step size suits all of it.
class Funnel : public LogDensity {
 public:
  explicit Funnel(Eigen::Index dimension) : dimension_(dimension) {}
  Eigen::Index dimension() const override { return dimension_; }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override {
    const double v = position[0];
    const auto others = static_cast<double>(dimension_ - 1);
    const double precision = exp(-v);
    const double squares = position.tail(dimension_ - 1).squaredNorm();
    gradient = -precision * position;
    gradient[0] = -v / 9.0 - 0.5 * others + 0.5 * precision * squares;
    return -v * v / 18.0 - 0.5 * others * v - 0.5 * precision * squares;
  }

 private:
  Eigen::Index dimension_;
};

/// Standard normal restricted to positive coordinates, by infinity or by NaN outside.
class HalfNormal : public LogDensity {
 public:
  HalfNormal(Eigen::Index dimension, double outside) : dimension_(dimension), outside_(outside) {}
  Eigen::Index dimension() const override { return dimension_; }
  double evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) override {
    if (!(position.minCoeff() > 0.0)) return outside_;
    gradient = -position;
    return -0.5 * position.squaredNorm();
  }

 private:
  Eigen::Index dimension_;
  double outside_;
};

/// The same everywhere: a trajectory never turns.
class Flat : public LogDensity {
 public:
  explicit Flat(Eigen::Index dimension) : dimension_(dimension) {}
  Eigen::Index dimension() const override { return dimension_; }
  double evaluate(const Eigen::VectorXd&, Eigen::VectorXd& gradient) override {
    gradient.setZero();
    return 0.0;
  }

 private:
  Eigen::Index dimension_;
};

/// A covariance with axes in random directions, their variances spread evenly on a log scale from 1
/// down to 1 / condition.
inline Eigen::MatrixXd made_up_covariance(Eigen::Index dimension, double condition,
                                          std::uint64_t seed) {
  Random random(seed);
  const Eigen::MatrixXd directions =
      Eigen::MatrixXd::NullaryExpr(dimension, dimension, [&] { return random.normal(); });
  const Eigen::MatrixXd axes = Eigen::HouseholderQR<Eigen::MatrixXd>(directions).householderQ();
  const auto last = static_cast<double>(std::max<Eigen::Index>(dimension - 1, 1));
  const Eigen::VectorXd variances = Eigen::VectorXd::NullaryExpr(dimension, [&](Eigen::Index i) {
    return std::pow(condition, -static_cast<double>(i) / last);
  });
  return axes * variances.asDiagonal() * axes.transpose();
}

}  // namespace expense::prophet
