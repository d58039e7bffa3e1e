// Judging one series: baseline, band and anomalies.
#pragma once

#include <string>
#include <vector>

#include "billing/series.h"
#include "detection/anomaly.h"
#include "detection/baseline.h"
#include "detection/options.h"

namespace expense::detection {

/// All vectors have one entry for each day of the series, or none when there is no model.
struct Judgement {
  bool fitted = false;
  std::string note;  ///< Why there is no model, "" when there is one.
  std::vector<double> expected;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<Anomaly> anomalies;  ///< In the order of their days.
};

/// @param options  must be valid.
/// Days that are still arriving have a band and no anomaly. Where none is said to arrive, a drop
/// that begins on the last day is not told either: the bill may not show that it does. A series
/// that cannot be modelled is not an error: its judgement says why.
[[nodiscard]] Judgement judge(const billing::Series& series, const DetectOptions& options,
                              DesignCache& designs);

}  // namespace expense::detection
