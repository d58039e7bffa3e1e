// The highest maximum that a few searches find, for models whose log posterior has several.
#pragma once

#include <optional>

#include "prophet/map_solver.h"

namespace expense::prophet {

/// One search by Newton's method from the first guess; where that ends as searches do that missed
/// the highest maximum, a few more from elsewhere, and the best end of all. With logistic growth,
/// heavy tails or few rows there may still be a higher one.
/// @param y      T scaled values; NaN in rows that take no part.
/// @param caps   T scaled caps, for logistic growth.
/// @param start  where to begin, and then the only search.
[[nodiscard]] MapEstimate search_map(const Design& design, const Eigen::VectorXd& y,
                                     const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                     const std::optional<Parameters>& start);

}  // namespace expense::prophet
