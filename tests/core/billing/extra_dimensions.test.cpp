// Tags, categories, resources and columns of a person's choice; accounts by id and name.
#include "billing/extra_dimensions.h"

#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using Names = std::vector<std::string>;

std::string totals_of(const Bill& bill, const std::string& name) {
  const std::optional<Dimension> dimension = bill.table.find_dimension(name);
  REQUIRE(dimension);
  const std::vector<Money> totals = bill.table.totals_by(*dimension, 0);
  std::string text;
  for (std::size_t code = 0; code < totals.size(); ++code) {
    text += (code == 0 ? "" : " ") + bill.table.values(*dimension)[code] + "=" +
            totals[code].to_string();
  }
  return text;
}

TEST_CASE("tags and categories in columns of their own are found and can be kept", "[unit]") {
  const std::string text =
      "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/ResourceId,resourceTags/user:team,"
      "resourceTags/aws:createdBy,costCategory/Unit\n"
      "2026-01-01T00:00:00Z,1,i-1,red,me,shop\n"
      "2026-01-01T00:00:00Z,2,i-2,blue,me,shop\n"
      "2026-01-01T00:00:00Z,4,i-2,,me,\n";
  const Result<Bill> bill =
      testing::read_with({{"tag:team", "category:Unit", "resource"}, {}}, text);
  REQUIRE(bill);
  CHECK(bill->offered_dimensions ==
        Names{"category:Unit", "resource", "tag:aws:createdBy", "tag:team"});
  CHECK(totals_of(*bill, "tag:team") == "=4 blue=2 red=1");
  CHECK(totals_of(*bill, "category:Unit") == "=4 shop=3");
  CHECK(totals_of(*bill, "resource") == "=0 i-1=1 i-2=6");
}

TEST_CASE("tags in maps are found and can be kept, in every way of writing them", "[unit]") {
  const auto header = GENERATE(as<std::string>{}, "Tags", "resource_tags", "labels");
  const auto map =
      GENERATE(as<std::string>{}, "{\"\"team\"\": \"\"red\"\"}", "{\"\"user_team\"\": \"\"red\"\"}",
               "\"\"team\"\": \"\"red\"\",\"\"env\"\": \"\"prod\"\"",
               "[{\"\"key\"\": \"\"env\"\", \"\"value\"\": \"\"prod\"\"}, "
               "{\"\"key\"\": \"\"team\"\", \"\"value\"\": \"\"red\"\"}]");
  const std::string text =
      "date,cost," + header + "\n2026-01-01,3,\"" + map + "\"\n2026-01-02,4,{}\n";
  INFO(text);
  const Result<Bill> bill = testing::read_with({{"tag:team"}, {}}, text);
  REQUIRE(bill);
  CHECK(totals_of(*bill, "tag:team") == "=4 red=3");
  const Names& offered = bill->offered_dimensions;
  CHECK(std::find(offered.begin(), offered.end(), "tag:team") != offered.end());
}

TEST_CASE("any column of the file can be kept by its name", "[unit]") {
  const Result<Bill> bill = testing::read_with(
      {{"column:Cost Centre"}, {}}, "date,cost,Cost Centre\n2026-01-01,3,A 1\n2026-01-01,4,B 2\n");
  REQUIRE(bill);
  CHECK(totals_of(*bill, "column:Cost Centre") == "=0 A 1=3 B 2=4");
}

TEST_CASE("files with and without a tag are joined by it", "[unit]") {
  BillReader reader({{"tag:team"}, {}});
  for (const std::string_view text :
       {"date,cost,user:team\n2026-01-01,3,red\n", "date,cost\n2026-01-02,4\n"}) {
    reader.open_file(text.size() > 30 ? "a.csv" : "b.csv");
    REQUIRE(reader.consume(std::span(text.data(), text.size())));
    REQUIRE(reader.close_file());
  }
  const Result<Bill> bill = std::move(reader).finish();
  REQUIRE(bill);
  CHECK(totals_of(*bill, "tag:team") == "=4 red=3");
}

TEST_CASE("two accounts of one name stay two, and a renamed one has its newest name", "[unit]") {
  const Result<Bill> bill = testing::read_text(
      "lineItem/UsageStartDate,lineItem/UnblendedCost,line_item_usage_account_id,"
      "line_item_usage_account_name\n"
      "2026-01-02T00:00:00Z,1,111,Prod\n"
      "2026-01-02T00:00:00Z,2,222,Prod\n"
      "2026-01-02T00:00:00Z,4,333,New name\n"
      "2026-01-01T00:00:00Z,8,333,Old name\n"
      "2026-01-01T00:00:00Z,16,444,\n");
  REQUIRE(bill);
  CHECK(totals_of(*bill, "account") == "=0 444=16 New name=12 Prod (111)=1 Prod (222)=2");
}

TEST_CASE("an account is one over all files, whichever of them names it", "[unit]") {
  const std::string header =
      "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/UsageAccountId,"
      "line_item_usage_account_name\n";
  const std::string january = "2026-01-01T00:00:00Z,1,111,prod\n2026-01-01T00:00:00Z,2,222,dev\n";
  const std::string february =
      "2026-02-01T00:00:00Z,4,111,production\n2026-02-01T00:00:00Z,8,222,\n";
  const Result<Bill> bill = testing::read_texts({header + january, header + february});
  REQUIRE(bill);
  CHECK(totals_of(*bill, "account") == "=0 dev=10 production=5");
  const Result<Bill> other_way = testing::read_texts({header + february, header + january});
  REQUIRE(other_way);
  CHECK(totals_of(*other_way, "account") == "=0 dev=10 production=5");
}

TEST_CASE("a key with escapes is found by what it stands for", "[unit]") {
  const Result<Bill> bill = testing::read_with(
      {{"tag:a/b"}, {}}, "date,cost,tags\n2026-01-01,3,\"{\"\"a\\/b\"\": \"\"red\"\"}\"\n");
  REQUIRE(bill);
  CHECK(totals_of(*bill, "tag:a/b") == "=0 red=3");
}

}  // namespace
}  // namespace expense::billing
