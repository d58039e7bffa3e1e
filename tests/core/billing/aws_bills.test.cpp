// AWS's bills with a row for each charge: how they are spelled, what is amortised, what is left
// out.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <sstream>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::read_texts;
using testing::small_bill;
using testing::total;
using testing::total_of;

// The cost of a measure on one day, in all.
std::string cost_on(const Bill& bill, std::string_view measure, const char* day) {
  Money sum;
  const std::size_t index = bill.table.measure_index(measure);
  for (std::size_t cell = 0; cell < bill.table.cell_count(); ++cell) {
    if (to_iso_string(bill.table.day(cell)) == day) sum += bill.table.cost(index, cell);
  }
  return sum.to_string();
}

TEST_CASE("a report is known by its columns however they are spelled", "[unit]") {
  const auto header =
      GENERATE(std::pair{"lineItem/UsageStartDate,lineItem/UnblendedCost,product/regionCode,"
                         "product/ProductName",
                         BillFormat::kAwsCurLegacy},
               std::pair{"line_item_usage_start_date,line_item_unblended_cost,product_region_code,"
                         "product_product_name",
                         BillFormat::kAwsCurLegacy},
               std::pair{"lineitem_usagestartdate,lineitem_unblendedcost,product_region,"
                         "product_productname",
                         BillFormat::kAwsCurLegacy},
               std::pair{"line_item_usage_start_date,line_item_unblended_cost,product_region_code,"
                         "product_servicecode",
                         BillFormat::kAwsCur2});
  const Result<Bill> bill =
      read_text(std::string(header.first) + "\n2018-10-14T05:00:00.000Z,1.5,eu-west-1,Amazon S3\n");
  REQUIRE(bill);
  CHECK(bill->format == header.second);
  CHECK(total(*bill, "unblended") == "1.5");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "1.5");
  CHECK(bill->table.measures() == std::vector<std::string>{"unblended"});
}

TEST_CASE("a CUR 2.0 with commitments has every measure", "[golden]") {
  const Result<Bill> bill = read_text(small_bill("cur_2.csv"), 1000);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsCur2);
  CHECK(bill->currency == "USD");
  CHECK(bill->warnings.empty());
  CHECK(bill->table.measures() ==
        std::vector<std::string>{"unblended", "net_unblended", "amortized", "list"});
  // Billed but not amortised: 2 fees of 100 and the plan's 16 a day. Amortised: what the plan
  // covers (15 a day) and does not (1), the reservation's usage (3 a day) and its unused part.
  const Money billed = bill->table.total(0);
  const Money amortized = bill->table.total(2);
  CHECK((amortized - billed).to_string() == "6.5");  // 59 * 3 + 15.5 + 14 - 200
  CHECK(total_of(*bill, Dimension::kAccount, "shop") == billed.to_string());
  CHECK(total_of(*bill, Dimension::kService, "Savings Plans for AWS Compute usage") == "944");
  CHECK(total_of(*bill, Dimension::kService, "AmazonS3") == "-30");  // the map says no name
  CHECK(total_of(*bill, Dimension::kRegion, "us-east-1") == "1616");
  CHECK(total_of(*bill, Dimension::kChargeType, "negation") == "-1416");
  CHECK(total_of(*bill, Dimension::kChargeType, "tax") == "100");
}

TEST_CASE("however its bytes are sliced and its rows are ordered, a report gives one table",
          "[unit]") {
  const std::string text = small_bill("cur_2.csv");
  const Result<Bill> whole = read_text(text);
  const Result<Bill> bytes = read_text(text, 1);
  std::vector<std::string> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) rows.push_back(line + "\n");
  std::reverse(rows.begin() + 1, rows.end());
  const Result<Bill> reversed = read_text(std::accumulate(rows.begin(), rows.end(), std::string()));
  REQUIRE((whole && bytes && reversed));
  CHECK(testing::dump(bytes->table) == testing::dump(whole->table));
  CHECK(testing::dump(reversed->table) == testing::dump(whole->table));
}

