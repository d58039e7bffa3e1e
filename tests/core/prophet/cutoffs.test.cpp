// Tests of cutoffs: Prophet's placement and its defaults, gaps, given cutoffs, refusals.
#include "prophet/cutoffs.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "reference_case.h"

namespace expense::prophet {
namespace {

constexpr std::int64_t kDay = Timestamp::kSecondsPerDay;

Timestamp at(const std::string& text) { return *parse_timestamp(text); }

std::int64_t seconds_of(const nlohmann::json& days) {
  return std::llround(days.get<double>() * double{kDay});
}

std::vector<Timestamp> timestamps_of(const nlohmann::json& texts) {
  std::vector<Timestamp> times;
  for (const auto& text : texts) times.push_back(at(text.get<std::string>()));
  return times;
}

std::vector<Timestamp> regular(Timestamp first, std::int64_t step, int rows) {
  std::vector<Timestamp> dates;
  for (int i = 0; i < rows; ++i) dates.push_back(Timestamp{first.seconds + i * step});
  return dates;
}

// The first hundred trading days from 2012-05-18.
std::vector<Timestamp> hundred_trading_days() {
  const std::vector<Timestamp> closed = {at("2012-05-28"), at("2012-07-04"), at("2012-09-03")};
  std::vector<Timestamp> dates;
  for (Timestamp day = at("2012-05-18"); dates.size() < 100; day.seconds += kDay) {
    if (weekday(day.day()) >= Weekday::kSaturday) continue;
    if (std::find(closed.begin(), closed.end(), day) == closed.end()) dates.push_back(day);
  }
  return dates;
}

CutoffOptions days(std::int64_t horizon, std::optional<std::int64_t> period = {},
                   std::optional<std::int64_t> initial = {}) {
  CutoffOptions options{horizon * kDay, {}, {}};
  if (period) options.period_seconds = *period * kDay;
  if (initial) options.initial_seconds = *initial * kDay;
  return options;
}

}  // namespace

TEST_CASE("cutoffs equal Prophet's", "[golden][cutoffs]") {
  const auto fixtures = read_json(std::string(EXPENSE_TEST_DATA) + "/prophet/units.json");
  REQUIRE(fixtures["cutoffs"].size() == 6);
  for (const auto& fixture : fixtures["cutoffs"]) {
    INFO(fixture["label"]);
    const auto& ds = fixture["ds"];
    const std::vector<Timestamp> dates =
        ds.is_array()
            ? timestamps_of(ds)
            : regular(at(ds["first"].get<std::string>()), seconds_of(ds["step_days"]), ds["rows"]);
    const CutoffOptions options{seconds_of(fixture["horizon_days"]),
                                seconds_of(fixture["period_days"]),
                                seconds_of(fixture["initial_days"])};
    const auto made = make_cutoffs(dates, options, 7.0);
    if (fixture.contains("error")) {
      REQUIRE_FALSE(made);
      CHECK(made.error().code == ErrorCode::kTooLittleHistory);
      const std::string what = fixture["error"] == "horizon" ? "is longer than" : "no cutoff";
      CHECK_THAT(made.error().message, Catch::Contains(what));
    } else {
      REQUIRE(made);
      CHECK(made->cutoffs == timestamps_of(fixture["cutoffs"]));
    }
  }
}

// Checklist 62.
TEST_CASE("cutoffs keep the initial window, the period and the horizon", "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  const auto made = make_cutoffs(dates, days(4, 10, 115), 7.0);
  REQUIRE(made);
  CHECK(made->cutoffs ==
        std::vector<Timestamp>{at("2012-09-15"), at("2012-09-25"), at("2012-10-05")});
  CHECK(made->cutoffs.front() - dates.front() >= 115 * kDay);
  CHECK(made->cutoffs[1] - made->cutoffs[0] >= 10 * kDay);
  CHECK(made->cutoffs[2] - made->cutoffs[1] >= 10 * kDay);
  CHECK(dates.back() - made->cutoffs.back() == 4 * kDay);
}

// Checklist 63.
TEST_CASE("a longer initial window leaves fewer cutoffs, and too long a one none",
          "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  const auto one = make_cutoffs(dates, days(4, 10, 135), 7.0);
  REQUIRE(one);
  CHECK(one->cutoffs == std::vector<Timestamp>{at("2012-10-05")});
  const auto none = make_cutoffs(dates, days(10, 10, 140), 7.0);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::kTooLittleHistory);
  CHECK(none.error().message ==
        "A history of 144 days has no cutoff with an initial window of 140 days before it and a "
        "horizon of 10 days after it.");
}

