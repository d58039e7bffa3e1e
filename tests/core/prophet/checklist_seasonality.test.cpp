// What Prophet's own tests check, sentence by sentence (items 31 to 46): built-in, custom and
// conditional seasonalities, and the modes.
#include <algorithm>

#include "analysis/forecast_options.h"
#include "prophet/fourier_features.h"
#include "series.h"

namespace expense::prophet {
namespace {

using Kind = SeasonalitySwitch::Kind;

std::vector<double> first_fourier_row(const Table& rows, double period, int order) {
  Eigen::MatrixXd columns(1, 2 * order);
  fill_fourier_features(std::span(rows.ds).first(1), period, columns);
  return {columns.data(), columns.data() + columns.size()};
}

// The seasonality of a name that the options and dates choose, if any.
std::optional<Seasonality> chosen(const Table& rows, const Options& options,
                                  const std::string& name) {
  for (const Seasonality& seasonality : chosen_seasonalities(rows.ds, options)) {
    if (seasonality.name == name) return seasonality;
  }
  return std::nullopt;
}

void check_seasonality(const std::optional<Seasonality>& seasonality, double period, int order,
                       double prior_scale) {
  REQUIRE(seasonality.has_value());
  CHECK(seasonality->period_days == period);
  CHECK(seasonality->fourier_order == order);
  CHECK(seasonality->prior_scale == prior_scale);
  CHECK(seasonality->mode == Mode::kAdditive);
  CHECK(seasonality->condition_name.empty());
}

Table every_seventh_row(const Table& rows) {
  std::vector<std::size_t> chosen_rows;
  for (std::size_t row = 0; row < rows.row_count(); row += 7) chosen_rows.push_back(row);
  return select_rows(rows, chosen_rows);
}

Seasonality seasonality_of(const std::string& name, double period, int order) {
  Seasonality seasonality;
  seasonality.name = name;
  seasonality.period_days = period;
  seasonality.fourier_order = order;
  return seasonality;
}

Regressor regressor_of(const std::string& name, std::optional<Mode> mode = {}) {
  Regressor regressor;
  regressor.name = name;
  regressor.mode = mode;
  return regressor;
}

// Names of the forecast's columns of one mode.
std::vector<std::string> names_of(const Forecast& forecast, Mode mode) {
  std::vector<std::string> names;
  for (const ComponentForecast& component : forecast.components) {
    if (component.mode == mode) names.push_back(component.name);
  }
  return names;
}

bool is_refused(const Options& options, const std::string& culprit) {
  const Result<void> valid = validate(options);
  return !valid && valid.error().code == ErrorCode::kInvalidOption &&
         valid.error().message.find(culprit) != std::string::npos;
}

}  // namespace

TEST_CASE("the weekly and yearly Fourier rows are those of Prophet's tests",
          "[checklist][20.31][20.32]") {
  const std::vector<double> weekly = {0.7818315,  0.6234898, 0.9749279,
                                      -0.2225209, 0.4338837, -0.9009689};
  const std::vector<double> yearly = {0.7006152,  -0.7135393, -0.9998330,
                                      0.01827656, 0.7262249,  0.6874572};
  for (const NamedTable& table : daily_510()) {  // both begin on the same date
    INFO(table.name);
    const std::vector<double> of_week = first_fourier_row(table.rows, 7.0, 3);
    const std::vector<double> of_year = first_fourier_row(table.rows, 365.25, 3);
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(of_week[i] == Approx(weekly[i]).epsilon(0.0).margin(1e-7));
      CHECK(of_year[i] == Approx(yearly[i]).epsilon(0.0).margin(1e-7));
    }
  }
}

TEST_CASE("weekly switches itself on from 14 days on, and by true below them",
          "[checklist][20.33][20.34]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    check_seasonality(chosen(first_rows(table.rows, 15), Options{}, "weekly"), 7.0, 3, 10.0);
    const Table few = first_rows(table.rows, 9);
    CHECK_FALSE(chosen(few, Options{}, "weekly").has_value());
    Options on;
    on.weekly_seasonality.kind = Kind::kDefaultOrder;
    check_seasonality(chosen(few, on, "weekly"), 7.0, 3, 10.0);
    CHECK(find_component(fit(few, on)->structure.features, "weekly")->column_count == 6);
  }
}

