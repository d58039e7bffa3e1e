// The parameters of a saved model, and the draws of its posterior.
#pragma once

#include "prophet/fit.h"
#include "prophet/json_cursor.h"

namespace expense::prophet {

/// Prophet's parameters as it has them: each a list of draws, a maximum being one draw. Scalars of
/// a maximum are lists of one number, of draws they are numbers. Without features beta is one 0.
/// "trend", the scaled trend of the history, is there for a maximum only: of draws it would be most
/// of the file, and nothing reads it.
[[nodiscard]] Json params_json(const Model& model);
/// Level steps and degrees of freedom, in the same form, where the model has them.
[[nodiscard]] Json extension_params_json(const Model& model);

/// Fills parameters and draws of a model whose options and structure are there.
/// @param extension  may be missing.
void read_params(const JsonCursor& params, const JsonCursor& extension, Model& model);

}  // namespace expense::prophet
