// One forecast from texts to texts: history CSV, or a fitted model, options and future CSV in;
// forecast CSV out.
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
#include "prophet/model_choice.h"

namespace expense::analysis {

/// Reads a table with a column `ds` or `date` and a column `y` or `cost`, and those of the further
/// `columns` that it has; others are let be. An empty cell is missing; true and false are 1 and 0.
/// Dates as parse_timestamp reads them, or as 20260131.
/// @error kInvalidTable naming line and column; kEmptyInput.
[[nodiscard]] Result<prophet::Table> read_history_csv(std::string_view text,
                                                      const std::vector<std::string>& columns = {});

enum class HistoryLikeness {
  kNo,        ///< Not a history: if anything, a bill.
  kPerhaps,   ///< Two columns, `date` and `cost` or the like: a history or a bill of one series.
  kCertainly  ///< It has columns `ds` and `y`.
};

/// Judges a CSV by its first line.
[[nodiscard]] HistoryLikeness history_likeness(std::string_view text);

/// The days and costs of a series as a history.
[[nodiscard]] prophet::Table history_of(const billing::Series& series);

/// Reads a table with a column `ds` or `date`, the dates to forecast, and further `columns`.
/// @error kInvalidTable, kEmptyInput.
[[nodiscard]] Result<prophet::Table> read_future_csv(std::string_view text,
                                                     const std::vector<std::string>& columns = {});

struct ForecastRun {
  prophet::Model model;
  prophet::Forecast forecast;
  std::vector<double> y;  ///< One for each date of the forecast; NaN where there is none.
  /// What was tried and why it was kept or left out, of a run that chose its terms.
  std::optional<std::vector<prophet::ChoiceStep>> choice;
};

/// How a model comes from its options.
struct FitSettings {
  bool chooses_terms = false;                ///< Leaves out what does not pay its way.
  std::optional<prophet::Parameters> start;  ///< Of a model of the same shape.
};

/// Fits the history and forecasts its dates and the future: `future` if given, else
/// options.horizon dates at options.frequency.
/// @error what choose_model, fit and forecast refuse.
[[nodiscard]] Result<ForecastRun> run_forecast(const prophet::Table& history,
                                               const ForecastOptions& options,
                                               const std::optional<prophet::Table>& future,
                                               const FitSettings& settings = {});

/// The same with a model that is fitted already. Rows of its history that had no y are left out
/// when the model needs columns, since it has kept none of theirs.
/// @param options  of the options of its model only interval_width and uncertainty_samples count.
[[nodiscard]] Result<ForecastRun> run_forecast(prophet::Model model, const ForecastOptions& options,
                                               const std::optional<prophet::Table>& future);

/// CSV with the columns ds, y, trend, yhat, their bounds, and every component by name.
[[nodiscard]] std::string forecast_csv(const ForecastRun& run);

/// The same as a JSON object of columns.
[[nodiscard]] Json forecast_json(const ForecastRun& run);

}  // namespace expense::analysis
