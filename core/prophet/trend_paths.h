// Simulated futures of the trend, advanced date by date.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/random.h"
#include "prophet/forecast.h"

namespace expense::prophet {

/// `count` simulated courses of the scaled trend of one set of parameters over ascending future
/// dates (t > 1). Its rate shifts by draws from Laplace(0, mean |delta|):
///   grid  with probability S h at each future date, h being their mean spacing, each shift spread
///         over two dates;
///   path  at the events of a Poisson process of rate S.
/// Which dates shift is drawn as the gaps between them (geometric or exponential), so that the cost
/// is of the shifts that happen and not of the dates where they might; the distribution is the
/// same.
/// @source reference section 12.
class TrendPaths {
 public:
  /// @param spacing  mean spacing h of the future dates, in scaled time.
  TrendPaths(const Structure& structure, const Parameters& parameters, TrendSampling sampling,
             double spacing, Eigen::Index count);

  /// Goes on to a later date and fills `trend` (count) with g(t) on each path.
  void advance(double t, double cap, Random& random, double* trend);

 private:
  struct Path {
    double next_shift = 0.0;      // grid: dates until it; path: its time
    double previous_shift = 0.0;  // of the last date, for smoothing
    double rate = 0.0;            // sum of shifts
    double level = 0.0;           // deviation of the linear part of the trend
    bool has_begun = false;
  };
  void advance_on_grid(Path& path, double step, Random& random) const;
  void advance_on_path(Path& path, double t, Random& random) const;

  const Structure& structure_;
  const Parameters& parameters_;
  TrendSampling sampling_;
  double spacing_;
  double shift_scale_;        // Laplace scale of a shift
  double shift_probability_;  // of a date
  double log_no_shift_;       // ln(1 - probability)
  double shift_rate_;         // of the Poisson process
  double now_ = 1.0;
  std::vector<Path> paths_;
  Structure on_grid_;  // logistic: the changepoints moved to the grid
  Parameters on_grid_parameters_;
};

}  // namespace expense::prophet
