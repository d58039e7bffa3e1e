// The design matrix of a model: everything about a fit that depends on dates and options, not on y.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/features.h"
#include "prophet/options.h"

namespace expense::prophet {

/// Scaled time: 0 at the first date of the history, 1 at the last.
struct TimeScale {
  Timestamp start;
  double seconds = 1.0;  ///< Length of the history; > 0.

  [[nodiscard]] double scaled(Timestamp ds) const {
    return static_cast<double>(ds - start) / seconds;
  }
};

/// What a forecast needs to know besides the parameters.
struct Structure {
  Growth growth = Growth::kLinear;
  TimeScale time;
  std::vector<Timestamp> changepoints;  ///< Ascending; empty when there are none.
  Eigen::VectorXd changepoints_t;       ///< Scaled; one 0 when there are none (the dummy).
  Features features;
};

/// Columns of the design, free ones first:
///   linear: t, 1, K features, then S hinges max(0, t - s_j);
///   flat:   1, K features.
/// The hinges' coefficients are the rate changes delta, which carry the Laplace prior.
struct Design {
  Structure structure;
  Eigen::MatrixXd columns;          ///< T x P
  Eigen::VectorXd prior_precision;  ///< P; 1 / variance of each normal prior, 0 for the hinges.
  Eigen::Index hinge_count = 0;     ///< S, or 0 for flat growth.

  [[nodiscard]] Eigen::Index row_count() const { return columns.rows(); }
  [[nodiscard]] Eigen::Index column_count() const { return columns.cols(); }
  [[nodiscard]] Eigen::Index free_count() const { return columns.cols() - hinge_count; }
  /// Index of the offset m; the rate k, if the growth has one, stands before it.
  [[nodiscard]] Eigen::Index offset_column() const {
    return structure.growth == Growth::kFlat ? 0 : 1;
  }
};

/// @param dates    ascending, repeats allowed, at least two different ones.
/// @param options  must be valid.
/// @error kInvalidOption for changepoints outside the history.
/// @cost O(T (K + S)) time and memory.
[[nodiscard]] Result<Design> make_design(std::span<const Timestamp> dates, const Options& options);

}  // namespace expense::prophet
