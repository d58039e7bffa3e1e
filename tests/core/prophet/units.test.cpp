// Small exact fixtures: Fourier rows, changepoint grids, trends, automatic seasonalities, dates.
#include <algorithm>
#include <catch2/catch.hpp>

#include "prophet/changepoints.h"
#include "prophet/features.h"
#include "prophet/fourier_features.h"
#include "prophet/future_dates.h"
#include "prophet/trend.h"
#include "reference_case.h"

namespace expense::prophet {
namespace {

const nlohmann::json& units() {
  static const nlohmann::json fixtures =
      read_json(std::string(EXPENSE_TEST_DATA) + "/prophet/units.json");
  return fixtures;
}

Eigen::VectorXd vector_of(const nlohmann::json& numbers) {
  const auto values = numbers.get<std::vector<double>>();
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

TEST_CASE("Fourier rows equal Prophet's to 1e-9", "[golden]") {
  for (const auto& fixture : units()["fourier"]) {
    const std::vector<Timestamp> ds = {*parse_timestamp(fixture["ds"].get<std::string>())};
    Eigen::MatrixXd columns(1, 2 * fixture["order"].get<int>());
    fill_fourier_features(ds, fixture["period"], columns);
    const Eigen::VectorXd expected = vector_of(fixture["values"]);
    INFO(fixture["ds"]);
    CHECK((columns.row(0).transpose() - expected).cwiseAbs().maxCoeff() < 1e-9);
  }
}

TEST_CASE("automatic changepoints stand on Prophet's rows", "[golden]") {
  for (const auto& fixture : units()["changepoint_grid"]) {
    const auto rows =
        changepoint_rows(fixture["rows"], fixture["n_changepoints"], fixture["changepoint_range"]);
    INFO(fixture.dump());
    CHECK(rows == fixture["indices"].get<std::vector<std::size_t>>());
    CHECK(static_cast<int>(rows.size()) == std::max(0, fixture["n_used"].get<int>()));
    // Of daily rows.
    Table daily;
    for (int row = 0; row < fixture["rows"].get<int>(); ++row) {
      daily.ds.push_back(Timestamp::midnight(Day{row}));
    }
    Options options;
    options.n_changepoints = fixture["n_changepoints"];
    options.changepoint_range = fixture["changepoint_range"];
    const Eigen::VectorXd t = make_design(daily, options)->structure.changepoints_t;
    const Eigen::VectorXd expected = vector_of(fixture["t"]);
    REQUIRE(t.size() == expected.size());
    CHECK((t - expected).cwiseAbs().maxCoeff() < 1e-9);
  }
}

TEST_CASE("linear and logistic trends equal Prophet's to 1e-9, before, in and after the history",
          "[golden]") {
  for (const auto& fixture : units()["trend"]) {
    Structure structure;
    structure.changepoints_t = vector_of(fixture["changepoints_t"]);
    Parameters parameters;
    parameters.k = fixture["k"];
    parameters.m = fixture["m"];
    parameters.delta = vector_of(fixture["delta"]);
    for (std::size_t i = 0; i < fixture["t"].size(); ++i) {
      const double t = fixture["t"][i];
      structure.growth = Growth::kLinear;
      CHECK(trend_at(structure, parameters, t) ==
            Approx(fixture["linear"][i].get<double>()).epsilon(0.0).margin(1e-9));
      structure.growth = Growth::kLogistic;
      CHECK(trend_at(structure, parameters, t, fixture["cap"][i]) ==
            Approx(fixture["logistic"][i].get<double>()).epsilon(0.0).margin(1e-9));
    }
  }
}

TEST_CASE("automatic seasonalities switch on by span and spacing", "[golden]") {
  for (const auto& fixture : units()["auto_seasonality"]) {
    const Timestamp first = *parse_timestamp(fixture["first"].get<std::string>());
    const Timestamp last = *parse_timestamp(fixture["last"].get<std::string>());
    const int rows = fixture["rows"];
    std::vector<Timestamp> dates;
    for (int i = 0; i < rows; ++i) {
      dates.push_back(Timestamp{first.seconds + (last - first) / (rows - 1) * i});
    }
    if (fixture["label"] == "daily with one 23 h step") {
      for (int i = 0; i + 1 < rows; ++i)
        dates[static_cast<std::size_t>(i)] =
            Timestamp{first.seconds + i * Timestamp::kSecondsPerDay};
      dates.back() = last;
    }
    std::vector<std::string> names;
    const Features features = *Features::plan(dates_only(dates), Options{});
    for (const Component& component : features.components()) names.push_back(component.name);
    INFO(fixture["label"]);
    CHECK(names == fixture["on"].get<std::vector<std::string>>());
  }
}

TEST_CASE("future dates follow the frequency", "[golden]") {
  const std::map<std::string, Frequency> frequencies = {{"D", Frequency::kDay},
                                                        {"h", Frequency::kHour},
                                                        {"W", Frequency::kWeek},
                                                        {"MS", Frequency::kMonthStart},
                                                        {"ME", Frequency::kMonthEnd}};
  for (const auto& fixture : units()["future_dates"]) {
    std::vector<Timestamp> expected;
    for (const auto& ds : fixture["ds"])
      expected.push_back(*parse_timestamp(ds.get<std::string>()));
    const auto dates = future_dates(*parse_timestamp(fixture["last"].get<std::string>()),
                                    frequencies.at(fixture["freq"]), fixture["periods"]);
    INFO(fixture.dump());
    CHECK(dates == expected);
  }
}

}  // namespace expense::prophet
