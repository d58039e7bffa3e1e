// Judging whole series: what is found, what is left in peace, and what is said when there is no
// model.
#include "detection/judge.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <set>

#include "cli/country_holidays_text.h"
#include "judged_series.h"
#include "made_up_series.h"

namespace expense::detection {

TEST_CASE("a quiet series raises nothing, or next to nothing", "[unit]") {
  std::size_t raised = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    raised += judged(made_up_series({}, seed)).anomalies.size();
  }
  // 20 years at one day in 2,000 outside are 3.65 days on average.
  CHECK(raised <= 12);
}

TEST_CASE("a spike is found on its day, with its size", "[unit]") {
  billing::Series series = made_up_series({}, 1);
  add_cost(series, 200, 200, 80.0);
  const Judgement judgement = judged(series);
  REQUIRE(events_in(judgement, series, 200, 200) == 1);
  const auto spike =
      std::max_element(judgement.anomalies.begin(), judgement.anomalies.end(),
                       [](const Anomaly& a, const Anomaly& b) { return a.impact < b.impact; });
  CHECK(spike->kind == AnomalyKind::kSpike);
  CHECK(spike->first_day == series.days[200]);
  CHECK(spike->impact.to_double() == Approx(80.0).margin(15.0));
}

TEST_CASE("a burst is one event from its first to its last day", "[unit]") {
  billing::Series series = made_up_series({}, 2);
  add_cost(series, 150, 155, 60.0);
  const Judgement judgement = judged(series);
  const auto burst =
      std::find_if(judgement.anomalies.begin(), judgement.anomalies.end(),
                   [&](const Anomaly& anomaly) { return anomaly.first_day == series.days[150]; });
  REQUIRE(burst != judgement.anomalies.end());
  CHECK(burst->kind == AnomalyKind::kBurst);
  CHECK(burst->last_day == series.days[155]);
  CHECK(burst->impact.to_double() == Approx(360.0).epsilon(0.1));
}

TEST_CASE("days that fall to nothing are a drop", "[unit]") {
  billing::Series series = made_up_series({}, 3);
  for (std::size_t i = 300; i < 304; ++i) series.costs[i] = Money();
  const Judgement judgement = judged(series);
  REQUIRE(events_in(judgement, series, 300, 303) == 1);
  const Anomaly& drop = judgement.anomalies.back();
  CHECK(drop.kind == AnomalyKind::kDrop);
  CHECK(drop.percent() == Approx(-100.0).margin(1.0));
}

TEST_CASE("an anomaly neither bends the baseline nor widens the band", "[unit]") {
  const billing::Series quiet = made_up_series({}, 4);
  billing::Series spoiled = quiet;
  add_cost(spoiled, 100, 109, 500.0);
  const Judgement before = judged(quiet);
  const Judgement after = judged(spoiled);
  for (std::size_t i = 0; i < quiet.days.size(); ++i) {
    CHECK(after.expected[i] == Approx(before.expected[i]).epsilon(0.05));
    CHECK(after.upper[i] - after.lower[i] ==
          Approx(before.upper[i] - before.lower[i]).epsilon(0.15));
  }
}

TEST_CASE("fees on the first of the month are expected, on any scale", "[unit]") {
  const double level = GENERATE(100.0, 0.0);
  const billing::Series series = made_up_series({365, level, 0.0, 0.6, 0.05, 250.0}, 5);
  for (const Anomaly& anomaly : judged(series).anomalies) {
    CHECK(civil_date(anomaly.first_day).day != 1);
  }
}

TEST_CASE("noise that grows with the level is measured on a log scale", "[unit]") {
  const billing::Series growing = made_up_series({400, 20.0, 1.0, 0.6, 0.05, 0.0}, 6);
  CHECK(CostScale::choose(growing.costs).is_logarithmic());
  const Judgement judgement = judged(growing);
  CHECK(judgement.upper.back() - judgement.lower.back() >
        3.0 * (judgement.upper.front() - judgement.lower.front()));
  billing::Series sparse = growing;
  for (std::size_t i = 0; i < sparse.costs.size(); i += 3) sparse.costs[i] = Money();
  CHECK_FALSE(CostScale::choose(sparse.costs).is_logarithmic());
  CHECK_FALSE(CostScale::choose({}).is_logarithmic());
}

TEST_CASE("noise of half and double from day to day is told on the raw scale", "[unit]") {
  const billing::Series wild = made_up_series({120, 100.0, 0.0, 1.0, 0.9, 0.0}, 11);
  DesignCache designs;
  CHECK_FALSE(learn_baseline(wild, {}, designs)->scale.is_logarithmic());
  CHECK(learn_baseline(made_up_series({}, 11), {}, designs)->scale.is_logarithmic());
}

TEST_CASE("three wild month starts do not make the next ones certain to be missed", "[unit]") {
  billing::Series series = made_up_series({100}, 12);
  add_cost(series, 0, 0, 20.0);
  add_cost(series, 31, 31, 200.0);
  add_cost(series, 59, 59, 60.0);
  const Judgement judgement = judged(series);
  // The band of a first of the month stays within a few times its cost.
  CHECK(judgement.upper[31] < 10.0 * series.costs[31].to_double());
}

