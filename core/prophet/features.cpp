#include "prophet/features.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "calendar/holiday_calendar.h"
#include "prophet/fourier_features.h"
#include "prophet/names.h"

namespace expense::prophet {
namespace {

std::string holiday_column_name(const std::string& holiday, int offset) {
  std::string name = holiday;
  name += "_delim_";
  name += offset >= 0 ? '+' : '-';
  name += std::to_string(std::abs(offset));
  return name;
}

const char* month_position_name(MonthPosition::Kind kind) {
  switch (kind) {
    case MonthPosition::Kind::kFirstDay:
      return "month_first_day";
    case MonthPosition::Kind::kFirstThreeDays:
      return "month_first_three_days";
    case MonthPosition::Kind::kLastDay:
      return "month_last_day";
    case MonthPosition::Kind::kDayOfMonth:
      return "day_of_month";
  }
  return "month";
}

// Mean and sample standard deviation, or 0 and 1 where a regressor is not standardised.
std::pair<double, double> standardisation(const std::vector<double>& values,
                                          Regressor::Standardize standardize) {
  const auto is_in_both = [](double value) { return value == 0.0 || value == 1.0; };
  const bool is_constant = std::all_of(values.begin(), values.end(),
                                       [&values](double value) { return value == values.front(); });
  if (is_constant || standardize == Regressor::Standardize::kNo) return {0.0, 1.0};
  if (standardize == Regressor::Standardize::kAuto &&
      std::all_of(values.begin(), values.end(), is_in_both)) {
    return {0.0, 1.0};
  }
  const auto count = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double value : values) sum += value;
  const double mean = sum / count;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (count - 1.0))};
}

// Holiday name -> days, for the calendar years of the dates.
Result<std::map<std::string, std::vector<Day>>> country_days(const CountryHolidays& country,
                                                             std::span<const Timestamp> dates) {
  std::map<std::string, std::vector<Day>> days;
  std::set<int> years;
  for (const Timestamp date : dates) years.insert(civil_date(date.day()).year);
  for (const int year : years) {
    auto holidays = country.calendar->holidays(country.region, year);
    if (!holidays) return tl::unexpected<Error>(holidays.error());
    for (const NamedDay& holiday : *holidays) days[holiday.name].push_back(holiday.day);
  }
  return days;
}

// A holiday of the country may bear the name of one of the table, but of nothing else.
Result<void> check_holiday_name(const std::string& name, const Options& options) {
  if (auto named = check_name(name, "country's holiday"); !named) return named;
  const bool names_seasonality = std::any_of(
      options.seasonalities.begin(), options.seasonalities.end(),
      [&name](const auto& other) { return other.name == name || other.condition_name == name; });
  const bool names_regressor =
      std::any_of(options.regressors.begin(), options.regressors.end(),
                  [&name](const auto& other) { return other.name == name; });
  if (!names_seasonality && !names_regressor) return {};
  return fail(ErrorCode::kInvalidOption,
              "\"" + name + "\" is the name of a holiday of " + options.country_holidays->region +
                  " and of a seasonality, condition or regressor.",
              "Give the seasonality, condition or regressor another name.");
}

void fill_month_position(std::span<const Timestamp> dates, MonthPosition::Kind kind,
                         Eigen::Ref<Eigen::MatrixXd> columns) {
  columns.setZero();
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const CivilDate date = civil_date(dates[i].day());
    switch (kind) {
      case MonthPosition::Kind::kFirstDay:
        columns(row, 0) = date.day == 1 ? 1.0 : 0.0;
        break;
      case MonthPosition::Kind::kFirstThreeDays:
        columns(row, 0) = date.day <= 3 ? 1.0 : 0.0;
        break;
      case MonthPosition::Kind::kLastDay:
        columns(row, 0) = date.day == days_in_month(date.year, date.month) ? 1.0 : 0.0;
        break;
      case MonthPosition::Kind::kDayOfMonth:
        columns(row, static_cast<Eigen::Index>(date.day) - 1) = 1.0;
        break;
    }
  }
}

}  // namespace

