// What a person may ask of the reading of bills.
#pragma once

#include <string>
#include <vector>

namespace expense::billing {

/// Which column plays a role that its name does not tell.
struct ColumnRole {
  std::string role;    ///< "date", "cost", "currency" or the name of a dimension.
  std::string column;  ///< As the file spells it.
};

struct ReadOptions {
  /// Dimensions beyond those that every table has; see extra_dimensions.h.
  std::vector<std::string> dimensions;
  /// When there are any, files are read as plain tables by these columns.
  std::vector<ColumnRole> columns;
};

}  // namespace expense::billing
