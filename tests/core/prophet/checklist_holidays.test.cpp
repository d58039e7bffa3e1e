// What Prophet's own tests check, sentence by sentence (items 47 to 51, 54 and 87): holidays and
// their windows.
#include <cmath>

#include "series.h"

namespace expense::prophet {
namespace {

// Without seasonalities, so that holidays have the columns to themselves.
Options only_holidays(std::vector<Holiday> holidays) {
  Options options = without_intervals();
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.daily_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.holidays = std::move(holidays);
  return options;
}

Eigen::MatrixXd columns_of(const Features& features, const Table& rows) {
  Eigen::MatrixXd columns(static_cast<Eigen::Index>(rows.row_count()), features.column_count());
  features.fill(rows, columns);
  return columns;
}

Table december_2016() {
  Table rows = daily(std::vector<double>(20, 1.0), *make_day(2016, 12, 20));
  for (std::size_t i = 0; i < rows.y.size(); ++i) rows.y[i] += 0.1 * static_cast<double>(i * i % 7);
  return rows;
}

std::vector<double> prior_scales(const Features& features) {
  std::vector<double> scales;
  for (const Component& component : features.components()) {
    scales.insert(scales.end(), static_cast<std::size_t>(component.column_count),
                  component.prior_scale);
  }
  return scales;
}

}  // namespace

TEST_CASE("a window of one day before gives two columns with one mark each", "[checklist][20.47]") {
  const Options options = only_holidays({{"xmas", *make_day(2016, 12, 25), -1, 0, {}}});
  const Features features = *Features::plan(december_2016(), options);
  CHECK(features.column_names() == std::vector<std::string>{"xmas_delim_+0", "xmas_delim_-1"});
  const Eigen::MatrixXd columns = columns_of(features, december_2016());
  CHECK(columns.colwise().sum() == Eigen::RowVector2d(1.0, 1.0));
  CHECK(columns(5, 0) == 1.0);
  CHECK(columns(4, 1) == 1.0);
  CHECK(prior_scales(features) == std::vector<double>{10.0, 10.0});
  CHECK(features.holiday_names() == std::vector<std::string>{"xmas"});
}

TEST_CASE("a window has all its columns, also those beyond the data", "[checklist][20.48]") {
  // 20 days from December 20 on end on January 8.
  const Options options = only_holidays({{"new_year", *make_day(2017, 1, 2), -1, 10, {}}});
  const Table rows = december_2016();
  const Features features = *Features::plan(rows, options);
  REQUIRE(features.column_count() == 12);
  const Eigen::RowVectorXd marks = columns_of(features, rows).colwise().sum();
  CHECK(marks.sum() == 8.0);
  CHECK(marks.maxCoeff() == 1.0);
  const Model model = *fit(rows, options);
  for (Eigen::Index column = 0; column < 12; ++column) {
    if (marks[column] == 0.0) CHECK(model.parameters.beta[column] == 0.0);
  }
}

TEST_CASE("each holiday has its own prior scale, or that of all", "[checklist][20.49]") {
  Options options = only_holidays({{"xmas", *make_day(2016, 12, 25), -1, 0, 5.0},
                                   {"birthday", *make_day(2016, 12, 21), 0, 0, {}},
                                   {"xmas", *make_day(2017, 12, 25), -1, 0, 5.0}});
  options.holidays_prior_scale = 4.0;
  const Features features = *Features::plan(december_2016(), options);
  CHECK(features.column_names() ==
        std::vector<std::string>{"birthday_delim_+0", "xmas_delim_+0", "xmas_delim_-1"});
  CHECK(prior_scales(features) == std::vector<double>{4.0, 5.0, 5.0});
}

TEST_CASE("two prior scales for one holiday are refused", "[checklist][20.50]") {
  Options options = only_holidays(
      {{"xmas", *make_day(2016, 12, 25), 0, 0, 5.0}, {"xmas", *make_day(2017, 12, 25), 0, 0, 6.0}});
  const Result<void> valid = validate(options);
  REQUIRE_FALSE(valid.has_value());
  CHECK(valid.error().message.find("xmas") != std::string::npos);
  // A missing one counts as the default.
  options.holidays[1].prior_scale.reset();
  CHECK_FALSE(validate(options).has_value());
  options.holidays_prior_scale = 5.0;
  CHECK(validate(options).has_value());
}

TEST_CASE("a model with holidays fits and predicts its history", "[checklist][20.51]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = without_intervals();
    options.holidays = {{"seans-bday", *make_day(2012, 6, 2), 0, 1, {}},
                        {"seans-bday", *make_day(2013, 6, 2), 0, 1, {}},
                        {"seans-bday", *make_day(2014, 6, 2), 0, 1, {}}};
    const Model model = *fit(table.rows, options);
    const Forecast past = *forecast(model, history_table(model));
    CHECK(past.yhat.allFinite());
    CHECK(past.component("seans-bday") != nullptr);
    CHECK(past.component("holidays")->values == past.component("seans-bday")->values);
  }
}

