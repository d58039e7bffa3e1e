#include "prophet/fourier_features.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/table.h"

namespace expense::prophet {
namespace {

// A week of hours: the longest cycle looked for.
constexpr Eigen::Index kLongestCycle = 168;

// The same of any dates; their number when they do not come back.
Eigen::Index cycle_of(std::span<const Timestamp> dates, double period_days) {
  const auto rows = static_cast<Eigen::Index>(dates.size());
  const std::int64_t step = even_step(dates);
  if (rows < 3 || step == 0) return rows;
  const Eigen::Index cycle = rows_of_cycle(step, period_days, std::min(kLongestCycle, rows - 1));
  return cycle > 0 ? cycle : rows;
}

}  // namespace

Eigen::Index rows_of_cycle(std::int64_t step, double period_days, Eigen::Index longest) {
  const double period = period_days * static_cast<double>(Timestamp::kSecondsPerDay);
  for (Eigen::Index cycle = 1; cycle <= longest; ++cycle) {
    const double turns = static_cast<double>(step) * static_cast<double>(cycle) / period;
    if (turns == std::floor(turns)) return cycle;
  }
  return 0;
}

double seasonal_phase(Timestamp date, double period_days) {
  const double period = period_days * static_cast<double>(Timestamp::kSecondsPerDay);
  const double whole = std::floor(period);
  if (period != whole || whole < 1.0 || whole > 1e15) return date.days() / period_days;
  const auto seconds = static_cast<std::int64_t>(whole);
  return static_cast<double>((date.seconds % seconds + seconds) % seconds) / period;
}

void fill_fourier_features(std::span<const Timestamp> dates, double period_days,
                           Eigen::Ref<Eigen::MatrixXd> columns) {
  if (dates.empty()) return;
  const auto rows = static_cast<Eigen::Index>(dates.size());
  const Eigen::Index cycle = cycle_of(dates, period_days);
  double* const sine = columns.col(0).data();
  double* const cosine = columns.col(1).data();
  for (Eigen::Index i = 0; i < cycle; ++i) {
    const SineCosine first =
        sine_cosine_of_turns(seasonal_phase(dates[static_cast<std::size_t>(i)], period_days));
    sine[i] = first.sine;
    cosine[i] = first.cosine;
  }
  // Higher harmonics by the addition theorem: one pair of series a row instead of N.
  for (Eigen::Index n = 1; n < columns.cols() / 2; ++n) {
    const double* const last_sine = columns.col(2 * n - 2).data();
    const double* const last_cosine = columns.col(2 * n - 1).data();
    double* const next_sine = columns.col(2 * n).data();
    double* const next_cosine = columns.col(2 * n + 1).data();
    for (Eigen::Index i = 0; i < cycle; ++i) {
      next_sine[i] = last_sine[i] * cosine[i] + last_cosine[i] * sine[i];
      next_cosine[i] = last_cosine[i] * cosine[i] - last_sine[i] * sine[i];
    }
  }
  if (cycle == rows) return;
  for (Eigen::Index c = 0; c < columns.cols(); ++c) {
    double* const column = columns.col(c).data();
    for (Eigen::Index i = cycle; i < rows; ++i) column[i] = column[i - cycle];
  }
}

}  // namespace expense::prophet
