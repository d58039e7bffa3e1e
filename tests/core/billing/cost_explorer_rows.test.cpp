// Cost Explorer's CSV: totals left out, two header lines, other languages.
#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::total;
using testing::total_of;

TEST_CASE("the line and the column of totals are never counted", "[unit]") {
  const Result<Bill> bill = read_text(
      "\xEF\xBB\xBF\"Service\",\"EC2-Instances($)\",\"Claude ( Bedrock Edition)($)\",\"Total "
      "costs($)\"\n"
      "\"Service total\",\"30\",\"0.5\",\"30.5\"\n"
      "\"2026-01-01\",\"10\",\"\",\"10\"\n"
      "\"2026-01-02\",\"20\",\"0.5\",\"20.5\"");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsCostExplorerCsv);
  CHECK(bill->rows == 2);
  CHECK(bill->currency == "USD");
  CHECK(bill->warnings.empty());
  CHECK(total(*bill, "cost") == "30.5");
  CHECK(total_of(*bill, Dimension::kService, "EC2-Instances") == "30");
  CHECK(total_of(*bill, Dimension::kService, "Claude ( Bedrock Edition)") == "0.5");
  CHECK(total_of(*bill, Dimension::kService, "Total costs") == "none");
}

TEST_CASE("the words of the header may be in any language", "[unit]") {
  const Result<Bill> bill = read_text(
      "\"サービス\",\"EC2-インスタンス($)\",\"S3($)\",\"合計コスト($)\"\n"
      "\"サービス の合計\",\"3\",\"4\",\"7\"\n"
      "\"2026-01-01\",\"3\",\"4\",\"7\"\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "7");
  CHECK(total_of(*bill, Dimension::kService, "S3") == "4");
}

TEST_CASE("by linked account the ids of the first line are names only where a name is missing",
          "[unit]") {
  const Result<Bill> bill = read_text(
      "\"Linked account\",\"100000000001\",\"020000000002\",\"020000000003\",\"\"\n"
      "\"Linked account name\",\"Prod ($)\",\" ($)\",\"Prod ($)\",\"Total costs ($)\"\n"
      "\"Linked account total\",\"1\",\"2\",\"4\",\"7\"\n"
      "\"2026-01-01\",\"1\",\"2\",\"4\",\"7\"\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "7");
  CHECK(total_of(*bill, Dimension::kAccount, "Prod") == "1");
  CHECK(total_of(*bill, Dimension::kAccount, "020000000002") == "2");
  CHECK(total_of(*bill, Dimension::kAccount, "Prod (020000000003)") == "4");
  CHECK(bill->table.values(Dimension::kService).size() == 1);
}

TEST_CASE("other groupings fill their own dimension", "[unit]") {
  const Result<Bill> usage = read_text(
      "Usage type,BoxUsage($),Requests($),Total costs($)\nUsage type "
      "total,1,2,3\n2026-01-01,1,2,3\n");
  REQUIRE(usage);
  CHECK(total_of(*usage, Dimension::kUsageType, "BoxUsage") == "1");
  const Result<Bill> region = read_text(
      "Region,eu-west-1(€),us-east-1(€),Total costs(€)\nRegion total,1,2,3\n2026-01-01,1,2,3\n");
  REQUIRE(region);
  CHECK(region->currency == "EUR");
  CHECK(total_of(*region, Dimension::kRegion, "us-east-1") == "2");
}

TEST_CASE("a grouping is known by its name in other languages too", "[unit]") {
  const Result<Bill> bill = read_text(
      "Região,eu-west-1($),us-east-1($),Custos totais($)\nTotal de "
      "Região,1,2,3\n2026-01-01,1,2,3\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kRegion, "us-east-1") == "2");
}

TEST_CASE("hours are added up to days", "[unit]") {
  const Result<Bill> bill = read_text(
      "Service,EC2($),S3($),Total costs($)\nService total,3,6,9\n"
      "2026-01-01T22:00:00Z,1,2,3\n2026-01-01T23:00:00Z,1,2,3\n2026-01-02T00:00:00Z,1,2,3\n");
  REQUIRE(bill);
  CHECK(bill->rows == 3);
  REQUIRE(bill->table.distinct_days().size() == 2);
  CHECK(total_of(*bill, Dimension::kService, "S3") == "6");
}

TEST_CASE("a last column that is no sum is a service like the others", "[unit]") {
  const Result<Bill> bill = read_text(
      "Service,EC2($),S3($),RDS($)\nService total,2,4,6.5\n2026-01-01,1,2,3.5\n2026-01-02,1,2,3\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "12.5");
}

TEST_CASE("a total that differs from the rows is said", "[unit]") {
  const Result<Bill> bill = read_text(
      "Service,EC2($),S3($),Total costs($)\nService "
      "total,9,9,18\n2026-01-01,1,2,3\n2026-01-02,x,2,2\n");
  REQUIRE(bill);
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].line == 4);
  CHECK(bill->rejected_rows[0].reason == "column \"EC2\": the cost \"x\" is not a number");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("states a total of 18.00") != std::string::npos);
}

TEST_CASE("a monthly file is read and said to be monthly", "[unit]") {
  const Result<Bill> bill = read_text(
      "Service,EC2($),S3($),Total costs($)\nService "
      "total,2,4,6\n2026-01-01,1,2,3\n2026-02-01,1,2,3\n");
  REQUIRE(bill);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("one row a month") == 0);
}

TEST_CASE("a cost that is too large makes its row a rejected one", "[unit]") {
  const Result<Bill> bill =
      read_text("Service,EC2($),S3($)\nService total,1,3\n2026-01-01,1,3\n2026-01-02,9e23,2\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "4");
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].reason.find("is too large") != std::string::npos);
}

}  // namespace
}  // namespace expense::billing
