#include "prophet/even_grid_gram.h"

#include <cmath>
#include <vector>

#include "prophet/even_season.h"
#include "prophet/index_sums.h"

namespace expense::prophet {
namespace {

// Closed forms divide by 1 - z; nearer to 0 than this they lose too many digits.
constexpr double kTooClose = 1e-4;
// Nearer than this z is 1 but for rounding.
constexpr double kEqual = 1e-13;

// A sine column and the cosine column after it: the parts of w_i = first z^i over the rows i.
struct Wave {
  Eigen::Index column = 0;  // of the sine, among the free columns
  Complex first;            // w_0
  Complex step;             // z
  Complex half;             // z^(1/2)
  Complex half_span;        // z^(n/2)
  Complex middle;           // w at the middle of the rows, (n - 1) / 2
  Complex end;              // w_n, one beyond the last row
};

class EvenGridGram {
 public:
  EvenGridGram(const Design& design, Eigen::MatrixXd& gram)
      : design_(design),
        gram_(gram),
        rows_(design.row_count()),
        n_(static_cast<double>(design.row_count())),
        time_step_(static_cast<double>(design.even_step) / design.structure.time.seconds) {}

  // False when a closed form would lose digits.
  bool fill(const std::vector<Wave>& waves);
  [[nodiscard]] std::vector<Wave> waves();

 private:
  bool fill_wave_by_wave(const Wave& a, const Wave& b);
  bool sum_of_product(Complex half, Complex half_span, Complex middle, Complex& sum) const;
  bool fill_trend_by_wave(const Wave& wave, const Complex* at_knots);
  void put(Eigen::Index row, Eigen::Index column, double value) { gram_(row, column) = value; }

  const Design& design_;
  Eigen::MatrixXd& gram_;
  Eigen::Index rows_;
  double n_;
  double time_step_;               // scaled time from row to row
  std::vector<Complex> at_knots_;  // of each wave, one value for each knot
};

std::vector<Wave> EvenGridGram::waves() {
  std::vector<Wave> waves;
  const std::size_t knots = design_.knot_rows.size();
  for (const EvenSeason& season : leading_even_seasons(design_)) {
    const std::size_t before = waves.size();
    const Complex first = wave_at(design_, season, 0);
    const Complex last = wave_at(design_, season, rows_ - 1);
    Complex first_power = first;
    Complex last_power = last;
    for (Eigen::Index n = 1; n <= season.harmonics; ++n) {
      const double per_row = season.turns_per_row * static_cast<double>(n);
      Wave wave;
      wave.column = season.first_column + 2 * (n - 1);
      wave.step = unit(per_row);
      wave.half = unit(0.5 * per_row);
      wave.half_span = unit(0.5 * n_ * per_row);
      wave.middle = first_power * wave.half_span * conjugate(wave.half);
      wave.first = first_power;
      wave.end = last_power * wave.step;
      waves.push_back(wave);
      first_power = first_power * first;
      last_power = last_power * last;
    }
    at_knots_.resize(waves.size() * knots);
    for (std::size_t knot = 0; knot < knots; ++knot) {
      const Complex base = wave_at(design_, season, design_.knot_rows[knot]);
      Complex power = base;
      for (std::size_t at = before; at < waves.size(); ++at, power = power * base) {
        at_knots_[at * knots + knot] = power;
      }
    }
  }
  return waves;
}

// Sum over the rows of a wave: middle sin(n a) / sin(a) with half = e^(i a).
bool EvenGridGram::sum_of_product(Complex half, Complex half_span, Complex middle,
                                  Complex& sum) const {
  if (std::fabs(half.im) > kTooClose) {
    sum = (half_span.im / half.im) * middle;
    return true;
  }
  if (std::fabs(half.im) > kEqual) return false;
  sum = (n_ * half_span.re / half.re) * middle;
  return true;
}

bool EvenGridGram::fill_wave_by_wave(const Wave& a, const Wave& b) {
  Complex sum;         // of w_a w_b
  Complex difference;  // of w_a conj(w_b)
  const Complex half = conjugate(b.half);
  const Complex half_span = conjugate(b.half_span);
  const Complex middle = conjugate(b.middle);
  if (!sum_of_product(a.half * b.half, a.half_span * b.half_span, a.middle * b.middle, sum) ||
      !sum_of_product(a.half * half, a.half_span * half_span, a.middle * middle, difference)) {
    return false;
  }
  put(a.column, b.column, 0.5 * (difference.re - sum.re));          // sin sin
  put(a.column + 1, b.column + 1, 0.5 * (difference.re + sum.re));  // cos cos
  put(a.column, b.column + 1, 0.5 * (sum.im + difference.im));      // sin cos
  put(a.column + 1, b.column, 0.5 * (sum.im - difference.im));      // cos sin
  return true;
}

// Beside t, 1, hinges and steps: with w the wave and i the row, sums of w and i w over the rows
// from c on are (w_c - w_n) / (1 - z) and (c w_c - n w_n) / (1 - z) + z (w_c - w_n) / (1 - z)^2.
bool EvenGridGram::fill_trend_by_wave(const Wave& wave, const Complex* at_knots) {
  const Complex rest = Complex{1.0, 0.0} - wave.step;
  if (std::fabs(rest.re) + std::fabs(rest.im) < kTooClose) return false;
  const Complex factor = inverse(rest);
  const Complex timed_factor = wave.step * factor * factor;
  const auto sums = [&](Eigen::Index from, Complex begin, Complex& plain, Complex& timed) {
    const Complex change = begin - wave.end;
    plain = change * factor;
    timed = time_step_ *
            ((static_cast<double>(from) * begin - n_ * wave.end) * factor + change * timed_factor);
  };
  Complex plain;
  Complex timed;
  sums(0, wave.first, plain, timed);
  const Eigen::Index offset = design_.offset_column();
  put(offset, wave.column, plain.im);
  put(offset, wave.column + 1, plain.re);
  if (offset == 1) {
    put(0, wave.column, timed.im);
    put(0, wave.column + 1, timed.re);
  }
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const std::size_t knot = design_.knot_of[static_cast<std::size_t>(j)];
    sums(design_.knot_rows[knot], at_knots[knot], plain, timed);
    const bool is_hinge = j < design_.hinge_count;
    const Complex value = is_hinge ? timed - design_.knot_times[j] * plain : plain;
    put(wave.column, design_.free_count() + j, value.im);
    put(wave.column + 1, design_.free_count() + j, value.re);
  }
  return true;
}

bool EvenGridGram::fill(const std::vector<Wave>& waves) {
  const Eigen::Index offset = design_.offset_column();
  put(offset, offset, n_);
  if (offset == 1) {
    put(0, 1, time_step_ * sum_of_indices(n_));
    put(0, 0, time_step_ * time_step_ * sum_of_squared_indices(n_));
  }
  for (std::size_t b = 0; b < waves.size(); ++b) {
    for (std::size_t a = 0; a <= b; ++a) {
      if (!fill_wave_by_wave(waves[a], waves[b])) return false;
    }
    if (!fill_trend_by_wave(waves[b], at_knots_.data() + b * design_.knot_rows.size())) {
      return false;
    }
  }
  return true;
}

}  // namespace

Eigen::Index fill_even_grid_gram(const Design& design, Eigen::MatrixXd& gram) {
  if (design.even_step == 0) return 0;
  EvenGridGram filler(design, gram);
  const std::vector<Wave> waves = filler.waves();
  if (!filler.fill(waves)) return 0;
  return design.trend_columns() + 2 * static_cast<Eigen::Index>(waves.size());
}

}  // namespace expense::prophet