TEST_CASE("weekly stays off for rows a week apart", "[checklist][20.35]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    CHECK_FALSE(chosen(every_seventh_row(table.rows), Options{}, "weekly").has_value());
  }
}

TEST_CASE("a number is the order of weekly, and its prior scale is the seasonalities'",
          "[checklist][20.36]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options;
    options.weekly_seasonality = {Kind::kOrder, 2};
    options.seasonality_prior_scale = 3.0;
    check_seasonality(chosen(table.rows, options, "weekly"), 7.0, 2, 3.0);
    options.weekly_seasonality = {Kind::kOrder, 1};  // not "true"
    check_seasonality(chosen(table.rows, options, "weekly"), 7.0, 1, 3.0);
  }
}

TEST_CASE("yearly switches itself on from two years on", "[checklist][20.37]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    check_seasonality(chosen(table.rows, Options{}, "yearly"), 365.25, 10, 10.0);
    const Table half = first_rows(table.rows, 240);
    CHECK_FALSE(chosen(half, Options{}, "yearly").has_value());
    Options options;
    options.yearly_seasonality.kind = Kind::kDefaultOrder;
    check_seasonality(chosen(half, options, "yearly"), 365.25, 10, 10.0);
    options.yearly_seasonality = {Kind::kOrder, 7};
    options.seasonality_prior_scale = 3.0;
    check_seasonality(chosen(table.rows, options, "yearly"), 365.25, 7, 3.0);
  }
}

TEST_CASE("daily switches itself on for two days of finer rows", "[checklist][20.38]") {
  for (const NamedTable& table : subdaily_863()) {
    INFO(table.name);
    check_seasonality(chosen(table.rows, Options{}, "daily"), 1.0, 4, 10.0);
    const Table few = first_rows(table.rows, 430);
    CHECK_FALSE(chosen(few, Options{}, "daily").has_value());
    Options options;
    options.daily_seasonality.kind = Kind::kDefaultOrder;
    check_seasonality(chosen(few, options, "daily"), 1.0, 4, 10.0);
    options.daily_seasonality = {Kind::kOrder, 7};
    check_seasonality(chosen(table.rows, options, "daily"), 1.0, 7, 10.0);
  }
  CHECK_FALSE(chosen(business_days(), Options{}, "daily").has_value());
}

TEST_CASE("seasonality_mode is additive unless told, and holidays_mode follows it",
          "[checklist][20.39][20.40]") {
  Options options;
  CHECK(options.seasonality_mode == Mode::kAdditive);
  CHECK(holidays_mode(options) == Mode::kAdditive);
  options.seasonality_mode = Mode::kMultiplicative;
  CHECK(holidays_mode(options) == Mode::kMultiplicative);
  options.holidays_mode = Mode::kAdditive;
  CHECK(holidays_mode(options) == Mode::kAdditive);
  CHECK(chosen(business_days(), options, "weekly")->mode == Mode::kMultiplicative);
  for (const std::string field : {"seasonality_mode", "holidays_mode"}) {
    const auto read = analysis::parse_forecast_options("{\"" + field + "\": \"batman\"}");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find(field) != std::string::npos);
    CHECK(read.error().message.find("batman") != std::string::npos);
  }
}

