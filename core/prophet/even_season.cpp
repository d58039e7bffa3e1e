#include "prophet/even_season.h"

#include <algorithm>

#include "base/elementary.h"
#include "prophet/column_dots.h"
#include "prophet/design.h"
#include "prophet/fourier_features.h"

namespace expense::prophet {
namespace {

// Rows on either side of a block's middle. About the root of half the rows of three years, which
// keeps both the table and the number of blocks small.
constexpr Eigen::Index kReach = 32;

// Cosines and sines of n turns_per_row b at b = 1..kReach rows from the middle, a column for each
// n.
void fill_tables(const EvenSeason& season, Eigen::MatrixXd& cosines, Eigen::MatrixXd& sines) {
  cosines.resize(kReach, season.harmonics);
  sines.resize(kReach, season.harmonics);
  for (Eigen::Index b = 0; b < kReach; ++b) {
    const Complex wave = unit(static_cast<double>(b + 1) * season.turns_per_row);
    Complex power = wave;
    for (Eigen::Index n = 0; n < season.harmonics; ++n, power = power * wave) {
      cosines(b, n) = power.re;
      sines(b, n) = power.im;
    }
  }
}

// Adds up what is equally far from the middle of a block, and subtracts the earlier from the later.
// Rows beyond the last count as 0.
void fold(const Eigen::VectorXd& v, Eigen::Index middle, double* even, double* odd) {
  const double* const at = v.data() + middle;
  const Eigen::Index later = std::min(kReach, v.size() - 1 - middle);
  for (Eigen::Index b = 1; b <= later; ++b) {
    even[b - 1] = at[b] + at[-b];
    odd[b - 1] = at[b] - at[-b];
  }
  for (Eigen::Index b = later + 1; b <= kReach; ++b) {
    even[b - 1] = at[-b];
    odd[b - 1] = -at[-b];
  }
}

}  // namespace

Complex unit(double turns) {
  const SineCosine angle = sine_cosine_of_turns(turns);
  return {angle.cosine, angle.sine};
}

std::vector<EvenSeason> leading_even_seasons(const Design& design) {
  std::vector<EvenSeason> seasons;
  if (design.even_step == 0) return seasons;
  for (const Component& component : design.structure.features.components()) {
    if (component.kind != Component::Kind::kSeasonality || !component.condition_name.empty()) break;
    EvenSeason season;
    season.first_column = design.trend_columns() + component.first_column;
    season.harmonics = component.column_count / 2;
    season.period_days = component.period_days;
    season.turns_per_row = static_cast<double>(design.even_step) /
                           (component.period_days * static_cast<double>(Timestamp::kSecondsPerDay));
    seasons.push_back(season);
  }
  return seasons;
}

Complex wave_at(const Design& design, const EvenSeason& season, Eigen::Index row) {
  return unit(seasonal_phase(design.date(row), season.period_days));
}

void sum_with_season(const Design& design, const EvenSeason& season, const Eigen::VectorXd& v,
                     double* sums) {
  Eigen::MatrixXd cosines, sines;
  fill_tables(season, cosines, sines);
  double even[kReach];
  double odd[kReach];
  Eigen::VectorXd even_sums(season.harmonics);
  Eigen::VectorXd odd_sums(season.harmonics);
  std::fill_n(sums, 2 * season.harmonics, 0.0);
  const Eigen::Index rows = v.size();
  // Blocks as long as their middles lie within the rows; what is left stands alone.
  Eigen::Index row = 0;
  for (; row + kReach < rows; row += 2 * kReach + 1) {
    const Eigen::Index middle = row + kReach;
    fold(v, middle, even, odd);
    dot_columns(even, columns_of(cosines), season.harmonics, even_sums.data());
    dot_columns(odd, columns_of(sines), season.harmonics, odd_sums.data());
    const Complex wave = wave_at(design, season, middle);
    Complex power = wave;
    for (Eigen::Index n = 0; n < season.harmonics; ++n, power = power * wave) {
      const Complex sum = power * Complex{v[middle] + even_sums[n], odd_sums[n]};
      sums[2 * n] += sum.im;
      sums[2 * n + 1] += sum.re;
    }
  }
  for (; row < rows; ++row) {
    const Complex wave = wave_at(design, season, row);
    Complex power = wave;
    for (Eigen::Index n = 0; n < season.harmonics; ++n, power = power * wave) {
      sums[2 * n] += v[row] * power.im;
      sums[2 * n + 1] += v[row] * power.re;
    }
  }
}

}  // namespace expense::prophet
