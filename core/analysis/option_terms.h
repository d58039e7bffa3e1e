// The terms that the options JSON gives a model: holidays, seasonalities, regressors, month
// positions, and the distribution of its noise.
#pragma once

#include <string_view>

#include "analysis/json_fields.h"
#include "base/result.h"
#include "prophet/options.h"

namespace expense::analysis {

/// Reads the fields holidays, country_holidays, seasonalities, regressors, month_positions and
/// likelihood.
/// @param country_holidays  the text of calendar/country_holidays.txt, read only when the options
///                          name a country.
/// @error kInvalidOption naming the field within a term.
[[nodiscard]] Result<void> read_terms(JsonFields& fields, std::string_view country_holidays,
                                      prophet::Options& options);

}  // namespace expense::analysis
