// Every table that Prophet rejects, history or future, is a value that says what is wrong and
// where.
#include <cmath>
#include <functional>
#include <limits>

#include "series.h"

namespace expense::prophet {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

void check_told(const Error& error, ErrorCode code, const std::vector<std::string>& told) {
  INFO(error.message);
  CHECK(to_string(error.code) == to_string(code));
  for (const std::string& word : told) CHECK(error.message.find(word) != std::string::npos);
  CHECK_FALSE(error.advice.empty());
}

// A model that needs every kind of column, and a history that has them.
Options needy() {
  Options options = without_intervals();
  options.growth = Growth::kLogistic;
  Seasonality seasonality;
  seasonality.name = "monthly";
  seasonality.period_days = 30.5;
  seasonality.fourier_order = 2;
  seasonality.condition_name = "is_season";
  options.seasonalities.push_back(seasonality);
  Regressor regressor;
  regressor.name = "load";
  options.regressors.push_back(regressor);
  return options;
}

Table complete() {
  Table rows = noisy_days(60, 19);
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    rows.columns["cap"].push_back(200.0);
    rows.columns["floor"].push_back(10.0);
    rows.columns["is_season"].push_back(i < 30 ? 1.0 : 0.0);
    rows.columns["load"].push_back(static_cast<double>(i * 37 % 11));
  }
  return rows;
}

struct WrongTable {
  std::vector<std::string> told;
  std::function<void(Table&)> change;
  ErrorCode code = ErrorCode::kInvalidTable;
};

// What is wrong in a history and in a future alike; row 7 is 2024-01-08.
std::vector<WrongTable> wrong_in_both() {
  const std::string date = "2024-01-08";
  return {
      {{"cap", "logistic"}, [](Table& t) { t.columns.erase("cap"); }},
      {{"cap", date}, [](Table& t) { t.columns["cap"][7] = kMissing; }},
      {{"cap", "floor", date}, [](Table& t) { t.columns["cap"][7] = 10.0; }},
      {{"cap", "floor", date}, [](Table& t) { t.columns["cap"][7] = 9.0; }},
      {{"floor", date}, [](Table& t) { t.columns["floor"][7] = kMissing; }},
      {{"is_season", "monthly"}, [](Table& t) { t.columns.erase("is_season"); }},
      {{"is_season", date}, [](Table& t) { t.columns["is_season"][7] = 0.5; }},
      {{"is_season", date}, [](Table& t) { t.columns["is_season"][7] = kMissing; }},
      {{"load"}, [](Table& t) { t.columns.erase("load"); }},
      {{"load", date}, [](Table& t) { t.columns["load"][7] = kMissing; }},
      {{"load", date}, [](Table& t) { t.columns["load"][7] = kInfinite; }},
      {{"load"}, [](Table& t) { t.columns["load"].pop_back(); }},
  };
}

}  // namespace

TEST_CASE("a history that lacks what the model needs is refused with column and date",
          "[rejected]") {
  REQUIRE(fit(complete(), needy()).has_value());
  std::vector<WrongTable> wrong = wrong_in_both();
  wrong.push_back({{"0 rows"}, [](Table& t) { t = Table{}; }, ErrorCode::kTooLittleHistory});
  wrong.push_back({{"0 rows"}, [](Table& t) { t.y.clear(); }, ErrorCode::kTooLittleHistory});
  wrong.push_back({{"1 row "},
                   [](Table& t) {
                     t.y.assign(t.row_count(), kMissing);
                     t.y[3] = 5.0;
                   },
                   ErrorCode::kTooLittleHistory});
  wrong.push_back({{"same date"},
                   [](Table& t) { t.ds.assign(t.row_count(), t.ds[0]); },
                   ErrorCode::kTooLittleHistory});
  wrong.push_back({{"infinite", "2024-01-08"}, [](Table& t) { t.y[7] = kInfinite; }});
  wrong.push_back({{"infinite", "2024-01-08"}, [](Table& t) { t.y[7] = -kInfinite; }});
  wrong.push_back({{"\"y\""}, [](Table& t) { t.y.pop_back(); }});
  for (const WrongTable& table : wrong) {
    Table rows = complete();
    table.change(rows);
    INFO(table.told.front());
    const Result<Model> model = fit(rows, needy());
    REQUIRE_FALSE(model.has_value());
    check_told(model.error(), table.code, table.told);
  }
}

