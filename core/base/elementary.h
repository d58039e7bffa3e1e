// Elementary functions with the same bits on every platform: the libraries' own differ in the last.
// They use only +, -, *, / and exact scaling, which IEEE 754 fixes; contraction to fused
// multiply-add is switched off for the whole build.
#pragma once

namespace expense {

/// e^x, relative error below 4e-16 down to x = -708; 0 below -745, +infinity above 709.78.
[[nodiscard]] double exp(double x);

/// Natural logarithm of a finite x > 0, relative error below 4e-16; -infinity at 0, NaN below.
[[nodiscard]] double log(double x);

/// ln Gamma(x) for x > 0, absolute error below 1e-13 (relative for large values); +infinity at 0.
/// @source Stirling's series, after the recurrence has taken x to 10 and beyond.
[[nodiscard]] double log_gamma(double x);

/// Derivative of log_gamma, x > 0, absolute error below 1e-13 for x >= 0.1.
[[nodiscard]] double digamma(double x);

struct SineCosine {
  double sine = 0.0;
  double cosine = 1.0;
};

/// Sine and cosine of 2 pi x, x in turns and |x| < 2^52; absolute error below 4e-16. Whole and
/// quarter turns are exact, so a Fourier column does not drift over the years.
[[nodiscard]] SineCosine sine_cosine_of_turns(double x);

/// Phi(x), the distribution function of the standard normal; relative error below 1e-9 for x < 0.
[[nodiscard]] double normal_cdf(double x);

/// Quantile of the standard normal distribution: the x with Phi(x) = p, absolute error below 1e-9
/// in (1e-300, 1 - 1e-16); -infinity at 0, +infinity at 1.
/// @source Acklam's rational approximation, refined by one step of Halley's method.
[[nodiscard]] double normal_quantile(double p);

}  // namespace expense
