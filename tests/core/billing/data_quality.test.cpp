// What the days around a day tell of it.
#include "billing/data_quality.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "read_bill.h"

namespace expense::billing {
namespace {

constexpr int kDays = 40;

struct Shape {
  int rows_of_last_day = 10;  // for each service
  int services_of_last_day = 4;
  int thin_day = -1;
  int doubled_from = -1;  // for three days
  int region_ends = -1;
  int renamed_from = -1;
};

// Four services of ten rows a day.
std::string bill_of(const Shape& shape) {
  std::string text = "date,service,region,cost\n";
  for (int day = 0; day < kDays; ++day) {
    const bool is_last = day == kDays - 1;
    const bool is_doubled =
        shape.doubled_from >= 0 && day >= shape.doubled_from && day < shape.doubled_from + 3;
    const int services = is_last ? shape.services_of_last_day : 4;
    int rows = is_last ? shape.rows_of_last_day : 20;
    if (day == shape.thin_day) rows = 8;
    if (is_doubled) rows = 40;
    const bool has_region = shape.region_ends < 0 || day < shape.region_ends;
    const bool is_renamed = shape.renamed_from >= 0 && day >= shape.renamed_from;
    for (int service = 0; service < services; ++service) {
      for (int row = 0; row < rows; ++row) {
        text += to_iso_string(*make_day(2026, 1, 1) + day) + (is_renamed ? ",Amazon S" : ",S") +
                std::to_string(service) + (has_region ? ",eu-west-1," : ",,") +
                std::to_string(10 + service) + "." + std::to_string(day % 7) + "\n";
      }
    }
  }
  return text;
}

DataQuality quality_of(const Shape& shape) {
  const Result<Bill> bill = testing::read_text(bill_of(shape));
  REQUIRE(bill);
  return bill->quality;
}

std::string issues_of(const DataQuality& quality) {
  std::string text;
  for (const QualityFinding& finding : quality.findings) {
    text.append(text.empty() ? "" : " ").append(to_string(finding.issue));
  }
  return text;
}

TEST_CASE("a complete bill raises no doubt", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 20});
  CHECK(issues_of(quality).empty());
  CHECK(quality.arriving_days == 0);
}

TEST_CASE("a last day with half the rows of every other is still arriving", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 10});
  REQUIRE(issues_of(quality) == "arriving");
  CHECK(quality.arriving_days == 1);
  CHECK(quality.findings[0].text ==
        "2026-02-09 is still arriving and not judged: 2026-02-09 has 40 rows, every day before it "
        "at least 80");
}

TEST_CASE("a last day that lacks services of every day is still arriving", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 40, .services_of_last_day = 2});
  REQUIRE(issues_of(quality) == "arriving");
  CHECK(quality.findings[0].text.find("no costs yet of S2, S3") != std::string::npos);
}

TEST_CASE("days that arrive behind a gap are counted by those that have rows", "[unit]") {
  std::string text = bill_of({.rows_of_last_day = 5});
  for (int row = 0; row < 5; ++row) text += "2026-05-20,S0,eu-west-1,1\n";
  const Result<Bill> bill = testing::read_text(text);
  REQUIRE(bill);
  CHECK(bill->quality.arriving_days == 2);
  CHECK(to_iso_string(*bill->quality.first_arriving) == "2026-02-09");
}

TEST_CASE("weekends with fewer rows, and a batch every other one, are usual", "[unit]") {
  std::string text = "date,service,cost\n";
  for (int day = 0; day < 70; ++day) {
    const int weekday = day % 7;
    const int rows = weekday < 5 ? 100 : (day / 7 % 2 == 0 ? 40 : 80);
    for (int row = 0; row < rows; ++row) {
      text += to_iso_string(*make_day(2026, 1, 5) + day) + ",S3,1\n";
    }
  }
  const Result<Bill> bill = testing::read_text(text);
  REQUIRE(bill);
  CHECK(issues_of(bill->quality).empty());
}

