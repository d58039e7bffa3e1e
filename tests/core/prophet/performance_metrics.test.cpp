// Tests of performance metrics: Prophet's figures, windows, own metrics, what is dropped or
// refused.
#include "prophet/performance_metrics.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "reference_case.h"

namespace expense::prophet {
namespace {

constexpr std::int64_t kDay = Timestamp::kSecondsPerDay;

using Names = std::vector<std::string>;

// Four cutoffs, from each of which four days are forecast; no two errors are alike.
CrossValidation four_by_four() {
  CrossValidation table;
  table.y.resize(16);
  table.yhat.resize(16);
  for (int i = 0; i < 16; ++i) {
    const Timestamp cutoff{parse_timestamp("2024-01-29")->seconds + i / 4 * 4 * kDay};
    table.cutoff.push_back(cutoff);
    table.ds.push_back(Timestamp{cutoff.seconds + (i % 4 + 1) * kDay});
    table.y[i] = 40.0 + (i * 7) % 16;
    table.yhat[i] = table.y[i] + ((i * 5) % 16 - 7.25) / 2.0;
  }
  table.yhat_lower = table.yhat.array() - 2.0;
  table.yhat_upper = table.yhat.array() + 2.0;
  return table;
}

MetricOptions with(std::optional<Names> metrics, double rolling_window = 0.1) {
  MetricOptions options;
  options.metrics = std::move(metrics);
  options.rolling_window = rolling_window;
  return options;
}

Names names_of(const PerformanceMetrics& result) {
  Names names;
  for (const NamedColumn& column : result.columns) names.push_back(column.name);
  return names;
}

const Eigen::VectorXd& column(const PerformanceMetrics& result, const std::string& name) {
  for (const NamedColumn& each : result.columns) {
    if (each.name == name) return each.values;
  }
  FAIL("no column " << name);
  return result.columns.front().values;
}

// |y - yhat| over the mean step from one y to the next.
MetricDefinition mase() {
  return {"mase",
          [](const CrossValidation& table) -> Result<Eigen::VectorXd> {
            const Eigen::Index steps = table.y.size() - 1;
            const double scale = (table.y.tail(steps) - table.y.head(steps)).cwiseAbs().mean();
            return Eigen::VectorXd((table.y - table.yhat).cwiseAbs() / scale);
          },
          Averaging::kMean};
}

const Names kAllMetrics = {"mse", "rmse", "mae", "mape", "mdape", "smape", "coverage"};

}  // namespace

TEST_CASE("performance metrics equal Prophet's to 1e-9", "[golden][metrics]") {
  const auto fixtures = read_json(std::string(EXPENSE_TEST_DATA) + "/prophet/units.json");
  const auto& fixture = fixtures["performance"];
  CrossValidation table;
  const auto column_of = [&](const char* name) {
    Eigen::VectorXd values(static_cast<Eigen::Index>(fixture["rows"].size()));
    for (Eigen::Index i = 0; i < values.size(); ++i) {
      values[i] = fixture["rows"][static_cast<std::size_t>(i)][name];
    }
    return values;
  };
  for (const auto& row : fixture["rows"]) {
    table.ds.push_back(*parse_timestamp(row["ds"].get<std::string>()));
    table.cutoff.push_back(*parse_timestamp(row["cutoff"].get<std::string>()));
  }
  table.y = column_of("y");
  table.yhat = column_of("yhat");
  table.yhat_lower = column_of("yhat_lower");
  table.yhat_upper = column_of("yhat_upper");

  REQUIRE(fixture["results"].size() == 6);
  for (const auto& expected : fixture["results"]) {
    INFO("rolling_window " << expected["rolling_window"]);
    const auto result = performance_metrics(table, with(std::nullopt, expected["rolling_window"]));
    REQUIRE(result);
    CHECK(names_of(*result) == kAllMetrics);
    std::vector<double> horizon_days;
    for (const std::int64_t seconds : result->horizon) {
      horizon_days.push_back(Timestamp{seconds}.days());
    }
    CHECK(horizon_days == expected["horizon_days"].get<std::vector<double>>());
    for (const auto& [name, values] : result->columns) {
      INFO(name);
      const auto wanted = expected[name].get<std::vector<double>>();
      REQUIRE(static_cast<std::size_t>(values.size()) == wanted.size());
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        CHECK(std::fabs(values[static_cast<Eigen::Index>(i)] - wanted[i]) < 1e-9);
      }
    }
  }
}

