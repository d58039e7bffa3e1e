#include "detection/events.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace expense::detection {
namespace {

// One ordinary day between two days that stand out does not end an event.
constexpr int kLargestGapDays = 2;
constexpr int kShiftDays = 15;

AnomalyKind kind_of(const Anomaly& anomaly) {
  if (anomaly.impact < Money()) return AnomalyKind::kDrop;
  const int days = anomaly.last_day - anomaly.first_day + 1;
  if (days == 1) return AnomalyKind::kSpike;
  return days < kShiftDays ? AnomalyKind::kBurst : AnomalyKind::kLevelShift;
}

Anomaly make_anomaly(std::span<const JudgedDay> days) {
  Anomaly anomaly;
  anomaly.first_day = days.front().day;
  anomaly.last_day = days.back().day;
  for (const JudgedDay& day : days) {
    anomaly.actual += day.actual;
    anomaly.expected += day.expected;
    anomaly.score = std::max(anomaly.score, std::fabs(day.score));
    const Money impact = day.actual - day.expected;
    if (abs(impact) > abs(anomaly.max_impact)) anomaly.max_impact = impact;
  }
  anomaly.impact = anomaly.actual - anomaly.expected;
  anomaly.kind = kind_of(anomaly);
  return anomaly;
}

bool is_worth_telling(const Anomaly& anomaly, const DetectOptions& options) {
  return std::fabs(anomaly.impact.to_double()) >= options.min_impact &&
         std::fabs(anomaly.percent()) >= options.min_percent;
}

}  // namespace

std::string_view to_string(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::kSpike:
      return "spike";
    case AnomalyKind::kBurst:
      return "burst";
    case AnomalyKind::kLevelShift:
      return "level_shift";
    case AnomalyKind::kDrop:
      return "drop";
    case AnomalyKind::kNewSpend:
      return "new_spend";
  }
  return "unknown";
}

double Anomaly::percent() const {
  if (!(abs(expected) > Money())) return std::numeric_limits<double>::infinity();
  return impact.to_double() / std::fabs(expected.to_double()) * 100.0;
}

std::vector<Anomaly> find_anomalies(std::span<const JudgedDay> days, double threshold,
                                    const DetectOptions& options) {
  std::vector<Anomaly> anomalies;
  std::size_t first = 0;
  while (first < days.size()) {
    if (std::fabs(days[first].score) <= threshold) {
      ++first;
      continue;
    }
    const bool rises = days[first].score > 0.0;
    std::size_t last = first;
    for (std::size_t next = first + 1; next < days.size(); ++next) {
      if (days[next].day - days[last].day > kLargestGapDays) break;
      if (std::fabs(days[next].score) <= threshold) continue;
      if ((days[next].score > 0.0) != rises) break;
      last = next;
    }
    const Anomaly anomaly = make_anomaly(days.subspan(first, last - first + 1));
    if (is_worth_telling(anomaly, options)) anomalies.push_back(anomaly);
    first = last + 1;
  }
  return anomalies;
}

}  // namespace expense::detection
