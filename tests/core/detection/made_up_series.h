// Series made up for tests: a level, a weekly pattern, level-proportional noise, and what is added.
#pragma once

#include <vector>

#include "base/elementary.h"
#include "base/random.h"
#include "billing/series.h"

namespace expense::detection {

struct SeriesShape {
  int days = 365;
  double level = 100.0;
  double growth_per_day = 0.0;
  double weekend_factor = 0.6;
  double noise = 0.05;  ///< Standard deviation of the log of a day's cost.
  double month_start_fee = 0.0;
};

inline billing::Series made_up_series(const SeriesShape& shape, std::uint64_t seed) {
  Random random(seed);
  billing::Series series;
  series.name = "Made up";
  series.dimension = "service";
  const Day first = *make_day(2025, 1, 1);
  for (int i = 0; i < shape.days; ++i) {
    const Day day = first + i;
    const bool is_weekend = weekday(day) >= Weekday::kSaturday;
    double cost = (shape.level + shape.growth_per_day * i) *
                  (is_weekend ? shape.weekend_factor : 1.0) * exp(shape.noise * random.normal());
    if (civil_date(day).day == 1) cost += shape.month_start_fee;
    series.days.push_back(day);
    series.costs.push_back(Money::from_double(cost));
  }
  return series;
}

inline void add_cost(billing::Series& series, int first, int last, double amount) {
  for (int i = first; i <= last; ++i) {
    series.costs[static_cast<std::size_t>(i)] += Money::from_double(amount);
  }
}

}  // namespace expense::detection
