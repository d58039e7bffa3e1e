#include "prophet/even_grid_gram.h"

#include <cmath>
#include <vector>

#include "base/elementary.h"

namespace expense::prophet {
namespace {

// Closed forms divide by 1 - z; nearer to 0 than this they lose too many digits.
constexpr double kTooClose = 1e-4;
// Nearer than this z is 1 but for rounding.
constexpr double kEqual = 1e-13;

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

Complex conjugate(Complex a) { return {a.re, -a.im}; }
Complex inverse(Complex a) {
  const double norm = a.re * a.re + a.im * a.im;
  return {a.re / norm, -a.im / norm};
}

Complex unit(double turns) {
  const SineCosine angle = sine_cosine_of_turns(turns);
  return {angle.cosine, angle.sine};
}

// A sine column and the cosine column after it: the parts of w_i = first z^i over the rows i.
struct Wave {
  Eigen::Index column = 0;  // of the sine, among the free columns
  Complex first;            // w_0
  Complex step;             // z
  Complex half;             // z^(1/2)
  Complex half_span;        // z^(n/2)
  Complex middle;           // w at the middle of the rows, (n - 1) / 2
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
  [[nodiscard]] std::vector<Wave> waves() const;

 private:
  bool fill_wave_by_wave(const Wave& a, const Wave& b);
  bool sum_of_product(Complex half, Complex half_span, Complex middle, Complex& sum) const;
  bool fill_trend_by_wave(const Wave& wave);
  void put(Eigen::Index row, Eigen::Index column, double value) { gram_(row, column) = value; }

  const Design& design_;
  Eigen::MatrixXd& gram_;
  Eigen::Index rows_;
  double n_;
  double time_step_;  // scaled time from row to row
};

std::vector<Wave> EvenGridGram::waves() const {
  std::vector<Wave> waves;
  for (const Component& component : design_.structure.features.components()) {
    if (component.kind != Component::Kind::kSeasonality || !component.condition_name.empty()) break;
    const double turns = static_cast<double>(design_.even_step) /
                         (component.period_days * static_cast<double>(Timestamp::kSecondsPerDay));
    for (Eigen::Index c = 0; c < component.column_count; c += 2) {
      const double per_row = turns * static_cast<double>(c / 2 + 1);
      Wave wave;
      wave.column = design_.trend_columns() + component.first_column + c;
      wave.first = {design_.free_columns(0, wave.column + 1), design_.free_columns(0, wave.column)};
      wave.step = unit(per_row);
      wave.half = unit(0.5 * per_row);
      wave.half_span = unit(0.5 * n_ * per_row);
      wave.middle = wave.first * wave.half_span * conjugate(wave.half);
      waves.push_back(wave);
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
bool EvenGridGram::fill_trend_by_wave(const Wave& wave) {
  const Complex rest = Complex{1.0, 0.0} - wave.step;
  if (std::fabs(rest.re) + std::fabs(rest.im) < kTooClose) return false;
  const Complex factor = inverse(rest);
  const Complex timed_factor = wave.step * factor * factor;
  const Complex last = {design_.free_columns(rows_ - 1, wave.column + 1),
                        design_.free_columns(rows_ - 1, wave.column)};
  const Complex end = last * wave.step;  // w_n
  const auto sums = [&](Eigen::Index from, Complex& plain, Complex& timed) {
    const Complex begin = from == rows_ ? end
                                        : Complex{design_.free_columns(from, wave.column + 1),
                                                  design_.free_columns(from, wave.column)};
    const Complex change = begin - end;
    plain = change * factor;
    timed = time_step_ *
            ((static_cast<double>(from) * begin - n_ * end) * factor + change * timed_factor);
  };
  Complex plain;
  Complex timed;
  sums(0, plain, timed);
  const Eigen::Index offset = design_.offset_column();
  put(offset, wave.column, plain.im);
  put(offset, wave.column + 1, plain.re);
  if (offset == 1) {
    put(0, wave.column, timed.im);
    put(0, wave.column + 1, timed.re);
  }
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    sums(design_.knot_rows[design_.knot_of[static_cast<std::size_t>(j)]], plain, timed);
    const bool is_hinge = j < design_.hinge_count;
    const Complex value = is_hinge ? timed - design_.knot_times[j] * plain : plain;
    put(wave.column, design_.free_count() + j, value.im);
    put(wave.column + 1, design_.free_count() + j, value.re);
  }
  return true;
}

bool EvenGridGram::fill(const std::vector<Wave>& waves) {
  const double sum = 0.5 * n_ * (n_ - 1.0);
  const double sum_of_squares = n_ * (n_ - 1.0) * (2.0 * n_ - 1.0) / 6.0;
  const Eigen::Index offset = design_.offset_column();
  put(offset, offset, n_);
  if (offset == 1) {
    put(0, 1, time_step_ * sum);
    put(0, 0, time_step_ * time_step_ * sum_of_squares);
  }
  for (std::size_t b = 0; b < waves.size(); ++b) {
    for (std::size_t a = 0; a <= b; ++a) {
      if (!fill_wave_by_wave(waves[a], waves[b])) return false;
    }
    if (!fill_trend_by_wave(waves[b])) return false;
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
