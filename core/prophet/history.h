// The rows a model learns from, checked, sorted and scaled as Prophet does it.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/options.h"
#include "prophet/table.h"

namespace expense::prophet {

/// How y and the model's scale relate: y = scaled * y_scale + floor.
struct ValueScale {
  double y_scale = 1.0;  ///< > 0
  double y_min = 0.0;    ///< The floor of every row, unless the tables bring their own.
  /// Logistic growth with a column `floor` in the history; then all tables need one.
  bool logistic_floor = false;

  /// Floor of each row of a table, in units of y.
  [[nodiscard]] Eigen::VectorXd floors(const Table& table) const;
};

struct History {
  Table rows;  ///< With y, finite, by ascending ds; repeats are legal.
  /// Distinct dates of all input rows, also those without y: future dates follow the last of them.
  std::vector<Timestamp> history_dates;
};

/// Drops rows without y and sorts the others, equal dates in the order given.
/// @error kTooLittleHistory for fewer than 2 rows with y or a single date; kInvalidTable for an
/// infinite y, a column that the options need and the table lacks, a value missing in one, a
/// condition that is neither 0 nor 1, a cap not above the floor.
[[nodiscard]] Result<History> make_history(const Table& table, const Options& options);

/// Checks the columns that the options ask for, in a history without missing y or in a future.
/// @param scale  tells whether `floor` is one of them, and the floor of all rows if not.
[[nodiscard]] Result<void> check_columns(const Table& table, const Options& options,
                                         const ValueScale& scale);

/// absmax: max |y - floor|. minmax: max y - min y, or max cap - min floor where the history has
/// floors of its own. A scale of 0 becomes 1.
[[nodiscard]] ValueScale value_scale(const Table& rows, const Options& options);

/// The same of values without floors of their own, of which only the range matters.
[[nodiscard]] ValueScale scale_of_range(double lowest, double highest, Scaling scaling);

/// (cap - floor) / y_scale of each row; all 1 but for logistic growth.
[[nodiscard]] Eigen::VectorXd scaled_caps(const Table& table, const ValueScale& scale,
                                          Growth growth);

}  // namespace expense::prophet
