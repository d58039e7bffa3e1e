// The door: what is refused and why, and several files as one bill.
#include "billing/bill_reader.h"

#include <catch2/catch.hpp>

#include "billing/csv_reader.h"
#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::read_texts;
using testing::small_bill;
using testing::total;

TEST_CASE("files that are no bill are refused with what they are", "[unit]") {
  struct Case {
    const char* file;
    ErrorCode code;
    const char* words;
  };
  const auto refused =
      GENERATE(Case{"empty.csv", ErrorCode::kEmptyInput, "is empty"},
               Case{"blank.csv", ErrorCode::kEmptyInput, "is empty"},
               Case{"header_only.csv", ErrorCode::kNoUsableRows, "no rows below"},
               Case{"binary.csv", ErrorCode::kNotABill, "a binary file"},
               Case{"gzip_renamed.csv", ErrorCode::kNotABill, "a gzip file"},
               Case{"json_renamed.csv", ErrorCode::kNotABill, "JSON"},
               Case{"web_page.csv", ErrorCode::kNotABill, "a web page"},
               Case{"no_date_column.csv", ErrorCode::kNotABill, "no column with a date"},
               Case{"no_cost_column.csv", ErrorCode::kNotABill, "no column with a cost"});
  CAPTURE(refused.file);
  const auto slice_bytes = GENERATE(std::size_t{1}, std::size_t{4096});
  const Result<Bill> bill = read_text(small_bill(refused.file), slice_bytes, refused.file);
  REQUIRE_FALSE(bill);
  CHECK(bill.error().code == refused.code);
  CHECK(bill.error().message.find(refused.words) != std::string::npos);
  CHECK_FALSE(bill.error().advice.empty());
  CHECK(bill.error().place.file == refused.file);
}

TEST_CASE("a known format that lacks a column is named, and so is the column", "[unit]") {
  const Result<Bill> bill = read_text("lineItem/UsageStartDate,lineItem/UsageType\n2026-01-01,x\n");
  REQUIRE_FALSE(bill);
  CHECK(bill.error().code == ErrorCode::kNotABill);
  CHECK(bill.error().message ==
        "This is an AWS Cost and Usage Report, but it lacks a column with a cost.");
}

TEST_CASE("the columns that were found are listed when one is missing", "[unit]") {
  const Result<Bill> bill = read_text(small_bill("no_date_column.csv"));
  REQUIRE_FALSE(bill);
  CHECK(bill.error().message.find("\"service\", \"region\", \"cost\"") != std::string::npos);
  CHECK(bill.error().place.line == 1);
}

TEST_CASE("the first reason is told when no row could be read", "[unit]") {
  const Result<Bill> bill = read_text("date,cost\nJan 31,1\nFeb 1,1\n");
  REQUIRE_FALSE(bill);
  CHECK(bill.error().code == ErrorCode::kNoUsableRows);
  CHECK(bill.error().place.line == 2);
  CHECK(bill.error().message.find("\"Jan 31\" is not a date: write 2026-01-31") !=
        std::string::npos);
}

TEST_CASE("three bad dates among a thousand rows are listed and the rest is read", "[unit]") {
  const Result<Bill> bill = read_text(small_bill("three_bad_dates.csv"));
  REQUIRE(bill);
  CHECK(bill->rows == 997);
  CHECK(total(*bill, "cost") == "64953.21");
  REQUIRE(bill->rejected_rows.size() == 3);
  CHECK(bill->rejected_rows[0].line == 101);
  CHECK(bill->rejected_rows[1].line == 502);
  CHECK(bill->rejected_rows[2].line == 903);
}

TEST_CASE("only the first hundred rejected rows are kept, all are counted", "[unit]") {
  std::string text = "date,cost\n2026-01-01,1\n";
  for (int i = 0; i < 250; ++i) text += "bad,1\n";
  const Result<Bill> bill = read_text(text);
  REQUIRE(bill);
  CHECK(bill->rejected_count == 250);
  CHECK(bill->rejected_rows.size() == 100);
}

TEST_CASE("a file that is cut is read as far as it goes, and that is said", "[unit]") {
  const auto name = GENERATE("cut_row.csv", "open_quote.csv");
  const Result<Bill> bill = read_text(small_bill(name));
  REQUIRE(bill);
  CHECK(bill->rows == 40);
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].line == 42);
  CHECK(bill->rejected_rows[0].reason.find("cut off") != std::string::npos);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("cut off") != std::string::npos);
}

