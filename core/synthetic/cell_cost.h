// What one cell of a recipe costs on one day: the expected cost, its noise, and the rounding.
#pragma once

#include <cstdint>
#include <vector>

#include "base/money.h"
#include "synthetic/bill_recipe.h"
#include "synthetic/business_day.h"

namespace expense::synthetic {

/// Bills state costs with ten decimals.
inline constexpr int kCostDecimals = 10;

/// Cost without noise and without anomalies, in currency units:
///     level x e^(growth x years) x steps x weekday x year x holiday x sale x month end,
/// or the fee on the first of a month and 0 on its other days.
/// @param years since the bill's first day, >= 0.
[[nodiscard]] double expected_cost(const CellRecipe& cell, const BusinessDay& day, double years);

/// Standard deviation of a day's cost around `expected`, in currency units.
[[nodiscard]] double cost_deviation(const CellRecipe& cell, double expected);

/// Factors of noise for `days` days from `first_day`, one for each. A day's draw follows from seed,
/// cell and date alone, so neither other cells nor the bill's length change it.
[[nodiscard]] std::vector<double> noise_factors(const CellRecipe& cell, std::uint64_t seed,
                                                Day first_day, int days);

/// Cost as the bill states it: rounded half up to kCostDecimals. @param cost 0..1e5
[[nodiscard]] Money billed_cost(double cost);

}  // namespace expense::synthetic
