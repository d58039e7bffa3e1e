#include "detection/baseline_learner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/elementary.h"

namespace expense::detection {
namespace {

// Series that cost nothing on most days are intermittent when they cost something this many times.
constexpr int kFewestCharges = 4;
// A day further out than this many robust standard deviations is not learned from.
constexpr double kStandsOut = 3.5;
constexpr int kMaxRounds = 8;
// Log likelihood by which another start must be better to be preferred.
constexpr double kClearlyBetter = 5.0;
// So stiff a trend is a straight line.
constexpr double kRigidTrend = 1e-9;
// Scale of the level steps where raw costs are learned. Such a series is as large as its level, not
// as the logarithm of it, and so are its steps.
constexpr double kRawStepScale = 0.03;
// So long a step is news.
constexpr Eigen::Index kNewsDays = 14;
// A level that is left again within so many days was never the customary one.
constexpr Eigen::Index kLongestVisitDays = 42;
// Median absolute deviation times this estimates a normal standard deviation.
constexpr double kMadToSigma = 1.4826022185056018;
// Learned days must remain the rule: beyond this share of days left out the data are just wild.
constexpr double kLargestShareLeftOut = 0.25;
// The noise of all days counts like this many members of each class, so that two or three days do
// not decide alone.
constexpr double kPriorMembers = 4.0;
// Where two rules of the calendar meet, what is expected is a guess this much wider; nothing is
// learned from such a day, as it would go into the coefficients of both rules.
constexpr double kMeetingRulesFactor = 3.0;
// Nothing is less certain than a cent, nor than a thousandth of the level.
constexpr double kSmallestSigma = 0.01;
constexpr double kSmallestRelativeSigma = 1e-3;

double robust_sigma(std::vector<double> magnitudes) {
  const auto middle = magnitudes.begin() + static_cast<std::ptrdiff_t>(magnitudes.size() / 2);
  std::nth_element(magnitudes.begin(), middle, magnitudes.end());
  return kMadToSigma * *middle;
}

// What is expected where the level steps: the median of the weeks around it, and that of a
// fortnight ago, so that a visit to another level stands out as a whole and the return from it does
// not.
Eigen::VectorXd customary_level(const Eigen::VectorXd& level) {
  Eigen::VectorXd median(level.size());
  std::vector<double> around;
  for (Eigen::Index i = 0; i < level.size(); ++i) {
    const Eigen::Index first = std::max<Eigen::Index>(0, i - kLongestVisitDays);
    // No further ahead than back: the level that a bill begins with is customary there.
    const Eigen::Index ahead = std::min(i, kLongestVisitDays);
    const Eigen::Index end = std::min(level.size(), i + ahead + 1);
    median[i] = level[i];
    if ((level.segment(first, end - first).array() == level[i]).all()) continue;
    around.assign(level.begin() + first, level.begin() + end);
    const auto middle = around.begin() + (end - first) / 2;
    std::nth_element(around.begin(), middle, around.end());
    median[i] = *middle;
  }
  Eigen::VectorXd customary(level.size());
  for (Eigen::Index i = 0; i < level.size(); ++i) {
    customary[i] = median[std::max<Eigen::Index>(0, i - kNewsDays)];
  }
  return customary;
}

}  // namespace

BaselineLearner::BaselineLearner(const billing::Series& series, const CostScale& scale,
                                 const BaselineDesign& design)
    : design_(design),
      fitter_(design.model),
      products_(design.model.design),
      scale_(scale),
      days_(series.days),
      final_days_(static_cast<Eigen::Index>(series.days.size()) - series.arriving_days),
      y_(static_cast<Eigen::Index>(series.costs.size())) {
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    y_[i] = scale_.to_model(series.costs[static_cast<std::size_t>(i)].to_double());
  }
  if (!scale_.is_logarithmic()) {
    // A series of nothing but a few costs has no level that could step.
    const bool costs_on_most_days = 2 * (y_.array() != 0.0).count() >= y_.size();
    if (costs_on_most_days) step_scale_ = kRawStepScale;
    floor_sigma_ = std::max(kSmallestSigma, kSmallestRelativeSigma * y_.cwiseAbs().mean());
  }
}

