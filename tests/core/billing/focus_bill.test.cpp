// FOCUS: measures, fallbacks, currencies and the liberties real files take.
#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::total;
using testing::total_of;

TEST_CASE("only the measures in the header are there, billed first", "[unit]") {
  const Result<Bill> bill = read_text(
      "EffectiveCost,ChargePeriodStart,BilledCost\n"
      "1.5,2024-09-18 22:00:00,2.25\n"
      "NULL,2024-01-01T00:00Z,-1\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kFocus);
  CHECK(bill->table.measures() == std::vector<std::string>{"billed", "effective"});
  CHECK(total(*bill, "billed") == "1.25");
  CHECK(total(*bill, "effective") == "1.5");
}

TEST_CASE("dimensions fall back from name to id and so on", "[unit]") {
  const Result<Bill> bill = read_text(
      "BilledCost,ChargePeriodStart,ServiceName,PublisherName,x_SkuMeterSubcategory,SubAccountName,"
      "SubAccountId,BillingAccountId,RegionId,RegionName,SkuMeter,ChargeDescription,"
      "ChargeCategory\n"
      "1,2026-01-01,EC2,AWS,,prod,1,9,eu-west-1,Ireland,BoxUsage,text,Usage\n"
      "2,2026-01-01,NULL,Acme,Meter,NULL,2,9,NULL,Ireland,NULL,text,Purchase\n"
      "4,2026-01-01,,Microsoft Corporation,Rounding,,,9,,,,,Tax\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kService, "EC2") == "1");
  CHECK(total_of(*bill, Dimension::kService, "Acme") == "2");
  CHECK(total_of(*bill, Dimension::kService, "Rounding") == "4");
  CHECK(total_of(*bill, Dimension::kAccount, "prod") == "1");
  CHECK(total_of(*bill, Dimension::kAccount, "2") == "2");
  CHECK(total_of(*bill, Dimension::kAccount, "9") == "4");
  CHECK(total_of(*bill, Dimension::kRegion, "Ireland") == "2");
  CHECK(total_of(*bill, Dimension::kUsageType, "Meter") == "2");
  CHECK(total_of(*bill, Dimension::kChargeType, "upfront fee") == "2");
}

TEST_CASE("charges are told apart by category, class, frequency and commitment", "[unit]") {
  const Result<Bill> bill = read_text(
      "BilledCost,ChargePeriodStart,ChargeCategory,ChargeClass,ChargeFrequency,"
      "CommitmentDiscountStatus,x_ServiceCode\n"
      "1,2026-01-01,Usage,,Usage-Based,,\n"
      "2,2026-01-01,Usage,,Usage-Based,Used,\n"
      "4,2026-01-01,Usage,,Usage-Based,Unused,\n"
      "8,2026-01-01,Purchase,,Recurring,,\n"
      "16,2026-01-01,Purchase,,One-Time,,\n"
      "32,2026-01-01,Purchase,,Recurring,,AWSSupportBusiness\n"
      "64,2026-01-01,Tax,NULL,,,\n"
      "-128,2026-01-01,Usage,Correction,,,\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kChargeType, "usage") == "1");
  CHECK(total_of(*bill, Dimension::kChargeType, "commitment-covered usage") == "2");
  CHECK(total_of(*bill, Dimension::kChargeType, "commitment unused") == "4");
  CHECK(total_of(*bill, Dimension::kChargeType, "recurring fee") == "8");
  CHECK(total_of(*bill, Dimension::kChargeType, "upfront fee") == "16");
  CHECK(total_of(*bill, Dimension::kChargeType, "support") == "32");
  CHECK(total_of(*bill, Dimension::kChargeType, "tax") == "64");
  CHECK(total_of(*bill, Dimension::kChargeType, "adjustment") == "-128");
}

TEST_CASE("rows of a second currency are rejected and never added up", "[unit]") {
  const Result<Bill> bill = read_text(
      "BilledCost,BillingCurrency,ChargePeriodStart\n"
      "1,USD,2026-01-01\n2,EUR,2026-01-01\n4,,2026-01-02\n");
  REQUIRE(bill);
  CHECK(bill->currency == "USD");
  CHECK(total(*bill, "billed") == "5");
  REQUIRE(bill->rejected_count == 1);
  CHECK(bill->rejected_rows[0].line == 3);
  CHECK(bill->rejected_rows[0].reason.find("it is in EUR while the bill is in USD") == 0);
}

TEST_CASE("effective costs that never have decimals are suspected of rounding", "[unit]") {
  const Result<Bill> bill = read_text(
      "BilledCost,EffectiveCost,ProviderName,ChargePeriodStart\n"
      "0.5,0,AWS,2026-01-01\n0.5,0.5,Oracle,2026-01-01\n");
  REQUIRE(bill);
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("EffectiveCost of AWS has no decimals") == 0);
}

TEST_CASE("a row without billed cost or with a bad one is rejected", "[unit]") {
  const Result<Bill> bill = read_text(
      "BilledCost,ChargePeriodStart\n1,2026-01-01\nNULL,2026-01-01\nNaN,2026-01-01\n1,NULL\n");
  REQUIRE(bill);
  REQUIRE(bill->rejected_rows.size() == 3);
  CHECK(bill->rejected_rows[0].reason == "BilledCost: it has no cost");
  CHECK(bill->rejected_rows[1].reason == "BilledCost: the cost \"NaN\" is not a number");
  CHECK(bill->rejected_rows[2].reason == "ChargePeriodStart: it has no date");
}

TEST_CASE("however many providers a file names, few are spoken of", "[unit]") {
  std::string text = "BilledCost,EffectiveCost,ProviderName,ChargePeriodStart\n";
  for (int i = 0; i < 20'000; ++i) text += "0.5,0,P" + std::to_string(i) + ",2026-01-01\n";
  const Result<Bill> bill = read_text(text);
  REQUIRE(bill);
  CHECK(bill->rows == 20'000);
  CHECK(bill->warnings.size() == 5);
}

}  // namespace
}  // namespace expense::billing
