// The history of a saved model in Prophet's table, and the columns that table cannot hold as given.
#pragma once

#include <span>
#include <string>

#include "prophet/fit.h"
#include "prophet/json_cursor.h"

namespace expense::prophet {

/// ds, y, floor, t, y_scaled and, with logistic growth, cap_scaled beside the other columns of the
/// history: regressors standardised, conditions as true and false.
[[nodiscard]] std::string history_text(const Model& model);

/// Columns that the table holds otherwise (standardised regressors, whose last bits do not survive
/// it) or fills with something else of that name, as given.
[[nodiscard]] Json given_columns_json(const Model& model);

/// A regressor stands in the table as (x - mu) / std.
struct Standardisation {
  std::string regressor;
  double mu = 0.0;
  double std = 1.0;
};

/// The inverse of both. Columns that hold something else than numbers are left out.
/// @param given_columns  may be missing.
[[nodiscard]] Table read_history(const JsonCursor& table, const JsonCursor& given_columns,
                                 std::span<const Standardisation> standardisations,
                                 bool logistic_floor);

}  // namespace expense::prophet