TEST_CASE("the unused part of a reservation costs something every day of its month", "[unit]") {
  const Result<Bill> bill = read_text(
      "line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,"
      "line_item_unblended_cost,reservation_effective_cost,reservation_unused_recurring_fee\n"
      "2026-02-01T00:00:00Z,2026-02-28T23:59:59Z,RIFee,100,,10\n"
      "2026-02-01T00:00:00Z,2026-02-02T00:00:00Z,DiscountedUsage,0,1,\n"
      "2026-02-02T00:00:00Z,2026-02-03T00:00:00Z,DiscountedUsage,0,1,\n"
      "2026-02-04T00:00:00Z,2026-02-05T00:00:00Z,DiscountedUsage,0,1,\n");
  REQUIRE(bill);
  CHECK(total(*bill, "amortized") == "13");
  CHECK(cost_on(*bill, "amortized", "2026-02-01") == "4.333333333333");
  CHECK(cost_on(*bill, "amortized", "2026-02-04") == "4.333333333334");
  CHECK(cost_on(*bill, "unblended", "2026-02-01") == "100");
  CHECK(bill->warnings == std::vector<std::string>{"1 day has no row: 2026-02-03"});
}

TEST_CASE("upfront fees, negations and refunds of plans are no amortised cost", "[unit]") {
  const Result<Bill> bill = read_text(
      "lineItem/UsageStartDate,lineItem/LineItemType,lineItem/ProductCode,"
      "lineItem/LineItemDescription,lineItem/UnblendedCost,lineItem/NetUnblendedCost,"
      "reservation/ReservationARN,savingsPlan/SavingsPlanEffectiveCost,"
      "savingsPlan/NetSavingsPlanEffectiveCost\n"
      "2026-02-01T00:00:00Z,SavingsPlanUpfrontFee,ComputeSavingsPlans,,1000,1000,,,\n"
      "2026-02-01T00:00:00Z,Fee,AmazonEC2,,2000,2000,arn:aws:ec2:1,,\n"
      "2026-02-01T00:00:00Z,Fee,AWSSupportBusiness,,4,4,,,\n"
      "2026-02-01T00:00:00Z,Fee,Acme,a subscription,8,8,,,\n"
      "2026-02-01T00:00:00Z,SavingsPlanCoveredUsage,AmazonEC2,,16,16,,10,9\n"
      "2026-02-01T00:00:00Z,SavingsPlanNegation,AmazonEC2,,-16,-16,,,\n"
      "2026-02-01T00:00:00Z,Refund,ComputeSavingsPlans,Refund for one-time fee for Savings Plan ID "
      "7,-500,-500,,,\n"
      "2026-02-01T00:00:00Z,Refund,AmazonEC2,goodwill,-1,-1,,,\n"
      "2026-02-01T00:00:00Z,EdpDiscount,AmazonEC2,,-2,-3,,,\n");
  REQUIRE(bill);
  CHECK(total(*bill, "unblended") == "2509");
  CHECK(total(*bill, "amortized") == "19");      // 4 + 8 + 10 - 1 - 2
  CHECK(total(*bill, "net_amortized") == "20");  // 4 + 8 + 9 - 1
  CHECK(total_of(*bill, Dimension::kChargeType, "upfront fee") == "3000");
  CHECK(total_of(*bill, Dimension::kChargeType, "support") == "4");
  CHECK(total_of(*bill, Dimension::kChargeType, "subscription") == "8");
  CHECK(total_of(*bill, Dimension::kChargeType, "refund") == "-501");
  CHECK(total_of(*bill, Dimension::kChargeType, "discount") == "-2");
}

TEST_CASE("without a column of effective cost amortised cost is not offered, or doubted",
          "[unit]") {
  const std::string row = "2026-02-01,SavingsPlanCoveredUsage,16";
  const Result<Bill> none =
      read_text("lineItem/UsageStartDate,lineItem/LineItemType,lineItem/UnblendedCost\n" + row);
  REQUIRE(none);
  CHECK(none->table.measures() == std::vector<std::string>{"unblended"});
  const Result<Bill> half = read_text(
      "lineItem/UsageStartDate,lineItem/LineItemType,lineItem/UnblendedCost,"
      "reservation/EffectiveCost\n" +
      row + ",\n");
  REQUIRE(half);
  REQUIRE(half->warnings.size() == 1);
  CHECK(half->warnings[0].find("\"amortized\" is too low") != std::string::npos);
}

