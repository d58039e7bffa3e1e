// Whether two sums of money are the same but for the digits that programs round away.
#pragma once

#include <algorithm>

#include "base/money.h"

namespace expense::billing {

/// @param tolerance the largest difference, as a share of the larger amount.
[[nodiscard]] inline bool nearly_equal(Money a, Money b, double tolerance = 1e-6) {
  const double larger = std::max(abs(a).to_double(), abs(b).to_double());
  return abs(a - b).to_double() <= tolerance * larger;
}

/// Whether a sheet's own total is the sum: sheets write their totals in full or to the cent.
[[nodiscard]] inline bool is_stated_sum(Money stated, Money sum) {
  const Money cents = sum.rounded_to_cents();
  return nearly_equal(stated, sum) || (cents != Money() && stated == cents);
}

}  // namespace expense::billing
