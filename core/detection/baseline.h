// The baseline of a daily cost series: what its ordinary days should cost.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "billing/series.h"
#include "detection/cost_scale.h"
#include "prophet/fit.h"

namespace expense::detection {

/// What was learned of one day.
struct BaselineDay {
  double value = 0.0;  ///< Expected, on the model's scale.
  double sigma = 1.0;  ///< Standard deviation of such a day around it, on that scale; > 0.
};

struct Baseline {
  CostScale scale;
  double ordinary_sigma = 0.0;    ///< Robust noise of an ordinary weekday, on the model's scale.
  std::vector<BaselineDay> days;  ///< One for each day of the series.
};

/// The design of the days of the whole bill, which most series share, made once.
class DesignCache {
 public:
  /// @error what prophet::make_shared_design refuses.
  [[nodiscard]] Result<std::shared_ptr<const prophet::SharedDesign>> get(
      const std::vector<Day>& days);

 private:
  std::vector<Day> longest_days_;
  std::shared_ptr<const prophet::SharedDesign> longest_;
};

/// Fewest days a baseline can be learned from: two weeks show what a week is.
inline constexpr std::size_t kFewestDays = 14;

/// Learns the baseline: Prophet with automatic seasonalities and the recurring days of the
/// calendar, fitted again without the days that stand out until no more do, so that an anomaly
/// neither bends the baseline nor widens the band. Noise is measured robustly, apart for each class
/// of days.
/// @error kTooLittleHistory below kFewestDays.
[[nodiscard]] Result<Baseline> learn_baseline(const billing::Series& series, DesignCache& designs);

}  // namespace expense::detection