TEST_CASE("what ends long before something else begins was not renamed, nor is a monthly charge",
          "[unit]") {
  std::string text = "date,service,cost\n";
  for (int day = 0; day < 60; ++day) {
    const std::string date = to_iso_string(*make_day(2026, 1, 1) + day);
    text += date + ",S3,1\n";
    if (day < 20) text += date + ",job,100\n";
    if (day >= 40) text += date + ",gpu,100\n";
    if (day % 28 == 0) text += date + ",tax,5000\n";
  }
  const Result<Bill> bill = testing::read_text(text);
  REQUIRE(bill);
  CHECK(issues_of(bill->quality).empty());
}

TEST_CASE("one service that stops on the last day is news, not a day that is arriving", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 25, .services_of_last_day = 3});
  CHECK(quality.arriving_days == 0);
}

TEST_CASE("a day with half the rows of the days around it is thin", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 20, .thin_day = 20});
  REQUIRE(issues_of(quality) == "thin_day");
  CHECK(to_iso_string(quality.findings[0].first_day) == "2026-01-21");
}

TEST_CASE("days with twice the rows and twice the cost are perhaps loaded twice", "[unit]") {
  const DataQuality quality = quality_of({.rows_of_last_day = 20, .doubled_from = 20});
  REQUIRE(issues_of(quality) == "doubled_days");
  CHECK(to_iso_string(quality.findings[0].first_day) == "2026-01-21");
  CHECK(to_iso_string(quality.findings[0].last_day) == "2026-01-23");
}

TEST_CASE("a dimension that is no longer filled in, and services under other names, are said",
          "[unit]") {
  const DataQuality emptied = quality_of({.rows_of_last_day = 20, .region_ends = 30});
  REQUIRE(issues_of(emptied) == "changed_columns");
  CHECK(emptied.findings[0].text ==
        "from 2026-01-31 on the bill no longer names the region, as it did before");
  const DataQuality renamed = quality_of({.rows_of_last_day = 20, .renamed_from = 30});
  REQUIRE(issues_of(renamed) == "changed_columns");
  CHECK(renamed.findings[0].text ==
        "from 2026-01-31 on most costs stand under other names of the service than before");
}

TEST_CASE("missing days are named, and few days raise no doubt", "[unit]") {
  const Result<Bill> bill =
      testing::read_text("date,cost\n2026-01-01,1\n2026-01-02,5\n2026-01-04,1\n");
  REQUIRE(bill);
  REQUIRE(issues_of(bill->quality) == "missing_days");
  CHECK(bill->quality.findings[0].text == "1 day has no row: 2026-01-03");
  CHECK(issues_of(judge_quality(CostTable({"cost"}))).empty());
}

TEST_CASE("days that are delivered anew are said to be restated", "[unit]") {
  std::string first = "date,service,cost\n";
  std::string second = first;
  for (int day = 1; day <= 9; ++day) {
    const std::string date = "2026-01-0" + std::to_string(day);
    first += date + ",S3,10\n";
    second += date + ",S3,10.01\n";
  }
  const Result<Bill> bill = testing::read_texts({first, second});
  REQUIRE(bill);
  CHECK(issues_of(bill->quality) == "restated");
  CHECK(bill->table.total(0).to_string() == "90.09");
}

TEST_CASE("a month without an invoice beside one that has it is estimated", "[unit]") {
  const auto text_of = [](const std::string& first, const std::string& second) {
    return "bill/InvoiceId,bill/BillingPeriodStartDate,lineItem/UsageStartDate,"
           "lineItem/UnblendedCost\n" +
           first + ",2026-01-01T00:00:00Z,2026-01-31T00:00:00Z,1\n" + second +
           ",2026-02-01T00:00:00Z,2026-02-01T00:00:00Z,2\n";
  };
  const Result<Bill> open = testing::read_text(text_of("123", ""));
  REQUIRE(open);
  REQUIRE(issues_of(open->quality) == "estimated");
  CHECK(to_iso_string(open->quality.findings[0].last_day) == "2026-02-28");
  REQUIRE(open->warnings.size() == 1);
  CHECK(open->warnings[0] ==
        "2026-02-01 to 2026-02-28: there is no invoice yet, so that costs may still change");
  // All alike: closed, or numbers that were taken out.
  CHECK(issues_of(testing::read_text(text_of("1", "2"))->quality).empty());
  CHECK(issues_of(testing::read_text(text_of("", ""))->quality).empty());
}

}  // namespace
}  // namespace expense::billing
