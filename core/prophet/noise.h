// The distribution of the noise: normal as Prophet has it, Student-t or Huber.
#pragma once

#include <Eigen/Core>

#include "prophet/options.h"

namespace expense::prophet {

/// Factor on sigma where noise grows with the level: (|trend| / mean_trend)^growth, the share not
/// below a twentieth: where the trend is next to nothing the noise is not.
/// @param growth  0 to 1; 0 gives 1 everywhere.
[[nodiscard]] double noise_factor(double trend, double mean_trend, double growth);

/// The best sigma^2 of normal noise under sigma's half-normal(0.5) prior.
/// @param count    n residuals.
/// @param squares  R, their squares added up.
/// @source reference section 9: 4 sigma^4 + n sigma^2 - R = 0.
[[nodiscard]] double best_variance(double count, double squares);

/// -log density of a residual r is rho(z) + ln(sigma v), z = r / (sigma v), with
///     normal     rho = z^2 / 2
///     Student-t  rho = (nu + 1) / 2 ln(1 + z^2 / nu) + what makes it a density
///     Huber      rho = z^2 / 2 up to the threshold c, c |z| - c^2 / 2 beyond.
/// ln sqrt(2 pi) is dropped everywhere, for Huber what it needs besides to be a density as well.
class Noise {
 public:
  /// @param v  T factors on sigma; empty for 1.
  Noise(const Likelihood& likelihood, const Eigen::VectorXd& v);

  /// Degrees of freedom of the Student-t where they are estimated; given ones stay, and other
  /// noises have none.
  void set_nu(double nu);
  [[nodiscard]] double nu() const { return nu_; }

  /// - sum rho - T' ln sigma - sum ln v, T' counting rows whose residual is not NaN, which are left
  /// out; plus the log prior of nu where that is estimated.
  [[nodiscard]] double log_likelihood(const Eigen::VectorXd& residuals, double sigma) const;

  /// Sets sigma, and nu where it is estimated, to their best at the residuals, where sigma has its
  /// half-normal(0.5) prior; searches from where they stand.
  void fit_scale(const Eigen::VectorXd& residuals, double& sigma);

  /// Derivatives of -log likelihood by mu_i and ln sigma; rows left out get 0.
  /// @param score        T; c_i = rho' / (sigma v): minus the derivative by mu_i.
  /// @param curvature    T; w_i = rho'' / (sigma v)^2: may be negative for Student-t.
  /// @param majorant     T; rho'(z) / z / (sigma v)^2: curvature of a parabola above rho, >= 0.
  /// @param cross        T; derivative by mu_i and ln sigma.
  /// @return second derivative by ln sigma, its prior included.
  double derivatives(const Eigen::VectorXd& residuals, double sigma, Eigen::VectorXd& score,
                     Eigen::VectorXd& curvature, Eigen::VectorXd& majorant,
                     Eigen::VectorXd& cross) const;

  /// Derivative of the log likelihood by ln sigma.
  [[nodiscard]] double sigma_slope(const Eigen::VectorXd& residuals, double sigma) const;

  /// Size of the derivative of the log posterior by ln sigma, and by nu where that is estimated
  /// within its bounds; both are 0 at the best.
  [[nodiscard]] double scale_residual(const Eigen::VectorXd& residuals, double sigma) const;

 private:
  // Sums over the rows that count, each with q = z^2.
  struct ScaleSums {
    double along = 0.0;  // of rho' z
    double bend = 0.0;   // of rho'' z^2 + rho' z
  };
  void collect(const Eigen::VectorXd& residuals) const;
  [[nodiscard]] ScaleSums scale_sums(double sigma, double nu) const;
  [[nodiscard]] double log_sum(double sigma, double nu) const;
  void fit_sigma(double& sigma) const;
  [[nodiscard]] double nu_slope(double sigma, double nu) const;
  void fit_nu(double sigma);

  Likelihood likelihood_;
  const Eigen::VectorXd& v_;
  double sum_log_v_ = 0.0;
  double nu_ = 0.0;
  double log_density_constant_ = 0.0;  // what makes Student-t a density, ln sqrt(2 pi) dropped

  // The squared residuals over their factors, without rows left out; zeros up to whole lanes.
  mutable Eigen::VectorXd squares_;
  mutable Eigen::Index count_ = 0;
};

}  // namespace expense::prophet
