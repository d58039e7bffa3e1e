// The design of a model: everything about a fit that depends on dates, columns and options, not
// on y.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/features.h"
#include "prophet/options.h"
#include "prophet/table.h"

namespace expense::prophet {

/// Scaled time: 0 at the first date of the history, 1 at the last.
struct TimeScale {
  Timestamp start;
  double seconds = 1.0;  ///< Length of the history; > 0.

  [[nodiscard]] double scaled(Timestamp ds) const {
    return static_cast<double>(ds - start) / seconds;
  }
  [[nodiscard]] Eigen::VectorXd scaled(std::span<const Timestamp> dates) const;
};

/// What a forecast needs to know besides the parameters.
struct Structure {
  Growth growth = Growth::kLinear;
  TimeScale time;
  std::vector<Timestamp> changepoints;  ///< Ascending; empty when there are none.
  Eigen::VectorXd changepoints_t;       ///< Scaled; one 0 when there are none (the dummy).
  std::vector<Timestamp> level_steps;   ///< Ascending.
  Eigen::VectorXd level_steps_t;        ///< Scaled.
  Features features;
};

/// The columns of X in the order of all coefficient vectors:
///   trend     t, 1 (flat growth: 1)
///   features  K
///   hinges    max(0, t - s_j), one for each changepoint (flat growth: none)
///   steps     [t >= s_j], one for each level step.
/// Trend and features are free: they carry normal priors. Hinges and steps carry Laplace priors;
/// their columns are not stored, products with them are sums over the rows after a knot.
struct Design {
  Structure structure;
  Eigen::VectorXd t;                  ///< T scaled times, ascending.
  Eigen::VectorXd prior_precision;    ///< P; 1 / variance of each normal prior, 0 beyond F.
  Eigen::VectorXd l1_rate;            ///< S; 1 / Laplace scale of each hinge and step.
  Eigen::Index hinge_count = 0;       ///< The others of the S are steps.
  Eigen::VectorXd is_multiplicative;  ///< K; 1 or 0.
  Timestamp first_date;               ///< Of the rows.
  /// Seconds from each date to the next where all are the same; else 0.
  std::int64_t even_step = 0;

  /// For products with hinges and steps: the rows at which they begin, ascending and distinct, and
  /// for each of the S columns the position of its own among them.
  std::vector<Eigen::Index> knot_rows;
  std::vector<std::size_t> knot_of;
  Eigen::VectorXd knot_times;  ///< S scaled times.

  [[nodiscard]] Eigen::Index row_count() const { return t.size(); }
  /// T x F. Where all features are seasonalities of evenly spaced rows the columns are made when
  /// they are first asked for (from one thread): most fits of such rows need only sums.
  [[nodiscard]] const Eigen::MatrixXd& free_columns() const {
    if (columns_.size() == 0) fill_even_columns();
    return columns_;
  }
  [[nodiscard]] bool has_columns() const { return columns_.size() > 0; }
  /// Of evenly spaced rows.
  [[nodiscard]] Timestamp date(Eigen::Index row) const {
    return {first_date.seconds + even_step * static_cast<std::int64_t>(row)};
  }
  [[nodiscard]] Eigen::Index free_count() const {
    return trend_columns() + structure.features.column_count();
  }
  [[nodiscard]] Eigen::Index penalised_count() const { return l1_rate.size(); }
  [[nodiscard]] Eigen::Index column_count() const { return free_count() + penalised_count(); }
  [[nodiscard]] Eigen::Index trend_columns() const {
    return structure.growth == Growth::kFlat ? 1 : 2;
  }
  [[nodiscard]] Eigen::Index feature_count() const { return free_count() - trend_columns(); }
  /// Index of the offset m; the rate k, if the growth has one, stands before it.
  [[nodiscard]] Eigen::Index offset_column() const { return trend_columns() - 1; }
  /// Whether the expected value is a linear function of the coefficients.
  [[nodiscard]] bool is_linear() const {
    return structure.growth != Growth::kLogistic && is_multiplicative.isZero(0.0);
  }

  void fill_columns(const Table& rows) const;

 private:
  void fill_even_columns() const;

  mutable Eigen::MatrixXd columns_;
};

/// Prior standard deviation of k and m, on the scaled data.
inline constexpr double kTrendPriorScale = 5.0;

/// @param rows     ascending, repeats allowed, at least two different dates, columns checked.
/// @param options  must be valid.
/// @error kInvalidOption for changepoints or level steps outside the history, and what
/// Features::plan refuses.
/// @cost O(T (K + log T)) time, O(T K) memory.
[[nodiscard]] Result<Design> make_design(const Table& rows, const Options& options);

/// The design of rows on a structure that is there already (a saved model).
[[nodiscard]] Design make_design(const Table& rows, Structure structure, const Options& options);

}  // namespace expense::prophet
