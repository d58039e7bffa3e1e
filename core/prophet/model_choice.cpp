#include "prophet/model_choice.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "prophet/forecast.h"
#include "prophet/growing_fit.h"

namespace expense::prophet {
namespace {

constexpr int kFewestDays = 10;

// Absolute one-step-ahead errors of the newest days; one for each.
using Errors = std::vector<double>;

class Replay {
 public:
  Replay(const Table& rows, int days)
      : rows_(rows), first_(rows.row_count() - static_cast<std::size_t>(days)) {}

  [[nodiscard]] Result<Errors> errors(const Options& options) const {
    return GrowingFit::is_possible(rows_, options) ? errors_by_growing(options)
                                                   : errors_by_fitting(options);
  }
  [[nodiscard]] Timestamp date(std::size_t index) const { return rows_.ds[first_ + index]; }
  [[nodiscard]] std::size_t day_count() const { return rows_.row_count() - first_; }

 private:
  [[nodiscard]] Result<Errors> errors_by_growing(const Options& options) const {
    Errors errors;
    GrowingFit growing(rows_, options);
    for (std::size_t day = first_; day < rows_.row_count(); ++day) {
      const auto known = static_cast<Eigen::Index>(day);
      if (!growing.fit_first(known)) return too_little();
      errors.push_back(std::fabs(rows_.y[day] - growing.expected(known)));
    }
    return errors;
  }

  [[nodiscard]] Result<Errors> errors_by_fitting(const Options& options) const {
    Errors errors;
    std::optional<Parameters> start;
    Eigen::Index features = -1;
    for (std::size_t day = first_; day < rows_.row_count(); ++day) {
      std::vector<std::size_t> known(day);
      for (std::size_t i = 0; i < day; ++i) known[i] = i;
      const Table before = select_rows(rows_, known);
      Result<Model> model = fit(before, options, start);
      // A term that has just switched on has no start.
      if (!model && start) model = fit(before, options);
      if (!model) return tl::unexpected<Error>(model.error());
      const std::size_t next[] = {day};
      const Result<Forecast> ahead = forecast(*model, select_rows(rows_, next));
      if (!ahead) return tl::unexpected<Error>(ahead.error());
      errors.push_back(std::fabs(rows_.y[day] - ahead->yhat[0]));
      const bool is_same_shape = features == model->parameters.beta.size();
      features = model->parameters.beta.size();
      if (is_same_shape || !start) start = model->parameters;
    }
    return errors;
  }

  static tl::unexpected<Error> too_little() {
    return fail(ErrorCode::kTooLittleHistory, "The first days do not determine the model.",
                "Give more rows, or ask for fewer terms.");
  }

  const Table& rows_;
  std::size_t first_;
};

// Mean of without - with, in its standard errors; over the days in `where`.
double gain_in_standard_errors(const Errors& with, const Errors& without,
                               const std::vector<std::size_t>& where) {
  const auto count = static_cast<double>(where.size());
  double sum = 0.0;
  double squares = 0.0;
  for (const std::size_t day : where) {
    const double gain = without[day] - with[day];
    sum += gain;
    squares += gain * gain;
  }
  const double average = sum / count;
  const double variance = std::max(0.0, squares / count - average * average);
  const double error = std::sqrt(variance / std::max(1.0, count - 1.0));
  if (error == 0.0) return average == 0.0 ? 0.0 : std::copysign(1e9, average);
  return average / error;
}

// "0.123", for a person.
std::string short_number(double value) {
  if (!(std::fabs(value) < 1e12)) return "beyond 1e12";
  const auto thousandths = static_cast<long long>(std::fabs(value) * 1000.0 + 0.5);
  std::string text = value < 0.0 && thousandths > 0 ? "-" : "";
  text += std::to_string(thousandths / 1000) + ".";
  const std::string rest = std::to_string(thousandths % 1000);
  return text + std::string(3 - rest.size(), '0') + rest;
}

class Chooser {
 public:
  Chooser(const Table& rows, const Options& options, const ChoiceOptions& choice, int days)
      : replay_(rows, days), rows_(rows), choice_(choice), options_(options) {
    options_.uncertainty_samples = 0;
    options_.mcmc_samples = 0;
    for (std::size_t day = 0; day < replay_.day_count(); ++day) all_days_.push_back(day);
  }

  Result<ModelChoice> choose() {
    Result<Errors> errors = replay_.errors(options_);
    if (!errors) return tl::unexpected<Error>(errors.error());
    errors_ = std::move(*errors);
    if (auto ok = choose_mode(); !ok) return tl::unexpected<Error>(ok.error());
    if (auto ok = choose_seasonalities(); !ok) return tl::unexpected<Error>(ok.error());
    if (auto ok = choose_holidays(); !ok) return tl::unexpected<Error>(ok.error());
    return ModelChoice{options_, std::move(steps_)};
  }

 private:
  // Puts `without` beside the options so far, which have the term.
  Result<void> compare(const std::string& term, Options without,
                       const std::vector<std::size_t>& days) {
    Result<Errors> errors = replay_.errors(without);
    if (!errors) return tl::unexpected<Error>(errors.error());
    ChoiceStep step = step_of(term, errors_, *errors, days);
    if (!step.is_kept) {
      options_ = std::move(without);
      errors_ = std::move(*errors);
    }
    steps_.push_back(std::move(step));
    return {};
  }

