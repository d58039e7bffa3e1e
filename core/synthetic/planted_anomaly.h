// An anomaly planted in a synthetic bill: what happened, when, where, and what it truly cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "calendar/day.h"

namespace expense::synthetic {

enum class AnomalyKind : std::uint8_t {
  kSpike,          ///< One day of extra cost.
  kBurst,          ///< 3 to 10 days of extra cost.
  kLevelShift,     ///< Up or down, from its first day to the end of the bill.
  kDrift,          ///< Grows day by day for weeks, then somebody fixes it.
  kDrop,           ///< Costs nothing for some days.
  kNewSpend,       ///< A usage type or service never seen before.
  kBrokenPattern,  ///< Weekends that cost as much as weekdays, for some weeks.
};
inline constexpr int kAnomalyKindCount = 7;

/// "spike", "burst", "level_shift", "drift", "drop", "new_spend", "broken_pattern".
[[nodiscard]] std::string_view to_string(AnomalyKind kind);

struct PlantedAnomaly {
  AnomalyKind kind = AnomalyKind::kSpike;
  Day first_day;
  Day last_day;          ///< Included.
  std::size_t cell = 0;  ///< Index of the only cell it touches, in BillRecipe::cells.
  /// Its size. Spike, burst, new spend: currency units added a day. Level shift: factor. Drift:
  /// factor on its last day. Broken pattern: factor on Saturdays and Sundays. Drop: unused.
  double strength = 0.0;
  /// Sum over its days of actual cost minus the cost without it, each rounded as in the bill;
  /// negative when money was saved.
  Money extra_cost = {};

  [[nodiscard]] bool covers(Day day) const { return first_day <= day && day <= last_day; }
  [[nodiscard]] int days() const { return last_day - first_day + 1; }
};

/// What a cell costs on a day that `anomaly` covers, in currency units.
/// @param ordinary_cost what it would have cost without it, >= 0.
[[nodiscard]] double anomalous_cost(const PlantedAnomaly& anomaly, Day day, double ordinary_cost);

}  // namespace expense::synthetic