TEST_CASE("unusual but fine bills are read without a word", "[unit]") {
  const auto name =
      GENERATE("daily.csv", "cost_explorer_daily.csv", "focus_small.csv", "negative_costs.csv",
               "all_zeros.csv", "twelve_days.csv", "five_rows.csv");
  CAPTURE(name);
  const Result<Bill> bill = read_text(small_bill(name));
  REQUIRE(bill);
  CHECK(bill->warnings.empty());
  CHECK(bill->rejected_count == 0);
}

TEST_CASE("several files of one format are one bill", "[unit]") {
  const Result<Bill> bill = read_texts({"date,service,cost\n2026-01-01,EC2,1\n",
                                        "date,service,cost\n2026-01-02,S3,2\n2026-01-02,EC2,x\n"});
  REQUIRE(bill);
  CHECK(bill->files == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(bill->rows == 2);
  CHECK(total(*bill, "cost") == "3");
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].file == "b.csv");
}

TEST_CASE("the same file given twice is counted once", "[unit]") {
  const std::string text = small_bill("daily.csv");
  const Result<Bill> bill = read_texts({text, text});
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "16063.17");
  CHECK(bill->warnings ==
        std::vector<std::string>{"b.csv has the same content as a.csv: it is counted once"});
}

TEST_CASE("a second format and a second currency are left out with a warning", "[unit]") {
  const Result<Bill> bill =
      read_texts({"BilledCost,BillingCurrency,ChargePeriodStart\n1,USD,2026-01-01\n",
                  "date,cost\n2026-01-01,5\n",
                  "BilledCost,BillingCurrency,ChargePeriodStart\n7,EUR,2026-01-01\n"});
  REQUIRE(bill);
  CHECK(total(*bill, "billed") == "1");
  CHECK(bill->files.size() == 1);
  REQUIRE(bill->warnings.size() == 2);
  CHECK(bill->warnings[0].find("b.csv: The file is in the format generic") == 0);
  CHECK(bill->warnings[1].find("c.csv: The file is in EUR") == 0);
}

TEST_CASE("the measures of the first file count", "[unit]") {
  const Result<Bill> bill =
      read_texts({"BilledCost,EffectiveCost,ChargePeriodStart\n1,2,2026-01-01\n",
                  "BilledCost,ListCost,ChargePeriodStart\n4,8,2026-01-02\n"});
  REQUIRE(bill);
  CHECK(total(*bill, "billed") == "5");
  CHECK(total(*bill, "effective") == "2");
  CHECK(bill->warnings.size() == 1);
}

TEST_CASE("a bad file beside a good one becomes a warning, alone it is the error", "[unit]") {
  const Result<Bill> both = read_texts({"", "date,cost\n2026-01-01,5\n"});
  REQUIRE(both);
  CHECK(both->warnings.size() == 1);
  const Result<Bill> none = read_texts({"", "PK\x03\x04"});
  REQUIRE_FALSE(none);
  CHECK(none.error().place.file == "a.csv");
  CHECK_FALSE(BillReader().finish());
}

TEST_CASE("an error is told at once and again when the file is closed", "[unit]") {
  BillReader reader;
  reader.open_file("big.csv");
  const std::string pages(200'000, '\x01');
  CHECK_FALSE(reader.consume(std::span(pages.data(), pages.size())));
  CHECK_FALSE(reader.consume(std::span(pages.data(), pages.size())));
  CHECK_FALSE(reader.close_file());
}

std::string daily_bill(const std::string& service, int first_day, const std::vector<int>& costs) {
  std::string text = "date,service,cost\n";
  for (std::size_t i = 0; i < costs.size(); ++i) {
    text += to_iso_string(Day{20'454 + first_day + static_cast<int>(i)}) + "," + service + "," +
            std::to_string(costs[i]) + "\n";
  }
  return text;
}

TEST_CASE("Cost Explorer files of two groupings are one bill seen twice: the second is left out",
          "[unit]") {
  const Result<Bill> bill = read_texts(
      {"Service,EC2($),S3($),Total costs($)\nService total,1,2,3\n2026-01-01,1,2,3\n",
       "Region,eu-west-1($),us-east-1($),Total costs($)\nRegion total,2,1,3\n2026-01-01,2,1,3\n",
       "Service,Total costs($)\nService total,3\n2026-01-01,3\n"});
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "3");
  REQUIRE(bill->warnings.size() == 2);
  CHECK(bill->warnings[0].find("b.csv: The file is grouped by region while the files before it are "
                               "grouped by service") == 0);
  CHECK(bill->warnings[1].find("c.csv: The file is grouped by nothing") == 0);
}

TEST_CASE("days delivered again with nearly the same costs are taken from the later file",
          "[unit]") {
  // The day that was still running at the first delivery has grown; one day has come.
  const Result<Bill> bill = read_texts({daily_bill("EC2", 0, {100, 200, 300, 400, 500, 60}),
                                        daily_bill("EC2", 1, {201, 300, 400, 500, 600, 700})});
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "2801");
  CHECK(bill->files.size() == 2);
  CHECK(bill->warnings ==
        std::vector<std::string>{"b.csv has nearly the same costs as a.csv on the days 2026-01-02 "
                                 "to 2026-01-06: those of b.csv count"});
}

TEST_CASE("a third delivery replaces the second, and later days stay", "[unit]") {
  const Result<Bill> bill =
      read_texts({daily_bill("EC2", 0, {10, 20, 30}), daily_bill("EC2", 0, {10, 20, 30, 40}),
                  daily_bill("EC2", 1, {20, 30, 40, 50})});
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "150");
  CHECK(bill->warnings.size() == 2);
}

