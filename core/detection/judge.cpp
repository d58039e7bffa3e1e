#include "detection/judge.h"

#include <algorithm>

#include "base/elementary.h"
#include "detection/events.h"

namespace expense::detection {
namespace {

// An event that starts within these days of a series' first day is its beginning.
constexpr int kBeginningDays = 7;

}  // namespace

Judgement judge(const billing::Series& series, const DetectOptions& options, DesignCache& designs) {
  Judgement judgement;
  const Result<Baseline> baseline = learn_baseline(series, options, designs);
  if (!baseline) {
    judgement.note = baseline.error().message + " " + baseline.error().advice;
    return judgement;
  }
  judgement.fitted = true;

  // A series that never was negative is not expected to become so.
  const bool never_negative = std::none_of(series.costs.begin(), series.costs.end(),
                                           [](Money cost) { return cost < Money(); });
  const auto bounded = [never_negative](double cost) {
    return never_negative ? std::max(0.0, cost) : cost;
  };
  const CostScale& scale = baseline->scale;
  // By the lower quantile: for a width next to 1 the probability of the upper one rounds to 1.
  const double threshold = -normal_quantile(0.5 * (1.0 - options.interval_width));
  std::vector<JudgedDay> days;
  days.reserve(series.days.size());
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    const BaselineDay& day = baseline->days[i];
    const double reach = threshold * day.sigma;
    const double expected = bounded(scale.mean_cost(day.value, day.sigma));
    judgement.expected.push_back(expected);
    judgement.lower.push_back(bounded(scale.to_cost(day.value - reach)));
    judgement.upper.push_back(bounded(scale.to_cost(day.value + reach)));
    const bool is_final =
        static_cast<int>(i) < static_cast<int>(series.days.size()) - series.arriving_days;
    if (!is_final) continue;
    const double actual = scale.to_model(series.costs[i].to_double());
    days.push_back({series.days[i], series.costs[i], Money::from_double(expected),
                    (actual - day.value) / day.sigma});
  }
  judgement.anomalies = find_anomalies(days, threshold, options);
  // The newest day may be arriving unseen: too little on it is no news yet.
  std::vector<Anomaly>& anomalies = judgement.anomalies;
  if (series.arriving_days == 0 && !anomalies.empty() &&
      anomalies.back().kind == AnomalyKind::kDrop &&
      anomalies.back().first_day == series.days.back()) {
    anomalies.pop_back();
  }
  if (series.is_new && !judgement.anomalies.empty()) {
    Anomaly& first = judgement.anomalies.front();
    const bool is_beginning =
        first.first_day - series.days.front() < kBeginningDays && first.impact > Money();
    if (is_beginning) first.kind = AnomalyKind::kNewSpend;
  }
  return judgement;
}

}  // namespace expense::detection
