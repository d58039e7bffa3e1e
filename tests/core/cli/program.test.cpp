// The program as its users meet it: arguments, standard output, standard error, exit status.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "run_program.h"

TEST_CASE("inspect tells what is in a bill", "[program]") {
  const Outcome outcome = run("inspect " + bill("cost_explorer_daily.csv"));
  CHECK(outcome.status == 0);
  const auto json = nlohmann::json::parse(outcome.output);
  CHECK(json["format"] == "aws-cost-explorer-csv");
  CHECK(json["currency"] == "USD");
  CHECK(json["totals"].size() == 1);
}

TEST_CASE("a measure that the bill gives is judged, one that it lacks is named", "[program]") {
  const Outcome amortized = run("detect --measure amortized " + bill("cur_2.csv"));
  CHECK(amortized.status == 0);
  const auto json = nlohmann::json::parse(amortized.output);
  CHECK(json["input"]["totals"]["amortized"] != json["input"]["totals"]["unblended"]);
  const Outcome blended = run("detect --measure blended " + bill("cur_2.csv"));
  CHECK(blended.status == 2);
  CHECK(blended.errors.find("no measure \"blended\"") != std::string::npos);
  CHECK(blended.errors.find("unblended, net_unblended, amortized, list") != std::string::npos);
}

TEST_CASE("a bill may come from standard input, also as gzip", "[program]") {
  const Outcome plain = run("inspect -", "cat " + bill("daily.csv") + " |");
  const Outcome packed = run("inspect -", "gzip -c " + bill("daily.csv") + " |");
  CHECK(plain.status == 0);
  CHECK(plain.output == packed.output);
}

TEST_CASE("input that cannot be used ends with status 1 and says what, where and what to do",
          "[program]") {
  const std::string name = GENERATE(as<std::string>{}, "empty.csv", "header_only.csv", "binary.csv",
                                    "no_date_column.csv", "no_cost_column.csv");
  const Outcome outcome = run("detect " + bill(name));
  INFO(name << ": " << outcome.errors);
  CHECK(outcome.status == 1);
  CHECK(outcome.output.empty());
  CHECK(outcome.errors.find(name) != std::string::npos);
  CHECK(outcome.errors.size() > name.size() + 60);
}

TEST_CASE("a file that is not there is said so", "[program]") {
  const Outcome missing = run("inspect nowhere.csv");
  CHECK(missing.status == 1);
  CHECK(missing.errors.find("nowhere.csv") != std::string::npos);
}

TEST_CASE("wrong arguments end with status 2", "[program]") {
  const std::string arguments = GENERATE(
      as<std::string>{}, "", "dance", "inspect", "detect x.csv --format xml",
      "generate --days many", "generate --days 0", "generate --layout pdf",
      "generate --last-day yesterday", "detect x.csv --min-impact=-3", "detect x.csv --holidays XX",
      "forecast x.csv --horizon=-1", "forecast", "forecast x.csv --model m.json",
      "forecast --model m.json --choose", "forecast --model m.json --warm-start m.json",
      "forecast x.csv --choose --warm-start m.json", "cross-validate",
      "cross-validate x.csv --rolling-window wide", "inspect --unknown x.csv");
  const Outcome outcome = run(arguments);
  INFO(arguments << ": " << outcome.errors);
  CHECK(outcome.status == 2);
  CHECK_FALSE(outcome.errors.empty());
}

TEST_CASE("rows that cannot be read do not hide the others", "[program]") {
  const Outcome outcome = run("inspect " + bill("three_bad_dates.csv"));
  CHECK(outcome.status == 0);
  const auto json = nlohmann::json::parse(outcome.output);
  CHECK(json["rows"] == 997);
  REQUIRE(json["rejected_rows"].size() == 3);
  CHECK(json["rejected_rows"][0]["line"] == 101);
  CHECK(outcome.errors.find("3 rows left out") != std::string::npos);
}