// Checklist 69.
TEST_CASE("by default the initial window is three horizons and the period half of one",
          "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  const auto made = make_cutoffs(dates, days(32, 10), 7.0);
  REQUIRE(made);
  CHECK(made->cutoffs == make_cutoffs(dates, days(32, 10, 96), 7.0)->cutoffs);
  CHECK(made->cutoffs != make_cutoffs(dates, days(32, 10, 76), 7.0)->cutoffs);
  CHECK(make_cutoffs(dates, days(10), 7.0)->cutoffs ==
        make_cutoffs(dates, days(10, 5, 30), 7.0)->cutoffs);
}

TEST_CASE("the default initial window holds the longest seasonality", "[unit][cutoffs]") {
  const auto dates = regular(at("2021-01-01"), kDay, 800);
  const auto made = make_cutoffs(dates, days(30), 365.25);
  REQUIRE(made);
  CHECK_FALSE(made->initial_is_short);
  CHECK(made->cutoffs.front() - dates.front() >= 366 * kDay);
  CHECK(made->cutoffs.front() - dates.front() < 366 * kDay + 15 * kDay);
}

TEST_CASE("an initial window shorter than the longest seasonality is told", "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  CHECK(make_cutoffs(dates, days(4, 10, 30), 30.5)->initial_is_short);
  CHECK_FALSE(make_cutoffs(dates, days(4, 10, 31), 30.5)->initial_is_short);
  CHECK_FALSE(make_cutoffs(dates, days(4, 10, 7), 7.0)->initial_is_short);
  CHECK_FALSE(make_cutoffs(dates, days(4, 10, 0), 0.0)->initial_is_short);
  CHECK(check_cutoffs(dates, {at("2012-05-24"), at("2012-08-01")}, kDay, 7.0)->initial_is_short);
  CHECK_FALSE(check_cutoffs(dates, {at("2012-05-25")}, 4 * kDay, 7.0)->initial_is_short);
}

TEST_CASE("without an initial window a cutoff may fall on the first date", "[unit][cutoffs]") {
  const std::vector<Timestamp> dates = {at("2021-01-01"), at("2021-01-11"), at("2021-01-12")};
  CHECK(make_cutoffs(dates, days(1, 10, 0), 7.0)->cutoffs ==
        std::vector<Timestamp>{at("2021-01-01"), at("2021-01-11")});
  CHECK(make_cutoffs(dates, days(1, 5, 0), 7.0)->cutoffs ==
        std::vector<Timestamp>{at("2021-01-11")});
  CHECK(make_cutoffs(dates, days(11, 5, 0), 7.0)->cutoffs ==
        std::vector<Timestamp>{at("2021-01-01")});
  CHECK_FALSE(make_cutoffs(dates, days(12, 5, 0), 7.0));
}

// Checklist 70.
TEST_CASE("given cutoffs are used as they are", "[unit][cutoffs]") {
  const std::vector<Timestamp> given = {at("2012-08-02"), at("2012-07-31 12:00")};
  const auto checked = check_cutoffs(hundred_trading_days(), given, 32 * kDay, 7.0);
  REQUIRE(checked);
  CHECK(checked->cutoffs == given);
}

TEST_CASE("given cutoffs lie after the first date and a horizon before the last",
          "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  const Timestamp inside = at("2012-08-01");
  CHECK(check_cutoffs(dates, {Timestamp{dates.front().seconds + 1}, inside}, kDay, 7.0));
  CHECK(check_cutoffs(dates, {inside, Timestamp{dates.back().seconds - kDay}}, kDay, 7.0));
  const auto early = check_cutoffs(dates, {inside, dates.front()}, kDay, 7.0);
  REQUIRE_FALSE(early);
  CHECK(early.error().message ==
        "The cutoff 2012-05-18 does not come after the first date of the history, 2012-05-18.");
  const auto late =
      check_cutoffs(dates, {inside, Timestamp{dates.back().seconds - kDay + 1}}, kDay, 7.0);
  REQUIRE_FALSE(late);
  CHECK(late.error().message ==
        "After the cutoff 2012-10-08 00:00:01 the history does not last for the horizon of 1 day.");
  CHECK_FALSE(check_cutoffs(dates, {}, kDay, 7.0));
  CHECK_FALSE(check_cutoffs(dates, {inside}, 0, 7.0));
  CHECK_FALSE(check_cutoffs({}, {inside}, kDay, 7.0));
}

