// Tests of cross-validation: which rows are learned from and forecast, what each fit is, Prophet's
// counts, refusals.
#include "prophet/cross_validation.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "prophet/performance_metrics.h"
#include "prophet/refit_options.h"
#include "reference_case.h"

namespace expense::prophet {
namespace {

constexpr std::int64_t kDay = Timestamp::kSecondsPerDay;

// Costs with a bend, a week, and noise that repeats only after 101 rows.
double made_up_value(int i) {
  return 30.0 + 0.05 * i - 0.08 * std::max(0, i - 55) + 1.5 * (i % 5) + (i * 37 % 101) / 40.0;
}

Table daily(int rows) {
  Table table;
  for (int i = 0; i < rows; ++i) {
    table.ds.push_back(Timestamp{parse_timestamp("2024-01-01")->seconds + i * kDay});
    table.y.push_back(made_up_value(i) + (i % 7 > 4 ? -6.0 : 0.0));
  }
  return table;
}

// A hundred business days with the dates of Prophet's own test series, and that series itself where
// the reference lies beside the checkout.
std::vector<Table> hundred_business_days() {
  Table made_up;
  const std::set<std::string> closed = {"2012-05-28", "2012-07-04", "2012-09-03"};
  for (Day day = *make_day(2012, 5, 18); made_up.ds.size() < 100; day = day + 1) {
    if (weekday(day) >= Weekday::kSaturday || closed.count(to_iso_string(day)) > 0) continue;
    made_up.y.push_back(made_up_value(static_cast<int>(made_up.ds.size())));
    made_up.ds.push_back(Timestamp::midnight(day));
  }
  std::vector<Table> tables = {made_up};
  const std::string file = std::string(EXPENSE_SHARED_PROPHET) + "/data/test_daily_510.csv";
  if (!file_exists(file)) {
    WARN("the reference series is not there; a made-up one is used alone");
    return tables;
  }
  Table series = *analysis::read_history_csv(read_file(file));
  series.ds.resize(100);
  series.y.resize(100);
  CHECK(series.ds == made_up.ds);
  tables.push_back(series);
  return tables;
}

CrossValidationOptions days(int horizon, int period, int initial) {
  CrossValidationOptions options;
  options.placing = {horizon * kDay, period * kDay, initial * kDay};
  return options;
}

CrossValidationOptions cutoffs_at(int horizon, const std::vector<std::string>& cutoffs) {
  CrossValidationOptions options;
  options.placing.horizon_seconds = horizon * kDay;
  options.cutoffs.emplace();
  for (const std::string& cutoff : cutoffs) options.cutoffs->push_back(*parse_timestamp(cutoff));
  return options;
}

Options without_intervals() {
  Options options;
  options.uncertainty_samples = 0;
  return options;
}

std::vector<Timestamp> distinct(std::vector<Timestamp> times) {
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

Table rows_up_to(const Table& table, Timestamp last) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < table.ds.size(); ++i) {
    if (table.ds[i] <= last) rows.push_back(i);
  }
  return select_rows(table, rows);
}

// What comes of a cutoff when it is done by hand: rows with cutoff < ds <= cutoff + horizon.
void check_against_own_fits(const Table& history, const Model& whole,
                            const CrossValidation& table) {
  std::size_t row = 0;
  for (const Timestamp cutoff : distinct(table.cutoff)) {
    const Model model = *fit(rows_up_to(history, cutoff), refit_options(whole, cutoff));
    for (; row < table.ds.size() && table.cutoff[row] == cutoff; ++row) {
      const auto at = static_cast<std::size_t>(
          std::find(history.ds.begin(), history.ds.end(), table.ds[row]) - history.ds.begin());
      const Forecast expected = *forecast(model, select_rows(history, std::vector{at}));
      CHECK(table.yhat[static_cast<Eigen::Index>(row)] == Approx(expected.yhat[0]).epsilon(1e-12));
    }
  }
  CHECK(row == table.ds.size());
}

ErrorCode refused(const Model& model, const CrossValidationOptions& options) {
  const auto table = cross_validate(model, options);
  REQUIRE_FALSE(table);
  INFO(table.error().message);
  CHECK_FALSE(table.error().advice.empty());
  return table.error().code;
}

}  // namespace

