// What a unit of each regressor costs: the coefficients on the scales of the regressors and of y.
#pragma once

#include <string>
#include <vector>

#include "prophet/fit.h"

namespace expense::prophet {

/// One regressor of a fitted model.
struct RegressorCoefficient {
  std::string regressor;
  Mode regressor_mode = Mode::kAdditive;
  double center = 0.0;  ///< Value of the regressor from which its effect counts: its mean.
  /// Effect of one unit of the regressor: in units of y when additive, as a fraction of the trend
  /// otherwise. The mean over posterior draws and the bounds of the model's interval_width; all the
  /// same for a maximum.
  double coef_lower = 0.0;
  double coef = 0.0;
  double coef_upper = 0.0;
};

/// In the order of the regressors.
/// @source reference section 16.2.
[[nodiscard]] std::vector<RegressorCoefficient> regressor_coefficients(const Model& model);

}  // namespace expense::prophet
