// The trend curve g(t) on the scaled data.
#pragma once

#include "prophet/design.h"
#include "prophet/objective.h"

namespace expense::prophet {

/// Linear: m + k t + sum delta_j max(0, t - s_j). Flat: m.
/// @param t scaled time, any real number: 0 and 1 are the ends of the history.
[[nodiscard]] double trend_at(const Structure& structure, const Parameters& parameters, double t);

}  // namespace expense::prophet
