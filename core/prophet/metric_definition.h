// Metrics of forecast errors: what each counts for one forecast, and how forecasts are averaged.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "prophet/cross_validation_table.h"

namespace expense::prophet {

enum class Averaging { kMean, kRootMean, kMedian };

/// A metric by name. A caller's own is no different from Prophet's: for example the mean absolute
/// scaled error (MASE) has as terms |y - yhat| over the mean step of y, and averages by mean.
struct MetricDefinition {
  std::string name;
  /// One term for each row of the table, in its order. An error says in its message why this table
  /// has no such metric, which is then left out.
  std::function<Result<Eigen::VectorXd>(const CrossValidation&)> terms;
  Averaging averaging = Averaging::kMean;
};

/// mse, rmse, mae, mape, mdape, smape and coverage, as Prophet defines them.
[[nodiscard]] std::vector<MetricDefinition> builtin_metrics();

}  // namespace expense::prophet
