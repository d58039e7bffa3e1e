// Bills that are damaged or made badly: what is wrong is said, and all that can be read is kept.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::total;
using testing::total_of;

const std::string kPlain = "date,service,cost\n";
const std::string kFocus = "ChargePeriodStart,BilledCost,EffectiveCost,ServiceName\n";

std::string day(int n) { return std::string("2026-01-") + (n < 10 ? "0" : "") + std::to_string(n); }

// Rows of the days `first` to `last`, each with these cells behind its date.
std::string rows(int first, int last, const std::string& cells) {
  std::string text;
  for (int n = first; n <= last; ++n) text += day(n) + "," + cells + "\n";
  return text;
}

std::vector<std::string> reasons_of(const Bill& bill) {
  std::vector<std::string> reasons;
  for (const RejectedRow& row : bill.rejected_rows) reasons.push_back(row.reason);
  return reasons;
}

TEST_CASE("below a header with other columns rows are read by that header", "[unit]") {
  struct Case {
    std::string first;
    std::string first_cells;
    std::string later;
    std::string later_cells;
  };
  const auto [first, first_cells, later, later_cells] = GENERATE(values<Case>(
      {{kPlain, "a,1", "date,cost,service\n", "1,a"},
       {kPlain, "a,1", "date,service,region,cost\n", "a,eu-west-1,1"},
       {"date,cost,usage,service\n", "1,100,a", "date,usage,cost,service\n", "100,1,a"},
       {"date,service,cost,note\n", "a,1,x", "date,cost,service\n", "1,a"},
       {kFocus, "1,2,a", "ChargePeriodStart,EffectiveCost,BilledCost,ServiceName\n", "2,1,a"},
       {kFocus, "1,2,a", "ChargePeriodStart,ServiceName,x_Note,BilledCost,EffectiveCost\n",
        "a,n,1,2"}}));
  CAPTURE(later);
  const std::string text = first + rows(1, 9, first_cells) + later + rows(10, 20, later_cells);
  const std::size_t slice = GENERATE(1, 7, 100'000);
  const Result<Bill> bill = read_text(text, slice);
  REQUIRE(bill);
  CHECK(bill->rows == 20);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->table.total(0).to_string() == "20");
  CHECK(total_of(*bill, Dimension::kService, "a") == "20");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("the columns change on line 11") == 0);
}

TEST_CASE("columns that a later header lacks are named, and back again all is as before",
          "[unit]") {
  const Result<Bill> bill =
      read_text(kFocus + rows(1, 5, "1,2,a") + "ChargePeriodStart,ServiceName,BilledCost\n" +
                rows(6, 10, "a,1") + kFocus + rows(11, 15, "1,2,a"));
  REQUIRE(bill);
  CHECK(total(*bill, "billed") == "15");
  CHECK(total(*bill, "effective") == "20");
  REQUIRE(bill->warnings.size() == 2);
  CHECK(bill->warnings[0].find("line 7: the rows below are read by the names there, where these "
                               "are missing: EffectiveCost") != std::string::npos);
  CHECK(bill->warnings[1].find("line 13") != std::string::npos);
}

TEST_CASE("a table of another kind in the middle is not read, and that is said", "[unit]") {
  const auto other = GENERATE(as<std::string>(), "lineItem/UsageStartDate,lineItem/UnblendedCost\n",
                              "\"Service\",\"EC2($)\",\"Total costs($)\"\n");
  const bool is_cost_explorer = other[0] == '"';
  const std::string first =
      is_cost_explorer ? "\"Service\",\"S3($)\",\"Total costs($)\"\n" : kFocus;
  const Result<Bill> bill = read_text(first + rows(1, 9, is_cost_explorer ? "1,1" : "1,2,a") +
                                      other + rows(10, 20, is_cost_explorer ? "7,7" : "7"));
  CAPTURE(other);
  REQUIRE(bill);
  CHECK(bill->rows == 9);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->table.total(0).to_string() == "9");
  REQUIRE_FALSE(bill->warnings.empty());
  CHECK(bill->warnings[0].find("another table begins on line 11") == 0);
}

TEST_CASE("rows with too few cells lack what is missing, those with too many are named", "[unit]") {
  const Result<Bill> plain =
      read_text(kPlain + rows(1, 9, "a,1") + "2026-01-10,a\n2026-01-11\n2026-01-12,a,1,2,3\n" +
                "2026-01-13,a,1,,\n" + rows(14, 20, "a,1"));
  REQUIRE(plain);
  CHECK(plain->rows == 17);
  CHECK(reasons_of(*plain) == std::vector<std::string>{"it has no cost", "it has no cost",
                                                       "it has 5 cells, the header has 3"});
  const Result<Bill> focus = read_text(kFocus + rows(1, 9, "1,2,a") + "2026-01-10,1\n" +
                                       "2026-01-11,1,2,a,b\n" + rows(12, 20, "1,2,a"));
  REQUIRE(focus);
  CHECK(total(*focus, "billed") == "19");
  CHECK(total(*focus, "effective") == "36");
  CHECK(reasons_of(*focus) == std::vector<std::string>{"it has 5 cells, the header has 4"});
}