double BaselineLearner::noise_of(Eigen::Index row, const SigmaByClass& sigma) const {
  const DayClass of_row = design_.classes[static_cast<std::size_t>(row)];
  return sigma[static_cast<std::size_t>(of_row)] * widening(row);
}

bool BaselineLearner::is_guess(Eigen::Index row) const {
  return design_.rules_meet[static_cast<std::size_t>(row)];
}

// Nothing is learned from guesses, nor from days that are still arriving.
bool BaselineLearner::may_be_learned(Eigen::Index row) const {
  return !is_guess(row) && row < final_days_;
}

double BaselineLearner::widening(Eigen::Index row) const {
  return is_guess(row) ? kMeetingRulesFactor : 1.0;
}

void BaselineLearner::fit(double tau) {
  const prophet::SeriesFitter::Fitted fitted = fitter_.fit(y_, left_out_, tau, step_scale_);
  products_.multiply(prophet::coefficients(design_.model.design, fitted.parameters), fitted_);
  fitted_ = fitted_.array() * fitted.scale.y_scale + fitted.scale.y_min;
  residuals_ = y_ - fitted_;
  steps_ = fitted.parameters.steps * fitted.scale.y_scale;
  fit_sigma_ = fitted.parameters.sigma_obs * fitted.scale.y_scale;
}

// The sum of the steps up to each day.
Eigen::VectorXd BaselineLearner::stepped_level() const {
  Eigen::VectorXd level = Eigen::VectorXd::Zero(y_.size());
  const std::vector<Timestamp>& dates = design_.model.design.structure.level_steps;
  for (Eigen::Index j = 0; j < steps_.size(); ++j) {
    const auto first =
        std::lower_bound(days_.begin(), days_.end(), dates[static_cast<std::size_t>(j)].day());
    level.tail(days_.end() - first).array() += steps_[j];
  }
  return level;
}

// Whether the series costs nothing on most days but again and again something.
bool BaselineLearner::is_intermittent() const {
  if (scale_.is_logarithmic()) return false;
  int charges = 0;
  Eigen::Index days_with_cost = 0;
  bool is_charging = false;
  for (const double cost : y_) {
    if (cost != 0.0) ++days_with_cost;
    if (cost != 0.0 && !is_charging) ++charges;
    is_charging = cost != 0.0;
  }
  return charges >= kFewestCharges && 2 * days_with_cost < y_.size();
}

// Noise of the days that cost anything, around a first fit. The median deviation of all days of an
// intermittent series is that of the empty ones, near 0, and would make every charge stand out.
double BaselineLearner::noise_of_charges() {
  fit(0.0);
  std::vector<double> magnitudes;
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    if (y_[i] != 0.0) magnitudes.push_back(std::fabs(residuals_[i]));
  }
  return robust_sigma(std::move(magnitudes));
}

// Over all days, also those left out, so that a day may come back.
BaselineLearner::SigmaByClass BaselineLearner::measure_noise() const {
  std::vector<double> all;
  std::array<std::vector<double>, kDayClassCount> of_class;
  for (Eigen::Index i = 0; i < residuals_.size(); ++i) {
    const double magnitude = std::fabs(residuals_[i]);
    all.push_back(magnitude);
    of_class[static_cast<std::size_t>(design_.classes[static_cast<std::size_t>(i)])].push_back(
        magnitude);
  }
  const double sigma_of_all = std::max(floor_sigma_, robust_sigma(std::move(all)));
  SigmaByClass sigma;
  for (std::size_t c = 0; c < kDayClassCount; ++c) {
    const auto members = static_cast<double>(of_class[c].size());
    const double own = of_class[c].empty() ? 0.0 : robust_sigma(std::move(of_class[c]));
    const double variance = (members * own * own + kPriorMembers * sigma_of_all * sigma_of_all) /
                            (members + kPriorMembers);
    sigma[c] = std::max(floor_sigma_, std::sqrt(variance));
  }
  return sigma;
}

