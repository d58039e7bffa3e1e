// Cross-validation: the model learns up to a cutoff and forecasts the days after it, which have
// come already; one cutoff after the other, so that the caller can show progress and stop.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "prophet/cross_validation_table.h"
#include "prophet/cutoffs.h"
#include "prophet/fit.h"
#include "prophet/forecast.h"

namespace expense::prophet {

/// Prophet's arguments of the same names.
struct CrossValidationOptions {
  CutoffOptions placing;  ///< The horizon; period and initial unless cutoffs are given.
  /// Used as they are, in their order.
  std::optional<std::vector<Timestamp>> cutoffs;
  /// Further columns of the forecast, by the names of columns_of: "trend", "weekly".
  std::vector<std::string> extra_output_columns;
  /// Each cutoff draws futures of its own, whichever other cutoffs there are.
  ForecastSettings forecast;
};

/// A cross-validation on its way:
///
///     auto validator = CrossValidator::make(model, options);
///     while (!validator->is_done()) validator->step();
///     validator->table();
///
/// For each cutoff a fresh model is fitted on the rows up to it, with refit_options: seasonalities
/// stay those of the whole history, all else is decided anew. Its forecasts are of the rows within
/// the horizon after the cutoff.
class CrossValidator {
 public:
  /// @error what make_cutoffs and check_cutoffs refuse; kInvalidOption for an extra column that is
  /// named twice or in the table anyway.
  [[nodiscard]] static Result<CrossValidator> make(Model model, CrossValidationOptions options);

  [[nodiscard]] const Cutoffs& cutoffs() const { return cutoffs_; }
  [[nodiscard]] std::size_t done_count() const { return done_count_; }
  [[nodiscard]] bool is_done() const { return done_count_ == cutoffs_.cutoffs.size(); }

  /// Fits and forecasts the next cutoff; calling it when all are done is a programming mistake.
  /// @error kTooLittleHistory for fewer than 2 rows up to the cutoff, and none within the horizon
  /// after it; kInvalidOption for an extra column that the forecast lacks. The table stays as it
  /// was.
  [[nodiscard]] Result<void> step();

  /// The forecasts so far, by cutoff and then by ds.
  [[nodiscard]] const CrossValidation& table() const { return table_; }

 private:
  CrossValidator(Model model, CrossValidationOptions options, Cutoffs cutoffs);
  [[nodiscard]] Result<CrossValidation> forecast_from(Timestamp cutoff) const;

  Model model_;
  CrossValidationOptions options_;
  Cutoffs cutoffs_;
  std::size_t done_count_ = 0;
  CrossValidation table_;
};

/// All steps at once.
[[nodiscard]] Result<CrossValidation> cross_validate(const Model& model,
                                                     const CrossValidationOptions& options);

}  // namespace expense::prophet
