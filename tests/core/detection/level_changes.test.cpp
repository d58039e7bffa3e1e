// Changes of level: what is told of them, when, and what is expected afterwards.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "judged_series.h"
#include "made_up_series.h"

namespace expense::detection {

TEST_CASE("a lasting rise is told as a rise after it, not as a drop before it", "[unit]") {
  const int days_ago = GENERATE(5, 10, 20, 30);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    billing::Series series = made_up_series({180, 100.0, 0.0, 0.7, 0.03, 0.0}, seed);
    for (int i = 180 - days_ago; i < 180; ++i) {
      Money& cost = series.costs[static_cast<std::size_t>(i)];
      cost += cost;
    }
    const Judgement judgement = judged(series);
    REQUIRE_FALSE(judgement.anomalies.empty());
    const auto largest = std::max_element(
        judgement.anomalies.begin(), judgement.anomalies.end(),
        [](const Anomaly& a, const Anomaly& b) { return abs(a.impact) < abs(b.impact); });
    CHECK(largest->impact > Money());
    CHECK(largest->last_day >= series.days[static_cast<std::size_t>(180 - days_ago)]);
  }
}

TEST_CASE("a lasting change is told for a fortnight from its day, and is what is expected later",
          "[unit]") {
  const double factor = GENERATE(1.5, 0.6);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    billing::Series series = made_up_series({500, 100.0, 0.0, 0.7, 0.03, 0.0}, seed);
    for (std::size_t i = 250; i < 500; ++i) {
      series.costs[i] = Money::from_double(factor * series.costs[i].to_double());
    }
    const Judgement judgement = judged(series);
    const auto told =
        std::find_if(judgement.anomalies.begin(), judgement.anomalies.end(),
                     [&](const Anomaly& anomaly) { return anomaly.last_day > series.days[250]; });
    REQUIRE(told != judgement.anomalies.end());
    CHECK((told->impact > Money()) == (factor > 1.0));
    CHECK(std::abs(told->first_day - series.days[250]) <= 10);
    CHECK(told->last_day - told->first_day >= 7);
    CHECK(told->last_day <= series.days[280]);
    CHECK(std::fabs(told->percent() / 100.0 - (factor - 1.0)) <= 0.15);
    for (std::size_t i = 300; i < 500; ++i) {
      CHECK(series.costs[i].to_double() < 1.4 * judgement.expected[i]);
      CHECK(series.costs[i].to_double() > judgement.expected[i] / 1.4);
    }
  }
}

TEST_CASE("a visit to another level is told as a whole, and the return from it is not", "[unit]") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    billing::Series series = made_up_series({500, 100.0, 0.0, 0.7, 0.03, 0.0}, seed);
    for (std::size_t i = 250; i < 280; ++i) {
      series.costs[i] = Money::from_double(1.5 * series.costs[i].to_double());
    }
    const Judgement judgement = judged(series);
    const auto largest = std::max_element(
        judgement.anomalies.begin(), judgement.anomalies.end(),
        [](const Anomaly& a, const Anomaly& b) { return abs(a.impact) < abs(b.impact); });
    REQUIRE(largest != judgement.anomalies.end());
    CHECK(largest->kind == AnomalyKind::kLevelShift);
    CHECK(largest->first_day == series.days[250]);
    CHECK(largest->last_day == series.days[279]);
    CHECK(std::fabs(largest->percent() - 50.0) <= 5.0);
    CHECK(events_in(judgement, series, 281, 330) == 0);
  }
}

TEST_CASE("a service that doubles and later stops is told of at both times", "[unit]") {
  billing::Series series = made_up_series({92, 50.0, 0.0, 1.0, 0.03, 0.0}, 16);
  add_cost(series, 9, 50, 50.0);
  for (std::size_t i = 51; i < 92; ++i) series.costs[i] = Money();
  const Judgement judgement = judged(series);
  CHECK(events_in(judgement, series, 9, 20) >= 1);
  const auto largest = std::max_element(
      judgement.anomalies.begin(), judgement.anomalies.end(),
      [](const Anomaly& a, const Anomaly& b) { return abs(a.impact) < abs(b.impact); });
  REQUIRE(largest != judgement.anomalies.end());
  CHECK(largest->kind == AnomalyKind::kDrop);
  CHECK(std::abs(largest->first_day - series.days[51]) <= 2);
}

}  // namespace expense::detection
