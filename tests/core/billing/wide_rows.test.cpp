// Tables with a column for each service or each day, dates in further forms, and columns told by
// content.
#include "billing/wide_rows.h"

#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::total_of;

TEST_CASE("a table with a column for each service is read by service, its totals left out",
          "[unit]") {
  const auto text = GENERATE(as<std::string>{},
                             "Date,EC2,S3,Total\n2026-01-01,10,,10\n2026-01-02,20,5,25\n"
                             "Total,30,5,35\n",
                             "Datum;EC2;S3\n01.01.2026;10,0;\n02.01.2026;20,0;5,0\n"
                             "13.01.2026;0;0\n");
  INFO(text);
  const Result<Bill> bill = testing::read_text(text);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGeneric);
  CHECK(bill->table.total(0).to_string() == "35");
  CHECK(total_of(*bill, Dimension::kService, "EC2") == "30");
  CHECK(total_of(*bill, Dimension::kService, "S3") == "5");
  CHECK(bill->rejected_count == 0);
}

TEST_CASE("a table with a column for each day is read by what its rows are", "[unit]") {
  const Result<Bill> bill = testing::read_text(
      "Region,2026-01-01,2026-01-02,2026-01-03,Total\n"
      "eu-west-1,1,2,3,6\nus-east-1,10,,30,40\nTotal,11,2,33,46\n");
  REQUIRE(bill);
  CHECK(bill->table.total(0).to_string() == "46");
  CHECK(total_of(*bill, Dimension::kRegion, "us-east-1") == "40");
  CHECK(bill->table.distinct_days().size() == 3);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("named like a total") != std::string::npos);
}

TEST_CASE("a service called like a total that is none is kept", "[unit]") {
  const Result<Bill> bill =
      testing::read_text("Service,2026-01-01,2026-01-02\nS3,1,2\nTotal,7,8\n");
  REQUIRE(bill);
  CHECK(bill->table.total(0).to_string() == "18");
  CHECK(bill->rows == 2);
}

TEST_CASE("a column of costs beside other numbers makes no wide table", "[unit]") {
  const Result<Bill> costs =
      testing::read_text("Date,Quantity,Cost\n2026-01-01,10,1\n2026-01-02,20,2\n");
  REQUIRE(costs);
  CHECK(costs->table.total(0).to_string() == "3");
  const Result<Bill> total =
      testing::read_text("Date,Tax,Total\n2026-01-01,1,10\n2026-01-02,2,20\n");
  REQUIRE(total);
  CHECK(total->table.total(0).to_string() == "30");
}

TEST_CASE("a cell that is no number rejects its row by the name of its column", "[unit]") {
  const Result<Bill> bill =
      testing::read_text("Date,EC2,S3\n2026-01-01,1,2\n2026-01-02,3,4\n2026-01-03,much,6\n");
  REQUIRE(bill);
  CHECK(bill->table.total(0).to_string() == "10");
  REQUIRE(bill->rejected_count == 1);
  CHECK(bill->rejected_rows[0].line == 4);
  CHECK(bill->rejected_rows[0].reason.substr(0, 5) == "EC2: ");
}

TEST_CASE("a last column that only happens to equal the others is no total", "[unit]") {
  std::string zeros = "date,A,B,EC2\n";
  std::string twins = "date,Compute,Idle,Backup\n";
  for (int day = 1; day <= 28; ++day) {
    const std::string date = std::string("2026-01-") + (day < 10 ? "0" : "") + std::to_string(day);
    zeros += date + (day < 25 ? ",0,0,0\n" : ",0,0,100\n");
    twins += date + "," + std::to_string(day) + ",0," + std::to_string(day) + "\n";
  }
  CHECK(testing::read_text(zeros)->table.total(0).to_string() == "400");
  CHECK(testing::read_text(twins)->table.total(0).to_string() == "812");
}

