#include "prophet/noise.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "prophet/lanes.h"

namespace expense::prophet {
namespace {

constexpr double kHalfLogTwoPi = 0.91893853320467274178;
constexpr double kSmallestSigma = 1e-9;
constexpr double kFewestNu = 1.0;
constexpr double kMostNu = 1000.0;
constexpr double kFirstNu = 8.0;
// Prior nu ~ Gamma(2, rate): ln nu - rate nu.
constexpr double kNuRate = 0.1;

double log_nu_prior(double nu) { return log(nu) - kNuRate * nu; }

// ln of the Student-t density's constant, ln sqrt(2 pi) added.
double student_constant(double nu) {
  constexpr double kLogPi = 1.14472988584940017414;
  return log_gamma(0.5 * (nu + 1.0)) - log_gamma(0.5 * nu) - 0.5 * (log(nu) + kLogPi) +
         kHalfLogTwoPi;
}

// rho of the noise at z, its derivatives, and rho' / z.
struct Point {
  double rho = 0.0;
  double slope = 0.0;
  double curvature = 0.0;
  double weight = 0.0;
};

inline Point normal_at(double z) { return {0.5 * z * z, z, 1.0, 1.0}; }

// rho is left to LogSum.
inline Point student_at(double z, double nu) {
  const double below = 1.0 / (nu + z * z);
  const double weight = (nu + 1.0) * below;
  return {0.0, weight * z, weight * (nu - z * z) * below, weight};
}

inline Point huber_at(double z, double c) {
  const double size = std::fabs(z);
  if (size <= c) return normal_at(z);
  return {c * (size - 0.5 * c), z > 0.0 ? c : -c, 0.0, c / size};
}

// Sum of ln(1 + x), taking few logarithms: the factors are multiplied as long as they fit.
class LogSum {
 public:
  void add(double factor) {
    product_ *= factor;
    if (product_ > 1e200) flush();
  }
  [[nodiscard]] double total() {
    flush();
    return sum_;
  }

