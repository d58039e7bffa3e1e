// The words for kinds of anomaly and what each kind does to a day's cost.
#include "synthetic/planted_anomaly.h"

namespace expense::synthetic {

std::string_view to_string(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::kSpike:
      return "spike";
    case AnomalyKind::kBurst:
      return "burst";
    case AnomalyKind::kLevelShift:
      return "level_shift";
    case AnomalyKind::kDrift:
      return "drift";
    case AnomalyKind::kDrop:
      return "drop";
    case AnomalyKind::kNewSpend:
      return "new_spend";
    case AnomalyKind::kBrokenPattern:
      return "broken_pattern";
  }
  return "unknown";
}

double anomalous_cost(const PlantedAnomaly& anomaly, Day day, double ordinary_cost) {
  switch (anomaly.kind) {
    case AnomalyKind::kSpike:
    case AnomalyKind::kBurst:
    case AnomalyKind::kNewSpend:
      return ordinary_cost + anomaly.strength;
    case AnomalyKind::kLevelShift:
      return ordinary_cost * anomaly.strength;
    case AnomalyKind::kDrift: {
      const double grown = static_cast<double>(day - anomaly.first_day + 1) / anomaly.days();
      return ordinary_cost * (1.0 + (anomaly.strength - 1.0) * grown);
    }
    case AnomalyKind::kDrop:
      return 0.0;
    case AnomalyKind::kBrokenPattern: {
      const Weekday on = weekday(day);
      const bool weekend = on == Weekday::kSaturday || on == Weekday::kSunday;
      return weekend ? ordinary_cost * anomaly.strength : ordinary_cost;
    }
  }
  return ordinary_cost;
}

}  // namespace expense::synthetic
