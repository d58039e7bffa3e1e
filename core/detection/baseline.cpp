#include "detection/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "detection/cost_calendar.h"

namespace expense::detection {
namespace {

// A day further out than this many robust standard deviations is not learned from.
constexpr double kStandsOut = 3.5;
constexpr int kMaxRounds = 8;
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
// Noise beyond this on the log scale (days of half and of twice the cost are ordinary) is not
// proportional to the level: the raw scale tells such a series better.
constexpr double kLargestLogSigma = 0.5;
// Nothing is less certain than a cent, nor than a thousandth of the level.
constexpr double kSmallestSigma = 0.01;
constexpr double kSmallestRelativeSigma = 1e-3;

prophet::Options cost_model(const std::vector<Day>& days) {
  prophet::Options options;
  options.uncertainty_samples = 0;
  options.holidays = recurring_days(days);
  return options;
}

double robust_sigma(std::vector<double> magnitudes) {
  const auto middle = magnitudes.begin() + static_cast<std::ptrdiff_t>(magnitudes.size() / 2);
  std::nth_element(magnitudes.begin(), middle, magnitudes.end());
  return kMadToSigma * *middle;
}

using SigmaByClass = std::array<double, kDayClassCount>;

// Learns one series on one design.
class BaselineLearner {
 public:
  BaselineLearner(const billing::Series& series, const CostScale& scale,
                  const prophet::SharedDesign& design);

  Baseline learn();

 private:
  void fit();
  [[nodiscard]] SigmaByClass measure_noise() const;
  [[nodiscard]] std::vector<Eigen::Index> rows_that_stand_out(const SigmaByClass& sigma) const;
  [[nodiscard]] double noise_of(Eigen::Index row, const SigmaByClass& sigma) const {
    const auto at = static_cast<std::size_t>(row);
    return sigma[static_cast<std::size_t>(classes_[at])] * widening_[at];
  }

  [[nodiscard]] bool is_guess(Eigen::Index row) const {
    return widening_[static_cast<std::size_t>(row)] > 1.0;
  }

  const prophet::SharedDesign& design_;
  CostScale scale_;
  std::vector<DayClass> classes_;
  std::vector<double> widening_;  // factor on the noise of each day
  Eigen::VectorXd y_;
  double floor_sigma_ = kSmallestRelativeSigma;
  std::vector<Eigen::Index> left_out_;
  Eigen::VectorXd fitted_;
  Eigen::VectorXd residuals_;
  double fit_sigma_ = 0.0;
};

BaselineLearner::BaselineLearner(const billing::Series& series, const CostScale& scale,
                                 const prophet::SharedDesign& design)
    : design_(design), scale_(scale), y_(static_cast<Eigen::Index>(series.costs.size())) {
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    y_[i] = scale_.to_model(series.costs[at].to_double());
    classes_.push_back(day_class(series.days[at]));
    widening_.push_back(rules_meet(series.days[at]) ? kMeetingRulesFactor : 1.0);
  }
  if (!scale_.is_logarithmic()) {
    floor_sigma_ = std::max(kSmallestSigma, kSmallestRelativeSigma * y_.cwiseAbs().mean());
  }
}

void BaselineLearner::fit() {
  const prophet::Model model = prophet::fit_on(design_, y_, left_out_);
  const Eigen::VectorXd scaled =
      design_.design.columns * prophet::coefficients(design_.design, model.parameters);
  fitted_ = scaled.array() * model.scale.y_scale + model.scale.floor;
  residuals_ = y_ - fitted_;
  fit_sigma_ = model.parameters.sigma_obs * model.scale.y_scale;
}

// Over all days, also those left out, so that a day may come back.
SigmaByClass BaselineLearner::measure_noise() const {
  std::vector<double> all;
  std::array<std::vector<double>, kDayClassCount> of_class;
  for (Eigen::Index i = 0; i < residuals_.size(); ++i) {
    const double magnitude = std::fabs(residuals_[i]);
    all.push_back(magnitude);
    of_class[static_cast<std::size_t>(classes_[static_cast<std::size_t>(i)])].push_back(magnitude);
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
std::vector<Eigen::Index> BaselineLearner::rows_that_stand_out(const SigmaByClass& sigma) const {
  const auto distance = [&](Eigen::Index row) {
    return std::fabs(residuals_[row]) / noise_of(row, sigma);
  };
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < residuals_.size(); ++i) {
    if (distance(i) > kStandsOut || is_guess(i)) rows.push_back(i);
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

Baseline BaselineLearner::learn() {
  SigmaByClass sigma = {};
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    if (is_guess(i)) left_out_.push_back(i);
  }
  for (int round = 0; round < kMaxRounds; ++round) {
    fit();
    sigma = measure_noise();
    std::vector<Eigen::Index> next = rows_that_stand_out(sigma);
    if (next == left_out_) break;
    left_out_ = std::move(next);
  }
  Baseline baseline;
  baseline.scale = scale_;
  baseline.ordinary_sigma = sigma[static_cast<std::size_t>(DayClass::kOrdinary)];
  baseline.days.resize(static_cast<std::size_t>(y_.size()));
  for (Eigen::Index i = 0; i < y_.size(); ++i) {
    BaselineDay& day = baseline.days[static_cast<std::size_t>(i)];
    day.value = fitted_[i];
    // The fit's own sigma counts all learned days, the robust one only the middle of them: noise
    // with heavy tails needs the larger.
    day.sigma = std::max(noise_of(i, sigma), fit_sigma_ * widening_[static_cast<std::size_t>(i)]);
  }
  for (const Eigen::Index row : left_out_) {
    baseline.days[static_cast<std::size_t>(row)].learned = false;
  }
  return baseline;
}

}  // namespace

Result<std::shared_ptr<const prophet::SharedDesign>> DesignCache::get(
    const std::vector<Day>& days) {
  if (longest_ && longest_days_ == days) return longest_;
  std::vector<Timestamp> dates;
  dates.reserve(days.size());
  for (const Day day : days) dates.push_back(Timestamp::midnight(day));
  Result<prophet::SharedDesign> design =
      prophet::make_shared_design(std::move(dates), cost_model(days));
  if (!design) return tl::unexpected<Error>(design.error());
  auto shared = std::make_shared<const prophet::SharedDesign>(std::move(*design));
  if (days.size() >= longest_days_.size()) {
    longest_ = shared;
    longest_days_ = days;
  }
  return shared;
}

Result<Baseline> learn_baseline(const billing::Series& series, DesignCache& designs) {
  if (series.days.size() < kFewestDays) {
    return fail(ErrorCode::kTooLittleHistory,
                "Only " + std::to_string(series.days.size()) + " days of costs; the model needs " +
                    std::to_string(kFewestDays) + ".",
                "The costs are shown without an expected band.");
  }
  const auto design = designs.get(series.days);
  if (!design) return tl::unexpected<Error>(design.error());
  Baseline baseline = BaselineLearner(series, CostScale::choose(series.costs), **design).learn();
  if (baseline.scale.is_logarithmic() && baseline.ordinary_sigma > kLargestLogSigma) {
    baseline = BaselineLearner(series, CostScale(), **design).learn();
  }
  return baseline;
}

}  // namespace expense::detection