 private:
  void flush() {
    sum_ += log(product_);
    product_ = 1.0;
  }
  double sum_ = 0.0;
  double product_ = 1.0;
};

}  // namespace

double noise_factor(double trend, double mean_trend, double growth) {
  constexpr double kSmallestShare = 0.05;
  if (growth == 0.0 || !(mean_trend > 0.0)) return 1.0;
  return exp(growth * log(std::max(kSmallestShare, std::fabs(trend) / mean_trend)));
}

double best_variance(double count, double squares) {
  return 2.0 * squares / (count + std::sqrt(count * count + 16.0 * squares));
}

Noise::Noise(const Likelihood& likelihood, const Eigen::VectorXd& v)
    : likelihood_(likelihood), v_(v) {
  for (const double factor : v) sum_log_v_ += log(factor);
  set_nu(likelihood.nu.value_or(kFirstNu));
}

void Noise::set_nu(double nu) {
  if (likelihood_.kind != Likelihood::Kind::kStudentT) return;
  nu_ = likelihood_.nu.value_or(nu > 0.0 ? nu : kFirstNu);
  log_density_constant_ = student_constant(nu_);
}

void Noise::collect(const Eigen::VectorXd& residuals) const {
  const Eigen::Index rows = residuals.size();
  squares_.resize(rows + kLanes);
  if (v_.size() == 0) {
    squares_.head(rows) = residuals.cwiseAbs2();
  } else {
    squares_.head(rows) = residuals.cwiseQuotient(v_).cwiseAbs2();
  }
  double* const squares = squares_.data();
  count_ = rows;
  if (std::isnan(squares_.head(rows).sum())) {
    count_ =
        std::remove_if(squares, squares + rows, [](double q) { return std::isnan(q); }) - squares;
  }
  std::fill_n(squares + count_, kLanes, 0.0);
}

Noise::ScaleSums Noise::scale_sums(double sigma, double nu) const {
  const double inverse = 1.0 / (sigma * sigma);
  Lanes first, second;
  if (likelihood_.kind == Likelihood::Kind::kStudentT) {
    // rho' z = (nu + 1) q / (nu + q), and the other is (nu + 1) 2 nu q / (nu + q)^2.
    const Lanes scale = repeat(inverse);
    const Lanes freedom = repeat(nu);
    const Lanes one = repeat(1.0);
    for (Eigen::Index i = 0; i < count_; i += kLanes) {
      const Lanes q = load(squares_.data() + i) * scale;
      const Lanes below = one / (freedom + q);
      const Lanes share = q * below;
      first += share;
      second += share * below;
    }
    return {(nu + 1.0) * sum(first), 2.0 * nu * (nu + 1.0) * sum(second)};
  }
  for (Eigen::Index i = 0; i < count_; i += kLanes) first += load(squares_.data() + i);
  if (likelihood_.kind == Likelihood::Kind::kNormal) {
    return {sum(first) * inverse, 2.0 * sum(first) * inverse};
  }
  const double c = likelihood_.huber_threshold;
  ScaleSums sums;
  for (Eigen::Index i = 0; i < count_; ++i) {
    const double q = squares_[i] * inverse;
    const bool is_beyond = q > c * c;
    const double along = is_beyond ? c * std::sqrt(q) : q;
    sums.along += along;
    sums.bend += is_beyond ? along : 2.0 * along;
  }
  return sums;
}

// Sum of ln(1 + q / nu).
double Noise::log_sum(double sigma, double nu) const {
  const double scale = 1.0 / (sigma * sigma * nu);
  LogSum logs;
  for (Eigen::Index i = 0; i < count_; ++i) logs.add(1.0 + squares_[i] * scale);
  return logs.total();
}

double Noise::log_likelihood(const Eigen::VectorXd& residuals, double sigma) const {
  collect(residuals);
  const auto count = static_cast<double>(count_);
  double sum = 0.0;
  switch (likelihood_.kind) {
    case Likelihood::Kind::kNormal:
      sum = -0.5 * scale_sums(sigma, 0.0).along;
      break;
    case Likelihood::Kind::kStudentT:
      sum = count * log_density_constant_ - 0.5 * (nu_ + 1.0) * log_sum(sigma, nu_);
      if (!likelihood_.nu) sum += log_nu_prior(nu_);
      break;
    case Likelihood::Kind::kHuber:
      for (Eigen::Index i = 0; i < count_; ++i)
        sum -= huber_at(std::sqrt(squares_[i]) / sigma, likelihood_.huber_threshold).rho;
      break;
  }
  return sum - count * log(sigma) - sum_log_v_;
}

// d/d ln sigma of -log posterior is n - sum rho'(z) z + 4 sigma^2, which rises with sigma: Newton's
// method on it, kept between bounds that close in.
void Noise::fit_sigma(double& sigma) const {
  double below = kSmallestSigma;
  double above = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 100; ++round) {
    const ScaleSums sums = scale_sums(sigma, nu_);
    const double slope = static_cast<double>(count_) - sums.along + 4.0 * sigma * sigma;
    const double bend = sums.bend + 8.0 * sigma * sigma;
    if (slope > 0.0) {
      above = sigma;
    } else {
      below = sigma;
    }
    const double step = -slope / bend;
    double next = sigma * exp(std::clamp(step, -2.0, 2.0));
    if (!(next > below && next < above)) {
      next =
          above == std::numeric_limits<double>::infinity() ? 2.0 * below : std::sqrt(below * above);
    }
    const bool is_close = std::fabs(next - sigma) <= 1e-13 * sigma;
    sigma = std::max(kSmallestSigma, next);
    if (is_close || sigma <= kSmallestSigma) return;
  }
}

// Derivative of the log posterior by nu at fixed residuals and sigma.
double Noise::nu_slope(double sigma, double nu) const {
  return static_cast<double>(count_) *
             (0.5 * digamma(0.5 * (nu + 1.0)) - 0.5 * digamma(0.5 * nu) - 0.5 / nu) -
         0.5 * log_sum(sigma, nu) + 0.5 * scale_sums(sigma, nu).along / nu + 1.0 / nu - kNuRate;
}

