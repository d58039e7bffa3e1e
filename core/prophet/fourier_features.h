// Fourier features: the seasonal columns of the model's design matrix.
#pragma once

#include <Eigen/Core>
#include <span>

#include "calendar/timestamp.h"

namespace expense::prophet {

/// Writes the Fourier basis of a period into `columns`: for row i and n = 1..N,
///     columns(i, 2n-2) = sin(2 pi n t_i / P),  columns(i, 2n-1) = cos(2 pi n t_i / P),
/// with t_i in days since 1970-01-01 UTC, so a date's row never depends on where history begins.
/// @param dates        T dates in any order; repeats allowed.
/// @param period_days  P > 0.
/// @param columns      T x 2N, N >= 1; entries become numbers in [-1, 1].
/// @source Taylor and Letham (2018), "Forecasting at Scale", section 3.2.
void fill_fourier_features(std::span<const Timestamp> dates, double period_days,
                           Eigen::Ref<Eigen::MatrixXd> columns);

/// Rows after which evenly spaced dates come back to the same phase of a period exactly, as
/// weekdays do.
/// @param step     seconds from row to row; > 0.
/// @param longest  the longest cycle looked for.
/// @return 0 when there is none so short.
[[nodiscard]] Eigen::Index rows_of_cycle(std::int64_t step, double period_days,
                                         Eigen::Index longest);

/// t / P in turns, whole turns left out; exact where the period is a whole number of seconds.
[[nodiscard]] double seasonal_phase(Timestamp date, double period_days);

}  // namespace expense::prophet
