#include "base/elementary.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace expense {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPi = 3.14159265358979323846;
// ln 2 in two parts: the first has 20 trailing zero bits, so its products with exponents are exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700e+00;

// Taylor series of sin and cos at |a| <= pi/4, far enough for double precision; 1 / n! divided out
// beforehand.
double sine_near_zero(double a) {
  constexpr double k3 = -1.0 / 6.0;
  constexpr double k5 = k3 / -20.0;
  constexpr double k7 = k5 / -42.0;
  constexpr double k9 = k7 / -72.0;
  constexpr double k11 = k9 / -110.0;
  constexpr double k13 = k11 / -156.0;
  constexpr double k15 = k13 / -210.0;
  constexpr double k17 = k15 / -272.0;
  const double q = a * a;
  const double sum =
      q * (k3 + q * (k5 + q * (k7 + q * (k9 + q * (k11 + q * (k13 + q * (k15 + q * k17)))))));
  return a + a * sum;
}

double cosine_near_zero(double a) {
  constexpr double k2 = -1.0 / 2.0;
  constexpr double k4 = k2 / -12.0;
  constexpr double k6 = k4 / -30.0;
  constexpr double k8 = k6 / -56.0;
  constexpr double k10 = k8 / -90.0;
  constexpr double k12 = k10 / -132.0;
  constexpr double k14 = k12 / -182.0;
  constexpr double k16 = k14 / -240.0;
  const double q = a * a;
  return 1.0 +
         q * (k2 + q * (k4 + q * (k6 + q * (k8 + q * (k10 + q * (k12 + q * (k14 + q * k16)))))));
}

// Phi(x) for x <= 0 by Taylor series (near) or continued fraction (far).
double normal_cdf_of_negative(double x) {
  const double density = exp(-0.5 * x * x) / std::sqrt(2.0 * kPi);
  if (x > -3.0) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 80; ++n) {
      term *= x * x / (2.0 * n + 1.0);
      sum += term;
    }
    return 0.5 + density * sum;
  }
  double fraction = -x;
  for (int n = 120; n >= 1; --n) fraction = -x + n / fraction;
  return density / fraction;
}

double acklam_guess(double p) {
  constexpr double kA[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                           1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr double kB[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                           6.680131188771972e+01, -1.328068155288572e+01};
  constexpr double kC[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                           -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr double kD[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                           3.754408661907416e+00};
  if (p < 0.02425) {
    const double q = std::sqrt(-2.0 * log(p));
    return (((((kC[0] * q + kC[1]) * q + kC[2]) * q + kC[3]) * q + kC[4]) * q + kC[5]) /
           ((((kD[0] * q + kD[1]) * q + kD[2]) * q + kD[3]) * q + 1.0);
  }
  const double q = p - 0.5;
  const double r = q * q;
  return (((((kA[0] * r + kA[1]) * r + kA[2]) * r + kA[3]) * r + kA[4]) * r + kA[5]) * q /
         (((((kB[0] * r + kB[1]) * r + kB[2]) * r + kB[3]) * r + kB[4]) * r + 1.0);
}

// |k| of a 2^k that is a normal number.
constexpr double kLargestPowerOfTwo = 1022.0;

double power_of_two(int k) {
  // std::bit_cast is not in all standard libraries yet.
  const std::uint64_t bits = static_cast<std::uint64_t>(1023 + k) << 52;
  double power = 0.0;
  std::memcpy(&power, &bits, sizeof(power));
  return power;
}

}  // namespace

double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.2) return 0.0;
  const double k = std::floor(x * kInverseLn2 + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  // The series to the 13th power in pairs, pairs of pairs and so on (Estrin's scheme): a chain of
  // few steps and no divisions.
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
  const double middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0));
  const double high =
      (1.0 / 40320.0 + r * (1.0 / 362880.0)) + r2 * (1.0 / 3628800.0 + r * (1.0 / 39916800.0));
  const double highest = 1.0 / 479001600.0 + r * (1.0 / 6227020800.0);
  const double sum = 1.0 + (r + (low + r4 * (middle + r4 * (high + r4 * highest))));
  if (std::fabs(k) < kLargestPowerOfTwo) return sum * power_of_two(static_cast<int>(k));
  // In two steps, since 2^k alone may overflow or vanish where the result does not.
  const int half = static_cast<int>(k) / 2;
  return (sum * power_of_two(half)) * power_of_two(static_cast<int>(k) - half);
}

double log(double x) {
  if (!(x >= 0.0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return -kInfinity;
  if (x == kInfinity) return x;
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // [0.5, 1)
  if (m < 0.70710678118654752440) {
    m *= 2.0;
    --exponent;
  }
  // log m = 2 atanh(s) = 2 (s + s^3/3 + s^5/5 + ...) with |s| < 0.172.
  const double s = (m - 1.0) / (m + 1.0);
  const double q = s * s;
  double sum = 0.0;
  for (int n = 23; n >= 3; n -= 2) sum = q * (1.0 / n + sum);
  const double of_mantissa = 2.0 * s + 2.0 * s * sum;
  return exponent * kLn2High + (of_mantissa + exponent * kLn2Low);
}

double log_gamma(double x) {
  double product = 1.0;
  for (; x < 10.0; x += 1.0) product *= x;
  const double r = 1.0 / x;
  const double q = r * r;
  const double series =
      r * (1.0 / 12 -
           q * (1.0 / 360 -
                q * (1.0 / 1260 - q * (1.0 / 1680 - q * (1.0 / 1188 - q * 691.0 / 360360)))));
  constexpr double kHalfLogTwoPi = 0.91893853320467274178;
  return (x - 0.5) * log(x) - x + kHalfLogTwoPi + series - log(product);
}

double digamma(double x) {
  double sum = 0.0;
  for (; x < 10.0; x += 1.0) sum -= 1.0 / x;
  const double q = 1.0 / (x * x);
  const double series =
      q *
      (1.0 / 12 -
       q * (1.0 / 120 - q * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132 - q * 691.0 / 32760)))));
  return sum + log(x) - 0.5 / x - series;
}

SineCosine sine_cosine_of_turns(double x) {
  const double turn = x - std::floor(x + 0.5);           // [-1/2, 1/2], exact
  const double quarters = std::floor(4.0 * turn + 0.5);  // -2..2
  const double a = 2.0 * kPi * (turn - 0.25 * quarters);
  const double s = sine_near_zero(a);
  const double c = cosine_near_zero(a);
  switch ((static_cast<int>(quarters) + 4) % 4) {
    case 0:
      return {s, c};
    case 1:
      return {c, -s};
    case 2:
      return {-s, -c};
    default:
      return {-c, s};
  }
}

double normal_cdf(double x) {
  return x < 0.0 ? normal_cdf_of_negative(x) : 1.0 - normal_cdf_of_negative(-x);
}

double normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0.0) return -kInfinity;
  if (p == 1.0) return kInfinity;
  if (p == 0.5) return 0.0;
  // The upper half mirrors the lower; 1 - p is exact for p >= 0.5.
  if (p > 0.5) return -normal_quantile(1.0 - p);
  const double x = acklam_guess(p);
  const double error = normal_cdf_of_negative(x) - p;
  const double u = error * std::sqrt(2.0 * kPi) * exp(0.5 * x * x);
  return x - u / (1.0 + 0.5 * x * u);
}

}  // namespace expense