// Bisection and secant on ln nu; the slope falls from positive to negative at the best.
void Noise::fit_nu(double sigma) {
  double low = log(kFewestNu);
  double high = log(kMostNu);
  double low_slope = nu_slope(sigma, kFewestNu);
  if (low_slope <= 0.0) return set_nu(kFewestNu);
  double high_slope = nu_slope(sigma, kMostNu);
  if (high_slope >= 0.0) return set_nu(kMostNu);
  double u = log(nu_);
  for (int round = 0; round < 100 && high - low > 1e-12; ++round) {
    const double slope = nu_slope(sigma, exp(u));
    if (slope > 0.0) {
      // The Illinois rule: the end that stays counts half, so that both close in.
      if (low == u) break;
      low = u;
      low_slope = slope;
      high_slope *= 0.5;
    } else {
      if (high == u) break;
      high = u;
      high_slope = slope;
      low_slope *= 0.5;
    }
    const double next = (low * high_slope - high * low_slope) / (high_slope - low_slope);
    if (std::fabs(next - u) < 1e-13) break;
    u = next;
  }
  set_nu(exp(u));
}

void Noise::fit_scale(const Eigen::VectorXd& residuals, double& sigma) {
  collect(residuals);
  if (likelihood_.kind == Likelihood::Kind::kNormal) {
    const double squares = scale_sums(1.0, 0.0).along;
    const double variance = best_variance(static_cast<double>(count_), squares);
    sigma = std::max(kSmallestSigma, std::sqrt(variance));
    return;
  }
  fit_sigma(sigma);
  if (likelihood_.kind != Likelihood::Kind::kStudentT || likelihood_.nu) return;
  for (int round = 0; round < 50; ++round) {
    const double before = nu_;
    fit_nu(sigma);
    fit_sigma(sigma);
    if (std::fabs(nu_ - before) <= 1e-10 * nu_) return;
  }
}

double Noise::derivatives(const Eigen::VectorXd& residuals, double sigma, Eigen::VectorXd& score,
                          Eigen::VectorXd& curvature, Eigen::VectorXd& majorant,
                          Eigen::VectorXd& cross) const {
  const double inverse = 1.0 / sigma;
  const double* __restrict r = residuals.data();
  double* __restrict to_score = score.data();
  double* __restrict to_curvature = curvature.data();
  double* __restrict to_majorant = majorant.data();
  double* __restrict to_cross = cross.data();
  const auto fill = [&](Eigen::Index i, const auto& point_at) {
    const bool counts = r[i] == r[i];  // not NaN
    const double scale = !counts ? 0.0 : v_.size() == 0 ? inverse : inverse / v_[i];
    const double z = counts ? r[i] * scale : 0.0;
    const Point point = point_at(z);
    to_score[i] = point.slope * scale;
    to_curvature[i] = point.curvature * scale * scale;
    to_majorant[i] = point.weight * scale * scale;
    to_cross[i] = (point.curvature * z + point.slope) * scale;
  };
  const Eigen::Index rows = residuals.size();
  switch (likelihood_.kind) {
    case Likelihood::Kind::kNormal:
      for (Eigen::Index i = 0; i < rows; ++i) fill(i, normal_at);
      break;
    case Likelihood::Kind::kStudentT:
      for (Eigen::Index i = 0; i < rows; ++i) {
        fill(i, [nu = nu_](double z) { return student_at(z, nu); });
      }
      break;
    case Likelihood::Kind::kHuber:
      for (Eigen::Index i = 0; i < rows; ++i) {
        fill(i, [c = likelihood_.huber_threshold](double z) { return huber_at(z, c); });
      }
      break;
  }
  collect(residuals);
  return scale_sums(sigma, nu_).bend + 8.0 * sigma * sigma;
}

double Noise::sigma_slope(const Eigen::VectorXd& residuals, double sigma) const {
  collect(residuals);
  return scale_sums(sigma, nu_).along - static_cast<double>(count_);
}

double Noise::scale_residual(const Eigen::VectorXd& residuals, double sigma) const {
  double worst = std::fabs(sigma_slope(residuals, sigma) - 4.0 * sigma * sigma);
  const bool estimates_nu = likelihood_.kind == Likelihood::Kind::kStudentT && !likelihood_.nu;
  if (estimates_nu && nu_ > kFewestNu && nu_ < kMostNu) {
    worst = std::max(worst, std::fabs(nu_slope(sigma, nu_)));
  }
  return worst;
}

}  // namespace expense::prophet
