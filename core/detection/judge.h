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
/// A drop that begins on the last day is not told: that day may still be arriving.
/// A series that cannot be modelled is not an error: its judgement says why.
[[nodiscard]] Judgement judge(const billing::Series& series, const DetectOptions& options,
                              DesignCache& designs);

}  // namespace expense::detection