// Checklist 62.
TEST_CASE("each forecast lies within the horizon after its cutoff, beside the y that came",
          "[unit][cross_validation]") {
  for (const Table& history : hundred_business_days()) {
    const Model model = *fit(history, Options{});
    const CrossValidation table = *cross_validate(model, days(4, 10, 115));
    const std::vector<Timestamp> cutoffs = distinct(table.cutoff);
    REQUIRE(cutoffs.size() == 3);
    CHECK(cutoffs.front() - history.ds.front() >= 115 * kDay);
    for (std::size_t i = 1; i < cutoffs.size(); ++i) {
      CHECK(cutoffs[i] - cutoffs[i - 1] >= 10 * kDay);
    }
    std::int64_t longest = 0;
    for (std::size_t i = 0; i < table.ds.size(); ++i) {
      CHECK(table.cutoff[i] < table.ds[i]);
      longest = std::max(longest, table.ds[i] - table.cutoff[i]);
      const auto at = std::find(history.ds.begin(), history.ds.end(), table.ds[i]);
      REQUIRE(at != history.ds.end());
      CHECK(table.y[static_cast<Eigen::Index>(i)] ==
            history.y[static_cast<std::size_t>(at - history.ds.begin())]);
    }
    CHECK(longest == 4 * kDay);
  }
}

// Checklist 63.
TEST_CASE("a longer initial window leaves fewer cutoffs, and then none",
          "[unit][cross_validation]") {
  for (const Table& history : hundred_business_days()) {
    const Model model = *fit(history, without_intervals());
    CHECK(distinct(cross_validate(model, days(4, 10, 135))->cutoff).size() == 1);
    CHECK(refused(model, days(10, 10, 140)) == ErrorCode::kTooLittleHistory);
  }
}

// Checklist 64: there is one way to walk the cutoffs, and each stands for itself.
TEST_CASE("a cutoff's forecasts and their intervals do not depend on the other cutoffs",
          "[unit][cross_validation]") {
  const Model model = *fit(daily(90), Options{});
  const CrossValidation both = *cross_validate(model, cutoffs_at(5, {"2024-03-01", "2024-03-11"}));
  const CrossValidation second = *cross_validate(model, cutoffs_at(5, {"2024-03-11"}));
  REQUIRE(both.yhat.size() == 10);
  REQUIRE(second.yhat.size() == 5);
  CHECK(both.yhat.tail(5) == second.yhat);
  CHECK(both.yhat_lower.tail(5) == second.yhat_lower);
  CHECK(both.yhat_upper.tail(5) == second.yhat_upper);
  CHECK((second.yhat_lower.array() < second.yhat_upper.array()).all());
}

// Checklist 65.
TEST_CASE("there is one step and one fit for each cutoff, and the table grows with each",
          "[unit][cross_validation]") {
  for (const Table& history : hundred_business_days()) {
    const Model model = *fit(history, without_intervals());
    for (const auto& [period, expected] : {std::pair(10, 3U), std::pair(4, 7U)}) {
      auto validator = CrossValidator::make(model, days(4, period, 115));
      REQUIRE(validator);
      CHECK(validator->cutoffs().cutoffs.size() == expected);
      CHECK(validator->table().ds.empty());
      for (std::size_t done = 1; !validator->is_done(); ++done) {
        const std::size_t before = validator->table().ds.size();
        REQUIRE(validator->step());
        CHECK(validator->done_count() == done);
        CHECK(validator->table().ds.size() > before);
      }
      CHECK(distinct(validator->table().cutoff) == validator->cutoffs().cutoffs);
      CHECK(validator->table().yhat == cross_validate(model, days(4, period, 115))->yhat);
    }
  }
}

// Checklist 66.
TEST_CASE("further columns of the forecast are there by name", "[unit][cross_validation]") {
  const Table history = daily(60);
  const Model model = *fit(history, Options{});
  CrossValidationOptions options = days(4, 10, 40);
  options.extra_output_columns = {"trend", "weekly", "weekly_upper"};
  const CrossValidation table = *cross_validate(model, options);
  REQUIRE(table.extra_columns.size() == 3);
  CHECK(table.extra_columns[0].name == "trend");
  const Eigen::VectorXd sum = table.extra_columns[0].values + table.extra_columns[1].values;
  REQUIRE(sum.size() == table.yhat.size());
  CHECK((sum - table.yhat).cwiseAbs().maxCoeff() < 1e-9);
  CHECK(table.extra_columns[2].values == table.extra_columns[1].values);

  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"yearly"}, {"yhat"}, {"trend", "trend"}}) {
    options.extra_output_columns = names;
    CHECK(refused(model, options) == ErrorCode::kInvalidOption);
  }
}

