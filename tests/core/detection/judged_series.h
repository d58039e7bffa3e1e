// Judging a series made up for tests, and counting what came of it.
#pragma once

#include <algorithm>

#include "detection/judge.h"

namespace expense::detection {

inline Judgement judged(const billing::Series& series, const DetectOptions& options = {}) {
  DesignCache designs;
  return judge(series, options, designs);
}

/// Anomalies that touch the days from `first` to `last`.
inline int events_in(const Judgement& judgement, const billing::Series& series, int first,
                     int last) {
  return static_cast<int>(std::count_if(
      judgement.anomalies.begin(), judgement.anomalies.end(), [&](const Anomaly& anomaly) {
        return anomaly.first_day <= series.days[static_cast<std::size_t>(last)] &&
               anomaly.last_day >= series.days[static_cast<std::size_t>(first)];
      }));
}

}  // namespace expense::detection