TEST_CASE("totals by any name, before or behind, rounded to cents, are left out by their sums",
          "[unit]") {
  std::string before = "date,All services,EC2,S3\n";
  std::string behind = "date,EC2,S3,Sum total ($)\n";
  for (int day = 1; day <= 9; ++day) {
    const std::string date = "2026-01-0" + std::to_string(day);
    const std::string parts = std::to_string(day) + ".111," + std::to_string(2 * day) + ".222";
    const std::string sum = std::to_string(3 * day);
    before += date + "," + sum + ".333," + parts + "\n";
    behind += date + "," + parts + "," + sum + ".33\n";
  }
  for (const std::string& text : {before, behind}) {
    INFO(text);
    const Result<Bill> bill = testing::read_text(text);
    REQUIRE(bill);
    CHECK(bill->table.total(0).to_string() == "137.997");
    CHECK(bill->warnings.front().find("the other one holds their sums") != std::string::npos);
  }
  const auto label =
      GENERATE(as<std::string>{}, "Total costs", "Total cost ($)", "Service total", "");
  const Result<Bill> rows = testing::read_text(
      "Service,2026-01-01,2026-01-02,Total\nEC2,0.3333,0.1,0.4333\nS3,0.1234,0.2,0.3234\n" + label +
      ",0.46,0.3,0.76\n");
  REQUIRE(rows);
  CHECK(rows->table.total(0).to_string() == "0.7567");
}

TEST_CASE("columns with plans, quantities and other costs of the whole row are no services",
          "[unit]") {
  for (const std::string header :
       {"date,actual,budget,forecast", "date,unblended,amortized,net amortized",
        "date,cost a,hours,units"}) {
    const Result<Bill> bill =
        testing::read_text(header +
                           "\n2026-01-01,1,10,100\n2026-01-02,2,20,200\n"
                           "2026-01-03,3,30,300\n2026-01-04,4,40,400\n2026-01-05,5,50,500\n");
    INFO(header);
    REQUIRE(bill);
    CHECK(bill->table.values(Dimension::kService).size() == 1);
  }
}

TEST_CASE("dates may name their month, or be days of a sheet or seconds", "[unit]") {
  const auto date =
      GENERATE(as<std::string>{}, "31-Jan-2026", "31 January 2026", "\"Jan 31, 2026\"", "31-Jan-26",
               "46053", "46053.75", "1769817600", "1769817600000", "1769903999");
  const Result<Bill> bill = testing::read_text("date,cost\n" + date + ",5\n");
  INFO(date);
  REQUIRE(bill);
  CHECK(to_iso_string(bill->table.day(0)) == "2026-01-31");
}

TEST_CASE("what looks like such a date and is none is refused", "[unit]") {
  const auto date = GENERATE(as<std::string>{}, "31-Foo-2026", "32 Jan 2026", "Jan 2026", "1234",
                             "99999", "999", "9999999999", "12345678901");
  INFO(date);
  CHECK_FALSE(testing::read_text("date,cost\n" + date + ",5\n"));
}

TEST_CASE("columns without telling names are told by what is in them, and it is said", "[unit]") {
  std::string text = "Wann,Was,Nr,Euros gezahlt\n";
  for (int day = 1; day <= 9; ++day) {
    text += "0" + std::to_string(day) + ".01.2026,Strom,1234" + std::to_string(day) + ",\"" +
            std::to_string(day) + ",50\"\n";
  }
  text += "13.01.2026,Strom,12350,\"1,00\"\n";
  const Result<Bill> bill = testing::read_text(text);
  REQUIRE(bill);
  CHECK(bill->table.total(0).to_string() == "50.5");
  REQUIRE_FALSE(bill->warnings.empty());
  CHECK(bill->warnings.front() ==
        "no column is named like a date and a cost; by what is in them \"Wann\" was taken for the "
        "date and \"Euros gezahlt\" was taken for the cost");
}

}  // namespace
}  // namespace expense::billing
