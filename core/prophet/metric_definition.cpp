#include "prophet/metric_definition.h"

#include <cmath>

namespace expense::prophet {
namespace {

// Of a y below this, a share says nothing.
constexpr double kSmallestY = 1e-8;

Result<Eigen::VectorXd> squared_errors(const CrossValidation& table) {
  return Eigen::VectorXd((table.y - table.yhat).cwiseAbs2());
}

Result<Eigen::VectorXd> absolute_errors(const CrossValidation& table) {
  return Eigen::VectorXd((table.y - table.yhat).cwiseAbs());
}

// Infinite where y is 0, and NaN where yhat is as well.
Result<Eigen::VectorXd> relative_errors(const CrossValidation& table) {
  return Eigen::VectorXd((table.y - table.yhat).cwiseQuotient(table.y).cwiseAbs());
}

Result<Eigen::VectorXd> finite_relative_errors(const CrossValidation& table) {
  if (table.y.cwiseAbs().minCoeff() < kSmallestY) {
    return fail(ErrorCode::kInvalidTable, "A y is 0 or almost 0, and no share of it can be given.");
  }
  return relative_errors(table);
}

Result<Eigen::VectorXd> symmetric_relative_errors(const CrossValidation& table) {
  Eigen::VectorXd terms(table.y.size());
  for (Eigen::Index i = 0; i < terms.size(); ++i) {
    const double size = (std::fabs(table.y[i]) + std::fabs(table.yhat[i])) / 2.0;
    terms[i] = size == 0.0 ? 0.0 : std::fabs(table.y[i] - table.yhat[i]) / size;
  }
  return terms;
}

Result<Eigen::VectorXd> covered(const CrossValidation& table) {
  if (table.yhat_lower.size() == 0 || table.yhat_upper.size() == 0) {
    return fail(ErrorCode::kInvalidTable, "The forecasts have no intervals.");
  }
  return Eigen::VectorXd(
      (table.yhat_lower.array() <= table.y.array() && table.y.array() <= table.yhat_upper.array())
          .cast<double>());
}

}  // namespace

std::vector<MetricDefinition> builtin_metrics() {
  return {{"mse", squared_errors, Averaging::kMean},
          {"rmse", squared_errors, Averaging::kRootMean},
          {"mae", absolute_errors, Averaging::kMean},
          {"mape", finite_relative_errors, Averaging::kMean},
          {"mdape", relative_errors, Averaging::kMedian},
          {"smape", symmetric_relative_errors, Averaging::kMean},
          {"coverage", covered, Averaging::kMean}};
}

}  // namespace expense::prophet