Result<Features> Features::plan(const Table& rows, const Options& options) {
  Features features;
  features.add_seasonalities(rows.ds, options);
  features.add_month_positions(options);
  if (auto ok = features.add_holidays(rows.ds, options); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  features.add_regressors(rows, options);
  for (const Component& component : features.components_) {
    if (std::isfinite(component.mu) && std::isfinite(component.std) && component.std > 0.0)
      continue;
    return fail(ErrorCode::kInvalidTable,
                "The values of the regressor \"" + component.name + "\" cannot be standardised.",
                "Bring them to a usual size, or set standardize to false.",
                Place{"", 0, component.name});
  }
  return features;
}

void Features::append(Component component) {
  component.first_column = column_count();
  components_.push_back(std::move(component));
}

// A name added again overwrites the earlier one, in its place.
void Features::append_or_replace(Component component) {
  const auto earlier =
      std::find_if(components_.begin(), components_.end(), [&component](const Component& other) {
        return other.kind == component.kind && other.name == component.name;
      });
  if (earlier == components_.end()) return append(std::move(component));
  component.first_column = earlier->first_column;
  *earlier = std::move(component);
}

void Features::add_seasonalities(std::span<const Timestamp> dates, const Options& options) {
  for (const Seasonality& seasonality : chosen_seasonalities(dates, options)) {
    Component component;
    component.name = seasonality.name;
    component.mode = *seasonality.mode;
    component.column_count = 2 * static_cast<Eigen::Index>(seasonality.fourier_order);
    component.prior_scale = *seasonality.prior_scale;
    component.period_days = seasonality.period_days;
    component.condition_name = seasonality.condition_name;
    append(std::move(component));
  }
}

void Features::add_month_positions(const Options& options) {
  for (const MonthPosition& position : options.month_positions) {
    Component component;
    component.name = month_position_name(position.kind);
    component.kind = Component::Kind::kMonthPosition;
    component.mode = position.mode.value_or(options.seasonality_mode);
    component.column_count = position.kind == MonthPosition::Kind::kDayOfMonth ? 31 : 1;
    component.prior_scale = position.prior_scale.value_or(options.seasonality_prior_scale);
    component.month_position = position.kind;
    append_or_replace(std::move(component));
  }
}

Result<void> Features::add_holidays(std::span<const Timestamp> dates, const Options& options) {
  // Column name -> column, in code-point order of the names as the reference sorts them.
  std::map<std::string, HolidayColumn> columns;
  std::map<std::string, double> prior_scales;
  for (const Holiday& holiday : options.holidays) {
    prior_scales[holiday.name] = holiday.prior_scale.value_or(options.holidays_prior_scale);
    for (int offset = holiday.lower_window; offset <= holiday.upper_window; ++offset) {
      const std::string name = holiday_column_name(holiday.name, offset);
      HolidayColumn& column = columns[name];
      column = HolidayColumn{name, holiday.name, offset, std::move(column.days)};
      column.days.push_back(holiday.day + offset);
    }
  }
  if (options.country_holidays) {
    const auto days = country_days(*options.country_holidays, dates);
    if (!days) return tl::unexpected<Error>(days.error());
    for (const auto& [holiday, unused] : *days) {
      if (auto ok = check_holiday_name(holiday, options); !ok) return ok;
      const double scale = options.holidays_prior_scale;
      if (prior_scales.try_emplace(holiday, scale).first->second != scale) {
        return fail(ErrorCode::kInvalidOption,
                    "holiday \"" + holiday + "\" has two different prior scales, as " +
                        options.country_holidays->region + " has a holiday of that name.",
                    "Leave its prior scale out, or give it another name.");
      }
      const std::string name = holiday_column_name(holiday, 0);
      HolidayColumn& column = columns[name];
      column = HolidayColumn{name, holiday, 0, std::move(column.days)};
    }
    country_holidays_ = options.country_holidays;
  }
  for (auto& [name, column] : columns) {
    std::sort(column.days.begin(), column.days.end());
    column.days.erase(std::unique(column.days.begin(), column.days.end()), column.days.end());
    const bool continues = !components_.empty() &&
                           components_.back().kind == Component::Kind::kHoliday &&
                           components_.back().name == column.holiday;
    if (continues) {
      ++components_.back().column_count;
    } else {
      Component component;
      component.name = column.holiday;
      component.kind = Component::Kind::kHoliday;
      component.mode = holidays_mode(options);
      component.column_count = 1;
      component.prior_scale = prior_scales[column.holiday];
      append(std::move(component));
    }
    holiday_columns_.push_back(std::move(column));
  }
  return {};
}

void Features::add_regressors(const Table& rows, const Options& options) {
  for (const Regressor& regressor : options.regressors) {
    Component component;
    component.name = regressor.name;
    component.kind = Component::Kind::kRegressor;
    component.mode = regressor.mode.value_or(options.seasonality_mode);
    component.column_count = 1;
    component.prior_scale = regressor.prior_scale.value_or(options.holidays_prior_scale);
    std::tie(component.mu, component.std) =
        standardisation(*rows.column(regressor.name), regressor.standardize);
    append_or_replace(std::move(component));
  }
}

Eigen::Index Features::column_count() const {
  return components_.empty() ? 0
                             : components_.back().first_column + components_.back().column_count;
}

std::vector<std::string> Features::column_names() const {
  std::vector<std::string> names;
  auto holiday_column = holiday_columns_.begin();
  for (const Component& component : components_) {
    for (Eigen::Index i = 1; i <= component.column_count; ++i) {
      if (component.kind == Component::Kind::kHoliday) {
        names.push_back((holiday_column++)->name);
      } else if (component.kind == Component::Kind::kRegressor) {
        names.push_back(component.name);
      } else {
        names.push_back(component.name + "_delim_" + std::to_string(i));
      }
    }
  }
  return names;
}

std::vector<std::string> Features::holiday_names() const {
  std::vector<std::string> names;
  for (const Component& component : components_) {
    if (component.kind == Component::Kind::kHoliday) names.push_back(component.name);
  }
  return names;
}

Eigen::VectorXd Features::multiplicative_columns() const {
  Eigen::VectorXd is_multiplicative = Eigen::VectorXd::Zero(column_count());
  for (const Component& component : components_) {
    if (component.mode != Mode::kMultiplicative) continue;
    is_multiplicative.segment(component.first_column, component.column_count).setOnes();
  }
  return is_multiplicative;
}

void Features::set_standardisation(const std::string& regressor, double mu, double std) {
  for (Component& component : components_) {
    if (component.kind != Component::Kind::kRegressor || component.name != regressor) continue;
    component.mu = mu;
    component.std = std;
  }
}

// Days of the region's holidays are made for the years of the table at hand; names that the history
// did not have are dropped.
void Features::fill_holidays(std::span<const Timestamp> dates,
                             Eigen::Ref<Eigen::MatrixXd> columns) const {
  std::map<std::string, std::vector<Day>> of_country;
  if (country_holidays_) {
    // The region was found when the model was planned.
    if (auto days = country_days(*country_holidays_, dates)) of_country = std::move(*days);
  }
  for (std::size_t c = 0; c < holiday_columns_.size(); ++c) {
    const HolidayColumn& column = holiday_columns_[c];
    std::vector<Day> days = column.days;
    const auto more = of_country.find(column.holiday);
    if (column.offset == 0 && more != of_country.end()) {
      days.insert(days.end(), more->second.begin(), more->second.end());
      std::sort(days.begin(), days.end());
    }
    for (std::size_t i = 0; i < dates.size(); ++i) {
      const bool marked = std::binary_search(days.begin(), days.end(), dates[i].day());
      columns(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c)) = marked ? 1.0 : 0.0;
    }
  }
}