TEST_CASE("a row that is a megabyte long is read like any other", "[unit]") {
  const std::string text = kPlain + rows(1, 9, "a,1") + "2026-01-10," + std::string(1 << 20, 'x') +
                           ",1\n" + rows(11, 20, "a,1");
  for (const std::size_t slice : {std::size_t{4096}, text.size()}) {
    const Result<Bill> bill = read_text(text, slice);
    REQUIRE(bill);
    CHECK(bill->rows == 20);
    CHECK(bill->rejected_count == 0);
    CHECK(total_of(*bill, Dimension::kService, "a") == "19");
  }
}

TEST_CASE("NUL bytes spoil their own rows and nothing else", "[unit]") {
  const std::string nul(1, '\0');
  const Result<Bill> inside = read_text(kPlain + rows(1, 9, "a,1") + "2026-01-10,a" + nul + ",1\n" +
                                        nul + "\n" + rows(11, 20, "a,1"));
  REQUIRE(inside);
  CHECK(inside->rows == 19);
  CHECK(reasons_of(*inside) ==
        std::vector<std::string>(2, "it holds a NUL byte, which no text has"));
  CHECK(inside->rejected_rows[0].line == 11);

  const Result<Bill> behind = read_text(kPlain + rows(1, 20, "a,1") + std::string(100'000, '\0'));
  REQUIRE(behind);
  CHECK(behind->rows == 20);
  CHECK(total(*behind, "cost") == "20");
  REQUIRE_FALSE(behind->warnings.empty());
  CHECK(behind->warnings[0].find("cut off at its end") != std::string::npos);

  const Result<Bill> nothing_else = read_text(std::string(100, '\0'));
  REQUIRE_FALSE(nothing_else);
  CHECK(nothing_else.error().code == ErrorCode::kNotABill);
}

TEST_CASE("days in years without clouds are rejected, so that no hole of decades is torn",
          "[unit]") {
  const auto wrong = GENERATE("1999-12-31", "1926-01-05", "2101-01-01", "9999-12-31", "0001-01-01");
  CAPTURE(wrong);
  for (const std::string& header : {kPlain, kFocus}) {
    const std::string cells = header == kPlain ? "a,1" : "1,2,a";
    const Result<Bill> bill = read_text(header + rows(1, 20, cells) + wrong + ("," + cells) + "\n");
    REQUIRE(bill);
    CHECK(bill->rows == 20);
    CHECK(bill->table.distinct_days().size() == 20);
    CHECK(bill->warnings.empty());
    REQUIRE(bill->rejected_rows.size() == 1);
    CHECK(bill->rejected_rows[0].reason.find("is not in the years 2000 to 2100") !=
          std::string::npos);
  }
}

TEST_CASE("costs that are no amounts reject their rows, and the reason names them", "[unit]") {
  const auto wrong = GENERATE("1e400", "NaN", "-", "", "inf", "--1", "0x10", "1e15", "N/A?");
  CAPTURE(wrong);
  const std::string said = wrong;
  const Result<Bill> plain = read_text(kPlain + rows(1, 20, "a,1") + "2026-01-21,a," + said + "\n");
  REQUIRE(plain);
  CHECK(total(*plain, "cost") == "20");
  REQUIRE(plain->rejected_rows.size() == 1);
  CHECK(plain->rejected_rows[0].reason.find(said.empty() ? "it has no cost" : said) !=
        std::string::npos);
  const Result<Bill> focus =
      read_text(kFocus + rows(1, 20, "1,2,a") + "2026-01-21," + said + ",2,a\n");
  REQUIRE(focus);
  CHECK(total(*focus, "billed") == "20");
  REQUIRE(focus->rejected_rows.size() == 1);
  CHECK(focus->rejected_rows[0].reason.find("BilledCost: ") == 0);
}

TEST_CASE("a quoted cell that never closes ends the bill there, and all before is kept", "[unit]") {
  for (const std::string& header : {kPlain, kFocus}) {
    const std::string cells = header == kPlain ? "a,1" : "1,2,a";
    const Result<Bill> bill =
        read_text(header + rows(1, 15, cells) + "2026-01-16,\"a,1\n" + rows(17, 20, cells));
    REQUIRE(bill);
    CHECK(bill->rows == 15);
    REQUIRE(bill->rejected_rows.size() == 1);
    CHECK(bill->rejected_rows[0].line == 17);
    REQUIRE_FALSE(bill->warnings.empty());
    CHECK(bill->warnings[0].find("cut off") != std::string::npos);
  }
}

}  // namespace
}  // namespace expense::billing