TEST_CASE("additive and multiplicative parts may stand in one model", "[checklist][20.41]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = table.rows;
    for (std::size_t i = 0; i < rows.row_count(); ++i) {
      rows.columns["binary_feature"].push_back(i < 255 ? 0.0 : 1.0);
      rows.columns["numeric_feature"].push_back(static_cast<double>(i));
    }
    Options options = without_intervals();
    options.seasonality_mode = Mode::kMultiplicative;
    options.seasonalities.push_back(seasonality_of("monthly", 30.0, 3));
    options.seasonalities.back().mode = Mode::kAdditive;
    options.regressors = {regressor_of("binary_feature", Mode::kAdditive),
                          regressor_of("numeric_feature")};
    options.holidays.push_back({"xmas", *make_day(2012, 12, 25), -1, 0, {}});
    const Model model = *fit(rows, options);
    const Eigen::VectorXd is_multiplicative = model.structure.features.multiplicative_columns();
    CHECK(is_multiplicative.sum() == 29.0);
    CHECK(static_cast<double>(is_multiplicative.size()) - is_multiplicative.sum() == 7.0);
    const Forecast past = *forecast(model, history_table(model));
    CHECK(names_of(past, Mode::kAdditive) ==
          std::vector<std::string>{"additive_terms", "binary_feature", "extra_regressors_additive",
                                   "monthly"});
    CHECK(names_of(past, Mode::kMultiplicative) ==
          std::vector<std::string>{"extra_regressors_multiplicative", "holidays",
                                   "multiplicative_terms", "numeric_feature", "weekly", "xmas",
                                   "yearly"});
    CHECK((past.yhat.array() -
           past.trend.array() * (1.0 + past.component("multiplicative_terms")->values.array()) -
           past.component("additive_terms")->values.array())
              .abs()
              .maxCoeff() < 1e-10);
  }
}

TEST_CASE("holidays may have another mode than the seasonalities", "[checklist][20.40][20.41]") {
  Options options = without_intervals();
  options.holidays_mode = Mode::kMultiplicative;
  options.holidays.push_back({"xmas", *make_day(2012, 12, 25), -1, 0, {}});
  const Model model = *fit(business_days(), options);
  const Forecast past = *forecast(model, history_table(model));
  CHECK(names_of(past, Mode::kMultiplicative) ==
        std::vector<std::string>{"holidays", "multiplicative_terms", "xmas"});
  CHECK(past.component("holidays")->values == past.component("xmas")->values);
  CHECK(past.component("holidays")->values == past.component("multiplicative_terms")->values);
}

TEST_CASE("a custom seasonality keeps its prior scale and has the default mode",
          "[checklist][20.42]") {
  Options options;
  options.seasonalities.push_back(seasonality_of("monthly", 30.0, 5));
  options.seasonalities.back().prior_scale = 2.0;
  check_seasonality(chosen(business_days(), options, "monthly"), 30.0, 5, 2.0);
  // Added again, it overwrites what was there, in its place.
  options.seasonalities.push_back(seasonality_of("quarterly", 91.3, 2));
  options.seasonalities.push_back(seasonality_of("monthly", 30.5, 4));
  const auto all = chosen_seasonalities(business_days().ds, options);
  REQUIRE(all.size() == 4);
  CHECK(all[0].name == "monthly");
  CHECK(all[0].fourier_order == 4);
  CHECK(all[0].prior_scale == 10.0);
  CHECK(all[1].name == "quarterly");
  CHECK(all[2].name == "yearly");
  CHECK(all[3].name == "weekly");
}

TEST_CASE("a seasonality may not bear the name of a holiday or a reserved one, weekly it may",
          "[checklist][20.43]") {
  Options options;
  options.holidays.push_back({"special_day", *make_day(2017, 1, 2), 0, 0, {}});
  CHECK(validate(options).has_value());
  const auto with = [&options](const std::string& name) {
    Options changed = options;
    changed.seasonalities.push_back(seasonality_of(name, 30.0, 5));
    return changed;
  };
  CHECK(is_refused(with("special_day"), "special_day"));
  CHECK(is_refused(with("trend"), "trend"));
  CHECK(is_refused(with("yhat_lower"), "yhat_lower"));
  CHECK(validate(with("weekly")).has_value());
  CHECK(validate(with("monthly")).has_value());
}

TEST_CASE("a custom weekly seasonality takes the place of the automatic one",
          "[checklist][20.43]") {
  Options options;
  options.seasonalities.push_back(seasonality_of("weekly", 7.0, 5));
  options.seasonalities.back().prior_scale = 2.0;
  check_seasonality(chosen(business_days(), options, "weekly"), 7.0, 5, 2.0);
  options.weekly_seasonality = {Kind::kOrder, 2};
  check_seasonality(chosen(business_days(), options, "weekly"), 7.0, 2, 10.0);
}

