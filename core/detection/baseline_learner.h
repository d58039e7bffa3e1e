// Learns the baseline of one series on one design: fits robustly, from several starts.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "billing/series.h"
#include "detection/baseline.h"
#include "detection/cost_calendar.h"
#include "detection/cost_scale.h"
#include "prophet/fit.h"

namespace expense::detection {

/// Robust regression by leaving out what stands out and fitting again. Which days come to stand out
/// depends on where one begins: a flexible trend follows a recent change of level half way, and
/// then the days before it stand out. So it begins in several ways and keeps the outcome that
/// explains the days best, a day beyond the threshold counting as if it stood at it.
///
/// The level may step once a fortnight, so that a lasting change does not bend the trend. A step is
/// news for a fortnight: so long the level before it is what is expected. Where the level comes
/// back within six weeks it has been news for all of them.
class BaselineLearner {
 public:
  /// @param series  must outlive this.
  /// @param design  on the days of `series`; must outlive this.
  BaselineLearner(const billing::Series& series, const CostScale& scale,
                  const BaselineDesign& design);

  [[nodiscard]] Baseline learn();

 private:
  using SigmaByClass = std::array<double, kDayClassCount>;
  using Rows = std::vector<Eigen::Index>;

  /// Where an attempt begins.
  struct Start {
    double tau = 0.0;  ///< Flexibility of the first trend; 0 for the model's own.
    Rows left_out;     ///< Days that the first fit does not learn from.
  };

  struct Attempt {
    Baseline baseline;
    Eigen::VectorXd level;  ///< What steps add to each day's value.
  };

  [[nodiscard]] Attempt learn_from(const Start& start);
  [[nodiscard]] Rows guesses_and_last_share(double share) const;
  void fit(double tau);
  [[nodiscard]] Eigen::VectorXd stepped_level() const;
  [[nodiscard]] bool is_intermittent() const;
  [[nodiscard]] double noise_of_charges();
  [[nodiscard]] SigmaByClass measure_noise() const;
  [[nodiscard]] Rows rows_that_stand_out(const SigmaByClass& sigma) const;
  [[nodiscard]] double misfit(const Baseline& baseline) const;
  [[nodiscard]] double noise_of(Eigen::Index row, const SigmaByClass& sigma) const;
  [[nodiscard]] bool is_guess(Eigen::Index row) const;
  [[nodiscard]] bool may_be_learned(Eigen::Index row) const;
  [[nodiscard]] double widening(Eigen::Index row) const;  // factor on the noise

  const BaselineDesign& design_;
  prophet::SeriesFitter fitter_;
  prophet::DesignProducts products_;
  CostScale scale_;
  std::span<const Day> days_;
  Eigen::Index final_days_;
  Eigen::VectorXd y_;        // on the model's scale
  double step_scale_ = 0.0;  // of the level steps; 0 for the design's
  double floor_sigma_ = 0.0;
  Rows left_out_;
  Eigen::VectorXd fitted_;
  Eigen::VectorXd residuals_;
  Eigen::VectorXd steps_;  // changes of level, on the model's scale
  double fit_sigma_ = 0.0;
};

}  // namespace expense::detection
