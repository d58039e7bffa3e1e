// Fits of a growing history: what the model would have said each day, knowing the days up to it.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/result.h"
#include "prophet/fit.h"

namespace expense::prophet {

/// Exact fits of the first n rows of one evenly spaced series, each with its own scales,
/// changepoints and automatic seasonalities, as `fit` would give them. What grows with n is kept as
/// sums from the first row on, so that the next day costs no pass over the rows.
/// Linear models with normal noise, without regressors, country holidays, level steps and explicit
/// changepoints.
class GrowingFit {
 public:
  /// Whether a series can be fitted so.
  [[nodiscard]] static bool is_possible(const Table& rows, const Options& options);

  /// @param rows     evenly spaced, ascending, with finite y; must outlive this.
  /// @param options  valid, and is_possible.
  GrowingFit(const Table& rows, const Options& options);

  /// Fits the first n rows. Going on from a smaller n is quickest.
  /// @param n  2 to the number of rows.
  /// @return false when they do not determine the parameters.
  [[nodiscard]] bool fit_first(Eigen::Index n);

  /// Of the last fit.
  [[nodiscard]] const SeriesFitter::Fitted& fitted() const { return fitted_; }
  /// Scaled times of its changepoints; one 0 when there are none.
  [[nodiscard]] const Eigen::VectorXd& changepoints_t() const { return changepoints_t_; }
  /// Its expectation of any row of the series, in units of y; later ones too, as their dates are
  /// known.
  [[nodiscard]] double expected(Eigen::Index row) const;

 private:
  void plan_features(Eigen::Index n);
  void sum_features();
  void add_rows(Eigen::Index n);
  void set_scale(Eigen::Index n);
  void place_knots(Eigen::Index n);
  void fill_gram(Eigen::Index n);
  void fill_right(Eigen::Index n);
  [[nodiscard]] bool solve();
  [[nodiscard]] bool fit_from_rows(Eigen::Index n);
  [[nodiscard]] Eigen::Index free_count() const { return trend_columns_ + features_.rows(); }

  const Table& rows_;
  Options options_;
  std::int64_t step_ = 0;  // seconds from row to row
  Eigen::Index trend_columns_ = 2;
  double shift_ = 0.0;  // taken from y before it is summed, so that a high floor costs no digits
  bool is_planned_ = false;
  std::vector<Seasonality> seasonalities_;  // those the features were made for
  Eigen::VectorXd feature_precision_;       // K

  // A column for each row; sums are over the rows before it.
  Eigen::MatrixXd features_;                        // K x T
  Eigen::MatrixXd feature_sums_, feature_moments_;  // K x (T + 1), of x and of row x
  Eigen::VectorXd y_sums_, y_moments_, y_squares_;  // T + 1
  Eigen::VectorXd lowest_, highest_;                // T; of y up to and with the row

  Eigen::Index counted_ = 0;       // rows in the two below
  Eigen::MatrixXd feature_gram_;   // K x K
  Eigen::VectorXd feature_right_;  // K

  double time_step_ = 0.0;          // scaled time from row to row
  std::vector<std::size_t> knots_;  // rows
  Eigen::VectorXd changepoints_t_;
  GramSystem system_;
  SeriesSums sums_;
  Eigen::VectorXd l1_rate_;
  std::vector<GramMapSolver> solver_;  // none or one: its size depends on the changepoints
  Eigen::VectorXd theta_;
  SeriesFitter::Fitted fitted_;
};

}  // namespace expense::prophet
