// The baseline of a daily cost series: what its ordinary days should cost.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "billing/series.h"
#include "detection/cost_calendar.h"
#include "detection/cost_scale.h"
#include "detection/options.h"
#include "prophet/fit.h"

namespace expense::detection {

/// What was learned of one day.
struct BaselineDay {
  double value = 0.0;  ///< Expected, on the model's scale, at the customary level.
  double sigma = 1.0;  ///< Standard deviation of such a day around it, on that scale; > 0.
};

struct Baseline {
  CostScale scale;
  double ordinary_sigma = 0.0;    ///< Robust noise of an ordinary weekday, on the model's scale.
  std::vector<BaselineDay> days;  ///< One for each day of the series.
};

/// What series of the same days share.
struct BaselineDesign {
  prophet::SharedDesign model;
  std::vector<DayClass> classes;  ///< One for each day.
  std::vector<bool> rules_meet;   ///< See CalendarRules.
};

/// The design of the days of the whole bill, which most series share, made once.
class DesignCache {
 public:
  /// @param options  must be valid; whose holidays count.
  /// @error what prophet::make_shared_design refuses.
  [[nodiscard]] Result<std::shared_ptr<const BaselineDesign>> get(const std::vector<Day>& days,
                                                                  const DetectOptions& options);

 private:
  std::vector<Day> longest_days_;
  std::string holidays_;  // of the longest
  std::shared_ptr<const BaselineDesign> longest_;
};

/// Fewest days a baseline can be learned from: two weeks show what a week is.
inline constexpr std::size_t kFewestDays = 14;

/// Learns the baseline: Prophet with automatic seasonalities and the recurring days of the
/// calendar, fitted again without the days that stand out until no more do, so that an anomaly
/// neither bends the baseline nor widens the band. Noise is measured robustly, apart for each class
/// of days.
/// @param options  must be valid; whose holidays count.
/// @error kTooLittleHistory below kFewestDays.
[[nodiscard]] Result<Baseline> learn_baseline(const billing::Series& series,
                                              const DetectOptions& options, DesignCache& designs);

}  // namespace expense::detection