TEST_CASE("detect finds what generate planted, in every format", "[program]") {
  REQUIRE(run("generate --seed 5 --days 400 --truth truth.json > bill.csv").status == 0);
  const auto truth = nlohmann::json::parse(read_file(std::string(EXPENSE_SCRATCH) + "/truth.json"));
  CHECK(truth["anomalies"].size() >= 3);
  const Outcome json = run("detect bill.csv");
  CHECK(json.status == 0);
  const auto report = nlohmann::json::parse(json.output);
  CHECK(report["input"]["days"] == 400);
  CHECK_FALSE(report["anomalies"].empty());
  CHECK(run("detect bill.csv --format csv").output.rfind("impact,percent,kind", 0) == 0);
  CHECK(run("detect bill.csv --format markdown").output.rfind("| impact |", 0) == 0);
  CHECK(run("detect bill.csv --format table").output.find("Total") != std::string::npos);
  CHECK(run("detect bill.csv --fail-on-anomaly").status == 3);
  CHECK(run("detect bill.csv --holidays DE-BY").output.find("\"holidays\": \"DE-BY\"") !=
        std::string::npos);
  CHECK(run("detect bill.csv --holidays none").output.find("\"holidays\": \"none\"") !=
        std::string::npos);
  CHECK(run("detect bill.csv --fail-on-anomaly --min-impact 1e9").status == 0);
}

TEST_CASE("the layouts of one generated bill hold the same money", "[program]") {
  const auto total_of = [](const std::string& layout) {
    REQUIRE(run("generate --seed 9 --days 60 --layout " + layout + " > layout.csv").status == 0);
    return nlohmann::json::parse(run("inspect layout.csv").output)["total"].get<std::string>();
  };
  const std::string focus = total_of("focus");
  CHECK(total_of("daily") == focus);
  CHECK(total_of("cost-explorer") == focus);
}

TEST_CASE("cross-validate prints forecast error by horizon, in every format", "[program]") {
  const std::string folder = std::string(EXPENSE_TEST_DATA) + "/prophet/regressors";
  const std::string command = "cross-validate '" + folder + "/input.csv' --options '" + folder +
                              "/options.json' --horizon '30 days' --period 60d ";
  const Outcome csv = run(command + "--metrics mae,coverage --rolling-window 1 --rows rows.csv");
  INFO(csv.errors);
  CHECK(csv.status == 0);
  CHECK(csv.output.rfind("horizon,mae,coverage\n30 days,", 0) == 0);
  CHECK(csv.errors.empty());
  const std::string rows = read_file(std::string(EXPENSE_SCRATCH) + "/rows.csv");
  CHECK(rows.rfind("ds,yhat,yhat_lower,yhat_upper,y,cutoff\n", 0) == 0);
  const auto json = nlohmann::json::parse(run(command + "--format json").output);
  CHECK(json["errors"]["mse"].size() == json["errors"]["horizon"].size());
  CHECK(json["cutoffs"].size() > 3);
  CHECK(run(command + "--format table").output.rfind("horizon", 0) == 0);
  CHECK(run(command + "--format markdown").output.rfind("| horizon |", 0) == 0);
}

TEST_CASE("cross-validate says on standard error what it leaves out or cannot do", "[program]") {
  const std::string file = "'" + std::string(EXPENSE_TEST_DATA) + "/prophet/zeros/input.csv'";
  const Outcome dropped = run("cross-validate --metrics mae,mape " + file);
  CHECK(dropped.status == 0);
  CHECK(dropped.output.rfind("horizon,mae\n", 0) == 0);
  CHECK(dropped.errors.find("warning: The metric mape is left out.") != std::string::npos);
  const Outcome early = run("cross-validate --horizon 5d --initial 3d " + file);
  CHECK(early.errors.find("longest seasonality") != std::string::npos);
  CHECK(run("cross-validate " + file + " --horizon 5").status == 2);
  CHECK(run("cross-validate " + file + " --cutoffs 2019-01-01").status == 2);
  const Outcome too_long = run("cross-validate " + file + " --horizon '9000 days'");
  CHECK(too_long.status == 1);
  CHECK(too_long.errors.find("input.csv: The horizon of") != std::string::npos);
}

