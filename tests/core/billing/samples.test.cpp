// The shared samples of real and generated bills: their totals to the last digit.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using nlohmann::json;
using testing::read_text;
using testing::sample;
using testing::total_of;

// Each cell is rounded to twelve decimals, so digits beyond them may differ by half a unit a row.
bool agree(Money read, const std::string& stated, std::int64_t rows) {
  const std::size_t point = stated.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : stated.size() - point - 1;
  const Money difference = abs(read - *Money::parse(stated));
  return decimals <= Money::kDecimals ? difference == Money()
                                      : difference < Money::from_atoms(Int128{rows});
}

// Services, or what else the bill is split by ("group": linked account).
Money total_of_main(const Bill& bill, const std::string& value) {
  const Dimension dimension = bill.table.main_dimension();
  const auto& values = bill.table.values(dimension);
  const auto found = std::find(values.begin(), values.end(), value);
  REQUIRE(found != values.end());
  return bill.table.totals_by(dimension, 0)[static_cast<std::size_t>(found - values.begin())];
}

const std::vector<std::string> kNotReadYet = {  // Parquet is read on the page and in Node
    "aws-cur-legacy-hourly-2018-12-01.parquet", "aws-cur2-daily.parquet"};

TEST_CASE("every sample has the figures that were worked out apart from this program", "[golden]") {
  const std::optional<std::string> text = sample("expected.json");
  if (!text) return;
  const json expected = json::parse(*text);
  std::size_t checked = 0;
  for (const auto& [file, figures] : expected.at("files").items()) {
    if (std::count(kNotReadYet.begin(), kNotReadYet.end(), file) > 0) continue;
    CAPTURE(file);
    const std::optional<std::string> content = sample(file);
    REQUIRE(content);
    const Result<Bill> bill = read_text(*content, 1000);
    REQUIRE(bill);
    const std::int64_t rows = figures.at("rows");
    CHECK(to_string(bill->format) == figures.at("format").get<std::string>());
    CHECK(bill->rows == rows);
    CHECK(bill->rejected_count == 0);
    const bool names_currency = figures.at("currency").is_string();
    CHECK(bill->currency == (names_currency ? figures["currency"].get<std::string>() : ""));
    const std::vector<Day> days = bill->table.distinct_days();
    REQUIRE(days.size() == figures.at("days").get<std::size_t>());
    CHECK(to_iso_string(days.front()) == figures.at("first_date").get<std::string>());
    CHECK(to_iso_string(days.back()) == figures.at("last_date").get<std::string>());
    CHECK(bill->table.measures().front() == figures.at("primary_measure").get<std::string>());
    CHECK(agree(bill->table.total(0), figures.at("total"), rows));
    const json measures = figures.value("measures", json::object());
    for (const auto& [measure, total] : measures.items()) {
      CAPTURE(measure);
      const std::size_t index = bill->table.measure_index(measure);
      REQUIRE(index < bill->table.measures().size());
      CHECK(agree(bill->table.total(index), total, rows));
    }
    for (const auto& [service, total] : figures.at("by_service").items()) {
      CAPTURE(service);
      CHECK(agree(total_of_main(*bill, service), total, rows));
    }
    ++checked;
  }
  CHECK(checked == expected["files"].size() - kNotReadYet.size());
}

TEST_CASE("the charges of the CUR 2.0 sample are told apart", "[golden]") {
  const std::optional<std::string> text = sample("aws-cur2-daily.csv.gz");
  if (!text) return;
  const Result<Bill> bill = read_text(*text);
  REQUIRE(bill);
  const auto of = [&bill](const char* type) {
    return total_of(*bill, Dimension::kChargeType, type);
  };
  CHECK(of("usage") == "64308.5903706834");
  CHECK(of("commitment-covered usage") == "10954.6104266664");
  CHECK(of("negation") == "-10954.6104266664");
  CHECK(of("recurring fee") == "7800.96");  // RIFee and SavingsPlanRecurringFee
  CHECK(of("upfront fee") == "3302.52");    // SavingsPlanUpfrontFee and a Fee with a reservation
  CHECK(of("support") == "1316.4");
  CHECK(of("tax") == "1649.48");
  CHECK(of("credit") == "-750");
  CHECK(of("refund") == "-118.42");
  CHECK(of("discount") == "-606.1474059034");
}

TEST_CASE("the measures of the FOCUS samples are exact", "[golden]") {
  const std::optional<std::string> real = sample("focus-1.0-2024-09.csv.gz");
  if (!real) return;
  const Result<Bill> bill = read_text(*real);
  REQUIRE(bill);
  CHECK(testing::total(*bill, "effective") == "14.97651418586");
  CHECK(testing::total(*bill, "list") == "20.39090575119");
  CHECK(testing::total(*bill, "contracted") == "14.97626039326");
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

}  // namespace
}  // namespace expense::billing