TEST_CASE("the first days of a service that the bill did not have are new spend", "[unit]") {
  billing::Series series = made_up_series({400}, 13);
  for (std::size_t i = 20; i < series.costs.size(); ++i) series.costs[i] = Money();
  series.is_new = true;
  const Judgement judgement = judged(series);
  REQUIRE_FALSE(judgement.anomalies.empty());
  CHECK(judgement.anomalies.front().kind == AnomalyKind::kNewSpend);
  series.is_new = false;
  CHECK(judged(series).anomalies.front().kind != AnomalyKind::kNewSpend);
}

TEST_CASE("what is charged over the first three days of each month is expected", "[unit]") {
  billing::Series series = made_up_series({300}, 17);
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    if (civil_date(series.days[i]).day <= 3) {
      add_cost(series, static_cast<int>(i), static_cast<int>(i), 80.0);
    }
  }
  for (const Anomaly& anomaly : judged(series).anomalies) {
    CHECK(civil_date(anomaly.first_day).day > 3);
  }
}

TEST_CASE("charges that come again and again are no anomalies, one of ten times the size is",
          "[unit]") {
  billing::Series series = made_up_series({365, 0.0, 0.0, 1.0, 0.0, 0.0}, 14);
  for (std::size_t i = 5; i < series.costs.size(); i += 10) {
    series.costs[i] = Money::from_double(15.0 + static_cast<double>(i % 3));
  }
  CHECK(judged(series).anomalies.empty());
  series.costs[205] = Money::from_double(170.0);
  const Judgement judgement = judged(series);
  REQUIRE(judgement.anomalies.size() == 1);
  CHECK(judgement.anomalies[0].first_day == series.days[205]);
}

TEST_CASE("too little on the newest day is no news yet, too much is", "[unit]") {
  billing::Series series = made_up_series({200}, 15);
  series.costs.back() = Money();
  CHECK(events_in(judged(series), series, 199, 199) == 0);
  series.costs.back() = Money::from_double(400.0);
  CHECK(events_in(judged(series), series, 199, 199) == 1);
}

TEST_CASE("monthly costs are shown but not judged", "[unit]") {
  billing::Series series;
  for (int month = 0; month < 30; ++month) {
    series.days.push_back(*make_day(2023 + month / 12, month % 12 + 1, 1));
    series.costs.push_back(Money::from_double(100.0 + month));
  }
  const Judgement judgement = judged(series);
  CHECK_FALSE(judgement.fitted);
  CHECK(judgement.note.find("31 days apart") != std::string::npos);
}

TEST_CASE("expected costs stay near the costs seen, or there is no model", "[property]") {
  CHECK(rc::check([] {
    // Few days, far apart in time, in odd patterns: what a sparse bill may look like.
    const auto gaps = *rc::gen::container<std::vector<int>>(25, rc::gen::inRange(1, 4));
    const auto costs = *rc::gen::container<std::vector<int>>(
        25, rc::gen::weightedElement<int>({{5, 1}, {3, 20}, {1, 1000}, {1, 0}}));
    billing::Series series;
    Day day = *make_day(2025, 1, 1);
    double largest = 0.0;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      day = day + gaps[i];
      series.days.push_back(day);
      series.costs.push_back(Money::from_double(costs[i]));
      largest = std::max(largest, static_cast<double>(costs[i]));
    }
    const Judgement judgement = judged(series);
    for (const double expected : judgement.expected) {
      RC_ASSERT(std::isfinite(expected));
      RC_ASSERT(std::fabs(expected) <= 100.0 * largest + 100.0);
    }
  }));
}

TEST_CASE("thirteen days are shown but not judged, and the note says why", "[unit]") {
  const Judgement short_one = judged(made_up_series({13}, 7));
  CHECK_FALSE(short_one.fitted);
  CHECK(short_one.expected.empty());
  CHECK(short_one.note.find("13 days") != std::string::npos);
  CHECK(short_one.note.find("14") != std::string::npos);
  CHECK(judged(made_up_series({14}, 7)).fitted);
}

TEST_CASE("series of nothing, of one constant and of credits are judged without NaN", "[unit]") {
  billing::Series series = made_up_series({60}, 8);
  SECTION("all zeros") {
    std::fill(series.costs.begin(), series.costs.end(), Money());
    CHECK(judged(series).anomalies.empty());
  }
  SECTION("one constant") {
    std::fill(series.costs.begin(), series.costs.end(), Money::from_double(12.34));
    CHECK(judged(series).anomalies.empty());
  }
  SECTION("credits") {
    for (Money& cost : series.costs) cost = -cost;
  }
  const Judgement judgement = judged(series);
  REQUIRE(judgement.fitted);
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    CHECK(std::isfinite(judgement.expected[i]));
    CHECK(judgement.lower[i] <= judgement.expected[i]);
    CHECK(judgement.upper[i] >= judgement.expected[i]);
  }
}

