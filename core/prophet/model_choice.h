// Which terms a series deserves, by the errors they would have made.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "prophet/fit.h"

namespace expense::prophet {

/// One question put to the history, and its answer.
struct ChoiceStep {
  std::string term;         ///< "multiplicative seasonality", "weekly seasonality", "holiday sale".
  bool is_kept = false;     ///< Whether the model chosen has it.
  int days = 0;             ///< Days that were forecast, each from the days before it.
  double error_with = 0.0;  ///< Mean absolute one-step-ahead error, in units of y.
  double error_without = 0.0;
  /// How far the term lowers the error, in standard errors of the paired difference.
  double standard_errors = 0.0;
  std::string reason;  ///< A sentence for a person.
};

struct ModelChoice {
  Options options;  ///< Those given, with the terms that do not pay their way left out.
  std::vector<ChoiceStep> steps;
};

struct ChoiceOptions {
  int most_days = 180;  ///< Newest days to forecast one by one, at most; >= 10.
  /// A term stays when it lowers the error by at least this many standard errors.
  double least_standard_errors = 1.0;
};

/// Chooses additive or multiplicative seasonality, then drops seasonalities and holidays that do
/// not pay their way: each candidate forecasts every day of the newest half of the history (at most
/// `most_days`) from the days before it, and two candidates are compared day by day. What the
/// history cannot tell (a holiday that does not fall on those days) stays as it was asked for.
/// @param options  the most that may be asked for; its seasonality_mode is the one to beat.
/// @error what fit refuses; kTooLittleHistory when fewer than 10 days could be forecast.
/// @cost a fit for each day and candidate: see growing_fit.h.
[[nodiscard]] Result<ModelChoice> choose_model(const Table& history, const Options& options,
                                               const ChoiceOptions& choice = {});

}  // namespace expense::prophet
