// How wrong forecasts were, by how far ahead they looked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "prophet/cross_validation_table.h"
#include "prophet/metric_definition.h"

namespace expense::prophet {

/// Prophet's arguments of the same names.
struct MetricOptions {
  /// Names of the metrics, in the order wanted; default all built-in ones, then all own ones.
  std::optional<std::vector<std::string>> metrics;
  /// Share of the rows that one figure averages, from as many horizons as it takes; 0 averages each
  /// horizon alone. Negative by a row or more: no averaging, one figure for each row.
  double rolling_window = 0.1;
  /// Count the horizon in calendar months from the cutoff's month, not in seconds.
  bool monthly = false;
  std::vector<MetricDefinition> own_metrics;  ///< Beside the built-in ones, by their own names.
};

struct DroppedMetric {
  std::string name;
  std::string reason;  ///< A sentence.
};

/// One row for each horizon that has a whole window up to it, or for each forecast without
/// averaging. Without columns and rows when every metric was dropped.
struct PerformanceMetrics {
  std::vector<std::int64_t> horizon;  ///< ds - cutoff in seconds, or in months; ascending.
  std::vector<NamedColumn> columns;   ///< One for each metric, in the order asked for.
  std::vector<DroppedMetric> dropped;
};

/// Checks what does not depend on the table, before time is spent on making one.
/// @error kInvalidOption as performance_metrics has it.
[[nodiscard]] Result<void> validate(const MetricOptions& options);

/// Metrics of a cross-validation by horizon. mape is dropped where a y is 0 (mdape stays and may be
/// infinite or NaN there), coverage where the forecasts have no intervals.
/// @error kInvalidOption for a metric that is unknown, asked for or defined twice, or whose terms
/// are not one for each row, and for a rolling_window that is not a number; kInvalidTable for a
/// table without rows, with columns of different length, or with a y or yhat that is not finite.
[[nodiscard]] Result<PerformanceMetrics> performance_metrics(const CrossValidation& table,
                                                             const MetricOptions& options);

}  // namespace expense::prophet