// Rows further out than the threshold, at most a share of all: the furthest ones.
BaselineLearner::Rows BaselineLearner::rows_that_stand_out(const SigmaByClass& sigma) const {
  const auto distance = [&](Eigen::Index row) {
    return std::fabs(residuals_[row]) / noise_of(row, sigma);
  };
  Rows rows;
  for (Eigen::Index i = 0; i < residuals_.size(); ++i) {
    if (distance(i) > kStandsOut || !may_be_learned(i)) rows.push_back(i);
  }
  const auto most =
      static_cast<std::size_t>(kLargestShareLeftOut * static_cast<double>(residuals_.size()));
  if (rows.size() > most) {
    std::stable_sort(rows.begin(), rows.end(), [&distance](Eigen::Index a, Eigen::Index b) {
      return distance(a) > distance(b);
    });
    rows.resize(most);
    std::sort(rows.begin(), rows.end());
  }
  return rows;
}

// Days of which nothing may be learned, and a share of all days at the end.
BaselineLearner::Rows BaselineLearner::guesses_and_last_share(double share) const {
  const auto first_late =
      y_.size() - static_cast<Eigen::Index>(share * static_cast<double>(y_.size()));
  Rows rows;
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    if (!may_be_learned(i) || i >= first_late) rows.push_back(i);
  }
  return rows;
}

BaselineLearner::Attempt BaselineLearner::learn_from(const Start& start) {
  left_out_ = start.left_out;
  SigmaByClass sigma = {};
  for (int round = 0; round < kMaxRounds; ++round) {
    fit(round == 0 ? start.tau : 0.0);
    sigma = measure_noise();
    Rows next = rows_that_stand_out(sigma);
    if (next == left_out_) break;
    left_out_ = std::move(next);
  }
  Attempt attempt{{}, stepped_level()};
  Baseline& baseline = attempt.baseline;
  baseline.scale = scale_;
  baseline.ordinary_sigma = sigma[static_cast<std::size_t>(DayClass::kOrdinary)];
  baseline.days.resize(static_cast<std::size_t>(y_.size()));
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    BaselineDay& day = baseline.days[static_cast<std::size_t>(i)];
    day.value = fitted_[i];
    // The fit's own sigma counts all learned days, the robust one only the middle of them: noise
    // with heavy tails needs the larger.
    day.sigma = std::max(noise_of(i, sigma), fit_sigma_ * widening(i));
  }
  return attempt;
}

// Negative log likelihood, the share of a single day bounded.
double BaselineLearner::misfit(const Baseline& baseline) const {
  double sum = 0.0;
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    const BaselineDay& day = baseline.days[static_cast<std::size_t>(i)];
    const double distance = std::min(kStandsOut, std::fabs(y_[i] - day.value) / day.sigma);
    sum += log(day.sigma) + 0.5 * distance * distance;
  }
  return std::isfinite(sum) ? sum : std::numeric_limits<double>::infinity();
}

Baseline BaselineLearner::learn() {
  const Rows guesses = guesses_and_last_share(0.0);
  left_out_ = guesses;
  if (is_intermittent()) floor_sigma_ = std::max(floor_sigma_, noise_of_charges());

  // In the order of preference: what came first is the rule that later days are held against.
  const Start starts[] = {{kRigidTrend, guesses_and_last_share(kLargestShareLeftOut)},
                          {kRigidTrend, guesses},
                          {0.0, guesses}};
  Attempt best;
  double least = std::numeric_limits<double>::infinity();
  for (const Start& start : starts) {
    Attempt candidate = learn_from(start);
    const double its_misfit = misfit(candidate.baseline);
    if (best.baseline.days.empty() || its_misfit < least - kClearlyBetter) {
      least = its_misfit;
      best = std::move(candidate);
    }
  }
  if ((best.level.array() != 0.0).any()) {
    const Eigen::VectorXd change = customary_level(best.level) - best.level;
    for (Eigen::Index i = 0; i < y_.size(); ++i) {
      best.baseline.days[static_cast<std::size_t>(i)].value += change[i];
    }
  }
  return std::move(best.baseline);
}

}  // namespace expense::detection
