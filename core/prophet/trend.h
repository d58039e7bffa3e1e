// The trend curve on the scaled data, on any dates.
#pragma once

#include "prophet/design.h"
#include "prophet/objective.h"

namespace expense::prophet {

/// Linear part of the trend: k t + sum delta_j max(0, t - s_j), with m (or, for logistic growth,
/// -k m) and level steps added.
[[nodiscard]] double linear_trend_at(const Structure& structure, const Parameters& parameters,
                                     double t);

/// cap / (1 + exp(-z)).
[[nodiscard]] double logistic(double z, double cap);

/// g(t): the linear part itself, or for logistic growth its logistic curve up to the cap.
/// @param t    scaled time, any real number: 0 and 1 are the ends of the history.
/// @param cap  scaled; only looked at for logistic growth.
/// @source reference sections 3.2 to 3.4.
[[nodiscard]] double trend_at(const Structure& structure, const Parameters& parameters, double t,
                              double cap = 1.0);

}  // namespace expense::prophet
