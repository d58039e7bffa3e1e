#include "prophet/expectation.h"

#include "base/elementary.h"
#include "prophet/column_dots.h"

namespace expense::prophet {
namespace {

// to = a b, over n entries.
inline void multiply(double* __restrict to, const double* __restrict a, const double* __restrict b,
                     Eigen::Index n) {
  for (Eigen::Index i = 0; i < n; ++i) to[i] = a[i] * b[i];
}

}  // namespace

Expectation::Expectation(const Design& design, const Eigen::VectorXd& caps)
    : design_(design),
      caps_(caps),
      is_logistic_(design.structure.growth == Growth::kLogistic),
      products_(design),
      trend_(design.row_count()),
      slope_(Eigen::VectorXd::Ones(design.row_count())),
      bend_(Eigen::VectorXd::Zero(design.row_count())),
      multiplicative_(Eigen::VectorXd::Ones(design.row_count())),
      mu_(design.row_count()),
      scratch_(design.row_count()),
      along_(design.row_count()),
      factors_(design.feature_count()),
      dots_(design.feature_count()),
      feature_gram_(design) {
  const double multiplicative = design.is_multiplicative.sum();
  modes_ = multiplicative == 0.0                                           ? Modes::kAdditive
           : multiplicative == static_cast<double>(design.feature_count()) ? Modes::kMultiplicative
                                                                           : Modes::kMixed;
  trend_weights_.resize(design.row_count());
}

void Expectation::evaluate(const Eigen::VectorXd& u) {
  products_.multiply_trend(u, trend_);
  if (is_logistic_) {
    for (Eigen::Index i = 0; i < trend_.size(); ++i) {
      const double share = 1.0 / (1.0 + exp(-trend_[i]));
      trend_[i] = caps_[i] * share;
      slope_[i] = trend_[i] * (1.0 - share);
      bend_[i] = slope_[i] * (1.0 - 2.0 * share);
    }
  }
  const Eigen::Index first = design_.trend_columns();
  const Eigen::Index features = design_.feature_count();
  const Columns columns = columns_of(design_.free_columns(), first);
  if (modes_ != Modes::kAdditive) {
    multiplicative_.setOnes();
    factors_ = u.segment(first, features).cwiseProduct(design_.is_multiplicative);
    add_columns(columns, factors_.data(), features, multiplicative_.data());
  }
  multiply(mu_.data(), trend_.data(), multiplicative_.data(), mu_.size());
  if (modes_ != Modes::kMultiplicative) {
    factors_ = u.segment(first, features).array() * (1.0 - design_.is_multiplicative.array());
    add_columns(columns, factors_.data(), features, mu_.data());
  }
}

void Expectation::project(const Eigen::VectorXd& v, Eigen::VectorXd& result) {
  const Eigen::Index first = design_.trend_columns();
  const Eigen::Index features = design_.feature_count();
  const Eigen::Index rows = v.size();
  result.resize(design_.column_count());
  multiply(along_.data(), multiplicative_.data(), slope_.data(), rows);
  multiply(scratch_.data(), v.data(), along_.data(), rows);
  products_.project_trend(scratch_, result);
  const Columns columns = columns_of(design_.free_columns(), first);
  if (modes_ != Modes::kMultiplicative) {
    dot_columns(v.data(), columns, features, result.data() + first);
  }
  if (modes_ == Modes::kAdditive) return;
  multiply(scratch_.data(), v.data(), trend_.data(), rows);
  dot_columns(scratch_.data(), columns, features, dots_.data());
  for (Eigen::Index l = 0; l < features; ++l) {
    if (design_.is_multiplicative[l] != 0.0) result[first + l] = dots_[l];
  }
}

void Expectation::trend_problem(const Eigen::VectorXd& w, const Eigen::VectorXd& residuals,
                                Eigen::MatrixXd& gram, Eigen::VectorXd& right) {
  along_ = w.cwiseProduct(multiplicative_);
  trend_weights_ = along_.cwiseProduct(multiplicative_);
  products_.weighted_trend_gram(trend_weights_, gram);
  // y - A is what the residuals leave of the trend's part; rows left out have the weight 0.
  for (Eigen::Index i = 0; i < scratch_.size(); ++i) {
    scratch_[i] =
        along_[i] == 0.0 ? 0.0 : along_[i] * (residuals[i] + trend_[i] * multiplicative_[i]);
  }
  right.resize(design_.column_count());
  products_.project_trend(scratch_, right);
}

void Expectation::feature_problem(const Eigen::VectorXd& w, const Eigen::VectorXd& residuals,
                                  Eigen::MatrixXd& gram, Eigen::VectorXd& right) {
  weigh_features(w);
  feature_gram_.fill(feature_weights_, gram);
  // y - g is what the residuals leave of the features' part; rows left out have the weight 0.
  of_features_.resize(w.size());
  for (Eigen::Index i = 0; i < w.size(); ++i) {
    of_features_[i] = w[i] == 0.0 ? 0.0 : w[i] * (residuals[i] + mu_[i] - trend_[i]);
  }
  project(of_features_, right);
}

void Expectation::weigh_features(const Eigen::VectorXd& w) {
  if (modes_ != Modes::kMultiplicative) feature_weights_.additive = w;
  if (modes_ != Modes::kAdditive) {
    feature_weights_.mixed = w.cwiseProduct(trend_);
    feature_weights_.multiplicative = feature_weights_.mixed.cwiseProduct(trend_);
  }
}

void Expectation::curvature(const Eigen::VectorXd& w, const Eigen::VectorXd* c,
                            Eigen::MatrixXd& result) {
  along_ = multiplicative_.cwiseProduct(slope_);
  trend_weights_ = w.cwiseProduct(along_).cwiseProduct(along_);
  if (c != nullptr && is_logistic_) {
    trend_weights_ -= c->cwiseProduct(multiplicative_).cwiseProduct(bend_);
  }
  along_ = along_.cwiseProduct(w);
  // Beside trend columns an additive feature has the weight w dmu/dz, a multiplicative one, which
  // enters as x g, w dmu/dz g - c dg/dz.
  scratch_ = along_.cwiseProduct(trend_);
  if (c != nullptr) scratch_ -= c->cwiseProduct(slope_);
  products_.weighted_gram(trend_weights_, along_, scratch_, result);
  weigh_features(w);
  feature_gram_.fill(feature_weights_, result);
  symmetrise(result);
}

}  // namespace expense::prophet
