// One cross-validation from a person's words to texts: forecast error by horizon, and every
// forecast beside what came.
#pragma once

#include <string>
#include <vector>

#include "analysis/forecast_options.h"
#include "analysis/json_fields.h"
#include "base/result.h"
#include "prophet/cross_validation.h"
#include "prophet/performance_metrics.h"
#include "prophet/table.h"

namespace expense::analysis {

/// Prophet's arguments of the same names, as a person writes them.
struct CrossValidationRequest {
  /// Durations as parse_duration reads them, "90 days"; "" for the default. That of the horizon is
  /// how far a forecast with the same options looks ahead, 30 days unless they say otherwise.
  std::string horizon, period, initial;
  std::vector<std::string> cutoffs;  ///< Dates, which need no period and initial; none: placed.
  std::vector<std::string> metrics;  ///< In the order wanted; none: all.
  double rolling_window = 0.1;       ///< Share of the forecasts that one figure averages.
  std::vector<std::string> extra_output_columns;  ///< Of the forecast, for the rows.
};

/// Step the validator until it is done; then all that is below can be told.
struct CrossValidationRun {
  prophet::CrossValidator validator;
  prophet::MetricOptions metrics;
};

/// Fits the whole history, and makes ready for the cutoffs.
/// @error kInvalidOption for a request that cannot be read; what fit and CrossValidator refuse.
[[nodiscard]] Result<CrossValidationRun> begin_cross_validation(
    const prophet::Table& history, const ForecastOptions& options,
    const CrossValidationRequest& request);

/// {"cutoffs": [dates], "warnings": [sentences], "errors": {columns}}. The columns are `horizon` in
/// words ("3 days") and one for each metric; metrics that this table has not are warned of.
/// @error what performance_metrics refuses.
[[nodiscard]] Result<Json> cross_validation_json(const CrossValidationRun& run);

/// The forecasts so far as columns: ds, yhat, its bounds, the extra columns, y, cutoff.
[[nodiscard]] Json cross_validation_rows_json(const CrossValidationRun& run);

}  // namespace expense::analysis
