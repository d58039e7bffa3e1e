// The rows a model learns from, sorted and scaled as Prophet does it.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/options.h"

namespace expense::prophet {

/// One observation; a y that is NaN is missing.
struct Observation {
  Timestamp ds;
  double y = 0.0;
};

/// How y and the model's scale relate: y = scaled * y_scale + floor.
struct ValueScale {
  double y_scale = 1.0;  ///< > 0
  double floor = 0.0;
};

struct History {
  std::vector<Timestamp> ds;  ///< Rows with y, ascending; repeats are legal.
  Eigen::VectorXd y;          ///< In units of the data, finite, one for each ds.
  /// Distinct dates of all input rows, also those without y: future dates follow the last of them.
  std::vector<Timestamp> history_dates;
};

/// Drops rows without y and sorts the others, equal dates in the order given.
/// @error kTooLittleHistory for fewer than 2 rows with y or a single date; kInvalidTable for an
/// infinite y.
[[nodiscard]] Result<History> make_history(std::span<const Observation> rows);

/// absmax: max |y| and floor 0. minmax: max y - min y and floor min y. A scale of 0 becomes 1.
[[nodiscard]] ValueScale value_scale(const Eigen::VectorXd& y, Scaling scaling);

}  // namespace expense::prophet
