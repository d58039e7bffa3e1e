// Bills of Azure, Google, Oracle and Alibaba: their dates, credits, languages and corrections.
#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::read_texts;
using testing::small_bill;
using testing::total;
using testing::total_of;

TEST_CASE("an Azure export is read in the language of its portal", "[golden]") {
  const Result<Bill> bill = read_text(small_bill("azure_german.csv"), 1000);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAzureCost);
  CHECK(bill->rows == 60);
  CHECK(bill->currency == "EUR");
  CHECK(bill->warnings.empty());
  CHECK(bill->table.distinct_days().size() == 30);
  CHECK(bill->table.values(Dimension::kRegion) == std::vector<std::string>{"", "westeurope"});
  CHECK(total_of(*bill, Dimension::kAccount, "6f1c9e0a-0000-4000-8000-00000000a001") ==
        total(*bill, "cost"));
  CHECK(total_of(*bill, Dimension::kChargeType, "usage") == total(*bill, "cost"));
}

std::string azure(std::initializer_list<const char*> dates) {
  std::string text = "Date,MeterCategory,Cost\n";
  for (const char* date : dates) text += std::string(date) + ",Storage,1\n";
  return text;
}

TEST_CASE("the month comes first in Azure's dates unless a day above twelve says otherwise",
          "[unit]") {
  const auto days = [](std::initializer_list<const char*> dates) {
    const Result<Bill> bill = read_text(azure(dates));
    REQUIRE(bill);
    CHECK(bill->warnings.size() <= 1);  // of days without rows, none of a guess
    std::string text;
    for (const Day day : bill->table.distinct_days()) text += to_iso_string(day) + " ";
    return text;
  };
  CHECK(days({"01/02/2026", "01/03/2026"}) == "2026-01-02 2026-01-03 ");
  // Read with the day first these would be neighbours: the order is not guessed from that.
  CHECK(days({"01/02/2026", "02/02/2026"}) == "2026-01-02 2026-02-02 ");
  CHECK(days({"1/2/2026 00:00:00", "13/2/2026 00:00:00"}) == "2026-02-01 2026-02-13 ");
  CHECK(days({"2026-02-01", "2026-02-02"}) == "2026-02-01 2026-02-02 ");
  CHECK(days({"2019-07-29 00:00:00"}) == "2019-07-29 ");
}

TEST_CASE("Azure's charges are told apart", "[unit]") {
  const Result<Bill> bill = read_text(
      "date,meterCategory,costInBillingCurrency,paygCostInBillingCurrency,billingCurrency,"
      "chargeType,pricingModel,frequency\n"
      "01/15/2026,VM,1,3,EUR,Usage,OnDemand,UsageBased\n"
      "01/15/2026,VM,2,3,EUR,Usage,Reservation,UsageBased\n"
      "01/15/2026,VM,4,,EUR,UnusedSavingsPlan,SavingsPlan,UsageBased\n"
      "01/15/2026,VM,8,,EUR,Purchase,Reservation,OneTime\n"
      "01/15/2026,VM,16,,EUR,Purchase,OnDemand,Recurring\n"
      "01/15/2026,VM,-32,,EUR,Refund,Reservation,OneTime\n"
      "01/15/2026,VM,0.01,,EUR,RoundingAdjustment,,\n"
      "01/15/2026,VM,64,,USD,Usage,OnDemand,UsageBased\n");
  REQUIRE(bill);
  CHECK(total_of(*bill, Dimension::kChargeType, "usage") == "1");
  CHECK(total_of(*bill, Dimension::kChargeType, "commitment-covered usage") == "2");
  CHECK(total_of(*bill, Dimension::kChargeType, "commitment unused") == "4");
  CHECK(total_of(*bill, Dimension::kChargeType, "upfront fee") == "8");
  CHECK(total_of(*bill, Dimension::kChargeType, "recurring fee") == "16");
  CHECK(total_of(*bill, Dimension::kChargeType, "refund") == "-32");
  CHECK(total_of(*bill, Dimension::kChargeType, "adjustment") == "0.01");
  CHECK(total(*bill, "list") == "6");
  REQUIRE(bill->rejected_rows.size() == 1);
  CHECK(bill->rejected_rows[0].reason.find("it is in USD while the bill is in EUR") == 0);
}

