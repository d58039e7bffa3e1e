// The parts that a forecast reports: every component by name, and the groups they belong to.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "prophet/features.h"
#include "prophet/options.h"

namespace expense::prophet {

/// A component or a group of components: the feature columns that it sums.
struct ForecastPart {
  std::string name;
  Mode mode = Mode::kAdditive;
  /// "additive_terms" and "multiplicative_terms", which always exist, "holidays" and the two
  /// "extra_regressors_...", where there are any.
  bool is_group = false;
  std::vector<Eigen::Index> columns;  ///< Ascending.
};

/// By name.
[[nodiscard]] std::vector<ForecastPart> forecast_parts(const Features& features,
                                                       const Options& options);

}  // namespace expense::prophet
