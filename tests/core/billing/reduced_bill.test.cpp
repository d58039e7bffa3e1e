// What scripts/sql adds up in a data warehouse, read as a bill with all its measures.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "billing/charge_type.h"
#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::total;
using testing::total_of;

const std::string kHeader =
    "day,service,account_id,region,usage_type,charge_type,currency,cost_unblended,cost_amortized\n";

TEST_CASE("a bill that was added up by day has its measures, the billed one first", "[unit]") {
  const Result<Bill> bill =
      read_text(kHeader + "2026-01-01,EC2,shop,eu-west-1,BoxUsage,usage,EUR,1.5,2\n" +
                "2026-01-02,S3,shop,,Bytes,usage,EUR,0.000000000001,\n");
  REQUIRE(bill);
  CHECK(to_string(bill->format) == "reduced");
  CHECK(bill->table.measures() == std::vector<std::string>{"unblended", "amortized"});
  CHECK(total(*bill, "unblended") == "1.500000000001");
  CHECK(total(*bill, "amortized") == "2");
  CHECK(bill->currency == "EUR");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "1.5");
  CHECK(bill->warnings.empty());
}

TEST_CASE("every kind of charge is known by the word that reports use for it", "[unit]") {
  std::string text = kHeader;
  for (auto type = ChargeType::kUsage; type <= ChargeType::kNegation;
       type = static_cast<ChargeType>(static_cast<int>(type) + 1)) {
    text += "2026-01-01,EC2,,,," + std::string(to_string(type)) + ",USD,1,1\n";
  }
  const Result<Bill> bill = read_text(text);
  REQUIRE(bill);
  CHECK(bill->warnings.empty());
  CHECK(bill->table.cell_count() == static_cast<std::size_t>(ChargeType::kNegation));
  CHECK(total_of(*bill, Dimension::kChargeType, "commitment-covered usage") == "1");
}

}  // namespace
}  // namespace expense::billing