void Features::fill(const Table& table, Eigen::Ref<Eigen::MatrixXd> columns) const {
  bool has_holidays = false;
  for (const Component& component : components_) {
    auto own = columns.middleCols(component.first_column, component.column_count);
    switch (component.kind) {
      case Component::Kind::kSeasonality:
        fill_fourier_features(table.ds, component.period_days, own);
        if (!component.condition_name.empty()) {
          const std::vector<double>& acts = *table.column(component.condition_name);
          for (std::size_t i = 0; i < acts.size(); ++i) {
            if (acts[i] == 0.0) own.row(static_cast<Eigen::Index>(i)).setZero();
          }
        }
        break;
      case Component::Kind::kMonthPosition:
        fill_month_position(table.ds, component.month_position, own);
        break;
      case Component::Kind::kHoliday:
        if (!has_holidays) {
          fill_holidays(table.ds,
                        columns.middleCols(component.first_column,
                                           static_cast<Eigen::Index>(holiday_columns_.size())));
        }
        has_holidays = true;
        break;
      case Component::Kind::kRegressor: {
        const std::vector<double>& values = *table.column(component.name);
        for (std::size_t i = 0; i < values.size(); ++i) {
          own(static_cast<Eigen::Index>(i), 0) = (values[i] - component.mu) / component.std;
        }
        break;
      }
    }
  }
}

}  // namespace expense::prophet
