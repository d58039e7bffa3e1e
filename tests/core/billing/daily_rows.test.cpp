// Plain tables: names of columns, delimiters, lines that are no data.
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::total;
using testing::total_of;

TEST_CASE("columns are known by many names and in any order", "[unit]") {
  const auto text =
      GENERATE("date,cost\n2026-01-01,5\n", "y,ds\n5,2026-01-01\n",
               "Amount (USD),Usage Date,Service\n5,2026-01-01,EC2\n",
               "Datum;Dienst;Kosten\n2026-01-01;EC2;5\n", "Fecha\tImporte\n20260101\t5\n",
               "day|total_cost\n2026/01/01|5\n", "sep=;\nDate;Cost\n2026-01-01;5\n",
               "# my costs\n\nDate,Cost\n2026-01-01,$5\n", "\"Date,Cost\"\n\"2026-01-01,5\"\n");
  CAPTURE(text);
  const Result<Bill> bill = read_text(text);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGeneric);
  CHECK(bill->rows == 1);
  CHECK(total(*bill, "cost") == "5");
  CHECK(to_iso_string(bill->table.day(0)) == "2026-01-01");
}

TEST_CASE("service, account, region, usage type and currency are read where they stand", "[unit]") {
  const Result<Bill> bill = read_text(
      "date,cost,service,account,region,usage_type,currency\n"
      "2026-01-01,5,EC2,004512209871,eu-west-1,BoxUsage,EUR\n");
  REQUIRE(bill);
  CHECK(bill->currency == "EUR");
  CHECK(total_of(*bill, Dimension::kService, "EC2") == "5");
  CHECK(total_of(*bill, Dimension::kAccount, "004512209871") == "5");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "5");
  CHECK(total_of(*bill, Dimension::kUsageType, "BoxUsage") == "5");
}

TEST_CASE("totals, comments, blank lines and repeated headers are skipped", "[unit]") {
  const Result<Bill> bill = read_text(
      "date,service,cost\n2026-01-01,EC2,5\n\n,,\n# comment,,\ndate,service,cost\n"
      "2026-01-02,EC2,6\n,,11\n,Total,11\nGrand total,,11\n");
  REQUIRE(bill);
  CHECK(bill->rows == 2);
  CHECK(bill->rejected_count == 0);
  CHECK(total(*bill, "cost") == "11");
}

TEST_CASE("bad rows are rejected with their physical line and the rest is read", "[unit]") {
  const Result<Bill> bill = read_text(
      "date,service,cost\n2026-01-01,\"two\nlines\",1\n2026-02-30,a,1\n2026-01-02,a,abc\n"
      "2026-01-03,a,inf\n2026-01-04,a,1,extra\n2026-01-05,a,1,,\n2026-01-06,a\n");
  REQUIRE(bill);
  CHECK(bill->rows == 2);
  REQUIRE(bill->rejected_rows.size() == 5);
  CHECK(bill->rejected_rows[0].line == 4);
  CHECK(bill->rejected_rows[0].reason == "the day \"2026-02-30\" does not exist");
  CHECK(bill->rejected_rows[1].line == 5);
  CHECK(bill->rejected_rows[3].reason == "it has 4 cells, the header has 3");
  CHECK(bill->rejected_rows[4].reason == "it has no cost");
}

TEST_CASE("days that are missing are named", "[unit]") {
  const Result<Bill> bill = read_text("date,cost\n2026-01-01,1\n2026-01-03,1\n2026-01-05,1\n");
  REQUIRE(bill);
  CHECK(bill->warnings == std::vector<std::string>{"2 days have no row: 2026-01-02, 2026-01-04"});
  const Result<Bill> wide = read_text("date,cost\n2026-01-01,1\n2026-01-09,1\n");
  REQUIRE(wide);
  CHECK(wide->warnings[0] ==
        "7 days have no row: 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05, 2026-01-06, ...");
}

TEST_CASE("the order of day and month is decided once, by the whole column", "[unit]") {
  // Only the last row proves that the day comes first.
  const Result<Bill> proof = read_text("date,cost\n01/02/2026,1\n02/02/2026,1\n13/02/2026,1\n");
  REQUIRE(proof);
  CHECK(proof->rows == 3);
  CHECK(to_iso_string(proof->table.day(0)) == "2026-02-01");
  // Nothing proves it, but with the month first the days would lie a month apart.
  const Result<Bill> run = read_text("date,cost\n01/02/2026,1\n02/02/2026,1\n03/02/2026,1\n");
  REQUIRE(run);
  CHECK(to_iso_string(run->table.day(2)) == "2026-02-03");
  CHECK(run->warnings.empty());
  // Nothing tells at all.
  const Result<Bill> guess = read_text("date,cost\n01/02/2026,1\n");
  REQUIRE(guess);
  CHECK(to_iso_string(guess->table.day(0)) == "2026-01-02");
  REQUIRE(guess->warnings.size() == 1);
  CHECK(guess->warnings[0].find("month/day/year was taken, which is a guess") != std::string::npos);
}

TEST_CASE("the decimal mark is decided once, by the whole column", "[unit]") {
  const Result<Bill> comma =
      read_text("Datum;Kosten\n01.10.2025;1.699,32\n02.10.2025;1.234\nSumme;2.933,32\n");
  REQUIRE(comma);
  CHECK(total(*comma, "cost") == "2933.32");
  CHECK(comma->rows == 2);
  const Result<Bill> point =
      read_text("date,cost\n2026-01-01,\"1,234\"\n2026-01-02,\"$2,000.50\"\n");
  REQUIRE(point);
  CHECK(total(*point, "cost") == "3234.5");
  CHECK(point->currency == "USD");
  const Result<Bill> quoted_comma =
      read_text("date,cost\n2026-01-01,\"1,5\"\n2026-01-02,\"2,25\"\n");
  REQUIRE(quoted_comma);
  CHECK(total(*quoted_comma, "cost") == "3.75");
}

