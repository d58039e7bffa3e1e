// The options file of `forecast`: Prophet's argument names in JSON, null meaning the default.
#pragma once

#include <string_view>

#include "base/result.h"
#include "prophet/forecast.h"
#include "prophet/future_dates.h"
#include "prophet/options.h"

namespace expense::analysis {

inline constexpr int kLongestHorizon = 100'000;

struct ForecastOptions {
  prophet::Options model;
  int horizon = 30;  ///< Dates after the history; 0 to kLongestHorizon.
  prophet::Frequency frequency = prophet::Frequency::kDay;
  prophet::ForecastSettings settings;
};

/// Reads options such as
///     {"growth": "linear", "yearly_seasonality": "auto", "holidays": [{"holiday": "new_year",
///      "ds": "2026-01-01", "lower_window": 0, "upper_window": 1}], "horizon": 90, "freq": "D",
///      "trend_sampling": "grid", "seed": 0}.
/// @param country_holidays  the text of calendar/country_holidays.txt, read only when the options
///                          name a country; "" where it is not at hand.
/// @error kInvalidOption naming the field.
[[nodiscard]] Result<ForecastOptions> parse_forecast_options(
    std::string_view json, std::string_view country_holidays = {});

/// Reads the options that a fitted model leaves open: horizon, freq, interval_width,
/// uncertainty_samples, trend_sampling and seed.
/// @param model  the options of that model, which the answer has but for those.
/// @error kInvalidOption naming the field.
[[nodiscard]] Result<ForecastOptions> parse_options_beside_model(std::string_view json,
                                                                 const prophet::Options& model);

}  // namespace expense::analysis
