// Which names a person may give to holidays, seasonalities, regressors and conditions.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace expense::prophet {

/// daily, weekly, yearly: reserved, but for seasonalities.
[[nodiscard]] bool is_builtin_seasonality(std::string_view name);

/// @param what  the kind of thing named, for the message: "holiday".
/// @error kInvalidOption for an empty name, one that holds "_delim_", and those the model uses
/// itself: its output columns with and without _lower and _upper, and the columns of its tables.
[[nodiscard]] Result<void> check_name(const std::string& name, std::string_view what);

}  // namespace expense::prophet
