// Intervals of a forecast: noise everywhere, simulated trend changes in the future.
#pragma once

#include <cstdint>

#include "prophet/forecast.h"

namespace expense::prophet {

/// Fills the four bounds of a forecast whose other columns are there, for model.options'
/// interval_width and uncertainty_samples >= 1.
///
/// Within the history (t <= 1) the trend is certain, and the interval is exactly yhat -+ z sigma.
/// Beyond it the trend is simulated by Prophet's grid method: at each future step, with probability
/// S h, the rate shifts by a Laplace draw whose scale is the mean |delta| of the fit; bounds are
/// quantiles of the draws with noise added.
/// @param t  scaled time of each date, ascending.
/// @source reference section 12, grid method.
void fill_intervals(const Model& model, const Eigen::VectorXd& t, std::uint64_t seed,
                    Forecast& forecast);

}  // namespace expense::prophet
