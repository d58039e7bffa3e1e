// Fitting: history and options become a Model that can forecast.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "prophet/design.h"
#include "prophet/history.h"
#include "prophet/map_solver.h"
#include "prophet/objective.h"
#include "prophet/options.h"
#include "prophet/posterior.h"
#include "prophet/table.h"

namespace expense::prophet {

/// A fitted model: value type, independent of the table it was fitted on.
struct Model {
  Options options;
  Structure structure;
  ValueScale scale;
  Parameters parameters;
  double mean_trend = 0.0;  ///< Of |g| over the history, where noise grows with the level.
  FitSummary summary;
  /// With mcmc_samples > 0; then `parameters` are the means of the draws.
  std::optional<PosteriorDraws> draws;
  SamplingSummary sampling;
  Table history;                         ///< Rows with y, ascending, as given.
  std::vector<Timestamp> history_dates;  ///< Ascending, distinct, also those without y.
};

/// Whether the parameters are numbers that a forecast can be made from.
[[nodiscard]] bool is_determined(const Model& model);

/// Fits one series.
/// @param start  parameters of a model with the same number of changepoints and features to begin
///               from; where the log posterior has one maximum this changes nothing but the time.
/// @error what validate, make_history and make_design refuse; kTooLittleHistory when the history
/// does not determine the parameters; kInvalidOption for a start of another shape.
[[nodiscard]] Result<Model> fit(const Table& history, const Options& options,
                                const std::optional<Parameters>& start = std::nullopt);

/// What series with the same dates and options share. Linear models with normal noise only.
struct SharedDesign {
  Options options;
  Design design;
  GramSystem plain;     ///< As the design has it, for series that leave rows out.
  GramSystem diagonal;  ///< Quicker to solve with, for the others.
};

/// @param rows  ascending dates, at least two different ones, with the columns that the options ask
///              for; y is not looked at.
/// @error what check_columns and make_design refuse; kNotSupported for models that are not linear
/// or whose noise is not normal.
[[nodiscard]] Result<SharedDesign> make_shared_design(const Table& rows, const Options& options);

/// Fits the series of one shared design, one after another, allocating next to nothing for each.
class SeriesFitter {
 public:
  /// @param shared  must outlive this.
  explicit SeriesFitter(const SharedDesign& shared);

  struct Fitted {
    ValueScale scale;
    Parameters parameters;
    FitSummary summary;
  };
  /// @param y         T finite values, one for each date of the design.
  /// @param left_out  rows that are not learned from (sorted, no repeats); at least 2 must remain.
  /// @param tau         Laplace scale of the rate changes in place of the options'; <= 0 for
  /// theirs.
  /// @param step_scale  the same of the level steps.
  [[nodiscard]] Fitted fit(const Eigen::VectorXd& y, const std::vector<Eigen::Index>& left_out = {},
                           double tau = 0.0, double step_scale = 0.0);

 private:
  const SharedDesign& shared_;
  LinearMapSolver solver_;
  Eigen::VectorXd scaled_;
  Eigen::VectorXd l1_rate_;
};

}  // namespace expense::prophet