TEST_CASE("the shares of pods in the cost of a machine do not count a second time", "[unit]") {
  const Result<Bill> bill = read_text(
      "line_item_usage_start_date,line_item_unblended_cost,line_item_operation\n"
      "2026-02-01,5,RunInstances\n2026-02-01,2,EKSPod-EC2\n2026-02-01,3,ECSTask-EC2\n");
  REQUIRE(bill);
  CHECK(bill->rows == 1);
  CHECK(bill->rejected_count == 0);
  CHECK(total(*bill, "unblended") == "5");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("the shares of pods") != std::string::npos);
  CHECK(bill->warnings[0].find(": 2") != std::string::npos);
}

TEST_CASE("a region that is not told follows from the zone, then from the usage type", "[unit]") {
  const Result<Bill> bill = read_text(
      "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/LineItemType,lineItem/UsageType,"
      "lineItem/AvailabilityZone,product/region\n"
      "2026-02-01,1,Usage,APS3-BoxUsage,ap-south-1b,ap-south-2\n"
      "2026-02-01,2,Usage,EU-BoxUsage,us-west-2a,\n"
      "2026-02-01,4,Usage,EU-BoxUsage,,\n"
      "2026-02-01,8,Usage,DataTransfer-Out-Bytes,,\n"
      "2026-02-01,16,Usage,XYZ9-BoxUsage,,\n"
      "2026-02-01,32,Tax,BoxUsage,,\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kRegion, "ap-south-2") == "1");
  CHECK(total_of(*bill, Dimension::kRegion, "us-west-2") == "2");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "4");
  CHECK(total_of(*bill, Dimension::kRegion, "us-east-1") == "8");
  CHECK(total_of(*bill, Dimension::kRegion, "") == "48");
}

TEST_CASE("line item types that are not known count as usage and are named", "[unit]") {
  const Result<Bill> bill = read_text(
      "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/LineItemType\n"
      "2026-02-01,1,Usage\n2026-02-01,2,Gift\n2026-02-01,4,Abonnement\n2026-02-01,8,Gift\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kChargeType, "usage") == "15");
  CHECK(bill->warnings ==
        std::vector<std::string>{"charges of a kind that is not known count as usage: "
                                 "\"Abonnement\", \"Gift\""});
}

TEST_CASE("rows of a report that cannot be read are rejected with their line and column",
          "[unit]") {
  const Result<Bill> bill = read_text(
      "lineItem/UsageStartDate,lineItem/LineItemType,lineItem/UnblendedCost,lineItem/BlendedCost,"
      "reservation/EffectiveCost\n"
      "2026-02-01T00:00:00Z,Usage,1,,\n"
      "2026-02-30T00:00:00Z,Usage,1,1,1\n"
      ",Usage,1,1,1\n"
      "2026-02-02T00:00:00Z,Usage,1e400,1,1\n"
      "2026-02-02T00:00:00Z,Usage,,1,1\n"
      "2026-02-02T00:00:00Z,Usage,1,x,1\n"
      "2026-02-02T00:00:00Z,DiscountedUsage,1,1,NaN\n"
      "2026-02-02T00:00:00Z,Usage,1,1,1,surplus\n"
      "2026-02-02T00:00:00Z,Usage,2\n");
  REQUIRE(bill);
  CHECK(bill->rows == 2);
  CHECK(total(*bill, "unblended") == "3");
  REQUIRE(bill->rejected_rows.size() == 7);
  const auto reason = [&bill](std::size_t i) { return bill->rejected_rows[i].reason; };
  CHECK(bill->rejected_rows[0].line == 3);
  CHECK(reason(0).find("lineItem/UsageStartDate: the day \"2026-02-30T00:00:00Z\" does not") == 0);
  CHECK(reason(1) == "lineItem/UsageStartDate: it has no date");
  CHECK(reason(2).find("lineItem/UnblendedCost: the cost \"1e400\"") == 0);
  CHECK(reason(3) == "lineItem/UnblendedCost: it has no cost");
  CHECK(reason(4) == "lineItem/BlendedCost: the cost \"x\" is not a number");
  CHECK(reason(5) == "reservation/EffectiveCost: the cost \"NaN\" is not a number");
  CHECK(reason(6) == "it has 6 cells, the header has 5");
}

TEST_CASE("columns are found anew in every file of a bill, and one that is missing is said",
          "[unit]") {
  const Result<Bill> bill = read_texts(
      {"lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/NetUnblendedCost\n2026-01-31,1,2\n",
       "product/region,lineItem/UnblendedCost,lineItem/UsageStartDate\neu-west-1,4,2026-02-01\n"});
  REQUIRE(bill);
  CHECK(total(*bill, "unblended") == "5");
  CHECK(total(*bill, "net_unblended") == "2");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "4");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("b.csv: the file has the measures unblended;") == 0);
}

