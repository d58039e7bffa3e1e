// Designs of all kinds, drawn at random, and their columns written out.
#pragma once

#include <algorithm>
#include <string>

#include "base/random.h"
#include "series.h"

namespace expense::prophet {

/// X, T x P, hinges and steps included.
inline Eigen::MatrixXd whole_matrix(const Design& design) {
  Eigen::MatrixXd columns(design.row_count(), design.column_count());
  columns.leftCols(design.free_count()) = design.free_columns();
  for (Eigen::Index j = 0; j < design.penalised_count(); ++j) {
    const bool is_hinge = j < design.hinge_count;
    const double knot = is_hinge ? design.structure.changepoints_t[j]
                                 : design.structure.level_steps_t[j - design.hinge_count];
    for (Eigen::Index i = 0; i < design.row_count(); ++i) {
      const double after = design.t[i] - knot;
      columns(i, design.free_count() + j) =
          is_hinge ? std::max(0.0, after) : static_cast<double>(after >= 0.0);
    }
  }
  return columns;
}

struct MadeUpDesign {
  Table rows;
  Options options;
};

inline Mode random_mode(Random& random) {
  return random.chance(0.5) ? Mode::kAdditive : Mode::kMultiplicative;
}

/// Rows in steps from five minutes to weeks, evenly spaced or not, and a model with any growth,
/// seasonalities of periods that repeat after some rows or do not, all modes, conditions,
/// regressors, days of the month and level steps.
inline MadeUpDesign random_design(std::uint64_t seed) {
  Random random(seed);
  const auto one_of = [&random](std::initializer_list<double> values) {
    return *(values.begin() + random.below(values.size()));
  };
  MadeUpDesign made;
  const int rows = 40 + static_cast<int>(random.below(160));
  const auto step = static_cast<std::int64_t>(one_of({300, 900, 3600, 86'400, 604'800}));
  const bool has_gaps = random.chance(0.4);
  std::int64_t seconds = midnight(2024, 1, 1).seconds;
  for (int i = 0; i < rows; ++i) {
    made.rows.ds.push_back({seconds});
    made.rows.y.push_back(50.0 + random.normal());
    made.rows.columns["cap"].push_back(60.0 + random.uniform());
    made.rows.columns["is_open"].push_back(random.chance(0.6) ? 1.0 : 0.0);
    made.rows.columns["load"].push_back(random.normal());
    seconds += step * (has_gaps && random.chance(0.1) ? 3 : 1);
  }
  Options& options = made.options;
  options = without_intervals();
  options.growth = one_of({0, 1}) == 0 ? Growth::kLinear : Growth::kLogistic;
  if (random.chance(0.2)) options.growth = Growth::kFlat;
  options.n_changepoints = static_cast<int>(random.below(8));
  if (options.growth != Growth::kLogistic) {
    options.n_level_steps = static_cast<int>(random.below(4));
  }
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.daily_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  const bool is_uniform = random.chance(0.3);  // all features of one mode
  const Mode mode = random_mode(random);
  for (std::uint64_t i = random.below(5); i > 0; --i) {
    Seasonality seasonality;
    seasonality.name = "season" + std::to_string(i);
    seasonality.period_days = one_of({0.25, 1.0, 3.5, 7.0, 14.0, 30.4375, 30.5, 365.25});
    seasonality.fourier_order = 1 + static_cast<int>(random.below(6));
    seasonality.mode = is_uniform ? mode : random_mode(random);
    if (random.chance(0.25)) seasonality.condition_name = "is_open";
    options.seasonalities.push_back(seasonality);
  }
  if (random.chance(0.4)) {
    options.regressors.push_back({"load", {}, {}, is_uniform ? mode : random_mode(random)});
  }
  if (random.chance(0.3)) {
    options.month_positions.push_back(
        {MonthPosition::Kind::kFirstDay, {}, is_uniform ? mode : random_mode(random)});
  }
  return made;
}

inline Eigen::VectorXd random_vector(Eigen::Index size, Random& random) {
  return Eigen::VectorXd::NullaryExpr(size, [&random] { return random.normal(); });
}

}  // namespace expense::prophet
