// Anomaly: days of a series that cost something else than expected, as one event.
#pragma once

#include <string_view>
#include <vector>

#include "base/money.h"
#include "calendar/day.h"

namespace expense::detection {

enum class AnomalyKind {
  kSpike,       ///< One day above expected.
  kBurst,       ///< Several days above expected.
  kLevelShift,  ///< Above expected for longer than two weeks.
  kDrop,        ///< One or more days below expected.
  kNewSpend,    ///< The first days of a series that the bill did not have before.
};

/// "spike", "burst", "level_shift", "drop", "new_spend".
[[nodiscard]] std::string_view to_string(AnomalyKind kind);

/// Money is exact: impact = actual - expected, to the last digit.
struct Anomaly {
  Day first_day;
  Day last_day;  ///< Included.
  AnomalyKind kind = AnomalyKind::kSpike;
  double score = 0.0;  ///< Largest |actual - expected| in standard deviations of an ordinary day.
  Money actual;
  Money expected;
  Money impact;      ///< actual - expected; negative for a drop.
  Money max_impact;  ///< actual - expected of the day that differs most.

  /// The figures as they are printed, in cents. Rounded first, subtracted then, so that they always
  /// add up as printed.
  [[nodiscard]] Money actual_in_cents() const { return actual.rounded_to_cents(); }
  [[nodiscard]] Money expected_in_cents() const { return expected.rounded_to_cents(); }
  [[nodiscard]] Money impact_in_cents() const { return actual_in_cents() - expected_in_cents(); }

  /// impact / expected * 100; infinite when nothing was expected.
  [[nodiscard]] double percent() const;
};

}  // namespace expense::detection
