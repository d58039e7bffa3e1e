// Seasonal columns of evenly spaced rows as powers of a complex wave.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace expense::prophet {

struct Design;

struct Complex {
  double re = 0.0;
  double im = 0.0;

  friend Complex operator*(Complex a, Complex b) {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  }
  friend Complex operator*(double s, Complex a) { return {s * a.re, s * a.im}; }
  friend Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
  friend Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
};

inline Complex conjugate(Complex a) { return {a.re, -a.im}; }
inline Complex inverse(Complex a) {
  const double norm = a.re * a.re + a.im * a.im;
  return {a.re / norm, -a.im / norm};
}
/// e^(2 pi i turns)
[[nodiscard]] Complex unit(double turns);

/// An unconditional seasonality whose rows are evenly spaced: with w the wave of one turn a period,
/// its columns 2n-2 and 2n-1 are the imaginary and the real part of w^n, n = 1..N.
struct EvenSeason {
  Eigen::Index first_column = 0;  ///< Among the free columns.
  Eigen::Index harmonics = 0;     ///< N
  double period_days = 1.0;
  double turns_per_row = 0.0;
};

/// The seasonalities before the first other feature; none when the rows are not evenly spaced.
[[nodiscard]] std::vector<EvenSeason> leading_even_seasons(const Design& design);

/// w at a row.
[[nodiscard]] Complex wave_at(const Design& design, const EvenSeason& season, Eigen::Index row);

/// What v'X is for the columns of a season, without the columns themselves, written to `sums`.
/// @param v     T values.
/// @param sums  2N values.
/// @source the rows in blocks around a middle: w there times a table of cosines for the even part
/// of a block, of sines for its odd part.
void sum_with_season(const Design& design, const EvenSeason& season, const Eigen::VectorXd& v,
                     double* sums);

}  // namespace expense::prophet
