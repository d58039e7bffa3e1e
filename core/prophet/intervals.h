// Intervals of a forecast: noise everywhere, simulated trend changes in the future, and what the
// posterior draws say of everything else.
#pragma once

#include "prophet/forecast.h"

namespace expense::prophet {

/// What the rows of the forecast hold; T entries or rows each.
struct IntervalInput {
  const Eigen::VectorXd& t;        ///< Scaled, ascending.
  const Eigen::VectorXd& caps;     ///< Scaled.
  const Eigen::VectorXd& floors;   ///< In units of y.
  const Eigen::MatrixXd& columns;  ///< T x K features.
};

/// Fills the four bounds of a forecast whose other columns are there, for model.options'
/// interval_width and uncertainty_samples >= 1.
///
/// Within the history (t <= 1) the trend of a maximum is certain, and the interval is exactly yhat
/// -+ quantile * sigma. Elsewhere bounds are quantiles of draws: the trend simulated by
/// trend_paths.h, plus noise. The noise of a row is a set of quantiles of its distribution in an
/// order drawn at random: the same distribution as independent values, with less scatter.
/// @source reference section 12; section 13 for posterior draws.
void fill_intervals(const Model& model, const IntervalInput& input,
                    const ForecastSettings& settings, Forecast& forecast);

}  // namespace expense::prophet
