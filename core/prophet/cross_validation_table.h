// The table of a cross-validation: forecasts of days that the model had not seen, beside what came.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "calendar/timestamp.h"

namespace expense::prophet {

struct NamedColumn {
  std::string name;
  Eigen::VectorXd values;
};

/// One row for each forecast; all columns have the same length.
struct CrossValidation {
  std::vector<Timestamp> ds;
  std::vector<Timestamp> cutoff;  ///< Last date the forecast could learn from.
  Eigen::VectorXd y;              ///< What came.
  Eigen::VectorXd yhat;
  Eigen::VectorXd yhat_lower, yhat_upper;  ///< Both empty without intervals.
  std::vector<NamedColumn> extra_columns;  ///< Further parts of the forecast, as asked for.
};

}  // namespace expense::prophet
