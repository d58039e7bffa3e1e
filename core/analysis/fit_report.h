// What a fit came to, for people and programs: parameters, sampling, choices, every row judged by
// the others.
#pragma once

#include <string>
#include <vector>

#include "analysis/forecast_run.h"
#include "analysis/json_fields.h"
#include "base/result.h"
#include "prophet/fit.h"

namespace expense::analysis {

/// Parameters and scales; KKT residual and log posterior of the maximum; level steps and regressor
/// coefficients in units of y; with them "sampling" of a sampled model and "choice" of a run that
/// chose its terms.
[[nodiscard]] Json fit_json(const ForecastRun& run);

/// Sentences for a person whose sampled model cannot be relied upon yet; none for other models.
[[nodiscard]] std::vector<std::string> sampling_warnings(const prophet::Model& model);

/// CSV with the columns ds, y, prediction, residual, leverage; one line for each row of the
/// history.
/// @error what prophet::leave_one_out refuses.
[[nodiscard]] Result<std::string> leave_one_out_csv(const prophet::Model& model);

}  // namespace expense::analysis