TEST_CASE("a series that never was negative is not expected to become so", "[unit]") {
  const Judgement judgement = judged(made_up_series({120, 5.0, 0.0, 0.0, 0.6, 0.0}, 9));
  CHECK(*std::min_element(judgement.lower.begin(), judgement.lower.end()) >= 0.0);
  CHECK(*std::min_element(judgement.expected.begin(), judgement.expected.end()) >= 0.0);
}

TEST_CASE("a wider band raises no more than a narrower one", "[unit]") {
  const billing::Series series = made_up_series({365, 100.0, 0.0, 0.6, 0.2, 0.0}, 10);
  const auto outside = [&](double width) {
    const Judgement judgement = judged(series, {width, 0.0, 0.0});
    int days = 0;
    for (std::size_t i = 0; i < series.days.size(); ++i) {
      const double actual = series.costs[i].to_double();
      days += actual < judgement.lower[i] || actual > judgement.upper[i] ? 1 : 0;
    }
    return days;
  };
  CHECK(outside(0.8) > outside(0.95));
  CHECK(outside(0.95) >= outside(0.999));
  // Calibration in the middle, where any distribution must hold.
  CHECK(outside(0.8) == Approx(73).margin(35));
}

TEST_CASE("the widest band there is has bounds and raises nothing", "[unit]") {
  const billing::Series series = made_up_series({365, 100.0, 0.0, 0.6, 0.05, 0.0}, 10);
  const Judgement judgement = judged(series, {std::nextafter(1.0, 0.0), 0.0, 0.0});
  CHECK(judgement.anomalies.empty());
  for (const double bound : judgement.upper) CHECK(std::isfinite(bound));
  for (const double bound : judgement.lower) CHECK(std::isfinite(bound));
}

TEST_CASE("a bill that rests on German holidays is judged by them when they are chosen", "[unit]") {
  DetectOptions german;
  german.holidays = "DE";
  german.calendar = std::make_shared<const HolidayCalendar>(
      HolidayCalendar::parse(country_holidays_text()).value());
  billing::Series series = made_up_series({800, 100.0, 0.0, 0.4, 0.03, 0.0}, 18);
  std::set<Day> rests;
  for (const int year : {2025, 2026, 2027}) {
    const std::vector<NamedDay> holidays = german.calendar->holidays("DE", year).value();
    for (const NamedDay& holiday : holidays) rests.insert(holiday.day);
  }
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    const bool is_workday = weekday(series.days[i]) < Weekday::kSaturday;
    if (is_workday && rests.count(series.days[i]) == 1) {
      series.costs[i] = Money::from_double(0.4 * series.costs[i].to_double());
    }
  }
  const auto drops_at_rest = [&](const DetectOptions& options) {
    const Judgement judgement = judged(series, options);
    return std::count_if(
        judgement.anomalies.begin(), judgement.anomalies.end(), [&rests](const Anomaly& anomaly) {
          return anomaly.kind == AnomalyKind::kDrop && rests.count(anomaly.first_day) == 1;
        });
  };
  CHECK(drops_at_rest({}) >= 8);
  // Those that the bill holds on a workday only once are no rule.
  CHECK(drops_at_rest(german) <= 3);
}

TEST_CASE("one cache serves bills of several regions", "[unit]") {
  const billing::Series series = made_up_series({800}, 19);
  DetectOptions none;
  none.holidays = "none";
  DesignCache designs;
  const std::vector<double> american = judge(series, {}, designs).expected;
  const std::vector<double> without = judge(series, none, designs).expected;
  CHECK(without != american);
  CHECK(without == judged(series, none).expected);
  CHECK(judge(series, {}, designs).expected == american);
}

TEST_CASE("a region whose holidays are not known is refused with those that are", "[unit]") {
  DetectOptions options;
  options.holidays = "DE-BY";
  const Result<void> without_calendar = validate(options);
  REQUIRE_FALSE(without_calendar.has_value());
  CHECK(without_calendar.error().code == ErrorCode::kInvalidOption);
  CHECK(without_calendar.error().message.find("not loaded") != std::string::npos);
  options.calendar = std::make_shared<const HolidayCalendar>(
      HolidayCalendar::parse(country_holidays_text()).value());
  CHECK(validate(options).has_value());
  options.holidays = "DE-XX";
  const Result<void> unknown = validate(options);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().advice.find("DE-BY") != std::string::npos);
  CHECK(unknown.error().advice.find("none") != std::string::npos);
}

TEST_CASE("detection options out of their range are refused by name", "[unit]") {
  CHECK(validate(DetectOptions{}).has_value());
  for (const DetectOptions& options :
       {DetectOptions{0.0, 1.0, 1.0}, DetectOptions{1.0, 1.0, 1.0}, DetectOptions{0.9, -1.0, 1.0},
        DetectOptions{0.9, 1.0, -1.0}, DetectOptions{0.9, std::nan(""), 1.0}}) {
    const Result<void> valid = validate(options);
    REQUIRE_FALSE(valid.has_value());
    CHECK(valid.error().code == ErrorCode::kInvalidOption);
  }
}

}  // namespace expense::detection
