// Forecast: what a fitted model expects on given dates, with intervals and every component by name.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "prophet/fit.h"

namespace expense::prophet {

/// One named part of the forecast.
struct ComponentForecast {
  std::string name;
  Mode mode = Mode::kAdditive;
  /// A sum of others: "additive_terms", "multiplicative_terms", "holidays" and the two
  /// "extra_regressors_...".
  bool is_group = false;
  Eigen::VectorXd values;  ///< In units of y when additive, a fraction of the trend otherwise.
  /// Empty without uncertainty; equal to the values unless the posterior was sampled.
  Eigen::VectorXd lower, upper;
};

/// All vectors have one entry for each date, or none where it says so.
struct Forecast {
  std::vector<Timestamp> ds;  ///< Ascending, repeats kept.
  Eigen::VectorXd trend;
  Eigen::VectorXd yhat;   ///< trend * (1 + multiplicative_terms) + additive_terms
  Eigen::VectorXd cap;    ///< Empty unless the table has a cap.
  Eigen::VectorXd floor;  ///< Empty unless the model has floors of its own.
  /// Empty when the model has uncertainty_samples = 0.
  Eigen::VectorXd yhat_lower, yhat_upper, trend_lower, trend_upper;
  /// Every seasonality, month position, holiday and regressor, and the groups; by name.
  std::vector<ComponentForecast> components;

  /// nullptr when there is none of the name.
  [[nodiscard]] const ComponentForecast* component(const std::string& name) const;
};

/// How the future of the trend is simulated.
enum class TrendSampling {
  kGrid,  ///< Prophet's default since 1.1: a shift of rate may fall on each future date.
  kPath,  ///< Prophet's original definition: shifts at any time between the dates.
};

struct ForecastSettings {
  std::uint64_t seed = 0;  ///< Of the simulated futures.
  TrendSampling trend_sampling = TrendSampling::kGrid;
};

/// @param table  dates in any order and the columns the model needs; the answer is sorted.
/// @error kInvalidTable for no rows, and what check_columns refuses.
[[nodiscard]] Result<Forecast> forecast(const Model& model, const Table& table,
                                        const ForecastSettings& settings = {});

}  // namespace expense::prophet