// Checklist 67.
TEST_CASE("logistic and flat growth are cross-validated like linear", "[unit][cross_validation]") {
  const Growth growth = GENERATE(Growth::kLogistic, Growth::kFlat);
  Options options = without_intervals();
  options.growth = growth;
  for (Table history : hundred_business_days()) {
    history.columns["cap"] = std::vector<double>(100, 60.0);
    const Model model = *fit(history, options);
    const CrossValidation table = *cross_validate(model, days(1, 1, 140));
    CHECK(distinct(table.cutoff).size() == 2);
    check_against_own_fits(history, model, table);
  }
}

// Checklist 68.
TEST_CASE("regressors and conditional seasonalities pass through cross-validation",
          "[unit][cross_validation]") {
  Options options = without_intervals();
  options.regressors = {{"extra", {}, {}, {}}, {"late", {}, {}, {}}};
  options.seasonalities = {{"conditional_weekly", 7.0, 3, {}, {}, "is_conditional_week"}};
  for (Table history : hundred_business_days()) {
    for (int i = 0; i < 100; ++i) {
      history.columns["extra"].push_back(i * 13 % 29);
      history.columns["late"].push_back(i < 99 ? 4.0 : 5.0);  // Constant in every window.
      history.columns["is_conditional_week"].push_back(i / 7 % 2);
    }
    const Model model = *fit(history, options);
    const CrossValidation table = *cross_validate(model, days(4, 4, 135));
    CHECK(distinct(table.cutoff).size() == 2);
    check_against_own_fits(history, model, table);
  }
}

// Checklist 70.
TEST_CASE("given cutoffs are cross-validated as they are", "[unit][cross_validation]") {
  for (const Table& history : hundred_business_days()) {
    const Model model = *fit(history, without_intervals());
    const auto given = cutoffs_at(32, {"2012-07-31", "2012-08-31"});
    const CrossValidation table = *cross_validate(model, given);
    CHECK(distinct(table.cutoff) == *given.cutoffs);
    CHECK(refused(model, cutoffs_at(32, {"2012-10-09"})) == ErrorCode::kInvalidOption);
  }
}

// Checklist 71.
TEST_CASE("without uncertainty there are no bounds and no coverage", "[unit][cross_validation]") {
  const Table history = daily(60);
  const auto options = days(4, 10, 40);
  const CrossValidation plain = *cross_validate(*fit(history, without_intervals()), options);
  CHECK(plain.yhat_lower.size() == 0);
  CHECK(plain.yhat_upper.size() == 0);
  const CrossValidation whole = *cross_validate(*fit(history, Options{}), options);
  CHECK(whole.yhat_lower.size() == whole.yhat.size());
  CHECK(plain.yhat == whole.yhat);
  const auto has_coverage = [](const CrossValidation& table) {
    const PerformanceMetrics metrics = *performance_metrics(table, {});
    return std::any_of(metrics.columns.begin(), metrics.columns.end(),
                       [](const NamedColumn& column) { return column.name == "coverage"; });
  };
  CHECK_FALSE(has_coverage(plain));
  CHECK(has_coverage(whole));
}

TEST_CASE("a window shorter than two years keeps the yearly seasonality of the whole history",
          "[unit][cross_validation]") {
  const Table history = daily(740);
  const Model model = *fit(history, without_intervals());
  CrossValidationOptions options = cutoffs_at(10, {"2025-06-01"});
  options.extra_output_columns = {"yearly"};
  const CrossValidation table = *cross_validate(model, options);
  CHECK(table.extra_columns[0].values.cwiseAbs().minCoeff() > 0.0);
  check_against_own_fits(history, model, table);
}

TEST_CASE(
    "each fit scales like the whole one and places changepoints anew, given ones only before "
    "its end",
    "[unit][cross_validation]") {
  Options options = without_intervals();
  options.scaling = GENERATE(Scaling::kAbsmax, Scaling::kMinmax);
  if (GENERATE(false, true)) {
    options.changepoints = {*parse_timestamp("2024-01-20"), *parse_timestamp("2024-02-20")};
  }
  Table history = daily(60);
  for (double& y : history.y) y += 1000.0;
  const Model model = *fit(history, options);
  check_against_own_fits(history, model, *cross_validate(model, days(6, 12, 20)));
}

