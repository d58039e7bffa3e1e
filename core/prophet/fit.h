// Fitting: history and options become a Model that can forecast.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "prophet/design.h"
#include "prophet/history.h"
#include "prophet/map_solver.h"
#include "prophet/objective.h"
#include "prophet/options.h"

namespace expense::prophet {

/// A fitted model: value type, independent of the data it was fitted on.
struct Model {
  Options options;
  Structure structure;
  ValueScale scale;
  Parameters parameters;
  FitSummary summary;
  std::vector<Timestamp> history_dates;  ///< Ascending, distinct, also those without y.
};

/// Whether the parameters are numbers that a forecast can be made from.
[[nodiscard]] bool is_determined(const Model& model);

/// Fits one series.
/// @error what validate, make_history and make_design refuse; kTooLittleHistory when the history
/// does not determine the parameters.
[[nodiscard]] Result<Model> fit(std::span<const Observation> rows, const Options& options);

/// What series with the same dates and options share.
struct SharedDesign {
  Options options;
  Design design;
  Eigen::MatrixXd gram;
  std::vector<Timestamp> dates;  ///< T, ascending.
};

[[nodiscard]] Result<SharedDesign> make_shared_design(std::vector<Timestamp> dates,
                                                      const Options& options);

/// Fits one of the series that share a design.
/// @param y         T finite values, one for each date.
/// @param left_out  rows that are not learned from (sorted, no repeats); at least 2 must remain.
/// @param tau       Laplace scale of the rate changes in place of the options'; <= 0 for theirs.
[[nodiscard]] Model fit_on(const SharedDesign& shared, const Eigen::VectorXd& y,
                           const std::vector<Eigen::Index>& left_out = {}, double tau = 0.0);

}  // namespace expense::prophet
