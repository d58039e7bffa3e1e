// What a saved model holds beyond Prophet, in one object of the file with a version of its own:
// options, level steps and the summaries of the fit.
#pragma once

#include "prophet/fit.h"
#include "prophet/json_cursor.h"

namespace expense::prophet {

/// Its name in the file.
inline constexpr const char* kExtensionName = "expense_anomalies";

[[nodiscard]] Json extension_json(const Model& model);

/// Fills options, level steps (but their scaled times), mean trend and summaries; those of `model`
/// stay where the file has none.
/// @param extension  may be missing.
void read_extension(const JsonCursor& extension, Model& model);

}  // namespace expense::prophet
