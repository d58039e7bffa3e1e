// The series that the benchmark fits: one of the reference cases, and a generated family.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/table.h"

namespace expense::bench {

/// Three years: the days of every history here.
inline constexpr int kDays = 1095;

/// The first kDays of the reference case cost_3y.
[[nodiscard]] prophet::Table cost_history();

/// Series of daily costs that share their dates.
struct Family {
  std::vector<Timestamp> dates;         ///< kDays
  std::vector<Eigen::VectorXd> series;  ///< Each with a value for every date.
};

/// Levels, weekly patterns, drifts, one change of level and noise, all drawn: always the same ones.
[[nodiscard]] Family make_family(int count);

}  // namespace expense::bench
