// Forecast: what a fitted model expects on given dates, with intervals and every component by name.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "prophet/fit.h"

namespace expense::prophet {

/// One named part of the forecast, in units of y.
struct ComponentForecast {
  std::string name;
  Eigen::VectorXd values;
};

/// All vectors have one entry for each date.
struct Forecast {
  std::vector<Timestamp> ds;  ///< Ascending, repeats kept.
  Eigen::VectorXd trend;
  Eigen::VectorXd yhat;  ///< trend * (1 + multiplicative_terms) + additive_terms
  /// Empty when the model has uncertainty_samples = 0.
  Eigen::VectorXd yhat_lower, yhat_upper, trend_lower, trend_upper;
  Eigen::VectorXd additive_terms;
  Eigen::VectorXd multiplicative_terms;
  /// Seasonalities, holidays by name, and "holidays" for all of them together, by name.
  std::vector<ComponentForecast> components;
};

/// @param dates  any number of dates in any order; the answer is sorted.
/// @param seed   of the simulated futures; nothing is drawn for dates within the history, where the
///               trend is certain and the interval is yhat -+ z sigma.
/// @error kInvalidTable for no dates.
[[nodiscard]] Result<Forecast> forecast(const Model& model, std::span<const Timestamp> dates,
                                        std::uint64_t seed = 0);

}  // namespace expense::prophet
