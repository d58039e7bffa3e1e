// All anomalies of a report in one list, ranked by money.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/session.h"

namespace expense::analysis {

enum class Severity { kLow, kMedium, kHigh };

/// "low", "medium", "high".
[[nodiscard]] std::string_view to_string(Severity severity);

struct RankedAnomaly {
  std::size_t series = 0;  ///< Index into Report::series.
  detection::Anomaly anomaly;
  /// By money: high when the impact is at least half of what an average day of the whole bill
  /// costs, medium from a tenth on.
  Severity severity = Severity::kLow;
  /// 16 hexadecimal digits made from slice and first day: the same anomaly of the same bill has the
  /// same id, and the id tells nothing of the bill.
  std::string id;
};

/// By |impact|, largest first; equal ones by series and day.
[[nodiscard]] std::vector<RankedAnomaly> ranked_anomalies(const Report& report);

}  // namespace expense::analysis