TEST_CASE("settings that place no cutoffs are refused", "[unit][cutoffs]") {
  const auto dates = hundred_trading_days();
  const auto code_of = [&](const CutoffOptions& options) {
    const auto made = make_cutoffs(dates, options, 7.0);
    REQUIRE_FALSE(made);
    CHECK_FALSE(made.error().advice.empty());
    return made.error().code;
  };
  CHECK(code_of(days(0)) == ErrorCode::kInvalidOption);
  CHECK(code_of(days(-3)) == ErrorCode::kInvalidOption);
  CHECK(code_of(days(4, 0)) == ErrorCode::kInvalidOption);
  CHECK(code_of(days(4, -1)) == ErrorCode::kInvalidOption);
  CHECK(code_of(days(4, 4, -1)) == ErrorCode::kInvalidOption);
  CHECK(code_of({1, {}, {}}) == ErrorCode::kInvalidOption);      // Half a second apart.
  CHECK(code_of({kDay, 1, kDay}) == ErrorCode::kInvalidOption);  // Millions of cutoffs.
  CHECK(code_of(days(145, 10, 0)) == ErrorCode::kTooLittleHistory);
  CHECK(make_cutoffs({}, days(4), 7.0).error().code == ErrorCode::kTooLittleHistory);
}

TEST_CASE("the largest settings are refused or lead nowhere", "[unit][cutoffs]") {
  const auto dates = regular(at("1950-01-01"), kDay, 100);
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  CHECK_FALSE(make_cutoffs(dates, {kMost, {}, {}}, 7.0));
  CHECK_FALSE(make_cutoffs(dates, {kDay, kDay, kMost}, 7.0));
  CHECK(make_cutoffs(dates, {kDay, kMost, 0}, 7.0)->cutoffs ==
        std::vector<Timestamp>{Timestamp{dates.back().seconds - kDay}});
}

TEST_CASE("every cutoff has history before it and rows within its horizon", "[property][cutoffs]") {
  CHECK(rc::check([] {
    auto dates =
        *rc::gen::nonEmpty<std::vector<Timestamp>>(rc::gen::container<std::vector<Timestamp>>(
            rc::gen::map(rc::gen::inRange<std::int64_t>(-400, 400),
                         [](std::int64_t hour) { return Timestamp{hour * 3'600}; })));
    std::sort(dates.begin(), dates.end());
    const CutoffOptions options{*rc::gen::inRange<std::int64_t>(1, 100) * 3'600,
                                *rc::gen::inRange<std::int64_t>(1, 100) * 3'600,
                                *rc::gen::inRange<std::int64_t>(1, 200) * 3'600};
    const auto made = make_cutoffs(dates, options, 1.0);
    if (!made) {
      RC_ASSERT(made.error().code == ErrorCode::kTooLittleHistory);
      return;
    }
    RC_ASSERT(made->cutoffs.back() == (Timestamp{dates.back().seconds - options.horizon_seconds}));
    for (std::size_t i = 0; i < made->cutoffs.size(); ++i) {
      const Timestamp cutoff = made->cutoffs[i];
      RC_ASSERT(cutoff - dates.front() >= *options.initial_seconds);
      if (i > 0) RC_ASSERT(cutoff - made->cutoffs[i - 1] >= *options.period_seconds);
      const auto next = std::upper_bound(dates.begin(), dates.end(), cutoff);
      RC_ASSERT(next != dates.end());
      RC_ASSERT(*next - cutoff <= options.horizon_seconds);
    }
    std::vector<Timestamp> twice;
    for (const Timestamp date : dates) twice.insert(twice.end(), 2, date);
    RC_ASSERT(make_cutoffs(twice, options, 1.0)->cutoffs == made->cutoffs);
  }));
}

}  // namespace expense::prophet