TEST_CASE("a future that lacks what the model needs is refused with column and date",
          "[rejected]") {
  const Model model = *fit(complete(), needy());
  std::vector<WrongTable> wrong = wrong_in_both();
  wrong.push_back({{"No dates"}, [](Table& t) { t = Table{}; }});
  wrong.push_back({{"floor"}, [](Table& t) { t.columns.erase("floor"); }});
  for (const WrongTable& table : wrong) {
    Table rows = complete();
    rows.y.clear();
    REQUIRE(forecast(model, rows).has_value());
    table.change(rows);
    INFO(table.told.front());
    const Result<Forecast> result = forecast(model, rows);
    REQUIRE_FALSE(result.has_value());
    check_told(result.error(), table.code, table.told);
  }
}

TEST_CASE("without floors of its own a model needs none, and its cap stands above 0",
          "[rejected]") {
  Options options = without_intervals();
  options.growth = Growth::kLogistic;
  Table rows = noisy_days(60, 19);
  rows.columns["cap"].assign(60, 300.0);
  const Model model = *fit(rows, options);
  CHECK(forecast(model, history_table(model)).has_value());
  rows.columns["cap"][7] = 0.0;
  const Result<Model> refused = fit(rows, options);
  REQUIRE_FALSE(refused.has_value());
  check_told(refused.error(), ErrorCode::kInvalidTable, {"cap", "2024-01-08"});
  // Under minmax the floor is the smallest y.
  options.scaling = Scaling::kMinmax;
  rows.columns["cap"][7] = *std::min_element(rows.y.begin(), rows.y.end());
  CHECK_FALSE(fit(rows, options).has_value());
}

TEST_CASE("columns are not looked at in rows without y", "[rejected]") {
  Table rows = complete();
  rows.y[7] = kMissing;
  for (auto& [name, values] : rows.columns) values[7] = kMissing;
  const Result<Model> model = fit(rows, needy());
  REQUIRE(model.has_value());
  CHECK(model->history.row_count() == 59);
}

TEST_CASE("y above the cap or below the floor is legal", "[rejected]") {
  Table rows = complete();
  rows.y[7] = 250.0;
  rows.y[8] = -50.0;
  const Result<Model> model = fit(rows, needy());
  REQUIRE(model.has_value());
  CHECK(forecast(*model, history_table(*model))->yhat.allFinite());
}

TEST_CASE("dates with a zone, missing ones and texts without ds or y are refused in the line",
          "[rejected]") {
  const auto refused = [](const std::string& text) {
    const auto read = analysis::read_history_csv(text);
    REQUIRE_FALSE(read.has_value());
    return read.error();
  };
  check_told(refused("ds,y\n2024-01-01,1\n2024-01-02 00:00:00+02:00,2\n"), ErrorCode::kInvalidTable,
             {"+02:00"});
  CHECK(refused("ds,y\n2024-01-01,1\n,2\n").place.line == 3);
  CHECK(refused("ds,y\n2024-01-01,1\nNaT,2\n").place.column == "ds");
  check_told(refused("when,y\n2024-01-01,1\n"), ErrorCode::kInvalidTable, {"ds"});
  check_told(refused("ds,amount\n2024-01-01,1\n"), ErrorCode::kInvalidTable, {"\"y\""});
  check_told(refused("ds,y\n2024-01-01,inf\n"), ErrorCode::kInvalidTable, {"inf"});
  // Digits are a date, and a missing y is no error.
  const auto read = analysis::read_history_csv("ds,y\n20200131,\n20200201,3\n");
  REQUIRE(read.has_value());
  CHECK(read->ds[0] == midnight(2020, 1, 31));
}

}  // namespace expense::prophet
