// Daily series cut from a table.
#include "billing/series.h"

#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

constexpr std::string_view kBill =
    "date,service,cost\n"
    "2026-01-01,EC2,10\n"
    "2026-01-01,Idle,0\n"
    "2026-01-02,EC2,20\n"
    "2026-01-02,Credit,-100\n"
    "2026-01-04,S3,5\n";

TEST_CASE("the total has an entry for each day that has a row, and only for those", "[unit]") {
  const Result<Bill> bill = testing::read_text(kBill);
  REQUIRE(bill);
  const Series total = total_series(bill->table, {});
  CHECK(total.is_total());
  CHECK(total.name == "Total");
  REQUIRE(total.days.size() == 3);
  CHECK(to_iso_string(total.days[2]) == "2026-01-04");
  CHECK(total.costs[0].to_string() == "10");
  CHECK(total.costs[1].to_string() == "-80");
  CHECK(total.total().to_string() == "-65");
}

TEST_CASE("series come by falling turnover, begin with the first cost and have zeros for gaps",
          "[unit]") {
  const Result<Bill> bill = testing::read_text(kBill);
  REQUIRE(bill);
  const std::vector<Series> series = series_by(bill->table, Dimension::kService, {}, 1000).series;
  REQUIRE(series.size() == 3);  // "Idle" never costs anything.
  CHECK(series[0].name == "Credit");
  CHECK(series[1].name == "EC2");
  CHECK(series[2].name == "S3");
  CHECK(to_iso_string(series[0].days.front()) == "2026-01-02");
  REQUIRE(series[1].days.size() == 3);  // 2026-01-03 is missing in the bill, so it is missing here.
  CHECK(series[1].costs[2] == Money());
  CHECK(series[2].days.size() == 1);
  CHECK_FALSE(series[0].is_total());
}

TEST_CASE("an empty table gives an empty total and no series", "[unit]") {
  const CostTable table({"cost"});
  CHECK(total_series(table, {}).days.empty());
  CHECK(series_by(table, Dimension::kService, {}, 1000).series.empty());
}

TEST_CASE("only the largest values get a series, as many as the bound allows", "[unit]") {
  const Result<Bill> bill = testing::read_text(kBill);
  REQUIRE(bill);
  const auto most_series_days = GENERATE(std::size_t{6}, std::size_t{8});  // of three days each
  const LargestSeries largest = series_by(bill->table, Dimension::kService, {}, most_series_days);
  REQUIRE(largest.series.size() == 2);
  CHECK(largest.series[0].name == "Credit");
  CHECK(largest.series[1].name == "EC2");
  CHECK(largest.left_out == 1);  // "S3"; "Idle" costs nothing.
}

TEST_CASE("one series is there however small the bound", "[unit]") {
  const Result<Bill> bill = testing::read_text(kBill);
  REQUIRE(bill);
  const LargestSeries largest = series_by(bill->table, Dimension::kService, {}, 0);
  REQUIRE(largest.series.size() == 1);
  CHECK(largest.left_out == 2);
}

TEST_CASE("equal values are chosen by their names", "[unit]") {
  const Result<Bill> bill =
      testing::read_text("date,service,cost\n2026-01-01,b,1\n2026-01-01,a,1\n");
  REQUIRE(bill);
  CHECK(series_by(bill->table, Dimension::kService, {}, 1).series[0].name == "a");
}

}  // namespace
}  // namespace expense::billing