  [[nodiscard]] ChoiceStep step_of(const std::string& term, const Errors& with,
                                   const Errors& without,
                                   const std::vector<std::size_t>& days) const {
    ChoiceStep step;
    step.term = term;
    step.days = static_cast<int>(days.size());
    for (const std::size_t day : days) {
      step.error_with += with[day] / static_cast<double>(days.size());
      step.error_without += without[day] / static_cast<double>(days.size());
    }
    step.standard_errors = gain_in_standard_errors(with, without, days);
    step.is_kept = step.standard_errors >= choice_.least_standard_errors;
    step.reason = "With " + term + " the one-step error over " + std::to_string(step.days) +
                  " days is " + short_number(step.error_with) + ", without it " +
                  short_number(step.error_without) + " (" + short_number(step.standard_errors) +
                  " standard errors): " + (step.is_kept ? "kept." : "left out.");
    return step;
  }

  Result<void> choose_mode() {
    if (options_.seasonality_mode != Mode::kAdditive) return {};
    // Proportional effects make no sense around and below zero.
    if (*std::min_element(rows_.y.begin(), rows_.y.end()) < 0.0) return {};
    Options multiplicative = options_;
    multiplicative.seasonality_mode = Mode::kMultiplicative;
    Result<Errors> errors = replay_.errors(multiplicative);
    if (!errors) return {};  // what cannot be fitted is not chosen
    ChoiceStep step = step_of("multiplicative seasonality", *errors, errors_, all_days_);
    if (step.is_kept) {
      options_ = std::move(multiplicative);
      errors_ = std::move(*errors);
    }
    steps_.push_back(std::move(step));
    return {};
  }

  Result<void> choose_seasonalities() {
    for (const Seasonality& seasonality : chosen_seasonalities(rows_.ds, options_)) {
      Options without = options_;
      auto& custom = without.seasonalities;
      custom.erase(
          std::remove_if(custom.begin(), custom.end(),
                         [&](const auto& other) { return other.name == seasonality.name; }),
          custom.end());
      constexpr auto kOff = SeasonalitySwitch::Kind::kOff;
      if (seasonality.name == "yearly") without.yearly_seasonality.kind = kOff;
      if (seasonality.name == "weekly") without.weekly_seasonality.kind = kOff;
      if (seasonality.name == "daily") without.daily_seasonality.kind = kOff;
      auto ok = compare("the " + seasonality.name + " seasonality", std::move(without), all_days_);
      if (!ok) return ok;
    }
    return {};
  }

  Result<void> choose_holidays() {
    std::set<std::string> names;
    for (const Holiday& holiday : options_.holidays) names.insert(holiday.name);
    for (const std::string& name : names) {
      Options without = options_;
      auto& holidays = without.holidays;
      holidays.erase(std::remove_if(holidays.begin(), holidays.end(),
                                    [&](const auto& other) { return other.name == name; }),
                     holidays.end());
      const std::vector<std::size_t> days = days_of(name);
      if (days.size() < 2) {
        ChoiceStep untold;
        untold.term = "the holiday " + name;
        untold.is_kept = true;
        untold.days = static_cast<int>(days.size());
        untold.reason =
            "The holiday " + name + " falls on fewer than two of the days looked at: kept.";
        steps_.push_back(std::move(untold));
        continue;
      }
      if (auto ok = compare("the holiday " + name, std::move(without), days); !ok) return ok;
    }
    return {};
  }

  // Days of the replay that a holiday marks: what it does elsewhere is noise.
  [[nodiscard]] std::vector<std::size_t> days_of(const std::string& name) const {
    std::vector<std::size_t> days;
    for (std::size_t day = 0; day < replay_.day_count(); ++day) {
      const Day date = replay_.date(day).day();
      const bool is_marked = std::any_of(
          options_.holidays.begin(), options_.holidays.end(), [&](const Holiday& holiday) {
            return holiday.name == name && date - holiday.day >= holiday.lower_window &&
                   date - holiday.day <= holiday.upper_window;
          });
      if (is_marked) days.push_back(day);
    }
    return days;
  }

  Replay replay_;
  const Table& rows_;
  ChoiceOptions choice_;
  Options options_;
  std::vector<std::size_t> all_days_;
  Errors errors_;  // of the options so far
  std::vector<ChoiceStep> steps_;
};

}  // namespace

Result<ModelChoice> choose_model(const Table& table, const Options& options,
                                 const ChoiceOptions& choice) {
  if (auto valid = validate(options); !valid) return tl::unexpected<Error>(valid.error());
  const Result<History> history = make_history(table, options);
  if (!history) return tl::unexpected<Error>(history.error());
  const int days = std::min(choice.most_days, static_cast<int>(history->rows.row_count() / 2));
  if (days < kFewestDays) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history has " + std::to_string(history->rows.row_count()) +
                    " rows: too few to tell by replay which terms it deserves.",
                "Give at least 20 rows, or choose the terms yourself.");
  }
  Result<ModelChoice> chosen = Chooser(history->rows, options, choice, days).choose();
  if (chosen) {
    chosen->options.uncertainty_samples = options.uncertainty_samples;
    chosen->options.mcmc_samples = options.mcmc_samples;
  }
  return chosen;
}

}  // namespace expense::prophet