TEST_CASE("of a detailed billing report only line items count", "[unit]") {
  const Result<Bill> bill = read_text(
      "\"InvoiceID\",\"PayerAccountId\",\"LinkedAccountId\",\"RecordType\",\"ProductName\","
      "\"UsageType\",\"UsageStartDate\",\"BlendedCost\",\"UnBlendedCost\",\"user:Name\","
      "\"user:name\"\n"
      "\"1\",\"9\",\"042\",\"LineItem\",\"Amazon S3\",\"EU-Requests\",\"2016-11-07 "
      "00:00:00\",\"1\",\"2\",\"a\",\"b\"\n"
      "\"1\",\"9\",\"042\",\"LineItem\",\"Sign-up charge\",\"\",\"\",\"4\",\"4\",\"\",\"\"\n"
      "\"1\",\"9\",\"042\",\"AccountTotal\",\"\",\"\",\"\",\"5\",\"6\",\"\",\"\"\n"
      "\"1\",\"9\",\"\",\"InvoiceTotal\",\"\",\"\",\"\",\"5\",\"6\",\"\",\"\"\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsDbr);
  CHECK(bill->rows == 2);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->currency == "USD");
  CHECK(total(*bill, "unblended") == "6");
  CHECK(total(*bill, "blended") == "5");
  CHECK(total_of(*bill, Dimension::kAccount, "042") == "6");
  CHECK(total_of(*bill, Dimension::kRegion, "eu-west-1") == "2");
  CHECK(cost_on(*bill, "unblended", "2016-11-01") == "4");  // it names no day
}

TEST_CASE("a cost allocation report is read below its notice and said to be monthly", "[unit]") {
  const Result<Bill> bill = read_text(
      "\"Don't see your tags in the report? New tags are excluded by default - go to the billing "
      "preferences page, to update.\"\n"
      "\"PayerAccountId\",\"RecordType\",\"BillingPeriodStartDate\",\"ProductName\","
      "\"UsageStartDate\",\"CurrencyCode\",\"CostBeforeTax\",\"TotalCost\"\n"
      "\"9\",\"LinkedLineItem\",\"2016/11/01 00:00:00\",\"EC2\",\"2016/11/01 "
      "00:00:00\",\"EUR\",\"1\",\"1.2\"\n"
      "\"9\",\"PayerLineItem\",\"2016/11/01 00:00:00\",\"S3\",\"\",\"EUR\",\"2\",\"2.4\"\n"
      "\"9\",\"AccountTotal\",\"2016/11/01 00:00:00\",\"\",\"\",\"EUR\",\"3\",\"3.6\"\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAwsCostAllocation);
  CHECK(bill->rows == 2);
  CHECK(total(*bill, "cost") == "3.6");
  CHECK(bill->currency == "EUR");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("one row a month") == 0);
}

}  // namespace
}  // namespace expense::billing
