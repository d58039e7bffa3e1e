#include "fit_data.h"

#include "base/elementary.h"
#include "base/random.h"

namespace expense::bench {
namespace {

constexpr double kCosts[] = {
#include "cost_3y.inc"
};

std::vector<Timestamp> daily_dates() {
  const Day first = *make_day(2021, 1, 1);
  std::vector<Timestamp> dates;
  for (int i = 0; i < kDays; ++i) dates.push_back(Timestamp::midnight(first + i));
  return dates;
}

Eigen::VectorXd draw_series(Random& random) {
  const double level = exp(random.uniform(0.0, 8.0));
  const double weekend = random.uniform(0.2, 1.2);
  const double yearly = random.uniform(0.0, 0.3);
  const double drift = random.uniform(-0.5, 1.0) / kDays;
  const int change = static_cast<int>(random.below(kDays));
  const double factor = random.uniform(0.5, 2.0);
  const double noise = random.uniform(0.02, 0.15);
  Eigen::VectorXd y(kDays);
  for (int i = 0; i < kDays; ++i) {
    const double week = i % 7 == 1 || i % 7 == 2 ? weekend : 1.0;  // begins on a Friday
    const double year = 1.0 + yearly * sine_cosine_of_turns(i / 365.25).sine;
    const double step = i < change ? 1.0 : factor;
    y[i] = level * week * year * step * (1.0 + drift * i) * exp(noise * random.normal());
  }
  return y;
}

}  // namespace

prophet::Table cost_history() {
  static_assert(std::size(kCosts) >= kDays);
  prophet::Table rows = prophet::dates_only(daily_dates());
  rows.y.assign(kCosts, kCosts + kDays);
  return rows;
}

Family make_family(int count) {
  Family family{daily_dates(), {}};
  Random random(2021);
  for (int i = 0; i < count; ++i) family.series.push_back(draw_series(random));
  return family;
}

}  // namespace expense::bench
