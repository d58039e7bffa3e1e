// The public holidays of a country in a model (checklist 52, 53): days for the years at hand, names
// beside those of the options, saved models.
#include "calendar/holiday_calendar.h"
#include "cli/country_holidays_text.h"
#include "prophet/saved_model.h"
#include "series.h"

namespace expense::prophet {
namespace {

std::shared_ptr<const HolidayCalendar> program_calendar() {
  static const auto calendar =
      std::make_shared<const HolidayCalendar>(*HolidayCalendar::parse(country_holidays_text()));
  return calendar;
}

Options with_country(const std::string& region) {
  Options options = without_intervals();
  options.country_holidays = CountryHolidays{region, program_calendar()};
  return options;
}

// Daily rows, cheaper by 30 on the given days.
Table days_with(Day first, int days, const std::vector<Day>& cheap) {
  Random random(9);
  std::vector<double> values;
  for (int i = 0; i < days; ++i) {
    const bool is_cheap = std::find(cheap.begin(), cheap.end(), first + i) != cheap.end();
    values.push_back(100.0 + (i % 7 < 5 ? 20.0 : 0.0) - (is_cheap ? 30.0 : 0.0) +
                     0.5 * random.normal());
  }
  return daily(values, first);
}

bool has_name(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

double effect(const Model& model, const std::string& holiday, Day day) {
  const Forecast one = *forecast(model, dates_only({Timestamp::midnight(day)}));
  const ComponentForecast* component = one.component(holiday);
  return component == nullptr ? std::nan("") : component->values[0];
}

void check_refused(const Result<Model>& model, const std::string& told,
                   const std::string& advised = "") {
  REQUIRE_FALSE(model.has_value());
  INFO(describe(model.error()));
  CHECK(model.error().code == ErrorCode::kInvalidOption);
  CHECK(model.error().message.find(told) != std::string::npos);
  CHECK(model.error().advice.find(advised) != std::string::npos);
  CHECK_FALSE(model.error().advice.empty());
}

}  // namespace

TEST_CASE("own holidays and those of a country fit and predict together", "[checklist][20.52]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = with_country("US");
    options.holidays = {{"seans-bday", *make_day(2012, 6, 2), 0, 1, {}},
                        {"seans-bday", *make_day(2013, 6, 2), 0, 1, {}}};
    const Model model = *fit(table.rows, options);
    const std::vector<std::string> names = model.structure.features.holiday_names();
    const std::vector<std::string> columns = model.structure.features.column_names();
    CHECK(std::is_sorted(columns.end() - static_cast<std::ptrdiff_t>(names.size()) - 1,
                         columns.end()));  // one column each, but for the bday's two
    for (const char* name : {"Christmas Day", "Independence Day", "Thanksgiving Day", "seans-bday"})
      CHECK(has_name(names, name));
    const Forecast ahead = *forecast(model, days_after(model, 60));
    CHECK(ahead.yhat.allFinite());
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(60);
    for (const std::string& name : names) sum += ahead.component(name)->values;
    CHECK((sum - ahead.component("holidays")->values).cwiseAbs().maxCoeff() < 1e-9);
  }
}

TEST_CASE("what a country's holiday costs is learned and comes back each year", "[unit]") {
  const Table rows =
      days_with(*make_day(2023, 1, 1), 600,
                {*make_day(2023, 7, 4), *make_day(2024, 7, 4), *make_day(2023, 11, 23)});
  const Model model = *fit(rows, with_country("US"));
  CHECK(effect(model, "Independence Day", *make_day(2024, 7, 4)) == Approx(-30.0).margin(2.0));
  // Years beyond the history: the same date, and the fourth Thursday of another November.
  CHECK(effect(model, "Independence Day", *make_day(2029, 7, 4)) == Approx(-30.0).margin(2.0));
  CHECK(effect(model, "Independence Day", *make_day(2029, 7, 5)) == 0.0);
  CHECK(effect(model, "Thanksgiving Day", *make_day(2026, 11, 26)) == Approx(-30.0).margin(2.0));
  CHECK(effect(model, "Thanksgiving Day", *make_day(2026, 11, 23)) == 0.0);
  CHECK(effect(model, "Thanksgiving Day", *make_day(1995, 11, 23)) == Approx(-30.0).margin(2.0));
}

TEST_CASE("holidays absent from the years of the forecast count nothing there",
          "[checklist][20.53]") {
  // New Year's Day of 2022 and Juneteenth of 2021 fell on Saturdays: both substitutes in 2021.
  const Table rows = days_with(*make_day(2021, 1, 1), 365, {*make_day(2021, 6, 18)});
  const Model model = *fit(rows, with_country("US"));
  const std::string substitute = "Juneteenth (substitute day)";
  CHECK(effect(model, substitute, *make_day(2021, 6, 18)) == Approx(-30.0).margin(2.0));
  Forecast later = *forecast(model, days_with(*make_day(2024, 1, 1), 366, {}));
  CHECK(later.component(substitute)->values.isZero(0.0));
  CHECK(later.yhat.allFinite());
}

TEST_CASE("holidays that the history did not have are left out of the forecast",
          "[checklist][20.53]") {
  const Table rows = days_with(*make_day(2020, 1, 1), 366, {});
  const Model model = *fit(rows, with_country("US"));
  CHECK_FALSE(has_name(model.structure.features.holiday_names(), "Juneteenth"));
  const Forecast later = *forecast(model, dates_only({midnight(2023, 6, 19)}));
  CHECK(later.component("Juneteenth") == nullptr);
  CHECK(later.component("holidays")->values[0] == 0.0);
  CHECK(std::isfinite(later.yhat[0]));
}

TEST_CASE("a holiday of the country and one's own of its name are one", "[unit]") {
  Options options = with_country("US");
  options.holidays = {{"Independence Day", *make_day(2023, 9, 14), -1, 0, {}}};
  const Table rows =
      days_with(*make_day(2023, 1, 1), 360, {*make_day(2023, 7, 4), *make_day(2023, 9, 14)});
  const Model model = *fit(rows, options);
  const std::vector<std::string> columns = model.structure.features.column_names();
  CHECK(std::count(columns.begin(), columns.end(), "Independence Day_delim_+0") == 1);
  CHECK(std::count(columns.begin(), columns.end(), "Independence Day_delim_-1") == 1);
  CHECK(find_component(model.structure.features, "Independence Day")->column_count == 2);
  const double own = effect(model, "Independence Day", *make_day(2023, 9, 14));
  CHECK(own == Approx(-30.0).margin(2.0));
  CHECK(effect(model, "Independence Day", *make_day(2023, 7, 4)) == own);
  CHECK(effect(model, "Independence Day", *make_day(2025, 7, 4)) == own);
  // The window is the own one's alone.
  CHECK(effect(model, "Independence Day", *make_day(2023, 9, 13)) != 0.0);
  CHECK(effect(model, "Independence Day", *make_day(2023, 7, 3)) == 0.0);
}

TEST_CASE("an own holiday with the name of a country's must have its prior scale", "[unit]") {
  const Table rows = days_with(*make_day(2023, 1, 1), 100, {});
  Options options = with_country("US");
  options.holidays = {{"Labor Day", *make_day(2023, 2, 3), 0, 0, 5.0}};
  check_refused(fit(rows, options), "two different prior scales", "another name");
  options.holidays_prior_scale = 5.0;
  CHECK(fit(rows, options).has_value());
}

TEST_CASE("a country's holidays take the mode and the prior scale of holidays", "[unit]") {
  Options options = with_country("US");
  options.holidays_mode = Mode::kMultiplicative;
  options.holidays_prior_scale = 4.0;
  const Features features = *Features::plan(days_with(*make_day(2023, 1, 1), 100, {}), options);
  const Component& component = *find_component(features, "Labor Day");
  CHECK(component.mode == Mode::kMultiplicative);
  CHECK(component.prior_scale == 4.0);
  CHECK(component.column_count == 1);
}

TEST_CASE("a subdivision has holidays of its own", "[unit]") {
  const Table rows =
      days_with(*make_day(2022, 1, 1), 500, {*make_day(2022, 1, 6), *make_day(2023, 1, 6)});
  const Model bavaria = *fit(rows, with_country("DE-BY"));
  CHECK(effect(bavaria, "Epiphany", *make_day(2026, 1, 6)) == Approx(-30.0).margin(2.0));
  const Model germany = *fit(rows, with_country("DE"));
  CHECK_FALSE(has_name(germany.structure.features.holiday_names(), "Epiphany"));
  const Model california = *fit(rows, with_country("US-CA"));
  CHECK(has_name(california.structure.features.holiday_names(), "Labor Day"));
  CHECK_FALSE(has_name(california.structure.features.holiday_names(), "Columbus Day"));
}

TEST_CASE("on finer data a country's holiday marks all rows of its day", "[unit]") {
  Table rows;
  for (int hour = 0; hour < 24 * 10; ++hour) {
    rows.ds.push_back({midnight(2024, 6, 30).seconds + 3'600 * hour});
    rows.y.push_back(hour % 5);
  }
  const Features features = *Features::plan(rows, with_country("US"));
  Eigen::MatrixXd columns(240, features.column_count());
  features.fill(rows, columns);
  const Eigen::Index at = find_component(features, "Independence Day")->first_column;
  CHECK(columns.col(at).sum() == 24.0);
  CHECK(columns.col(at).segment(4 * 24, 24).minCoeff() == 1.0);
}

TEST_CASE("a name of a country's holiday is refused for anything else", "[unit]") {
  Table rows = days_with(*make_day(2023, 1, 1), 100, {});
  rows.columns["Labor Day"] = std::vector<double>(100, 1.0);
  rows.columns["Labor Day"][3] = 0.0;
  Options options = with_country("US");
  SECTION("a seasonality") { options.seasonalities.push_back({"Labor Day", 30.5, 2, {}, {}, ""}); }
  SECTION("a regressor") { options.regressors.push_back({"Labor Day", {}, {}, {}}); }
  SECTION("a condition") {
    options.seasonalities.push_back({"monthly", 30.5, 2, {}, {}, "Labor Day"});
  }
  check_refused(fit(rows, options), "Labor Day", "another name");
}

TEST_CASE("a calendar's holiday cannot bear a reserved name", "[unit]") {
  Options options = without_intervals();
  options.country_holidays =
      CountryHolidays{"XX", std::make_shared<const HolidayCalendar>(
                                *HolidayCalendar::parse("[XX] Land\ntrend = 07-04\n"))};
  check_refused(fit(days_with(*make_day(2023, 1, 1), 100, {}), options), "trend");
}

TEST_CASE("an unknown region is refused with those that may be meant", "[unit]") {
  const Table rows = days_with(*make_day(2023, 1, 1), 100, {});
  check_refused(fit(rows, with_country("USA")), "USA", "US");
  check_refused(fit(rows, with_country("US-XX")), "US-XX", "US");
  check_refused(fit(rows, with_country("")), "");
}

TEST_CASE("a saved model with a country forecasts the same with a calendar", "[unit]") {
  Options options = with_country("US");
  options.holidays = {{"launch", *make_day(2023, 3, 3), 0, 1, {}},
                      {"Labor Day", *make_day(2023, 4, 4), 0, 0, {}}};
  const Model model = *fit(days_with(*make_day(2023, 1, 1), 500, {*make_day(2023, 7, 4)}), options);
  const std::string text = to_json(model);

  const Result<Model> without = model_from_json(text);
  REQUIRE_FALSE(without.has_value());
  CHECK(without.error().code == ErrorCode::kNotSupported);
  CHECK(without.error().message.find("US") != std::string::npos);
  CHECK(without.error().advice.find("calendar") != std::string::npos);

  const auto elsewhere =
      std::make_shared<const HolidayCalendar>(*HolidayCalendar::parse("[XX] Land\nDay = 07-04\n"));
  CHECK_FALSE(model_from_json(text, elsewhere).has_value());

  const Result<Model> loaded = model_from_json(text, program_calendar());
  if (!loaded) FAIL(describe(loaded.error()));
  CHECK(loaded->structure.features.column_names() == model.structure.features.column_names());
  const Table future = days_after(model, 400);
  const Forecast ahead = *forecast(model, future);
  const Forecast again = *forecast(*loaded, future);
  CHECK(again.yhat == ahead.yhat);
  CHECK(again.component("Independence Day")->values == ahead.component("Independence Day")->values);
  CHECK(ahead.component("Independence Day")->values.minCoeff() < -20.0);
}

}  // namespace expense::prophet
