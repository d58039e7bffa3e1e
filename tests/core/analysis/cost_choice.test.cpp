// Which costs are judged: defaults with their reasons, and a person's own choice.
#include "analysis/cost_choice.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/session.h"
#include "billing/bill_reader.h"

namespace expense::analysis {
namespace {

constexpr std::string_view kCur =
    "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/LineItemType,lineItem/ProductCode,"
    "reservation/EffectiveCost,product/ProductName\n"
    "2026-01-01T00:00:00Z,10,Usage,AmazonS3,,S3\n"
    "2026-01-01T00:00:00Z,0,DiscountedUsage,AmazonEC2,6,EC2\n"
    "2026-01-01T00:00:00Z,700,RIFee,AmazonEC2,,EC2\n"
    "2026-01-01T00:00:00Z,3,Tax,AmazonS3,,S3\n"
    "2026-01-02T00:00:00Z,-4,Credit,AmazonS3,,S3\n";

billing::Bill read(std::string_view text) {
  billing::BillReader reader;
  reader.open_file("bill.csv");
  REQUIRE(reader.consume(std::span(text.data(), text.size())));
  REQUIRE(reader.close_file());
  Result<billing::Bill> bill = std::move(reader).finish();
  REQUIRE(bill);
  return *std::move(bill);
}

std::string counted(const CostChoice& choice) {
  std::vector<std::string> names;
  for (const ChargeTypeCosts& type : choice.charge_types) {
    if (type.counts) names.push_back(type.name);
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

TEST_CASE("a bill with commitments is judged by its amortised cost, without tax and credits",
          "[unit]") {
  const billing::Bill bill = read(kCur);
  const Result<CostChoice> choice = choose_costs(bill, {});
  REQUIRE(choice);
  CHECK(choice->measure == "amortized");
  CHECK(choice->measure_reason == "spreads commitments over the days they cover");
  CHECK(counted(*choice) == "commitment-covered usage, recurring fee, usage");
  const billing::Series total = billing::total_series(bill.table, choice->scope);
  REQUIRE(total.days.size() == 1);  // The second day has a credit alone.
  CHECK(total.costs[0].to_string() == "16");
}

TEST_CASE("by billed cost the fees of commitments do not count either, and the reason is said",
          "[unit]") {
  const Result<CostChoice> choice = choose_costs(read(kCur), {"unblended", {}, ""});
  REQUIRE(choice);
  CHECK(choice->measure_reason == "asked for");
  CHECK(counted(*choice) == "commitment-covered usage, usage");
  CHECK(choice->charge_types.front().name == "recurring fee");
  CHECK(choice->charge_types.front().reason ==
        "booked as it is billed; an amortised measure spreads it");
}

TEST_CASE("a person's charge types count, and all of them on request", "[unit]") {
  const billing::Bill bill = read(kCur);
  CHECK(counted(*choose_costs(bill, {"", {"usage", "tax"}, ""})) == "tax, usage");
  const Result<CostChoice> all = choose_costs(bill, {"unblended", {"all"}, ""});
  REQUIRE(all);
  CHECK(billing::total_series(bill.table, all->scope).total() == bill.table.total(0));
}

TEST_CASE("a bill of nothing but what is left out by default is judged as it is", "[unit]") {
  const Result<CostChoice> choice =
      choose_costs(read("date,charge_type,cost\n2026-01-01,tax,5\n2026-01-02,tax,6\n"), {});
  REQUIRE(choice);
  CHECK(counted(*choice) == "tax");
}

TEST_CASE("a measure whose figures are no good is not chosen", "[unit]") {
  const Result<CostChoice> choice = choose_costs(
      read("ChargePeriodStart,BilledCost,EffectiveCost,ChargeCategory,CommitmentDiscountStatus,"
           "ServiceName,ProviderName\n"
           "2026-01-01T00:00:00Z,1.25,1,Usage,Used,S3,AWS\n"
           "2026-01-02T00:00:00Z,1.75,2,Usage,,S3,AWS\n"),
      {});
  REQUIRE(choice);
  CHECK(choice->measure == "billed");
  CHECK(choice->measure_reason == "the bill's figures of \"effective\" are no good");
}

TEST_CASE("what the bill lacks is refused with what it has", "[unit]") {
  const billing::Bill bill = read(kCur);
  const auto advice_of = [&bill](const CostRequest& request) {
    const Result<CostChoice> choice = choose_costs(bill, request);
    REQUIRE_FALSE(choice);
    CHECK(choice.error().code == ErrorCode::kInvalidOption);
    return choice.error().advice;
  };
  CHECK(advice_of({"effective", {}, ""}) == "It has unblended, amortized.");
  CHECK(advice_of({"", {"taxes"}, ""}).find("tax") != std::string::npos);
  CHECK(advice_of({"", {}, "region"}) == "It has service, charge_type.");
  CHECK(bill.missing_measures.size() == 4);
}

TEST_CASE("a session judges other costs of its bill on request, and days that arrive raise nothing",
          "[unit]") {
  std::string text = "date,service,charge_type,cost\n";
  for (int day = 0; day < 60; ++day) {
    const std::string date = to_iso_string(*make_day(2026, 1, 1) + day);
    for (const std::string service : {"EC2", "S3", "RDS", "SNS"}) {
      if (day == 59 && service != "SNS") continue;
      text += date + "," + service + ",usage,100\n";
    }
    if (day == 40) text += date + ",EC2,tax,900\n";
  }
  Session session({});
  session.open_file("bill.csv");
  REQUIRE(session.consume({text.data(), text.size()}));
  REQUIRE(session.close_file());
  REQUIRE(session.finish_reading());
  CHECK(session.report().bill.quality.arriving_days == 1);
  session.judge(0);
  CHECK(session.report().series[0].series.arriving_days == 1);
  CHECK(session.report().series[0].judgement.expected.size() == 60);
  CHECK(session.report().series[0].judgement.anomalies.empty());

  REQUIRE(session.use_costs({"", {"all"}, "charge_type"}));
  session.judge(0);
  REQUIRE(session.report().series[0].judgement.anomalies.size() == 1);
  CHECK(to_iso_string(session.report().series[0].judgement.anomalies[0].first_day) == "2026-02-10");
  CHECK(session.report().series.size() == 3);
  REQUIRE_FALSE(session.use_costs({"none", {}, ""}));
  CHECK(session.report().series[0].is_judged);
}

}  // namespace
}  // namespace expense::analysis