TEST_CASE("what comes after a cutoff has no part in its forecasts", "[unit][cross_validation]") {
  Table history = daily(60);
  const auto options = cutoffs_at(6, {"2024-02-10"});
  const CrossValidation before = *cross_validate(*fit(history, Options{}), options);
  for (std::size_t i = 41; i < 60; ++i) history.y[i] *= 7.0;
  const CrossValidation after = *cross_validate(*fit(history, Options{}), options);
  CHECK(after.yhat == before.yhat);
  CHECK(after.yhat_lower == before.yhat_lower);
  CHECK(after.y.isApprox(7.0 * before.y, 1e-15));
}

TEST_CASE("rows without y are neither learned from nor forecast, repeated dates are both",
          "[unit][cross_validation]") {
  Table history = concatenate(daily(60), daily(60));
  for (std::size_t i = 60; i < 120; ++i) history.y[i] += 1.0;
  history.y[52] = std::nan("");
  const Model model = *fit(history, without_intervals());
  const CrossValidation table = *cross_validate(model, cutoffs_at(4, {"2024-02-20"}));
  REQUIRE(table.y.size() == 7);
  CHECK(table.ds[2] == *parse_timestamp("2024-02-22"));
  CHECK(table.ds[3] == *parse_timestamp("2024-02-23"));
  CHECK(table.y[1] == table.y[0] + 1.0);
  CHECK(table.yhat[1] == table.yhat[0]);
}

TEST_CASE("a cutoff with fewer than 2 rows before it, or none after it, is refused by its date",
          "[unit][cross_validation]") {
  const Table all = daily(60);
  std::vector<std::size_t> kept = {0};  // Nothing from the 2nd to the 20th day.
  for (std::size_t i = 20; i < 60; ++i) kept.push_back(i);
  const Model model = *fit(select_rows(all, kept), without_intervals());
  CHECK(refused(model, cutoffs_at(30, {"2024-01-02"})) == ErrorCode::kTooLittleHistory);
  const auto early = cross_validate(model, cutoffs_at(30, {"2024-01-02"}));
  CHECK_THAT(early.error().message,
             Catch::Contains("2024-01-02") && Catch::Contains("has 1 row with a value"));
  const auto empty = cross_validate(model, cutoffs_at(3, {"2024-02-10", "2024-01-05"}));
  REQUIRE_FALSE(empty);
  CHECK_THAT(empty.error().message, Catch::Contains("2024-01-05: No row"));
}

TEST_CASE("a cutoff that cannot be done leaves the table as it was", "[unit][cross_validation]") {
  auto validator = CrossValidator::make(*fit(daily(60), without_intervals()),
                                        cutoffs_at(3, {"2024-02-10", "2024-01-01 12:00"}));
  REQUIRE(validator);
  REQUIRE(validator->step());
  CHECK_FALSE(validator->step());
  CHECK(validator->table().ds.size() == 3);
  CHECK(validator->done_count() == 1);
  CHECK_FALSE(validator->is_done());
}

TEST_CASE("every row within a horizon is forecast once for each cutoff, whatever the options",
          "[property][cross_validation]") {
  const Table history = daily(50);
  Options plain = without_intervals();
  plain.n_changepoints = 3;
  const Model model = *fit(history, plain);
  CHECK(rc::check([&] {
    const int horizon = *rc::gen::inRange(1, 20);
    const auto options =
        days(horizon, *rc::gen::inRange(1, 25), *rc::gen::inRange(2, 50 - horizon));
    const auto table = cross_validate(model, options);
    RC_ASSERT(table.has_value());
    const std::vector<Timestamp> cutoffs = distinct(table->cutoff);
    RC_ASSERT(std::is_sorted(cutoffs.begin(), cutoffs.end()));
    RC_ASSERT(table->ds.size() == cutoffs.size() * static_cast<std::size_t>(horizon));
    for (std::size_t i = 0; i < table->ds.size(); ++i) {
      const auto ahead = static_cast<std::int64_t>(i) % horizon + 1;
      RC_ASSERT(table->ds[i] - table->cutoff[i] == ahead * kDay);
    }
  }));
}

}  // namespace expense::prophet
