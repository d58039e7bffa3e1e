// One forecast from texts to texts: history CSV, options and future CSV in; forecast CSV and the
// fitted parameters out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/forecast_options.h"
#include "analysis/json_fields.h"
#include "base/result.h"
#include "billing/series.h"
#include "prophet/forecast.h"

namespace expense::analysis {

/// Reads a table with a column `ds` or `date` and a column `y` or `cost`; other columns are let be.
/// An empty y is missing. Dates as parse_timestamp reads them.
/// @error kInvalidTable naming line and column; kEmptyInput.
[[nodiscard]] Result<std::vector<prophet::Observation>> read_history_csv(std::string_view text);

enum class HistoryLikeness {
  kNo,        ///< Not a history: if anything, a bill.
  kPerhaps,   ///< Two columns, `date` and `cost` or the like: a history or a bill of one series.
  kCertainly  ///< It has columns `ds` and `y`.
};

/// Judges a CSV by its first line.
[[nodiscard]] HistoryLikeness history_likeness(std::string_view text);

/// The days and costs of a series as a history.
[[nodiscard]] std::vector<prophet::Observation> history_of(const billing::Series& series);

/// Reads a table with a column `ds` or `date`: the dates to forecast.
/// @error kInvalidTable, kEmptyInput.
[[nodiscard]] Result<std::vector<Timestamp>> read_future_csv(std::string_view text);

struct ForecastRun {
  prophet::Model model;
  prophet::Forecast forecast;
  std::vector<double> y;  ///< One for each date of the forecast; NaN where there is none.
};

/// Fits the history and forecasts its dates and the future: `future` if given, else
/// options.horizon dates at options.frequency.
[[nodiscard]] Result<ForecastRun> run_forecast(const std::vector<prophet::Observation>& history,
                                               const ForecastOptions& options,
                                               const std::optional<std::vector<Timestamp>>& future);

/// CSV with the columns ds, y, trend, yhat, their bounds, and every component by name.
[[nodiscard]] std::string forecast_csv(const ForecastRun& run);

/// The same as a JSON object of columns.
[[nodiscard]] Json forecast_json(const ForecastRun& run);

/// Parameters, scales, KKT residual and log posterior of the fit.
[[nodiscard]] Json fit_json(const prophet::Model& model);

}  // namespace expense::analysis