TEST_CASE("on finer data a holiday marks all rows of its day and no other", "[checklist][20.54]") {
  for (const NamedTable& table : subdaily_863()) {
    INFO(table.name);
    const Options options = only_holidays({{"special_day", *make_day(2017, 1, 2), 0, 0, {}}});
    const Features features = *Features::plan(table.rows, options);
    const Eigen::MatrixXd columns = columns_of(features, table.rows);
    REQUIRE(columns.cols() == 1);
    CHECK((columns.array() == 0.0).count() == 575);
    CHECK((columns.array() == 1.0).count() == 288);
    for (Eigen::Index i = 0; i < columns.rows(); ++i) {
      const Day day = table.rows.ds[static_cast<std::size_t>(i)].day();
      REQUIRE(columns(i, 0) == (day == *make_day(2017, 1, 2) ? 1.0 : 0.0));
    }
  }
}

TEST_CASE("different holidays of one day add up, one listed twice counts once", "[unit]") {
  Table rows = noisy_days(120, 5, 0.1);
  rows.y[40] += 50.0;  // both
  rows.y[60] += 20.0;  // the first alone
  const Day both = rows.ds[40].day();
  const Options options = [&] {
    Options all = without_intervals();
    all.holidays = {{"sale", both, 0, 0, {}},
                    {"sale", both, 0, 0, {}},
                    {"sale", rows.ds[60].day(), 0, 0, {}},
                    {"launch", both, 0, 0, {}}};
    return all;
  }();
  const Model model = *fit(rows, options);
  const Forecast past = *forecast(model, history_table(model));
  CHECK(past.component("sale")->values[40] == Approx(20.0).margin(1.0));
  CHECK(past.component("launch")->values[40] == Approx(30.0).margin(1.0));
  CHECK(past.component("holidays")->values[40] == Approx(50.0).margin(1.0));
  CHECK(past.component("sale")->values[60] == past.component("sale")->values[40]);
  CHECK(past.component("launch")->values[60] == 0.0);
}

TEST_CASE("the same offset of different years is one coefficient, also in the future", "[unit]") {
  Table rows = noisy_days(500, 6, 0.1);
  const std::vector<Day> days = {*make_day(2024, 3, 1), *make_day(2025, 3, 3),
                                 *make_day(2026, 3, 2)};
  Options options = without_intervals();
  for (const Day day : days) options.holidays.push_back({"close", day, -1, 1, {}});
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    for (const Day day : days) {
      if (rows.ds[i].day() == day + 1) rows.y[i] += 40.0;
    }
  }
  const Model model = *fit(rows, options);
  CHECK(model.structure.features.column_names().back() == "close_delim_-1");
  std::vector<Timestamp> around;
  for (int offset = -2; offset <= 2; ++offset) {
    around.push_back(Timestamp::midnight(days[2] + offset));
  }
  const Eigen::VectorXd close = forecast(model, dates_only(around))->component("close")->values;
  CHECK(close[0] == 0.0);
  CHECK(close[1] == Approx(0.0).margin(1.0));
  CHECK(close[3] == Approx(40.0).margin(1.0));
  CHECK(close[4] == 0.0);
}

TEST_CASE("a holiday only in the future has coefficient 0", "[unit]") {
  Options options = without_intervals();
  options.holidays.push_back({"later", *make_day(2030, 5, 1), 0, 0, {}});
  const Model model = *fit(noisy_days(60, 7), options);
  const Forecast later = *forecast(model, dates_only({midnight(2030, 5, 1)}));
  CHECK(later.component("later")->values[0] == 0.0);
}

TEST_CASE("a holiday may fall on February 29, its window runs on into March",
          "[checklist][20.87]") {
  Table rows = daily(std::vector<double>(90, 10.0), *make_day(2024, 1, 15));
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    const CivilDate date = civil_date(rows.ds[i].day());
    rows.y[i] += 0.01 * static_cast<double>(i * 31 % 17);
    if (date.month == 2 && date.day == 29) rows.y[i] += 5.0;
    if (date.month == 3 && date.day == 1) rows.y[i] += 3.0;
  }
  Options options = without_intervals();
  options.holidays = {{"leap", *make_day(2024, 2, 29), 0, 1, {}},
                      {"leap", *make_day(2028, 2, 29), 0, 1, {}}};
  const Model model = *fit(rows, options);
  const Forecast ahead = *forecast(
      model, dates_only({midnight(2027, 2, 28), midnight(2027, 3, 1), midnight(2028, 2, 28),
                         midnight(2028, 2, 29), midnight(2028, 3, 1), midnight(2028, 3, 2)}));
  const Eigen::VectorXd leap = ahead.component("leap")->values;
  CHECK(leap[0] == 0.0);
  CHECK(leap[1] == 0.0);
  CHECK(leap[2] == 0.0);
  CHECK(leap[3] == Approx(5.0).margin(0.2));
  CHECK(leap[4] == Approx(3.0).margin(0.2));
  CHECK(leap[5] == 0.0);
}

}  // namespace expense::prophet
