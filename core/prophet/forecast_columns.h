// The forecast as a table: its columns under Prophet's names.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "prophet/forecast.h"

namespace expense::prophet {

struct ForecastColumn {
  std::string name;
  const Eigen::VectorXd* values;  ///< Part of the forecast, which must outlive this.
};

/// trend; yhat; cap and floor where the forecast has them; every component by name. Where the
/// forecast has intervals each column but cap and floor has its `_lower` and `_upper`.
[[nodiscard]] std::vector<ForecastColumn> columns_of(const Forecast& forecast);

}  // namespace expense::prophet
