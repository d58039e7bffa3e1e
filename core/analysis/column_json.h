// Tables by column: JSON objects whose fields are lists of equal length, and their CSV.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "analysis/json_fields.h"
#include "calendar/timestamp.h"

namespace expense::analysis {

/// Values that are not finite are printed as null, and as empty cells.
[[nodiscard]] Json numbers_json(const Eigen::VectorXd& values);

[[nodiscard]] Json dates_json(const std::vector<Timestamp>& times);

/// One line for the names of the columns, one for each row. Numbers are the shortest text that
/// reads back to the same double.
/// @param columns  an object of lists of texts, numbers and nulls, all of the same length.
[[nodiscard]] std::string columns_csv(const Json& columns);

}  // namespace expense::analysis
