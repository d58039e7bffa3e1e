// The options of a saved model that Prophet has too: its scalars, seasonalities, regressors,
// holidays.
#pragma once

#include <vector>

#include "prophet/fit.h"
#include "prophet/json_cursor.h"
#include "prophet/saved_history.h"

namespace expense::prophet {

/// Adds the fields to the file. The switches of the built-in seasonalities are as given, beside the
/// seasonalities that came of them.
void write_options(const Model& model, Json& file);

/// The inverse, but for changepoints, and without the calendar of a country.
void read_options(const JsonCursor& file, Options& options);

/// How the regressors stand in the history of the file.
[[nodiscard]] std::vector<Standardisation> read_standardisations(const JsonCursor& file);

}  // namespace expense::prophet
