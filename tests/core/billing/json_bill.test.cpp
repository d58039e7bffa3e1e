// Bills in JSON: answers of `aws ce get-cost-and-usage` and Google's billing export.
#include <catch2/catch.hpp>
#include <string>

#include "billing/json_records.h"
#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::dump;
using testing::read_text;
using testing::sample;
using testing::small_bill;
using testing::total;
using testing::total_of;

// One day of an answer, grouped or not.
std::string day(const std::string& start, const std::string& groups,
                const std::string& total = "{}") {
  return R"({"TimePeriod":{"Start":")" + start + R"(","End":"x"},"Total":)" + total +
         R"(,"Groups":[)" + groups + R"(],"Estimated":false})";
}
std::string group(const std::string& key, const std::string& amount,
                  const std::string& unit = "USD") {
  return R"({"Keys":[")" + key + R"("],"Metrics":{"UnblendedCost":{"Amount":")" + amount +
         R"(","Unit":")" + unit + R"("}}})";
}
std::string answer(const std::string& days, const std::string& more = "") {
  return R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"}],"ResultsByTime":[)" + days +
         "]" + more + "}";
}

TEST_CASE("an answer of Cost Explorer is read by service and account, with all its costs",
          "[unit]") {
  const auto slice_bytes = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{1} << 20);
  const Result<Bill> bill = read_text(small_bill("cost_explorer_answer.json"), slice_bytes);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsCostExplorerJson);
  CHECK(bill->rows == 120);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->currency == "USD");
  CHECK(bill->table.measures() == std::vector<std::string>{"unblended", "amortized"});
  CHECK(total(*bill, "unblended") == "582.762");
  CHECK(total(*bill, "amortized") == "524.4858");
  CHECK(total_of(*bill, Dimension::kAccount, "011254002932") == "225.6");
  CHECK(bill->warnings == std::vector<std::string>{"AWS marks 2 days as estimated, which may still "
                                                   "change: 2026-02-08 to 2026-02-09"});
}

TEST_CASE("the sample answer of Cost Explorer has the expected figures", "[golden]") {
  const std::optional<std::string> text = sample("aws-ce-get-cost-and-usage.json");
  if (!text) return;
  const Result<Bill> bill = read_text(*text, 1000);
  REQUIRE(bill);
  CHECK(bill->rows == 945);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->table.distinct_days().size() == 86);
  CHECK(total(*bill, "unblended") == "67.2540521894");
  CHECK(total_of(*bill, Dimension::kService, "EC2 - Other") == "0.8705938709");
}

TEST_CASE("the bare list of results is read as the whole answer is", "[unit]") {
  const std::string days =
      day("2026-01-01", group("AWS Lambda", "1.5")) + "," + day("2026-01-02", group("Tax", "2"));
  const Result<Bill> whole = read_text(answer(days));
  const Result<Bill> bare = read_text("\xEF\xBB\xBF [" + days + "]\n");
  const Result<Bill> listed = read_text("[" + answer(days) + "]");
  REQUIRE(whole);
  REQUIRE(bare);
  REQUIRE(listed);
  CHECK(dump(whole->table) == dump(bare->table));
  CHECK(dump(whole->table) == dump(listed->table));
  CHECK(total(*whole, "unblended") == "3.5");
}

TEST_CASE("the bare list tells accounts, regions and tags from services by its keys", "[unit]") {
  const auto value_of = [](const std::string& key, Dimension dimension) {
    const Result<Bill> bill = read_text("[" + day("2026-01-01", group(key, "1")) + "]");
    REQUIRE(bill);
    return total_of(*bill, dimension, key);
  };
  CHECK(value_of("011254002932", Dimension::kAccount) == "1");
  CHECK(value_of("eu-central-1", Dimension::kRegion) == "1");
  CHECK(value_of("EC2 - Other", Dimension::kService) == "1");
  CHECK(value_of("Environment$prod", Dimension::kService) == "1");
}

TEST_CASE("an answer without grouping holds its costs in the totals", "[unit]") {
  const std::string total_of_day = R"({"UnblendedCost":{"Amount":"12.25","Unit":"EUR"}})";
  const Result<Bill> bill =
      read_text(R"({"ResultsByTime":[)" + day("2026-01-01", "", total_of_day) + "," +
                day("2026-01-02", "", total_of_day) + "]}");
  REQUIRE(bill);
  CHECK(total(*bill, "unblended") == "24.5");
  CHECK(bill->currency == "EUR");
}