TEST_CASE("cross-validation of a bill is that of its total", "[program]") {
  REQUIRE(run("generate --seed 2 --days 120 > bill.csv").status == 0);
  const Outcome outcome = run("cross-validate bill.csv --horizon 7d");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("\n7 days,") != std::string::npos);
}

TEST_CASE("text that a spreadsheet would take for a formula is disarmed in CSV", "[program]") {
  REQUIRE(run("generate --seed 5 --days 200 --layout daily > bill.csv").status == 0);
  REQUIRE(run("", "sed 's/Amazon/=Amazon/' bill.csv > formula.csv;").status == 2);
  const Outcome outcome = run("inspect formula.csv --format csv");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("\n=") == std::string::npos);
}

TEST_CASE("help and version are results, not errors", "[program]") {
  CHECK(run("--help").status == 0);
  CHECK(run("detect --help").output.find("--min-impact") != std::string::npos);
  CHECK(run("--version").output.find('.') != std::string::npos);
}

TEST_CASE("a name may hold any character, and nothing behind it is lost", "[program]") {
  const std::string json = R"([{"date":"2026-01-01","service":"a\u0000b","cost":1},)"
                           R"({"date":"2026-01-02","service":"c","cost":2}])";
  const Outcome outcome = run("inspect --format csv -", "printf '%s' '" + json + "' |");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("cost of c,2") != std::string::npos);
}
TEST_CASE("what does not count is said beside the answer, and counts on request", "[integration]") {
  std::string text = "date,service,charge type,cost,team\n";
  for (int day = 1; day <= 28; ++day) {
    const std::string date = "2026-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    text += date + ",S3,usage,10,red\n" + date + ",EC2,usage,20,blue\n";
  }
  text += "2026-02-17,S3,tax,500,\n";
  std::ofstream(std::string(EXPENSE_SCRATCH) + "/taxed.csv") << text;
  const Outcome quiet = run("detect taxed.csv --format table");
  CHECK(quiet.output == "no anomalies\n");
  CHECK(quiet.errors.find("judged by cost; not counted: tax 500.00") != std::string::npos);
  const Outcome all = run("detect taxed.csv --charge-types all --format table");
  CHECK(all.output.find("2026-02-17") != std::string::npos);
  CHECK(all.errors.find("not counted") == std::string::npos);
  const Outcome by_team =
      run("detect taxed.csv --dimension column:team --split-by column:team --format json");
  CHECK(by_team.output.find("\"column:team\": \"blue\"") != std::string::npos);
}

TEST_CASE("wrong choices of costs, dimensions and columns are told with what there is",
          "[integration]") {
  const std::string file = bill("daily.csv");
  const auto refusal = [&file](const std::string& arguments) {
    const Outcome outcome = run("inspect " + file + " " + arguments);
    CHECK(outcome.status == 2);
    CHECK(outcome.output.empty());
    return outcome.errors;
  };
  CHECK(refusal("--measure list").find("It has cost.") != std::string::npos);
  CHECK(refusal("--charge-types tax").find("no charges of the type \"tax\"") != std::string::npos);
  CHECK(refusal("--split-by region").find("It has service.") != std::string::npos);
  CHECK(refusal("--dimension tag:x").find("no dimension \"tag:x\"") != std::string::npos);
  CHECK(refusal("--dimension team").find("resource, payer, tag:KEY") != std::string::npos);
  CHECK(refusal("--column date").find("ROLE=COLUMN") != std::string::npos);
  CHECK(refusal("--column date=date").find("not which hold date and cost") != std::string::npos);
  CHECK(refusal("--column date=date --column date=cost --column cost=cost").find("Two columns") !=
        std::string::npos);
  const Outcome told = run("inspect " + file + " --column date=date --column cost=cost");
  CHECK(told.status == 0);
}