// Checklist 72.
TEST_CASE("without averaging there is one row for each forecast, by horizon", "[unit][metrics]") {
  const CrossValidation table = four_by_four();
  const auto result = performance_metrics(table, with(std::nullopt, -1.0));
  REQUIRE(result);
  CHECK(names_of(*result) == kAllMetrics);
  CHECK(result->dropped.empty());
  REQUIRE(result->horizon.size() == 16);
  for (Eigen::Index i = 0; i < 16; ++i) {
    CHECK(result->horizon[static_cast<std::size_t>(i)] == (i / 4 + 1) * kDay);
    const Eigen::Index row = i % 4 * 4 + i / 4;  // Equal horizons keep the order of the table.
    const double error = std::fabs(table.y[row] - table.yhat[row]);
    CHECK(column(*result, "mse")[i] == Approx(error * error));
    CHECK(column(*result, "rmse")[i] == Approx(error));
    CHECK(column(*result, "mae")[i] == Approx(error));
    CHECK(column(*result, "mape")[i] == Approx(error / table.y[row]));
    CHECK(column(*result, "mdape")[i] == column(*result, "mape")[i]);
    CHECK(column(*result, "coverage")[i] == (error <= 2.0 ? 1.0 : 0.0));
  }
}

TEST_CASE("rows of equal horizon keep their order", "[unit][metrics]") {
  CrossValidation table;
  table.ds.assign(100, Timestamp{kDay});
  table.cutoff.assign(100, Timestamp{0});
  table.y = Eigen::VectorXd::LinSpaced(100, 1.0, 100.0);
  table.yhat = Eigen::VectorXd::Zero(100);
  CHECK(column(*performance_metrics(table, with(Names{"mae"}, -1.0)), "mae") == table.y);
}

TEST_CASE("windows up to a horizon's size give one row for each horizon", "[unit][metrics]") {
  const CrossValidation table = four_by_four();
  const std::vector<std::int64_t> horizons = {kDay, 2 * kDay, 3 * kDay, 4 * kDay};
  const auto alone = performance_metrics(table, with(std::nullopt, 0.0));
  const auto fifth = performance_metrics(table, with(std::nullopt, 0.2));
  REQUIRE(alone);
  REQUIRE(fifth);
  CHECK(alone->horizon == horizons);
  CHECK(fifth->horizon == horizons);
  for (const std::string& name : kAllMetrics) {
    CHECK(column(*alone, name).isApprox(column(*fifth, name), 1e-12));
  }
}

TEST_CASE("the widest window averages all forecasts plainly", "[unit][metrics]") {
  const CrossValidation table = four_by_four();
  for (const double window : {1.0, 7.0, std::numeric_limits<double>::infinity()}) {
    const auto result = performance_metrics(table, with(std::nullopt, window));
    REQUIRE(result);
    CHECK(result->horizon == std::vector<std::int64_t>{4 * kDay});
    const Eigen::ArrayXd errors = (table.y - table.yhat).cwiseAbs();
    const Eigen::ArrayXd shares = errors / table.y.array();
    CHECK(column(*result, "mse")[0] == Approx(errors.square().mean()));
    CHECK(column(*result, "rmse")[0] == Approx(std::sqrt(errors.square().mean())));
    CHECK(column(*result, "mae")[0] == Approx(errors.mean()));
    CHECK(column(*result, "mape")[0] == Approx(shares.mean()));
    CHECK(column(*result, "coverage")[0] == Approx((errors <= 2.0).cast<double>().mean()));
    std::vector<double> sorted(shares.begin(), shares.end());
    std::sort(sorted.begin(), sorted.end());
    CHECK(column(*result, "mdape")[0] == Approx((sorted[7] + sorted[8]) / 2.0));
  }
}

TEST_CASE("a negative share of less than a row still averages each horizon", "[unit][metrics]") {
  CHECK(performance_metrics(four_by_four(), with(std::nullopt, -0.06))->horizon.size() == 4);
  CHECK(performance_metrics(four_by_four(), with(std::nullopt, -0.07))->horizon.size() == 16);
}

