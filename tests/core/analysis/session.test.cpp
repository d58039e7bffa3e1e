// The facade: bytes in, report out; the same figures everywhere in the report.
#include "analysis/session.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "analysis/ranked_anomalies.h"
#include "analysis/report_json.h"
#include "analysis/sample_bill.h"
#include "cli/country_holidays_text.h"

namespace expense::analysis {
namespace {

std::string read_bill_text(const std::string& name) {
  std::ifstream file(std::string(EXPENSE_TEST_DATA) + "/bills/" + name, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string sample_text(std::uint64_t seed, int days) {
  SampleBill bill = *SampleBill::make({seed, days, "focus", ""});
  std::string text;
  while (!bill.done()) text += bill.next_slice();
  return text;
}

Session read(const std::string& name, const std::string& text, AnalysisOptions options = {}) {
  Session session(std::move(options));
  session.open_file(name);
  REQUIRE(session.consume({text.data(), text.size()}).has_value());
  REQUIRE(session.close_file().has_value());
  REQUIRE(session.finish_reading().has_value());
  return session;
}

void judge_all(Session& session) {
  for (std::size_t i = 0; i < session.report().series.size(); ++i) session.judge(i);
}

}  // namespace

TEST_CASE("series 0 is the total and the services below it add up to it", "[unit]") {
  AnalysisOptions options;
  options.costs.charge_types = {"all"};
  const Session session = read("focus_small.csv", read_bill_text("focus_small.csv"), options);
  const Report& report = session.report();
  REQUIRE(report.series.size() > 1);
  CHECK(report.series[0].series.is_total());
  Money sum;
  for (std::size_t i = 1; i < report.series.size(); ++i) sum += report.series[i].series.total();
  CHECK(sum == report.series[0].series.total());
  CHECK(sum == report.bill.table.total(report.costs.scope.measure));
}

TEST_CASE("another measure of the bill can be judged, one that it lacks is refused", "[unit]") {
  const std::string text = read_bill_text("focus_small.csv");
  AnalysisOptions options;
  options.costs.measure = "effective";
  const Session session = read("focus_small.csv", text, options);
  CHECK(session.report().costs.measure == "effective");

  options.costs.measure = "amortised";
  Session refused(options);
  refused.open_file("focus_small.csv");
  REQUIRE(refused.consume({text.data(), text.size()}).has_value());
  REQUIRE(refused.close_file().has_value());
  const Result<void> finished = refused.finish_reading();
  REQUIRE_FALSE(finished.has_value());
  CHECK(finished.error().code == ErrorCode::kInvalidOption);
  CHECK(finished.error().advice.find("billed") != std::string::npos);
}

TEST_CASE("the holidays of an option are those that the options tell", "[unit]") {
  const std::string text(country_holidays_text());
  CHECK(options_json({})["holidays"] == "US");
  for (const std::string region : {"US", "none", "DE", "DE-BY", "US-CA"}) {
    const auto options = parse_options(R"({"holidays": ")" + region + R"("})", text);
    REQUIRE(options.has_value());
    CHECK(options_json(*options)["holidays"] == region);
  }
  CHECK(options_json(*parse_options(R"({"holidays": ""})"))["holidays"] == "none");
  CHECK(options_json(*parse_options(R"({"holidays": null})"))["holidays"] == "US");
  const auto unknown = parse_options(R"({"holidays": "Germany"})", text);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == ErrorCode::kInvalidOption);
  CHECK(unknown.error().advice.find("Did you mean DE?") != std::string::npos);
  CHECK_FALSE(parse_options(R"({"holidays": "DE"})").has_value());
  CHECK_FALSE(parse_options(R"({"holidays": 49})", text).has_value());
}

TEST_CASE("a bill that was read is judged by the holidays of another region", "[unit]") {
  const std::string bill = sample_text(3, 730);
  const std::string holidays(country_holidays_text());
  Session session = read("sample.csv", bill);
  judge_all(session);
  const std::string american = to_text(report_json(session.report()));
  REQUIRE(session.use_holidays("DE", holidays).has_value());
  CHECK(report_json(session.report())["series"].empty());
  judge_all(session);
  const std::string german = to_text(report_json(session.report()));

  Session fresh = read("sample.csv", bill, *parse_options(R"({"holidays": "DE"})", holidays));
  judge_all(fresh);
  CHECK(german == to_text(report_json(fresh.report())));
  CHECK(report_json(fresh.report())["anomalies"] != Json::parse(american)["anomalies"]);

  CHECK_FALSE(session.use_holidays("XX", holidays).has_value());
  CHECK(to_text(report_json(session.report())) == german);
  REQUIRE(session.use_holidays("US", "").has_value());
  judge_all(session);
  CHECK(to_text(report_json(session.report())) == american);
}

TEST_CASE("the report's money adds up as printed, largest impact first", "[property]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  Session session = read("sample.csv", sample_text(seed, 400));
  judge_all(session);
  const Json report = report_json(session.report());
  REQUIRE_FALSE(report["anomalies"].empty());
  Money last = *Money::parse("1e20");
  for (const Json& anomaly : report["anomalies"]) {
    const Json& impact = anomaly["impact"];
    const Money total = *Money::parse(impact["total"].get<std::string>());
    CHECK(total == *Money::parse(impact["actual"].get<std::string>()) -
                       *Money::parse(impact["expected"].get<std::string>()));
    // Ranking is by exact money; printing rounds to cents.
    CHECK_FALSE(abs(total) > last + *Money::parse("0.02"));
    last = abs(total);
    CHECK(anomaly["start"].get<std::string>() <= anomaly["end"].get<std::string>());
  }
}

TEST_CASE("planted spikes and bursts of a sample bill are found in their service", "[unit]") {
  int planted = 0;
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Json truth = Json::parse(SampleBill::make({seed, 730, "focus", ""})->truth());
    Session session = read("sample.csv", sample_text(seed, 730));
    judge_all(session);
    const Json report = report_json(session.report());
    for (const Json& event : truth["anomalies"]) {
      if (event["kind"] != "spike" && event["kind"] != "burst") continue;
      ++planted;
      for (const Json& anomaly : report["anomalies"]) {
        const bool overlaps = anomaly["slice"].value("service", "") == event["service"] &&
                              anomaly["start"] <= event["end"] && anomaly["end"] >= event["start"];
        if (!overlaps) continue;
        ++found;
        break;
      }
    }
  }
  REQUIRE(planted >= 12);
  // Some are planted at 2.5 standard deviations, which nobody can tell from noise.
  CHECK(found >= planted * 6 / 10);
}

TEST_CASE("ids are stable, distinct and tell nothing of the bill", "[unit]") {
  const std::string text = sample_text(4, 400);
  Session first = read("a.csv", text);
  Session second = read("b.csv", text);
  judge_all(first);
  judge_all(second);
  std::set<std::string> ids;
  const auto ranked = ranked_anomalies(first.report());
  const auto again = ranked_anomalies(second.report());
  REQUIRE(ranked.size() == again.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    CHECK(ranked[i].id == again[i].id);
    CHECK(ranked[i].id.size() == 16);
    CHECK(ranked[i].id.find_first_not_of("0123456789abcdef") == std::string::npos);
    ids.insert(ranked[i].id);
  }
  CHECK(ids.size() == ranked.size());
}

TEST_CASE("options read back what they write, and nothing unknown or out of range", "[unit]") {
  AnalysisOptions options;
  options.detect = {0.97, 2.5, 12.0};
  options.costs.measure = "effective";
  const auto again = parse_options(to_text(options_json(options)));
  REQUIRE(again.has_value());
  CHECK(to_text(options_json(*again)) == to_text(options_json(options)));
  CHECK(parse_options("{}").has_value());
  CHECK(parse_options("{\"min_impact\": null}").has_value());
  for (const std::string refused :
       {"", "[]", "7", "{\"interval_width\": \"0.9\"}", "{\"interval_width\": 1}",
        "{\"min_impact\": -1}", "{\"min_impacts\": 1}", "{\"measure\": 4}", "{"}) {
    INFO(refused);
    const auto parsed = parse_options(refused);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().code == ErrorCode::kInvalidOption);
  }
}

TEST_CASE("a bill by account is split by account", "[unit]") {
  const std::string text =
      "\"Linked account\",\"000000000001\",\"000000000002\",\"\"\n"
      "\"Linked account name\",\"shop ($)\",\"data ($)\",\"Total costs ($)\"\n"
      "\"Linked account total\",\"3\",\"5\",\"8\"\n"
      "\"2026-01-01\",\"1\",\"2\",\"3\"\n"
      "\"2026-01-02\",\"2\",\"3\",\"5\"\n";
  Session session = read("costs.csv", text);
  judge_all(session);
  const Json report = report_json(session.report());
  CHECK(report["input"]["by_service"]["data"] == "5");
  CHECK(report["series"][1]["slice"]["account"] == "data");
}

TEST_CASE("text that is no UTF-8 does not stop the report", "[unit]") {
  const std::string text = "date,service,cost\n2026-01-01,caf\xe9,1\n2026-01-02,caf\xe9,2\n";
  Session session = read("latin1.csv", text);
  judge_all(session);
  CHECK_FALSE(to_text(report_json(session.report())).empty());
}

}  // namespace expense::analysis
