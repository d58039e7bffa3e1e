// Days of the month that cost differently.
#include "series.h"

namespace expense::prophet {
namespace {

using Kind = MonthPosition::Kind;

// Two years of daily cost with what is added on the days that `acts` picks.
template <class Acts>
Table with_fee(double fee, Acts acts) {
  Table rows = noisy_days(731, 31, 2.0);
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    if (acts(civil_date(rows.ds[i].day()))) rows.y[i] += fee;
  }
  return rows;
}

Options with(std::vector<MonthPosition> positions) {
  Options options = without_intervals();
  options.month_positions = std::move(positions);
  return options;
}

bool is_last_day(const CivilDate& date) { return date.day == days_in_month(date.year, date.month); }

}  // namespace

TEST_CASE("a fee on the first day of the month is found, and nothing on other days",
          "[month_positions]") {
  const Table rows = with_fee(80.0, [](const CivilDate& date) { return date.day == 1; });
  const Model model = *fit(rows, with({{Kind::kFirstDay, {}, {}}}));
  const Forecast result =
      *forecast(model, concatenate(history_table(model), days_after(model, 60)));
  const ComponentForecast* fee = result.component("month_first_day");
  REQUIRE(fee != nullptr);
  for (std::size_t i = 0; i < result.ds.size(); ++i) {
    const double value = fee->values[static_cast<Eigen::Index>(i)];
    if (civil_date(result.ds[i].day()).day == 1) {
      CHECK(value == Approx(80.0).margin(2.0));
    } else {
      CHECK(value == 0.0);
    }
  }
  // Without it the noise has to take it.
  const Model without = *fit(rows, without_intervals());
  CHECK(model.parameters.sigma_obs < 0.25 * without.parameters.sigma_obs);
}

TEST_CASE("a fee on the last day is found in months of any length", "[month_positions]") {
  const Table rows = with_fee(50.0, is_last_day);
  const Model model = *fit(rows, with({{Kind::kLastDay, {}, {}}}));
  const Forecast ahead =
      *forecast(model, dates_only({midnight(2027, 2, 28), midnight(2028, 2, 28),
                                   midnight(2028, 2, 29), midnight(2028, 4, 30)}));
  const Eigen::VectorXd fee = ahead.component("month_last_day")->values;
  CHECK(fee[0] == Approx(50.0).margin(2.0));
  CHECK(fee[1] == 0.0);
  CHECK(fee[2] == fee[0]);
  CHECK(fee[3] == fee[0]);
}

TEST_CASE("the first three days share one coefficient", "[month_positions]") {
  const Table rows = with_fee(30.0, [](const CivilDate& date) { return date.day <= 3; });
  const Model model = *fit(rows, with({{Kind::kFirstThreeDays, {}, {}}}));
  CHECK(find_component(model.structure.features, "month_first_three_days")->column_count == 1);
  const Forecast ahead = *forecast(model, dates_only({midnight(2027, 5, 1), midnight(2027, 5, 2),
                                                      midnight(2027, 5, 3), midnight(2027, 5, 4)}));
  const Eigen::VectorXd fee = ahead.component("month_first_three_days")->values;
  CHECK(fee[0] == Approx(30.0).margin(2.0));
  CHECK(fee[1] == fee[0]);
  CHECK(fee[2] == fee[0]);
  CHECK(fee[3] == 0.0);
}

TEST_CASE("each day of the month has its own coefficient when asked", "[month_positions]") {
  const Table rows = with_fee(40.0, [](const CivilDate& date) { return date.day == 15; });
  const Model model = *fit(rows, with({{Kind::kDayOfMonth, {}, {}}}));
  const Features& features = model.structure.features;
  const Component* component = find_component(features, "day_of_month");
  REQUIRE(component->column_count == 31);
  Eigen::MatrixXd columns(731, features.column_count());
  features.fill(rows, columns);
  CHECK((columns.middleCols(component->first_column, 31).rowwise().sum().array() == 1.0).all());
  std::vector<Timestamp> may;
  for (int day = 1; day <= 31; ++day) may.push_back(midnight(2026, 5, day));
  const Eigen::VectorXd fee = forecast(model, dates_only(may))->component("day_of_month")->values;
  for (Eigen::Index day = 0; day < 31; ++day) {
    CHECK(fee[14] - fee[day] == Approx(day == 14 ? 0.0 : 40.0).margin(4.0));
  }
}

TEST_CASE("a position may be a share of the level, and has its own prior scale",
          "[month_positions]") {
  Table rows = noisy_days(731, 31, 1.0);
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    if (civil_date(rows.ds[i].day()).day == 1) rows.y[i] *= 1.5;
  }
  const Model model = *fit(rows, with({{Kind::kFirstDay, 3.0, Mode::kMultiplicative}}));
  const Component* component = find_component(model.structure.features, "month_first_day");
  CHECK(component->prior_scale == 3.0);
  CHECK(component->mode == Mode::kMultiplicative);
  const Forecast ahead = *forecast(model, dates_only({midnight(2026, 3, 1)}));
  CHECK(ahead.component("month_first_day")->values[0] == Approx(0.5).margin(0.1));
  CHECK(ahead.component("multiplicative_terms")->values[0] ==
        ahead.component("month_first_day")->values[0]);
  // By default those of seasonalities.
  Options options = with({{Kind::kFirstDay, {}, {}}});
  options.seasonality_mode = Mode::kMultiplicative;
  options.seasonality_prior_scale = 4.0;
  const Features features = *Features::plan(rows, options);
  CHECK(find_component(features, "month_first_day")->mode == Mode::kMultiplicative);
  CHECK(find_component(features, "month_first_day")->prior_scale == 4.0);
}

TEST_CASE("a position marks all rows of its day, also before 1970", "[month_positions]") {
  Table hours;
  for (int i = 0; i < 24 * 40; ++i) {
    hours.ds.push_back(Timestamp{midnight(1965, 2, 10).seconds + 3600 * i});
  }
  const Features features = *Features::plan(hours, with({{Kind::kFirstDay, {}, {}}}));
  Eigen::MatrixXd columns(24 * 40, features.column_count());
  features.fill(hours, columns);
  const Component* component = find_component(features, "month_first_day");
  const auto marks = columns.col(component->first_column);
  CHECK(marks.sum() == 24.0);
  CHECK(marks.segment(19 * 24, 24).sum() == 24.0);  // March 1
}

TEST_CASE("a position given again overwrites the earlier one", "[month_positions]") {
  const Options options =
      with({{Kind::kFirstDay, 1.0, {}}, {Kind::kLastDay, {}, {}}, {Kind::kFirstDay, 5.0, {}}});
  const Features features = *Features::plan(noisy_days(90, 1), options);
  CHECK(features.column_names() ==
        std::vector<std::string>{"weekly_delim_1", "weekly_delim_2", "weekly_delim_3",
                                 "weekly_delim_4", "weekly_delim_5", "weekly_delim_6",
                                 "month_first_day_delim_1", "month_last_day_delim_1"});
  CHECK(find_component(features, "month_first_day")->prior_scale == 5.0);
}

}  // namespace expense::prophet
