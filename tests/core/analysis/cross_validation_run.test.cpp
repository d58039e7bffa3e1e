// Cross-validation from words to texts: what is read, what is refused, what is printed.
#include "analysis/cross_validation_run.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/column_json.h"
#include "analysis/report_json.h"

namespace expense::analysis {
namespace {

prophet::Table history(int days) {
  prophet::Table table;
  for (int i = 0; i < days; ++i) {
    table.ds.push_back(Timestamp::midnight(*make_day(2026, 1, 1) + i));
    table.y.push_back(100 + i % 7 * 3 + i * 31 % 11);
  }
  return table;
}

CrossValidationRequest every_ten_days() {
  CrossValidationRequest request;
  request.horizon = "10 days";
  request.period = "10D";
  request.initial = "1 week 13 days";
  return request;
}

CrossValidationRun finished(const prophet::Table& rows, const CrossValidationRequest& request,
                            const ForecastOptions& options = {}) {
  auto run = begin_cross_validation(rows, options, request);
  REQUIRE(run);
  while (!run->validator.is_done()) REQUIRE(run->validator.step());
  return *run;
}

Error refused(const CrossValidationRequest& request) {
  const auto run = begin_cross_validation(history(60), {}, request);
  REQUIRE_FALSE(run);
  return run.error();
}

}  // namespace

TEST_CASE("durations in words place the cutoffs", "[unit][cross_validation]") {
  const Json json = *cross_validation_json(finished(history(60), every_ten_days()));
  CHECK(json["cutoffs"].dump() == R"(["2026-01-30","2026-02-09","2026-02-19"])");
  CHECK(json["warnings"].empty());
  CHECK(json["errors"]["horizon"][0] == "1 day");
  CHECK(json["errors"]["horizon"].size() == 10);
  CHECK(json["errors"]["coverage"].size() == 10);
}

TEST_CASE("given cutoffs and metrics are used as they are", "[unit][cross_validation]") {
  CrossValidationRequest request = every_ten_days();
  request.cutoffs = {"2026-02-10", "2026-02-14 12:00"};
  request.metrics = {"smape", "mae"};
  request.rolling_window = 1.0;
  const Json json = *cross_validation_json(finished(history(60), request));
  CHECK(json["cutoffs"].dump() == R"(["2026-02-10","2026-02-14 12:00:00"])");
  REQUIRE(json["errors"].size() == 3);
  const std::string csv = columns_csv(json["errors"]);
  CHECK(csv.rfind("horizon,smape,mae\n10 days,", 0) == 0);
}

TEST_CASE("without a horizon it is how far a forecast with the same options looks",
          "[unit][cross_validation]") {
  const auto last_horizon = [](const ForecastOptions& options) {
    const Json json = *cross_validation_json(finished(history(200), {}, options));
    return json["errors"]["horizon"].back().get<std::string>();
  };
  CHECK(last_horizon({}) == "30 days");
  ForecastOptions options;
  options.horizon = 3;
  CHECK(last_horizon(options) == "3 days");
  options.horizon = 1;
  options.frequency = prophet::Frequency::kMonthStart;  // 2026-08-01 after 2026-07-19.
  CHECK(last_horizon(options) == "13 days");
}

TEST_CASE("the rows bear Prophet's names, further columns between forecast and y",
          "[unit][cross_validation]") {
  CrossValidationRequest request = every_ten_days();
  request.extra_output_columns = {"trend"};
  const CrossValidationRun run = finished(history(60), request);
  const std::string csv = columns_csv(cross_validation_rows_json(run));
  CHECK(csv.rfind("ds,yhat,yhat_lower,yhat_upper,trend,y,cutoff\n2026-01-31,", 0) == 0);
  CHECK_THAT(csv, Catch::Contains(",2026-01-30\n"));

  ForecastOptions plain;
  plain.model.uncertainty_samples = 0;
  const Json rows = cross_validation_rows_json(finished(history(60), every_ten_days(), plain));
  CHECK(columns_csv(rows).rfind("ds,yhat,y,cutoff\n", 0) == 0);
  CHECK(rows["y"].size() == 30);
}

TEST_CASE("metrics that cannot be given and short first windows are warned of",
          "[unit][cross_validation]") {
  prophet::Table rows = history(60);
  rows.y[50] = 0.0;
  CrossValidationRequest request = every_ten_days();
  request.initial = "5 days";
  const Json json = *cross_validation_json(finished(rows, request));
  REQUIRE(json["warnings"].size() == 2);
  CHECK_THAT(json["warnings"][0].get<std::string>(), Catch::Contains("longest seasonality"));
  CHECK_THAT(json["warnings"][1].get<std::string>(), Catch::StartsWith("The metric mape is left"));
  CHECK_FALSE(json["errors"].contains("mape"));

  request.metrics = {"mape"};
  const Json nothing = *cross_validation_json(finished(rows, request));
  CHECK(columns_csv(nothing["errors"]) == "horizon\n");
}

TEST_CASE("figures that are no numbers are null and empty cells", "[unit][cross_validation]") {
  prophet::Table rows = history(60);
  for (std::size_t i = 30; i < 60; ++i) rows.y[i] = 0.0;
  CrossValidationRequest request = every_ten_days();
  request.metrics = {"mae", "mdape"};
  request.rolling_window = 1.0;
  const Json json = *cross_validation_json(finished(rows, request));
  CHECK_FALSE(std::isfinite(json["errors"]["mdape"][0].get<double>()));
  CHECK_THAT(to_text(json), Catch::Contains("\"mdape\":[null]"));
  const std::string csv = columns_csv(json["errors"]);
  CHECK(csv.substr(csv.size() - 2) == ",\n");
}

TEST_CASE("a request that cannot be read is refused, saying which part", "[unit]") {
  CrossValidationRequest request = every_ten_days();
  request.period = "1 month";
  CHECK_THAT(refused(request).message, Catch::StartsWith("period: \"1 month\""));
  request = every_ten_days();
  request.horizon = "30";
  CHECK_THAT(refused(request).message, Catch::StartsWith("horizon: "));
  request = every_ten_days();
  request.initial = "-3 days";
  CHECK_THAT(refused(request).message, Catch::StartsWith("initial: "));
  request = every_ten_days();
  request.cutoffs = {"soon"};
  CHECK_THAT(refused(request).message, Catch::Contains("\"soon\" is no date"));
  request = every_ten_days();
  request.metrics = {"mase"};
  CHECK(refused(request).code == ErrorCode::kInvalidOption);
  request = every_ten_days();
  request.rolling_window = std::nan("");
  CHECK(refused(request).code == ErrorCode::kInvalidOption);
  request = every_ten_days();
  request.initial = "90 days";
  CHECK(refused(request).code == ErrorCode::kTooLittleHistory);
}

TEST_CASE("columns become CSV with quotes where they are needed", "[unit]") {
  Json columns;
  columns["a,b"] = {"x", "say \"y\""};
  columns["c"] = {nullptr, 0.5};
  columns["d"] = numbers_json(Eigen::Vector2d(INFINITY, -2.0));
  CHECK(columns_csv(columns) == "\"a,b\",c,d\nx,,\n\"say \"\"y\"\"\",0.5,-2.0\n");
  CHECK(columns_csv(Json::object()) == "\n");
}

}  // namespace expense::analysis
