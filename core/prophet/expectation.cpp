#include "prophet/expectation.h"

#include "base/elementary.h"
#include "prophet/column_dots.h"

namespace expense::prophet {

Expectation::Expectation(const Design& design, const Eigen::VectorXd& caps)
    : design_(design),
      caps_(caps),
      is_logistic_(design.structure.growth == Growth::kLogistic),
      has_multiplicative_(!design.is_multiplicative.isZero(0.0)),
      products_(design),
      linear_theta_(design.column_count()),
      trend_(design.row_count()),
      slope_(Eigen::VectorXd::Ones(design.row_count())),
      bend_(Eigen::VectorXd::Zero(design.row_count())),
      multiplicative_(Eigen::VectorXd::Ones(design.row_count())),
      additive_(design.row_count()),
      mu_(design.row_count()),
      scratch_(design.row_count()),
      dots_(design.free_count()) {
  weighted_.trend.resize(design.row_count());
  weighted_.cross.resize(design.row_count(), design.feature_count());
  weighted_.left.resize(design.row_count(), design.feature_count());
  weighted_.right.resize(design.row_count(), design.feature_count());
}

void Expectation::evaluate(const Eigen::VectorXd& theta) {
  linear_theta_ = theta;
  if (is_logistic_) {
    midpoint_ = theta[1];
    linear_theta_[1] = -theta[0] * midpoint_;
  }
  products_.multiply_trend(linear_theta_, trend_);
  if (is_logistic_) {
    for (Eigen::Index i = 0; i < trend_.size(); ++i) {
      const double share = 1.0 / (1.0 + exp(-trend_[i]));
      trend_[i] = caps_[i] * share;
      slope_[i] = trend_[i] * (1.0 - share);
      bend_[i] = slope_[i] * (1.0 - 2.0 * share);
    }
  }
  multiplicative_.setOnes();
  additive_.setZero();
  const Eigen::Index first = design_.trend_columns();
  for (Eigen::Index l = 0; l < design_.feature_count(); ++l) {
    const double beta = theta[first + l];
    if (beta == 0.0) continue;
    Eigen::VectorXd& sum = design_.is_multiplicative[l] != 0.0 ? multiplicative_ : additive_;
    sum += design_.free_columns.col(first + l) * beta;
  }
  mu_ = trend_.cwiseProduct(multiplicative_) + additive_;
}

void Expectation::project(const Eigen::VectorXd& v, Eigen::VectorXd& result) {
  const Eigen::Index first = design_.trend_columns();
  products_.project(v, result);
  if (has_multiplicative_) {
    scratch_ = v.cwiseProduct(trend_);
    dot_columns(scratch_.data(), design_.free_columns, design_.free_count(), dots_.data());
    for (Eigen::Index l = 0; l < design_.feature_count(); ++l) {
      if (design_.is_multiplicative[l] != 0.0) result[first + l] = dots_[first + l];
    }
  }
  if (has_multiplicative_ || is_logistic_) {
    scratch_ = v.cwiseProduct(multiplicative_).cwiseProduct(slope_);
    products_.project_trend(scratch_, result);
  }
  if (is_logistic_) to_rate_and_midpoint(result);
}

void Expectation::curvature(const Eigen::VectorXd& w, const Eigen::VectorXd* c,
                            Eigen::MatrixXd& result) {
  // d mu / d z, and how the trend's own curvature adds to its weight.
  scratch_ = multiplicative_.cwiseProduct(slope_);
  weighted_.trend = w.cwiseProduct(scratch_).cwiseProduct(scratch_);
  if (c != nullptr && is_logistic_) {
    weighted_.trend -= c->cwiseProduct(multiplicative_).cwiseProduct(bend_);
  }
  scratch_ = scratch_.cwiseProduct(w);  // w d mu / d z
  const Eigen::Index first = design_.trend_columns();
  for (Eigen::Index l = 0; l < design_.feature_count(); ++l) {
    const auto x = design_.free_columns.col(first + l);
    if (design_.is_multiplicative[l] == 0.0) {
      weighted_.cross.col(l) = x.cwiseProduct(scratch_);
      weighted_.left.col(l) = x.cwiseProduct(w);
      weighted_.right.col(l) = x;
      continue;
    }
    weighted_.cross.col(l) = x.cwiseProduct(scratch_).cwiseProduct(trend_);
    if (c != nullptr) weighted_.cross.col(l) -= x.cwiseProduct(*c).cwiseProduct(slope_);
    weighted_.right.col(l) = x.cwiseProduct(trend_);
    weighted_.left.col(l) = weighted_.right.col(l).cwiseProduct(w);
  }
  products_.gram(weighted_, result);
  if (is_logistic_) {
    // d2 z / dk dm = -1, times -c d mu / d z.
    const double second =
        c == nullptr ? 0.0 : c->cwiseProduct(multiplicative_).cwiseProduct(slope_).sum();
    to_rate_and_midpoint(second, result);
  }
}

// From the intercept and slope of z to k and m: z = k t - k m + ..., so d/dk = d/dslope - m
// d/dintercept and d/dm = -k d/dintercept.
void Expectation::to_rate_and_midpoint(Eigen::VectorXd& gradient) const {
  gradient[0] -= midpoint_ * gradient[1];
  gradient[1] *= -linear_theta_[0];
}

void Expectation::to_rate_and_midpoint(double second, Eigen::MatrixXd& curvature) const {
  const double k = linear_theta_[0];
  curvature.row(0) -= midpoint_ * curvature.row(1);
  curvature.row(1) *= -k;
  curvature.col(0) -= midpoint_ * curvature.col(1);
  curvature.col(1) *= -k;
  curvature(0, 1) += second;
  curvature(1, 0) += second;
}

}  // namespace expense::prophet