TEST_CASE("actual and amortised exports of Azure are never added up", "[unit]") {
  const std::string header = "date,meterCategory,cost,chargeType,pricingModel\n";
  const std::string actual = header + "01/15/2026,VM,100,Purchase,Reservation\n";
  const std::string amortized = header + "01/15/2026,VM,3,Usage,Reservation\n";
  const Result<Bill> bill = read_texts({actual, amortized});
  REQUIRE(bill);
  CHECK(bill->kind_of_file == "actual");
  CHECK(total(*bill, "cost") == "100");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("an export of amortized costs while the files before it are of "
                               "actual costs") != std::string::npos);
}

TEST_CASE("a download of Azure cost analysis is one of costs by its currency", "[unit]") {
  const Result<Bill> bill = read_text(
      "UsageDate,ServiceName,CostUSD,Cost,Currency\n10/5/2026,Storage,2,1.8,EUR\n"
      "10/14/2026,Storage,2,1.8,EUR\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAzureCostAnalysis);
  CHECK(bill->currency == "EUR");
  CHECK(total(*bill, "cost") == "3.6");
  CHECK(to_iso_string(bill->table.distinct_days().front()) == "2026-10-05");
  const Result<Bill> only_usd = read_text("UsageDate,CostUSD,Currency\n2026-10-05,2,EUR\n");
  REQUIRE(only_usd);
  CHECK(only_usd->currency == "USD");
}

TEST_CASE("Google's credits belong to the cost", "[golden]") {
  const Result<Bill> bill = read_text(small_bill("google_export.csv"), 1000);
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGcpBillingExport);
  CHECK(bill->currency == "EUR");
  CHECK(bill->table.measures() == std::vector<std::string>{"net", "gross"});
  CHECK(total(*bill, "gross") == "2273.6822");
  CHECK(total(*bill, "net") == "1932.4743");
  CHECK(total_of(*bill, Dimension::kAccount, "Shop") == "1932.4743");
  CHECK(to_iso_string(bill->table.distinct_days().back()) == "2026-01-30");  // from 23:00 on
}

TEST_CASE("credits come in Python's notation too, and are missed when they cannot be read",
          "[unit]") {
  const Result<Bill> bill = read_text(
      "usage_start_time,service_description,cost,credits,cost_type\n"
      "2026-01-01 03:00:00+00:00,A,10,\"[{'name': 'it\\'s', 'amount': -2.5, 'id': None}]\",tax\n"
      "2026-01-01T03:00:00Z,A,10,\"[{\"\"name\"\": \"\"\",rounding_error\n"
      "2026-01-01 03:00:00 UTC,B,10,,regular\n");
  REQUIRE(bill);
  CHECK(total(*bill, "net") == "27.5");
  CHECK(total_of(*bill, Dimension::kChargeType, "tax") == "7.5");
  CHECK(total_of(*bill, Dimension::kChargeType, "adjustment") == "10");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("rows whose credits cannot be read: 1;") == 0);
}

TEST_CASE("an export without credits offers no net cost and says so", "[unit]") {
  const Result<Bill> bill = read_text(
      "usage_start_time,service__description,cost,currency\n2026-01-01T03:00:00Z,A,10,USD\n");
  REQUIRE(bill);
  CHECK(bill->table.measures() == std::vector<std::string>{"gross"});
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("no column credits") != std::string::npos);
}