TEST_CASE("a page that is not the last one is warned about", "[unit]") {
  const Result<Bill> bill =
      read_text(answer(day("2026-01-01", group("Tax", "1")), R"(,"NextPageToken":"abc")"));
  REQUIRE(bill);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("NextPageToken") != std::string::npos);
}

TEST_CASE("amounts of another currency are refused and not added up", "[unit]") {
  const Result<Bill> bill =
      read_text(answer(day("2026-01-01", group("A", "1") + "," + group("B", "5", "EUR"))));
  REQUIRE(bill);
  CHECK(bill->rows == 1);
  REQUIRE(bill->rejected_count == 1);
  CHECK(bill->rejected_rows[0].reason.find("different currencies") != std::string::npos);
}

TEST_CASE("an answer that is cut off keeps the days before, and says so", "[unit]") {
  const std::string whole = small_bill("cost_explorer_answer.json");
  const Result<Bill> bill = read_text(std::string_view(whole).substr(0, whole.size() / 2));
  REQUIRE(bill);
  CHECK(bill->rows > 30);
  REQUIRE_FALSE(bill->warnings.empty());
  CHECK(bill->warnings.back().find("cut off") != std::string::npos);
}

TEST_CASE("Google's JSON lines give net and gross costs, to the last digit", "[unit]") {
  const auto slice_bytes = GENERATE(std::size_t{1}, std::size_t{1000});
  const Result<Bill> bill = read_text(small_bill("google_export.jsonl"), slice_bytes);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGcpBillingExport);
  CHECK(bill->rows == 60);
  CHECK(bill->currency == "EUR");
  CHECK(bill->table.measures() == std::vector<std::string>{"net", "gross"});
  CHECK(total(*bill, "net") == "291.5");
  CHECK(total(*bill, "gross") == "306.5");
  CHECK(total_of(*bill, Dimension::kAccount, "shop-prod") == "291.5");
  CHECK(bill->warnings.empty());
}

TEST_CASE("numbers in JSON keep digits that a double would lose", "[unit]") {
  const Result<Bill> bill = read_text(
      R"({"usage_start_time":"2026-01-01","service":{"description":"A"},"cost":123456789.123456789012})");
  REQUIRE(bill);
  CHECK(total(*bill, "gross") == "123456789.123456789012");
}

TEST_CASE("a broken line of JSON lines spoils no other, and is named", "[unit]") {
  const std::string good =
      R"({"usage_start_time":"2026-01-01","service":{"description":"A"},"cost":1})"
      "\n";
  const std::string broken = GENERATE(as<std::string>{}, R"({"usage_start_time":"2026-0)",
                                      R"({"cost":{"deep":[1,2})", R"({"cost":1 2})");
  CAPTURE(broken);
  const Result<Bill> bill = read_text(good + broken + "\n" + good, 5);
  REQUIRE(bill);
  CHECK(bill->rows == 2);
  REQUIRE(bill->rejected_count == 1);
  CHECK(bill->rejected_rows[0].line == 2);
  CHECK(bill->rejected_rows[0].reason.find("is no JSON from byte") != std::string::npos);
}

TEST_CASE("rows in JSON of any other table are read by the names of their members", "[unit]") {
  const Result<Bill> bill = read_text(
      R"([{"date":"2026-01-01","service":"A","cost":1.5}, {"cost":"2","date":"2026-01-02"}])");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGeneric);
  CHECK(total(*bill, "cost") == "3.5");
}

TEST_CASE("JSON that is no bill is refused with what it lacks", "[unit]") {
  const auto refused = [](std::string_view text) {
    const Result<Bill> bill = read_text(text);
    REQUIRE_FALSE(bill);
    CHECK(bill.error().code == ErrorCode::kNotABill);
    CHECK_FALSE(bill.error().advice.empty());
    return bill.error().message;
  };
  CHECK(refused(R"({"name":"x","version":3})").find("\"name\", \"version\"") != std::string::npos);
  CHECK(refused("[1, 2]").find("here stands no JSON object (byte 1 ") != std::string::npos);
  CHECK(refused("{\"a\" 1}").find("byte 5") != std::string::npos);
  CHECK(refused(R"({"ResultsByTime":[]})").find("no record with a cost") != std::string::npos);
}

TEST_CASE("an object that never closes ends the reading at its bound", "[unit]") {
  std::string text = R"({"usage_start_time":")";
  text.append(JsonRecords::kMaxRecordBytes + 10, 'x');
  const Result<Bill> bill = read_text(text);
  REQUIRE_FALSE(bill);
  CHECK(bill.error().message.find("longer than 16 MiB") != std::string::npos);
}

}  // namespace
}  // namespace expense::billing
