// What Prophet's own tests check, sentence by sentence (items 52 and 53): the public holidays of a
// country beside those of the person.
#include "calendar/holiday_calendar.h"
#include "series.h"

namespace expense::prophet {
namespace {

// A country with holidays that come every year, once, and from a year on.
std::shared_ptr<const HolidayCalendar> calendar() {
  const auto parsed = HolidayCalendar::parse(
      "[XX] Land\n"
      "New Year = 01-01\n"
      "Labour Day = mon 09-01\n"
      "Jubilee = 2013-02-06\n"
      "Late Day = 03-03 2015-\n");
  REQUIRE(parsed.has_value());
  return std::make_shared<const HolidayCalendar>(*parsed);
}

Options with_country(const std::string& region = "XX") {
  Options options = without_intervals();
  options.country_holidays = CountryHolidays{region, calendar()};
  return options;
}

}  // namespace

TEST_CASE("own and country holidays together fit and predict", "[checklist][20.52]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = with_country();
    options.holidays = {{"seans-bday", *make_day(2012, 6, 2), 0, 1, {}},
                        {"seans-bday", *make_day(2013, 6, 2), 0, 1, {}}};
    const Model model = *fit(table.rows, options);
    CHECK(model.structure.features.holiday_names() ==
          std::vector<std::string>{"Jubilee", "Labour Day", "New Year", "seans-bday"});
    const Component* labour = find_component(model.structure.features, "Labour Day");
    CHECK(labour->column_count == 1);
    CHECK(labour->prior_scale == 10.0);
    const Forecast past = *forecast(model, history_table(model));
    CHECK(past.yhat.allFinite());
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(past.yhat.size());
    for (const std::string& name : model.structure.features.holiday_names()) {
      sum += past.component(name)->values;
    }
    CHECK((past.component("holidays")->values - sum).cwiseAbs().maxCoeff() < 1e-9);
  }
}

TEST_CASE("a country's holiday is found every year, in the future as well", "[checklist][20.52]") {
  Table rows = noisy_days(800, 52, 1.0);
  const std::vector<Day> labour_days = {*make_day(2024, 9, 2), *make_day(2025, 9, 1)};
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    for (const Day day : labour_days) {
      if (rows.ds[i].day() == day) rows.y[i] -= 40.0;
    }
  }
  const Model model = *fit(rows, with_country());
  const Forecast ahead = *forecast(
      model, dates_only({midnight(2026, 9, 6), midnight(2026, 9, 7), midnight(2031, 9, 1)}));
  const Eigen::VectorXd effect = ahead.component("Labour Day")->values;
  CHECK(effect[0] == 0.0);
  CHECK(effect[1] == Approx(-40.0).margin(3.0));
  CHECK(effect[2] == effect[1]);
}

TEST_CASE("holidays of the history that the future lacks, and the reverse, both work",
          "[checklist][20.53]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Model model = *fit(table.rows, with_country());
    CHECK(find_component(model.structure.features, "Jubilee") != nullptr);
    CHECK(find_component(model.structure.features, "Late Day") == nullptr);
    const Forecast ahead = *forecast(
        model, dates_only({midnight(2016, 1, 1), midnight(2016, 2, 6), midnight(2016, 3, 3)}));
    CHECK(ahead.yhat.allFinite());
    CHECK(ahead.component("Jubilee")->values.isZero(0.0));
    CHECK(ahead.component("Late Day") == nullptr);
    CHECK(ahead.component("New Year")->values[1] == 0.0);
    CHECK(ahead.component("holidays")->values[2] == 0.0);
  }
}

TEST_CASE("a country's holiday merges with a person's of the same name", "[checklist][20.52]") {
  Options options = with_country();
  options.holidays = {{"New Year", *make_day(2013, 1, 1), 0, 1, {}}};
  const Features features = *Features::plan(business_days(), options);
  const Component* merged = find_component(features, "New Year");
  CHECK(merged->column_count == 2);
  CHECK(merged->prior_scale == 10.0);
  Table new_year = dates_only(
      {midnight(2013, 1, 1), midnight(2013, 1, 2), midnight(2014, 1, 1), midnight(2014, 1, 2)});
  Eigen::MatrixXd columns(4, features.column_count());
  features.fill(new_year, columns);
  const Eigen::MatrixXd own = columns.middleCols(merged->first_column, 2);
  CHECK(own.col(0) == Eigen::Vector4d(1.0, 0.0, 1.0, 0.0));
  CHECK(own.col(1) == Eigen::Vector4d(0.0, 1.0, 0.0, 0.0));
}

TEST_CASE("an unknown country and a clash of names are refused", "[checklist][rejected]") {
  const Result<Model> unknown = fit(business_days(), with_country("XY"));
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == ErrorCode::kInvalidOption);
  CHECK(unknown.error().message.find("XY") != std::string::npos);

  Options clash = with_country();
  Seasonality jubilee;
  jubilee.name = "Jubilee";
  clash.seasonalities.push_back(jubilee);
  const Result<Model> refused = fit(business_days(), clash);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kInvalidOption);
  CHECK(refused.error().message.find("Jubilee") != std::string::npos);
}

}  // namespace expense::prophet