TEST_CASE("a cost table is read below its preamble, which tells the currency", "[unit]") {
  const Result<Bill> bill = read_text(
      "Invoice number,1\nInvoice date,2026-03-31\nBilling account ID,01AAAA\nCurrency,CAD\n"
      "Total amount due,\"$2,871.19\"\n\n"
      "Project name,Service description,SKU description,Credit type,Cost type,Usage start date,"
      "Unrounded Cost ($),Cost ($)\n"
      "shop,BigQuery,Analysis,,Usage,2026-03-01,\"1,335.477771\",\"1,335.48\"\n"
      "shop,BigQuery,Analysis,Promotion,Usage,2026-03-01,-35.4,-35.40\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGcpCostTable);
  CHECK(bill->rows == 2);
  CHECK(bill->currency == "CAD");
  CHECK(total(*bill, "cost") == "1300.077771");
  CHECK(total_of(*bill, Dimension::kChargeType, "credit") == "-35.4");
  REQUIRE(bill->warnings.size() == 1);
  CHECK(bill->warnings[0].find("one row a month") == 0);
}

TEST_CASE("Google's file export names its service inside the line item", "[unit]") {
  const Result<Bill> bill = read_text(
      "Account ID,Line Item,Start Time,End Time,Project,Measurement1,Cost,Currency,Project ID,"
      "Project Name,Description\n"
      "01A,com.google.cloud/services/compute-engine/VmimageN1Standard_1,"
      "2018-01-01T23:00:00-08:00,2018-01-02T00:00:00-08:00,7,x,1.5,USD,shop-1,Shop,N1\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kGcpFileExport);
  CHECK(total_of(*bill, Dimension::kService, "compute-engine") == "1.5");
  CHECK(to_iso_string(bill->table.distinct_days().front()) == "2018-01-02");  // in UTC
}

TEST_CASE("Oracle's corrections are added as adjustments, its overage is in the cost", "[unit]") {
  const Result<Bill> bill = read_text(
      "lineItem/intervalUsageStart,product/service,product/compartmentName,cost/myCost,"
      "cost/myCostOverage,cost/currencyCode,lineItem/isCorrection,tags/DevRel\\redbull-1.release\n"
      "2023-11-13T10:00Z,COMPUTE,dev,2.323760000E-9,7,USD,false,\n"
      "2023-11-13T10:00Z,COMPUTE,dev,-1,,USD,true,x\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kOciCost);
  CHECK(total_of(*bill, Dimension::kChargeType, "usage") == "0.000000002324");
  CHECK(total_of(*bill, Dimension::kChargeType, "adjustment") == "-1");
}

TEST_CASE("Alibaba's bill has the price before discounts as a second measure", "[unit]") {
  const Result<Bill> bill = read_text(
      "BillingDate,ProductCode,ProductName,Item,PretaxGrossAmount,PretaxAmount,Currency\n"
      "2026-01-01,ecs,Elastic Compute Service,PayAsYouGoBill,10,9,CNY\n"
      "2026-01-02,ecs,,SubscriptionOrder,,5,CNY\n"
      "2026-01-03,ecs,Elastic Compute Service,Refund,,-2,CNY\n");
  REQUIRE(bill);
  CHECK(bill->format == BillFormat::kAlibabaBill);
  CHECK(bill->currency == "CNY");
  CHECK(total(*bill, "pretax") == "12");
  CHECK(total(*bill, "gross") == "10");
  CHECK(total_of(*bill, Dimension::kService, "ecs") == "5");
  CHECK(total_of(*bill, Dimension::kChargeType, "refund") == "-2");
}

TEST_CASE("a bill that lacks its date or its cost is named with what it lacks", "[unit]") {
  struct Case {
    const char* header;
    const char* message;
  };
  const auto lacking = GENERATE(
      Case{"MeterCategory,CostInBillingCurrency",
           "This is an Azure cost export, but it lacks a column with the date of usage."},
      Case{"usage_start_time,service.description",
           "This is a Google Cloud billing export, but it lacks a column with a cost."},
      Case{"lineItem/intervalUsageStart,product/service",
           "This is an OCI cost report, but it lacks a column with a cost."},
      Case{"ChargePeriodStart,ContractId",
           "This is a FOCUS bill, but it lacks a column with a cost."},
      Case{"PretaxAmount,ProductCode",
           "This is an Alibaba Cloud bill, but it lacks a column with the date of usage."});
  const Result<Bill> bill = read_text(std::string(lacking.header) + "\n1,2\n");
  REQUIRE_FALSE(bill);
  CHECK(bill.error().code == ErrorCode::kNotABill);
  CHECK(bill.error().message == lacking.message);
}

}  // namespace
}  // namespace expense::billing
