// What a person may ask of detection.
#pragma once

#include "base/result.h"

namespace expense::detection {

struct DetectOptions {
  /// Share of ordinary days expected inside the band, in (0, 1). Wider bands raise fewer days.
  double interval_width = 0.9995;
  /// Anomalies whose |impact| is below this amount of the bill's currency are not listed; >= 0.
  double min_impact = 10.0;
  /// Anomalies whose |impact| is below this percentage of expected cost are not listed; >= 0.
  double min_percent = 5.0;
};

/// @error kInvalidOption naming the field and its range.
[[nodiscard]] Result<void> validate(const DetectOptions& options);

}  // namespace expense::detection
