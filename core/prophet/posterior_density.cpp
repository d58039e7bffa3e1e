#include "prophet/posterior_density.h"

#include <cmath>

#include "base/elementary.h"
#include "prophet/column_dots.h"
#include "prophet/design_products.h"

namespace expense::prophet {

PriorTerms::PriorTerms(const Design& design)
    : design_(design),
      precision_(design.prior_precision),
      is_logistic_(design.structure.growth == Growth::kLogistic) {
  if (is_logistic_) precision_[1] = 0.0;
}

double PriorTerms::add(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) const {
  const Eigen::Index size = design_.column_count();
  const Eigen::Index penalised = design_.penalised_count();
  const auto u = position.head(size);
  const double sigma = exp(position[size]);
  double value = -0.5 * (precision_.array() * u.array().square()).sum() -
                 (u.tail(penalised).array().abs() * design_.l1_rate.array()).sum() -
                 2.0 * sigma * sigma + position[size];
  gradient.head(size) -= precision_.cwiseProduct(u);
  for (Eigen::Index j = 0; j < penalised; ++j) {
    const double delta = u[size - penalised + j];
    gradient[size - penalised + j] -= delta > 0.0 ? design_.l1_rate[j] : -design_.l1_rate[j];
  }
  gradient[size] += 1.0 - 4.0 * sigma * sigma;
  if (is_logistic_) {
    // m = -b / k: its prior, and dm = db / |k|.
    const double k = u[0];
    const double m = -u[1] / k;
    const double pull = design_.prior_precision[1] * m / k;
    value -= 0.5 * design_.prior_precision[1] * m * m + log(std::fabs(k));
    gradient[0] += pull * m - 1.0 / k;
    gradient[1] += pull;
  }
  return value;
}

LinearDensity::LinearDensity(const Design& design, const Eigen::VectorXd& y,
                             const Eigen::VectorXd& around)
    : priors_(design), around_(around), rows_(static_cast<double>(design.row_count())) {
  DesignProducts products(design);
  products.gram(gram_);
  Eigen::VectorXd fitted;
  products.multiply(around, fitted);
  const Eigen::VectorXd residuals = y - fitted;
  products.project(residuals, projected_);
  squares_ = residuals.squaredNorm();
  difference_.resize(around.size());
  product_.resize(around.size());
}

// With d = u - around and G = X'X the squared residuals are r'r - 2 d'X'r + d'Gd.
double LinearDensity::evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) {
  const Eigen::Index size = around_.size();
  difference_ = position.head(size) - around_;
  product_.setZero();
  add_columns(columns_of(gram_), difference_.data(), size, product_.data());
  const double squares = squares_ - 2.0 * difference_.dot(projected_) + difference_.dot(product_);
  const double precision = exp(-2.0 * position[size]);
  gradient.head(size) = precision * (projected_ - product_);
  gradient[size] = precision * squares - rows_;
  return -rows_ * position[size] - 0.5 * precision * squares + priors_.add(position, gradient);
}

RowDensity::RowDensity(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                       const Likelihood& likelihood, const Eigen::VectorXd& v, double nu)
    : design_(design), y_(y), priors_(design), expectation_(design, caps), noise_(likelihood, v) {
  noise_.set_nu(nu);
  for (Eigen::VectorXd* values : {&residuals_, &score_, &curvature_, &majorant_, &cross_}) {
    values->resize(y.size());
  }
}

double RowDensity::evaluate(const Eigen::VectorXd& position, Eigen::VectorXd& gradient) {
  const Eigen::Index size = design_.column_count();
  const double sigma = exp(position[size]);
  linear_ = position.head(size);
  expectation_.evaluate(linear_);
  residuals_ = y_ - expectation_.mu();
  noise_.derivatives(residuals_, sigma, score_, curvature_, majorant_, cross_);
  expectation_.project(score_, projected_);
  gradient.head(size) = projected_;
  gradient[size] = noise_.sigma_slope(residuals_, sigma);
  return noise_.log_likelihood(residuals_, sigma) + priors_.add(position, gradient);
}

void RowDensity::curvature(const Eigen::VectorXd& position, Eigen::MatrixXd& result) {
  Eigen::VectorXd gradient(dimension());
  static_cast<void>(evaluate(position, gradient));
  expectation_.curvature(majorant_, nullptr, result);
}

}  // namespace expense::prophet
