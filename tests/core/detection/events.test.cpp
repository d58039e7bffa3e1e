// Days outside the band become events: merging, kinds, floors and exact money.
#include "detection/events.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>

namespace expense::detection {
namespace {

// Scores of days in a row; each day expects 100 and costs 100 + 10 * score.
std::vector<JudgedDay> judged(const std::vector<double>& scores) {
  std::vector<JudgedDay> days;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    days.push_back({Day{20'000 + static_cast<int>(i)}, Money::from_double(100.0 + 10.0 * scores[i]),
                    Money::from_double(100.0), scores[i]});
  }
  return days;
}

std::vector<Anomaly> events_of(const std::vector<double>& scores) {
  return find_anomalies(judged(scores), 3.0, DetectOptions{0.99, 0.0, 0.0});
}

}  // namespace

TEST_CASE("ordinary days are no event, nor is a day exactly at the threshold", "[unit]") {
  CHECK(events_of({0, 1, -2, 3, -3, 0}).empty());
  CHECK(events_of({}).empty());
}

TEST_CASE("one day above is a spike, several are a burst, many are a level shift", "[unit]") {
  CHECK(events_of({0, 5, 0}).at(0).kind == AnomalyKind::kSpike);
  CHECK(events_of({0, 5, 5, 4, 0}).at(0).kind == AnomalyKind::kBurst);
  CHECK(events_of(std::vector<double>(15, 5.0)).at(0).kind == AnomalyKind::kLevelShift);
  CHECK(events_of({0, -5, 0}).at(0).kind == AnomalyKind::kDrop);
}

TEST_CASE("neighbours of one direction are one event, also over one ordinary day", "[unit]") {
  const auto events = events_of({5, 0, 5, 0, 0, 5});
  REQUIRE(events.size() == 2);
  CHECK(events[0].first_day.since_epoch == 20'000);
  CHECK(events[0].last_day.since_epoch == 20'002);
  CHECK(events[1].kind == AnomalyKind::kSpike);
}

TEST_CASE("a rise and a drop side by side are two events", "[unit]") {
  const auto events = events_of({5, 5, -5, 5});
  REQUIRE(events.size() == 3);
  CHECK(events[1].kind == AnomalyKind::kDrop);
}

TEST_CASE("a missing day does not hide that two days are neighbours", "[unit]") {
  auto days = judged({5, 5, 5});
  days.erase(days.begin() + 1);
  CHECK(find_anomalies(days, 3.0, DetectOptions{0.99, 0.0, 0.0}).size() == 1);
  days[1].day = days[0].day + 3;
  CHECK(find_anomalies(days, 3.0, DetectOptions{0.99, 0.0, 0.0}).size() == 2);
}

TEST_CASE("an event tells its largest day and its score", "[unit]") {
  const Anomaly event = events_of({0, 4, 9, 5, 0}).at(0);
  CHECK(event.score == 9.0);
  CHECK(event.max_impact.to_cents_string() == "90.00");
  CHECK(event.impact.to_cents_string() == "180.00");
  CHECK(event.percent() == Approx(60.0));
}

TEST_CASE("the floors hide small events, in money and in per cent", "[unit]") {
  const auto days = judged({0, 4, 0, 0, 0, 8, 0});
  CHECK(find_anomalies(days, 3.0, {0.99, 50.0, 0.0}).size() == 1);
  CHECK(find_anomalies(days, 3.0, {0.99, 0.0, 50.0}).size() == 1);
  CHECK(find_anomalies(days, 3.0, {0.99, 81.0, 0.0}).empty());
}

TEST_CASE("percent is infinite where nothing was expected", "[unit]") {
  auto days = judged({9});
  days[0].expected = Money();
  const auto events = find_anomalies(days, 3.0, {0.99, 0.0, 50.0});
  REQUIRE(events.size() == 1);
  CHECK(std::isinf(events[0].percent()));
}

TEST_CASE("events are ordered, apart, and their money adds up exactly", "[property]") {
  CHECK(rc::check([](const std::vector<int>& raw) {
    std::vector<double> scores;
    for (const int value : raw) scores.push_back(value % 7);
    const auto days = judged(scores);
    const auto events = find_anomalies(days, 3.0, {0.99, 0.0, 0.0});
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Anomaly& event = events[i];
      RC_ASSERT(event.first_day <= event.last_day);
      if (i > 0) RC_ASSERT(events[i - 1].last_day < event.first_day);
      RC_ASSERT(event.impact == event.actual - event.expected);
      Money actual;
      for (const JudgedDay& day : days) {
        if (day.day >= event.first_day && day.day <= event.last_day) actual += day.actual;
      }
      RC_ASSERT(actual == event.actual);
    }
    // Every day beyond the threshold is in some event.
    for (const JudgedDay& day : days) {
      if (std::fabs(day.score) <= 3.0) continue;
      bool is_covered = false;
      for (const Anomaly& event : events) {
        is_covered = is_covered || (day.day >= event.first_day && day.day <= event.last_day);
      }
      RC_ASSERT(is_covered);
    }
  }));
}

}  // namespace expense::detection