// Checklist 73.
TEST_CASE("chosen metrics give just their columns, in the order asked for", "[unit][metrics]") {
  const auto result = performance_metrics(four_by_four(), with(Names{"coverage", "mse"}));
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"coverage", "mse"});
}

TEST_CASE("an own metric is asked for like any other", "[unit][metrics]") {
  const CrossValidation table = four_by_four();
  MetricOptions options = with(Names{"mae", "mase"}, 1.0);
  options.own_metrics = {mase()};
  const auto result = performance_metrics(table, options);
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"mae", "mase"});
  double steps = 0.0;
  for (Eigen::Index i = 1; i < 16; ++i) steps += std::fabs(table.y[i] - table.y[i - 1]) / 15.0;
  CHECK(column(*result, "mase")[0] == Approx(column(*result, "mae")[0] / steps));
}

TEST_CASE("own metrics join the default ones", "[unit][metrics]") {
  MetricOptions options;
  options.own_metrics = {mase()};
  Names expected = kAllMetrics;
  expected.push_back("mase");
  CHECK(names_of(*performance_metrics(four_by_four(), options)) == expected);
}

TEST_CASE("an own metric may average by median or root, and say why it cannot be given",
          "[unit][metrics]") {
  const auto ones_and_nines = [](const CrossValidation& table) -> Result<Eigen::VectorXd> {
    Eigen::VectorXd terms = Eigen::VectorXd::Ones(table.y.size());
    terms.tail(7).setConstant(9.0);
    return terms;
  };
  const auto never = [](const CrossValidation&) -> Result<Eigen::VectorXd> {
    return fail(ErrorCode::kInvalidTable, "It rains.");
  };
  MetricOptions options = with(Names{"middle", "root", "dry"}, 1.0);
  options.own_metrics = {{"middle", ones_and_nines, Averaging::kMedian},
                         {"root", ones_and_nines, Averaging::kRootMean},
                         {"dry", never, Averaging::kMean}};
  const auto result = performance_metrics(four_by_four(), options);
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"middle", "root"});
  CHECK(column(*result, "middle")[0] == 1.0);
  CHECK(column(*result, "root")[0] == Approx(std::sqrt((9.0 + 63.0) / 16.0)));
  REQUIRE(result->dropped.size() == 1);
  CHECK(result->dropped[0].name == "dry");
  CHECK(result->dropped[0].reason == "It rains.");
}

// Checklist 74.
TEST_CASE("mape is dropped with a reason when a y is 0", "[unit][metrics]") {
  CrossValidation table = four_by_four();
  table.y[5] = 0.0;
  const auto result = performance_metrics(table, with(std::nullopt));
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"mse", "rmse", "mae", "mdape", "smape", "coverage"});
  REQUIRE(result->dropped.size() == 1);
  CHECK(result->dropped[0].name == "mape");
  CHECK(result->dropped[0].reason == "A y is 0 or almost 0, and no share of it can be given.");
  table.y[5] = -0.99e-8;
  CHECK(performance_metrics(table, with(std::nullopt))->dropped.size() == 1);
  table.y[5] = -1e-8;
  CHECK(performance_metrics(table, with(std::nullopt))->dropped.empty());
}

TEST_CASE("forecasts of nothing but zeros have no share of error, and no other error",
          "[unit][metrics]") {
  CrossValidation table = four_by_four();
  for (Eigen::VectorXd* each : {&table.y, &table.yhat, &table.yhat_lower, &table.yhat_upper}) {
    each->setZero();
  }
  const auto result = performance_metrics(table, with(std::nullopt));
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"mse", "rmse", "mae", "mdape", "smape", "coverage"});
  CHECK(column(*result, "smape") == Eigen::VectorXd::Zero(4));
  CHECK(column(*result, "rmse") == Eigen::VectorXd::Zero(4));
  CHECK(column(*result, "coverage") == Eigen::VectorXd::Ones(4));
  CHECK(column(*result, "mdape").array().isNaN().all());
}

TEST_CASE("nothing but dropped metrics gives no rows, and still the reason", "[unit][metrics]") {
  CrossValidation table = four_by_four();
  table.y[0] = 0.0;
  const auto result = performance_metrics(table, with(Names{"mape"}));
  REQUIRE(result);
  CHECK(result->columns.empty());
  CHECK(result->horizon.empty());
  CHECK(result->dropped.size() == 1);
}

