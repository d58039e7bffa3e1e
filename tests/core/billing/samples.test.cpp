// The shared samples of real and generated bills: their totals to the last digit.
#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::read_text;
using testing::sample;
using testing::total;
using testing::total_of;

struct Expected {
  const char* file;
  BillFormat format;
  std::int64_t rows;
  const char* first_day;
  const char* last_day;
  std::size_t days;
  const char* currency;
  const char* total;
};

TEST_CASE("the samples have the expected rows, days, currency and total", "[golden]") {
  const auto expected = GENERATE(
      Expected{"aws-ce-daily-service.csv", BillFormat::kAwsCostExplorerCsv, 92, "2018-10-01",
               "2018-12-31", 92, "USD", "7978.1860921001"},
      Expected{"aws-ce-daily-linked-account.csv", BillFormat::kAwsCostExplorerCsv, 120,
               "2026-01-01", "2026-04-30", 120, "USD", "76888.4657890286"},
      Expected{"aws-ce-monthly-service.csv", BillFormat::kAwsCostExplorerCsv, 13, "2025-01-01",
               "2026-01-01", 13, "USD", "316238.3641113"},
      Expected{"aws-ce-get-cost-and-usage.json", BillFormat::kAwsCostExplorerJson, 945,
               "2024-02-01", "2024-04-26", 86, "USD", "67.2540521894"},
      Expected{"gcp-bq-export.csv", BillFormat::kGcpBillingExport, 453, "2026-01-01", "2026-03-31",
               90, "EUR", "7801.011541"},
      Expected{"focus-1.0-2024-09.csv.gz", BillFormat::kFocus, 1000, "2024-09-01", "2024-09-30", 30,
               "USD", "20.52022672899"},
      Expected{"focus-1.2-aws-daily.csv.gz", BillFormat::kFocus, 2080, "2026-01-01", "2026-04-05",
               95, "USD", "74837.4204137344"},
      // The file's own digits beyond the twelfth decimal are rounded: 110623.6557490000003...
      Expected{"generic-mybinder-gcp-2017-2019.csv", BillFormat::kGeneric, 2602, "2017-12-13",
               "2019-10-15", 671, "", "110623.655749"},
      Expected{"generic-us-quoted.csv", BillFormat::kGeneric, 225, "2026-01-01", "2026-03-16", 75,
               "USD", "198166.4"},
      Expected{"generic-eu-semicolon.csv", BillFormat::kGeneric, 360, "2025-10-01", "2026-01-28",
               120, "", "239630.03"});
  CAPTURE(expected.file);
  const std::optional<std::string> text = sample(expected.file);
  if (!text) return;
  const Result<Bill> bill = read_text(*text, 1000);
  REQUIRE(bill);
  CHECK(bill->format == expected.format);
  CHECK(bill->rows == expected.rows);
  CHECK(bill->rejected_count == 0);
  CHECK(bill->currency == expected.currency);
  CHECK(bill->table.total(0).to_string() == expected.total);
  const std::vector<Day> days = bill->table.distinct_days();
  REQUIRE(days.size() == expected.days);
  CHECK(to_iso_string(days.front()) == expected.first_day);
  CHECK(to_iso_string(days.back()) == expected.last_day);
}

TEST_CASE("the measures of the FOCUS samples are exact", "[golden]") {
  const std::optional<std::string> real = sample("focus-1.0-2024-09.csv.gz");
  if (!real) return;
  const Result<Bill> bill = read_text(*real);
  REQUIRE(bill);
  CHECK(total(*bill, "effective") == "14.97651418586");
  CHECK(total(*bill, "list") == "20.39090575119");
  CHECK(total(*bill, "contracted") == "14.97626039326");
  CHECK(total_of(*bill, Dimension::kService, "Amazon Elastic Compute Cloud") == "16.0416930505");
  CHECK(total_of(*bill, Dimension::kService, "Azure Machine Learning") == "-0.15189756178");
  CHECK(total_of(*bill, Dimension::kChargeType, "credit") == "-2.6137");
  REQUIRE_FALSE(bill->warnings.empty());
  CHECK(bill->warnings[0].find("EffectiveCost of AWS has no decimals") == 0);
}

TEST_CASE("the services and accounts of the Cost Explorer samples are exact", "[golden]") {
  const std::optional<std::string> by_service = sample("aws-ce-daily-service.csv");
  const std::optional<std::string> by_account = sample("aws-ce-daily-linked-account.csv");
  if (!by_service || !by_account) return;
  const Result<Bill> services = read_text(*by_service);
  REQUIRE(services);
  CHECK(total_of(*services, Dimension::kService, "Glue") == "4394.7110587712");
  CHECK(total_of(*services, Dimension::kService, "CloudTrail") == "0");
  const Result<Bill> accounts = read_text(*by_account);
  REQUIRE(accounts);
  CHECK(total_of(*accounts, Dimension::kAccount, "sandbox, R&D") == "16655.1297473022");
}

TEST_CASE("the missing day of the mybinder bill is named", "[golden]") {
  const std::optional<std::string> text = sample("generic-mybinder-gcp-2017-2019.csv");
  if (!text) return;
  const Result<Bill> bill = read_text(*text);
  REQUIRE(bill);
  CHECK(bill->warnings == std::vector<std::string>{"1 day has no row: 2018-02-03"});
}

TEST_CASE("samples of formats that are not read yet are refused by name", "[golden]") {
  for (const char* name :
       {"aws-cur-legacy-daily-2018-q4.csv.gz", "aws-cur2-daily.csv.gz",
        "azure-ea-amortized-2023-09.csv", "azure-mca-actual.csv.gz", "gcp-cost-table.csv",
        "oci-cost-2023-11-13.csv.gz", "alibaba-bill-items.csv"}) {
    CAPTURE(name);
    const std::optional<std::string> text = sample(name);
    if (!text) continue;
    const Result<Bill> bill = read_text(*text);
    REQUIRE_FALSE(bill);
    CHECK(bill.error().code == ErrorCode::kNotSupported);
  }
}

}  // namespace
}  // namespace expense::billing