TEST_CASE("shared days of different costs are added up and named", "[unit]") {
  const Result<Bill> bill =
      read_texts({daily_bill("EC2", 0, {10, 20, 30, 40}), daily_bill("EC2", 1, {5, 30, 7, 8})});
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "150");
  CHECK(bill->warnings ==
        std::vector<std::string>{"the files a.csv, b.csv share the days 2026-01-02 to 2026-01-04, "
                                 "which were added up: if they hold the same costs, drop one of "
                                 "them"});
}

TEST_CASE("equal costs of other services, and one day at a seam, are no second delivery",
          "[unit]") {
  const Result<Bill> services =
      read_texts({daily_bill("EC2", 0, {10, 10, 10}), daily_bill("S3", 0, {10, 10, 10})});
  REQUIRE(services);
  CHECK(total(*services, "cost") == "60");
  const Result<Bill> seam =
      read_texts({daily_bill("EC2", 0, {10, 20, 30, 40}), daily_bill("EC2", 3, {40, 50, 60})});
  REQUIRE(seam);
  CHECK(total(*seam, "cost") == "250");
  CHECK(seam->warnings.size() == 1);
}

TEST_CASE("a header of many thousand columns is found however long it is", "[unit]") {
  // In no language a total can be told by its name: it takes rows to see that it is the sum.
  constexpr int kColumns = 2'500;
  std::string header = "\"サービス\"";
  std::string totals = "\"サービス の合計\"";
  std::string row;
  for (int i = 0; i < kColumns; ++i) {
    header += ",\"A service with a rather long name, number " + std::to_string(i) + "($)\"";
    totals += ",2";
    row += ",1";
  }
  const std::string sum = std::to_string(kColumns);
  const std::string text = header + ",\"合計コスト($)\"\n" + totals + ",5000\n2026-01-01" + row +
                           "," + sum + "\n2026-01-02" + row + "," + sum + "\n";
  REQUIRE(text.size() > 128'000);
  const auto slice_bytes = GENERATE(std::size_t{1'000}, std::size_t{1} << 20);
  const Result<Bill> bill = read_text(text, slice_bytes);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsCostExplorerCsv);
  CHECK(total(*bill, "cost") == "5000");
  CHECK(bill->warnings.empty());
}

TEST_CASE("rows before a row that never ends are kept, and where it begins is said", "[unit]") {
  struct Case {
    std::string endless;
    const char* reason;
  };
  const auto broken =
      GENERATE(Case{"\"EC2,1\n" + std::string(CsvReader::kMaxRecordBytes + (1 << 20), 'x'),
                    "a quoted cell begins on line 3"},
               Case{std::string(CsvReader::kMaxRecordBytes + (1 << 20), 'x'), "more than 20,000"},
               Case{std::string(CsvReader::kMaxCells, ','), "more than 20,000"});
  const Result<Bill> bill = read_text("date,service,cost\n2026-01-01,EC2,5\n2026-01-02," +
                                      broken.endless + "\n2026-01-03,EC2,7\n");
  REQUIRE(bill);
  CHECK(total(*bill, "cost") == "5");
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].line == 3);
  CHECK(bill->rejected_rows[0].reason.find(broken.reason) != std::string::npos);
  CHECK(bill->warnings ==
        std::vector<std::string>{"the file was read only up to line 3, whose row has no end"});
}

}  // namespace
}  // namespace expense::billing
