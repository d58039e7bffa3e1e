// `forecast` as its users meet it: models fitted, chosen, saved and loaded.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "run_program.h"

TEST_CASE("forecast prints Prophet's columns and writes the fit", "[program]") {
  const std::string folder = std::string(EXPENSE_TEST_DATA) + "/prophet/custom_monthly";
  const Outcome outcome = run("forecast '" + folder + "/input.csv' --options '" + folder +
                              "/options.json' --horizon 3 --fit fit.json");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.rfind("ds,y,trend,yhat,yhat_lower,yhat_upper", 0) == 0);
  CHECK(outcome.output.find(",monthly,") != std::string::npos);
  const auto fit = nlohmann::json::parse(read_file(std::string(EXPENSE_SCRATCH) + "/fit.json"));
  const auto reference = nlohmann::json::parse(read_file(folder + "/fit.json"));
  CHECK(fit["log_posterior"].get<double>() ==
        Approx(reference["log_posterior"].get<double>()).epsilon(1e-9));
}

TEST_CASE("forecast of a bill is that of its total", "[program]") {
  REQUIRE(run("generate --seed 2 --days 90 > bill.csv").status == 0);
  const Outcome outcome = run("forecast bill.csv --horizon 7");
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find("2026-07-07,,") != std::string::npos);
  CHECK(run("forecast bill.csv --options nowhere.json").status == 1);
}

TEST_CASE("a saved model forecasts the same, byte for byte, and warms a fit", "[program]") {
  const std::string history = "'" + std::string(EXPENSE_TEST_DATA) + "/prophet/zeros/input.csv'";
  const Outcome fitted = run("forecast " + history + " --horizon 9 --save-model model.json");
  REQUIRE(fitted.status == 0);
  const Outcome loaded = run("forecast --model model.json --horizon 9 --save-model again.json");
  CHECK(loaded.status == 0);
  CHECK(loaded.output == fitted.output);
  CHECK(read_file(std::string(EXPENSE_SCRATCH) + "/again.json") ==
        read_file(std::string(EXPENSE_SCRATCH) + "/model.json"));
  CHECK(run("forecast --model - --horizon 9", "cat model.json |").output == fitted.output);
  const Outcome warm = run("forecast " + history + " --horizon 9 --warm-start model.json");
  CHECK(warm.status == 0);
  CHECK(warm.output == fitted.output);
}

TEST_CASE("a model with the holidays of a country brings its calendar along", "[program]") {
  REQUIRE(run("generate --seed 2 --days 400 > bill.csv").status == 0);
  const std::string options = "echo '{\"country_holidays\": \"US\"}' > us.json;";
  const Outcome fitted =
      run("forecast bill.csv --options us.json --save-model model.json", options);
  REQUIRE(fitted.status == 0);
  CHECK(run("forecast --model model.json").output == fitted.output);
}

TEST_CASE("a model file that is damaged is input, an option it has settled is wrong", "[program]") {
  REQUIRE(run("generate --seed 2 --days 90 > bill.csv").status == 0);
  REQUIRE(run("forecast bill.csv --save-model model.json").status == 0);
  const Outcome cut = run("forecast --model cut.json", "head -c 900 model.json > cut.json;");
  CHECK(cut.status == 1);
  CHECK(cut.output.empty());
  CHECK(cut.errors.find("cut.json") != std::string::npos);
  CHECK(run("forecast --model nowhere.json").status == 1);
  CHECK(run("forecast bill.csv --warm-start bill.csv").status == 1);
  const Outcome settled = run("forecast --model model.json --options flat.json",
                              "echo '{\"growth\": \"flat\"}' > flat.json;");
  CHECK(settled.status == 2);
  CHECK(settled.errors.find("growth") != std::string::npos);
  const Outcome shape = run("forecast bill.csv --warm-start model.json --options few.json",
                            "echo '{\"n_changepoints\": 2}' > few.json;");
  CHECK(shape.status == 2);
  CHECK(shape.errors.find("bill.csv") == std::string::npos);
}

TEST_CASE("forecast --choose says on standard error what it keeps and why", "[program]") {
  REQUIRE(run("generate --seed 2 --days 90 > bill.csv").status == 0);
  const Outcome outcome = run("forecast bill.csv --choose --fit fit.json");
  REQUIRE(outcome.status == 0);
  const auto fit = nlohmann::json::parse(read_file(std::string(EXPENSE_SCRATCH) + "/fit.json"));
  REQUIRE_FALSE(fit["choice"].empty());
  for (const auto& step : fit["choice"]) {
    CHECK(outcome.errors.find(step["reason"].get<std::string>() + "\n") != std::string::npos);
  }
}

TEST_CASE("forecast judges each row by the others where it can", "[program]") {
  REQUIRE(run("generate --seed 2 --days 90 > bill.csv").status == 0);
  CHECK(run("forecast bill.csv --leave-one-out rows.csv").status == 0);
  const std::string rows = read_file(std::string(EXPENSE_SCRATCH) + "/rows.csv");
  CHECK(rows.rfind("ds,y,prediction,residual,leverage\n", 0) == 0);
  CHECK(std::count(rows.begin(), rows.end(), '\n') == 91);
  const Outcome refused = run("forecast bill.csv --leave-one-out rows.csv --options share.json",
                              "echo '{\"seasonality_mode\": \"multiplicative\"}' > share.json;");
  CHECK(refused.status == 1);
  CHECK(refused.output.empty());
}

TEST_CASE("forecast warns when a sampled model cannot be relied upon yet", "[program]") {
  REQUIRE(run("generate --seed 2 --days 60 > bill.csv").status == 0);
  const Outcome outcome = run("forecast bill.csv --options few.json --fit fit.json",
                              "echo '{\"mcmc_samples\": 8}' > few.json;");
  CHECK(outcome.status == 0);
  CHECK(outcome.errors.find("warning: ") == 0);
  CHECK(outcome.errors.find("Raise mcmc_samples from 8") != std::string::npos);
  const auto fit = nlohmann::json::parse(read_file(std::string(EXPENSE_SCRATCH) + "/fit.json"));
  CHECK(fit["sampling"]["chains"] == 4);
}
