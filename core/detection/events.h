// Days outside the band become anomalies: neighbouring days of one direction are one event.
#pragma once

#include <span>
#include <vector>

#include "detection/anomaly.h"
#include "detection/options.h"

namespace expense::detection {

/// One judged day.
struct JudgedDay {
  Day day;
  Money actual;
  Money expected;
  double score = 0.0;  ///< (actual - expected) / sigma, signed.
};

/// @param days       ascending.
/// @param threshold  a day stands out when |score| > threshold; > 0.
/// @return anomalies in the order of their days, without those below the floors of `options`.
[[nodiscard]] std::vector<Anomaly> find_anomalies(std::span<const JudgedDay> days, double threshold,
                                                  const DetectOptions& options);

}  // namespace expense::detection