TEST_CASE("neither slicing nor the order of rows changes the table", "[property]") {
  CHECK(rc::check([] {
    const auto row = rc::gen::apply(
        [](int day, const std::string& service, int cents) {
          return to_iso_string(Day{20'000 + day}) + ",\"" + service + "\"," +
                 std::to_string(cents) + "e-2\r\n";
        },
        rc::gen::inRange(0, 20), rc::gen::element<std::string>("EC2", "a, \"\"b\"\"", "x\ny", "é"),
        rc::gen::inRange(-500, 500));
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(row));
    std::string forward = "date,service,cost\r\n";
    std::string backward = forward;
    for (const std::string& text : rows) forward += text;
    for (auto text = rows.rbegin(); text != rows.rend(); ++text) backward += *text;
    const Result<Bill> whole = read_text(forward);
    const Result<Bill> sliced = read_text(forward, *rc::gen::inRange<std::size_t>(1, 9));
    const Result<Bill> reversed = read_text(backward);
    RC_ASSERT(whole.has_value());
    RC_ASSERT(whole->rows == static_cast<std::int64_t>(rows.size()));
    RC_ASSERT(testing::dump(sliced->table) == testing::dump(whole->table));
    RC_ASSERT(testing::dump(reversed->table) == testing::dump(whole->table));
  }));
}

TEST_CASE("rows named like a total that equal the sum of their day are left out", "[unit]") {
  const Result<Bill> bill = read_text(
      "date,service,cost\n2026-01-01,EC2,10\n2026-01-01,S3,5\n2026-01-01,Total,15\n"
      "2026-01-02,Grand total,7.5\n2026-01-02,EC2,7.5\n"
      "2026-01-03,EC2,1.23456\n2026-01-03,Sum,1.23\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "23.73456");
  CHECK(total_of(*bill, Dimension::kService, "Total") == "none");
  CHECK(bill->rows == 4);
  CHECK(bill->rejected_count == 0);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("3 rows are named like a total") == 0);
}

TEST_CASE("subtotals that make up the sum of their day are left out, and their total too",
          "[unit]") {
  const Result<Bill> bill = read_text(
      "date,account,service,cost\n2026-01-01,a,EC2,10\n2026-01-01,a,Total,10\n"
      "2026-01-01,b,EC2,5\n2026-01-01,b,S3,1\n2026-01-01,b,Total,6\n2026-01-01,Total,,16\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "16");
  CHECK(bill->rows == 3);
}

TEST_CASE("a value that is only named like a total is data", "[unit]") {
  const Result<Bill> other_sum = read_text(
      "date,service,cost\n2026-01-01,EC2,10\n2026-01-01,Total,4\n2026-01-02,EC2,1\n,,15\n");
  REQUIRE(other_sum);
  CHECK(total(*other_sum, "cost") == "15");
  CHECK(total_of(*other_sum, Dimension::kService, "Total") == "4");
  CHECK(other_sum->rows == 3);
  CHECK(other_sum->warnings.empty());
  const Result<Bill> nothing_else =
      read_text("date,service,cost\n2026-01-01,Total,10\n2026-01-02,Total,11\n");
  REQUIRE(nothing_else);
  CHECK(total(*nothing_else, "cost") == "21");
  CHECK(nothing_else->rows == 2);
}

TEST_CASE("columns that are told make a table of any names", "[unit]") {
  const ReadOptions options = {{},
                               {{"date", "Abrechnungstag"}, {"cost", "Netto"}, {"service", "Was"}}};
  const Result<Bill> bill = testing::read_with(options,
                                               "Bericht vom 3. Mai;;;\n"
                                               "Abrechnungstag;Brutto;Netto;Was\n"
                                               "13.01.2026;2,38;2,00;Strom\n"
                                               "14.01.2026;3,57;3,00;Gas\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGeneric);
  CHECK(bill->table.total(0).to_string() == "5");
  CHECK(testing::total_of(*bill, Dimension::kService, "Gas") == "3");
  CHECK(to_iso_string(bill->table.day(0)) == "2026-01-13");
}

TEST_CASE("columns that are told go before a format that is known", "[unit]") {
  const std::string text = testing::small_bill("focus_small.csv");
  const ReadOptions options = {{}, {{"date", "ChargePeriodStart"}, {"cost", "ListCost"}}};
  const Result<Bill> told = testing::read_with(options, text);
  const Result<Bill> known = testing::read_text(text);
  REQUIRE(told);
  REQUIRE(known);
  CHECK(told->table.total(0).to_string() == testing::total(*known, "list"));
}

TEST_CASE("a column that is told and not there is named, with those that are", "[unit]") {
  const ReadOptions options = {{}, {{"date", "Day"}, {"cost", "Amount"}}};
  const Result<Bill> bill = testing::read_with(options, "When,Much\n2026-01-01,1\n");
  REQUIRE_FALSE(bill);
  CHECK(bill.error().code == ErrorCode::kNotABill);
  CHECK(bill.error().message ==
        "No line of the file has the columns \"Day\" (date), \"Amount\" (cost). Line 1 has: "
        "\"When\", \"Much\".");
}

}  // namespace
}  // namespace expense::billing
