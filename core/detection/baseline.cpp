#include "detection/baseline.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "detection/baseline_learner.h"

namespace expense::detection {
namespace {

// The yearly seasonality has 20 coefficients: fewer days than this would be learned by heart.
constexpr std::size_t kFewestDaysOfYear = 365;
// Costs further apart than this, by the median, are no daily costs.
constexpr int kLargestMedianGapDays = 2;
// Expected costs beyond this many times the largest cost seen are no expectation.
constexpr double kLargestExpectation = 10.0;
// Noise beyond this on the log scale (days of half and of twice the cost are ordinary) is not
// proportional to the level: the raw scale tells such a series better.
constexpr double kLargestLogSigma = 0.5;
// The level may step every so many days; on the log scale only where much speaks for it, so that a
// customary rise stays in the trend.
constexpr int kDaysBetweenSteps = 14;
constexpr double kStepScale = 0.001;

prophet::Options cost_model(const std::vector<Day>& days, CalendarRules& rules) {
  prophet::Options options;
  options.uncertainty_samples = 0;
  // Sparse bills span years without showing what a year is.
  if (days.size() < kFewestDaysOfYear) {
    options.yearly_seasonality.kind = prophet::SeasonalitySwitch::Kind::kOff;
  }
  options.month_positions = std::move(rules.month_positions);
  options.holidays = std::move(rules.holidays);
  options.n_level_steps = static_cast<int>(days.size()) / kDaysBetweenSteps;
  options.level_step_prior_scale = kStepScale;
  return options;
}

int median_gap(const std::vector<Day>& days) {
  std::vector<int> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

// A model that the data do not determine, or that shoots far beyond them on days it did not learn
// from, is none.
bool is_sane(const Baseline& baseline, const billing::Series& series) {
  double largest = 0.0;
  for (const Money cost : series.costs) largest = std::max(largest, std::fabs(cost.to_double()));
  return std::all_of(
      baseline.days.begin(), baseline.days.end(), [&baseline, largest](const BaselineDay& day) {
        const double expected = std::fabs(baseline.scale.to_cost(day.value));
        return std::isfinite(day.sigma) && expected <= kLargestExpectation * largest + 1.0;
      });
}

}  // namespace

Result<std::shared_ptr<const BaselineDesign>> DesignCache::get(const std::vector<Day>& days,
                                                               const DetectOptions& options) {
  if (longest_ && longest_days_ == days && holidays_ == options.holidays) return longest_;
  std::vector<Timestamp> dates;
  std::vector<DayClass> classes;
  dates.reserve(days.size());
  classes.reserve(days.size());
  for (const Day day : days) {
    dates.push_back(Timestamp::midnight(day));
    classes.push_back(day_class(day));
  }
  CalendarRules rules = calendar_rules(days, options);
  Result<prophet::SharedDesign> model =
      prophet::make_shared_design(prophet::dates_only(std::move(dates)), cost_model(days, rules));
  if (!model) return tl::unexpected<Error>(model.error());
  auto shared = std::make_shared<const BaselineDesign>(
      BaselineDesign{std::move(*model), std::move(classes), std::move(rules.rules_meet)});
  if (days.size() >= longest_days_.size()) {
    longest_ = shared;
    longest_days_ = days;
    holidays_ = options.holidays;
  }
  return shared;
}

Result<Baseline> learn_baseline(const billing::Series& series, const DetectOptions& options,
                                DesignCache& designs) {
  const std::size_t final_days =
      series.days.size() - static_cast<std::size_t>(series.arriving_days);
  if (final_days < kFewestDays) {
    return fail(ErrorCode::kTooLittleHistory,
                "Only " + std::to_string(final_days) + (final_days == 1 ? " day" : " days") +
                    " of costs; the model needs " + std::to_string(kFewestDays) + ".",
                "The costs are shown without an expected band.");
  }
  if (const int gap = median_gap(series.days); gap > kLargestMedianGapDays) {
    return fail(ErrorCode::kTooLittleHistory,
                "The days of this bill are " + std::to_string(gap) +
                    " days apart; the model needs daily costs.",
                "Export the bill by day. The costs are shown without an expected band.");
  }
  const auto design = designs.get(series.days, options);
  if (!design) return tl::unexpected<Error>(design.error());
  const std::span<const Money> final_costs(series.costs.data(), final_days);
  Baseline baseline = BaselineLearner(series, CostScale::choose(final_costs), **design).learn();
  if (baseline.scale.is_logarithmic() && baseline.ordinary_sigma > kLargestLogSigma) {
    baseline = BaselineLearner(series, CostScale(), **design).learn();
  }
  if (!is_sane(baseline, series)) {
    return fail(ErrorCode::kTooLittleHistory,
                "The days of this series do not show what they should cost.",
                "The costs are shown without an expected band.");
  }
  return baseline;
}

}  // namespace expense::detection