TEST_CASE("Fourier orders below 1 are refused", "[checklist][20.44]") {
  for (const int order : {0, -1}) {
    Options options;
    options.seasonalities.push_back(seasonality_of("weekly", 7.0, order));
    CHECK(is_refused(options, "weekly"));
  }
}

TEST_CASE("own prior scales and modes reach the columns", "[checklist][20.45]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = without_intervals();
    options.yearly_seasonality.kind = Kind::kOff;
    options.holidays.push_back({"special_day", *make_day(2013, 1, 2), 0, 0, 4.0});
    options.seasonalities.push_back(seasonality_of("monthly", 30.0, 5));
    options.seasonalities.back().prior_scale = 2.0;
    options.seasonalities.back().mode = Mode::kMultiplicative;
    const Design design = *make_design(table.rows, options);
    const Features& features = design.structure.features;
    REQUIRE(features.column_count() == 17);
    const auto check = [&](const std::string& name, Eigen::Index columns, double prior, Mode mode) {
      const Component* component = find_component(features, name);
      REQUIRE(component != nullptr);
      CHECK(component->column_count == columns);
      CHECK(component->mode == mode);
      for (Eigen::Index i = 0; i < columns; ++i) {
        const Eigen::Index column = component->first_column + i;
        CHECK(design.prior_precision[design.trend_columns() + column] ==
              Approx(1.0 / (prior * prior)));
        CHECK(design.is_multiplicative[column] == (mode == Mode::kMultiplicative ? 1.0 : 0.0));
      }
    };
    check("monthly", 10, 2.0, Mode::kMultiplicative);
    check("weekly", 6, 10.0, Mode::kAdditive);
    check("special_day", 1, 4.0, Mode::kAdditive);
  }
}

TEST_CASE("a conditional seasonality acts where its condition is true", "[checklist][20.46]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = table.rows;
    Options options = without_intervals();
    options.weekly_seasonality.kind = Kind::kOff;
    options.yearly_seasonality.kind = Kind::kOff;
    options.seasonalities.push_back(seasonality_of("conditional_weekly", 7.0, 3));
    options.seasonalities.back().condition_name = "is_conditional_week";
    options.seasonalities.push_back(seasonality_of("normal_monthly", 30.5, 5));

    const Result<Model> without_column = fit(rows, options);
    REQUIRE_FALSE(without_column.has_value());
    CHECK(without_column.error().code == ErrorCode::kInvalidTable);
    CHECK(without_column.error().message.find("is_conditional_week") != std::string::npos);

    auto& condition = rows.columns["is_conditional_week"];
    for (std::size_t i = 0; i < rows.row_count(); ++i) condition.push_back(i < 255 ? 0.0 : 2.0);
    const Result<Model> not_boolean = fit(rows, options);
    REQUIRE_FALSE(not_boolean.has_value());
    CHECK(not_boolean.error().code == ErrorCode::kInvalidTable);
    CHECK(not_boolean.error().message.find("is_conditional_week") != std::string::npos);
    CHECK(not_boolean.error().message.find(to_iso_string(rows.ds[255])) != std::string::npos);

    for (std::size_t i = 255; i < rows.row_count(); ++i) condition[i] = 1.0;
    const Model model = *fit(rows, options);
    const Features& features = model.structure.features;
    Eigen::MatrixXd columns(510, features.column_count());
    features.fill(rows, columns);
    Eigen::MatrixXd unconditional(510, 6);
    fill_fourier_features(rows.ds, 7.0, unconditional);
    const auto conditional = columns.leftCols(6);
    CHECK(conditional.topRows(255).isZero(0.0));
    CHECK(conditional.bottomRows(255) == unconditional.bottomRows(255));
    for (Eigen::Index i = 255; i < 510; ++i) CHECK(conditional.row(i).norm() > 1.0);
    CHECK(columns.rightCols(10).rowwise().norm().minCoeff() > 1.0);
    // A table to forecast needs the column as well.
    CHECK_FALSE(forecast(model, dates_only(rows.ds)).has_value());
    const Forecast past = *forecast(model, history_table(model));
    CHECK(past.component("conditional_weekly")->values.head(255).isZero(0.0));
  }
}

}  // namespace expense::prophet
