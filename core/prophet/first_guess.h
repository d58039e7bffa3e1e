// Where the search for a model's parameters begins.
#pragma once

#include <Eigen/Core>

#include "prophet/design.h"
#include "prophet/objective.h"

namespace expense::prophet {

/// The linear model with normal noise, which is found at once and is near in all but the shape of
/// what multiplies and of what saturates, brought to the design's kind of model; Prophet's initial
/// values where there is none.
/// @param y     T scaled values; NaN in rows left out.
/// @param caps  T scaled caps; not looked at unless growth is logistic.
[[nodiscard]] Parameters first_guess(const Design& design, const Eigen::VectorXd& y,
                                     const Eigen::VectorXd& caps);

}  // namespace expense::prophet
