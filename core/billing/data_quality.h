// How far a bill can be trusted: days that are still arriving, missing, thin, doubled or delivered
// anew, and columns that change half way.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "billing/cost_table.h"
#include "calendar/day.h"

namespace expense::billing {

enum class QualityIssue {
  kArriving,        ///< The newest days: rows or services that every day has are not there yet.
  kMissingDays,     ///< Days between the first and the last without a row.
  kThinDay,         ///< Far fewer rows than the days around it: hours may be missing.
  kDoubledDays,     ///< Twice the rows and twice the costs of the days around them.
  kRestated,        ///< Days that came in several deliveries; the latest one counts.
  kEstimated,       ///< Days that the provider calls estimated.
  kChangedColumns,  ///< A dimension begins or ceases to be filled in, or its values change names.
};

/// "arriving", "missing_days", "thin_day", "doubled_days", "restated", "estimated",
/// "changed_columns".
[[nodiscard]] std::string_view to_string(QualityIssue issue);

struct QualityFinding {
  QualityIssue issue = QualityIssue::kArriving;
  Day first_day;
  Day last_day;      ///< Included.
  std::string text;  ///< One sentence without a full stop.
};

struct DataQuality {
  std::vector<QualityFinding> findings;
  std::optional<Day> first_arriving;  ///< From this day on none is final.
  int arriving_days = 0;              ///< How many days with a row these are.
};

/// What the table itself tells; of its primary measure.
/// @param table sorted.
[[nodiscard]] DataQuality judge_quality(const CostTable& table);

}  // namespace expense::billing