TEST_CASE("coverage is dropped with a reason when there are no intervals", "[unit][metrics]") {
  CrossValidation table = four_by_four();
  table.yhat_lower.resize(0);
  table.yhat_upper.resize(0);
  const auto result = performance_metrics(table, with(std::nullopt));
  REQUIRE(result);
  CHECK(names_of(*result) == Names{"mse", "rmse", "mae", "mape", "mdape", "smape"});
  REQUIRE(result->dropped.size() == 1);
  CHECK(result->dropped[0].name == "coverage");
  CHECK(result->dropped[0].reason == "The forecasts have no intervals.");
}

// Checklist 75.
TEST_CASE("unknown and repeated metrics are refused", "[unit][metrics]") {
  const auto unknown = performance_metrics(four_by_four(), with(Names{"mse", "mean"}));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::kInvalidOption);
  CHECK(unknown.error().message == "The metric \"mean\" is unknown.");
  CHECK(unknown.error().advice == "Choose from mse, rmse, mae, mape, mdape, smape, coverage.");
  const auto twice = performance_metrics(four_by_four(), with(Names{"mse", "mae", "mse"}));
  REQUIRE_FALSE(twice);
  CHECK(twice.error().message == "The metric \"mse\" is asked for twice.");
}

TEST_CASE("own metrics need a name of their own and a term for each row", "[unit][metrics]") {
  MetricDefinition too_short = {"short", [](const CrossValidation&) -> Result<Eigen::VectorXd> {
                                  return Eigen::VectorXd(Eigen::VectorXd::Ones(3));
                                }};
  MetricDefinition taken = mase();
  taken.name = "mae";
  MetricDefinition horizon = mase();
  horizon.name = "horizon";
  MetricDefinition nameless = mase();
  nameless.name = "";
  const MetricDefinition empty = {"empty", nullptr};
  const std::vector<std::vector<MetricDefinition>> all = {{too_short}, {taken}, {horizon},
                                                          {nameless},  {empty}, {mase(), mase()}};
  for (const std::vector<MetricDefinition>& own_metrics : all) {
    MetricOptions options;
    options.own_metrics = own_metrics;
    const auto result = performance_metrics(four_by_four(), options);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::kInvalidOption);
  }
}

TEST_CASE("months are counted by the calendar", "[unit][metrics]") {
  CrossValidation table;
  for (const char* ds : {"2025-02-01", "2024-12-31", "2024-11-30", "2025-01-01"}) {
    table.ds.push_back(*parse_timestamp(ds));
    table.cutoff.push_back(*parse_timestamp("2024-11-15"));
  }
  table.y = Eigen::Vector4d(10.0, 10.0, 10.0, 10.0);
  table.yhat = Eigen::Vector4d(13.0, 11.0, 10.0, 12.0);
  MetricOptions options = with(Names{"mae"});
  options.monthly = true;
  const auto result = performance_metrics(table, options);
  REQUIRE(result);
  CHECK(result->horizon == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK(column(*result, "mae") == Eigen::Vector4d(0.0, 1.0, 2.0, 3.0));
}

TEST_CASE("tables that are none are refused", "[unit][metrics]") {
  const auto code_of = [](const CrossValidation& table) {
    const auto result = performance_metrics(table, MetricOptions{});
    REQUIRE_FALSE(result);
    return result.error().code;
  };
  CHECK(code_of(CrossValidation{}) == ErrorCode::kInvalidTable);
  CrossValidation uneven = four_by_four();
  uneven.yhat.conservativeResize(15);
  CHECK(code_of(uneven) == ErrorCode::kInvalidTable);
  CrossValidation half_intervals = four_by_four();
  half_intervals.yhat_upper.conservativeResize(3);
  CHECK(code_of(half_intervals) == ErrorCode::kInvalidTable);
  CrossValidation no_number = four_by_four();
  no_number.yhat[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK(code_of(no_number) == ErrorCode::kInvalidTable);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(performance_metrics(four_by_four(), with(std::nullopt, nan)).error().code ==
        ErrorCode::kInvalidOption);
}

}  // namespace expense::prophet
