#include "prophet/features.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

#include "prophet/fourier_features.h"

namespace expense::prophet {
namespace {

struct BuiltinSeasonality {
  const char* name;
  double period_days;
  int default_order;
};
constexpr BuiltinSeasonality kYearly = {"yearly", 365.25, 10};
constexpr BuiltinSeasonality kWeekly = {"weekly", 7.0, 3};
constexpr BuiltinSeasonality kDaily = {"daily", 1.0, 4};

// Smallest non-zero gap between neighbouring dates, in seconds.
std::int64_t smallest_gap(std::span<const Timestamp> dates) {
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 1; i < dates.size(); ++i) {
    const std::int64_t gap = dates[i] - dates[i - 1];
    if (gap > 0) smallest = std::min(smallest, gap);
  }
  return smallest;
}

// Order of a built-in seasonality, 0 for off.
int chosen_order(const SeasonalitySwitch& value, const BuiltinSeasonality& builtin,
                 bool automatically_on) {
  switch (value.kind) {
    case SeasonalitySwitch::Kind::kAuto:
      return automatically_on ? builtin.default_order : 0;
    case SeasonalitySwitch::Kind::kOff:
      return 0;
    case SeasonalitySwitch::Kind::kDefaultOrder:
      return builtin.default_order;
    case SeasonalitySwitch::Kind::kOrder:
      return value.order;
  }
  return 0;
}

// A name added again overwrites the earlier one, in its place.
std::vector<Seasonality> without_repeats(const std::vector<Seasonality>& added) {
  std::vector<Seasonality> kept;
  for (const Seasonality& seasonality : added) {
    const auto same_name = std::find_if(
        kept.begin(), kept.end(),
        [&seasonality](const Seasonality& other) { return other.name == seasonality.name; });
    if (same_name == kept.end()) {
      kept.push_back(seasonality);
    } else {
      *same_name = seasonality;
    }
  }
  return kept;
}

std::string holiday_column_name(const std::string& holiday, int offset) {
  std::string name = holiday;
  name += "_delim_";
  name += offset >= 0 ? '+' : '-';
  name += std::to_string(std::abs(offset));
  return name;
}

}  // namespace

Features Features::plan(std::span<const Timestamp> dates, const Options& options) {
  const std::int64_t span = dates.back() - dates.front();
  const std::int64_t gap = smallest_gap(dates);
  constexpr std::int64_t kDay = Timestamp::kSecondsPerDay;

  std::vector<Seasonality> seasonalities = without_repeats(options.seasonalities);
  const auto switch_on = [&](const BuiltinSeasonality& builtin, const SeasonalitySwitch& value,
                             bool automatically_on) {
    const auto same_name = std::find_if(
        seasonalities.begin(), seasonalities.end(),
        [&builtin](const Seasonality& seasonality) { return seasonality.name == builtin.name; });
    const bool is_custom = same_name != seasonalities.end();
    const int order = chosen_order(value, builtin, automatically_on && !is_custom);
    if (order == 0) return;
    Seasonality seasonality;
    seasonality.name = builtin.name;
    seasonality.period_days = builtin.period_days;
    seasonality.fourier_order = order;
    // A built-in that is asked for replaces a custom one of its name, in its place.
    if (is_custom) {
      *same_name = seasonality;
    } else {
      seasonalities.push_back(seasonality);
    }
  };
  switch_on(kYearly, options.yearly_seasonality, span >= 730 * kDay);
  switch_on(kWeekly, options.weekly_seasonality, span >= 14 * kDay && gap < 7 * kDay);
  switch_on(kDaily, options.daily_seasonality, span >= 2 * kDay && gap < kDay);

  Features features;
  for (const Seasonality& seasonality : seasonalities) {
    features.add_seasonality(seasonality, options.seasonality_prior_scale);
  }
  features.add_holidays(options);
  return features;
}

void Features::add_seasonality(const Seasonality& seasonality, double default_prior_scale) {
  const Eigen::Index columns = 2 * static_cast<Eigen::Index>(seasonality.fourier_order);
  components_.push_back(Component{seasonality.name, Component::Kind::kSeasonality, column_count(),
                                  columns, seasonality.prior_scale.value_or(default_prior_scale),
                                  seasonality.period_days});
}

void Features::add_holidays(const Options& options) {
  // Column name -> its days, in code-point order of the names as the reference sorts them.
  struct Column {
    std::string holiday;
    double prior_scale = 0.0;
    std::vector<Day> days;
  };
  std::map<std::string, Column> columns;
  for (const Holiday& holiday : options.holidays) {
    for (int offset = holiday.lower_window; offset <= holiday.upper_window; ++offset) {
      Column& column = columns[holiday_column_name(holiday.name, offset)];
      column.holiday = holiday.name;
      column.prior_scale = holiday.prior_scale.value_or(options.holidays_prior_scale);
      column.days.push_back(holiday.day + offset);
    }
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
      components_.push_back(Component{column.holiday, Component::Kind::kHoliday, column_count(), 1,
                                      column.prior_scale, 0.0});
    }
    holiday_columns_.push_back(HolidayColumn{name, std::move(column.days)});
  }
}

Eigen::Index Features::column_count() const {
  return components_.empty() ? 0
                             : components_.back().first_column + components_.back().column_count;
}

std::vector<std::string> Features::column_names() const {
  std::vector<std::string> names;
  for (const Component& component : components_) {
    if (component.kind != Component::Kind::kSeasonality) continue;
    for (Eigen::Index i = 1; i <= component.column_count; ++i) {
      names.push_back(component.name + "_delim_" + std::to_string(i));
    }
  }
  for (const HolidayColumn& column : holiday_columns_) names.push_back(column.name);
  return names;
}

void Features::fill(std::span<const Timestamp> dates, Eigen::Ref<Eigen::MatrixXd> columns) const {
  Eigen::Index next_holiday_column = 0;
  for (const Component& component : components_) {
    if (component.kind == Component::Kind::kSeasonality) {
      fill_fourier_features(dates, component.period_days,
                            columns.middleCols(component.first_column, component.column_count));
      next_holiday_column = component.first_column + component.column_count;
    }
  }
  for (const HolidayColumn& column : holiday_columns_) {
    for (std::size_t i = 0; i < dates.size(); ++i) {
      const bool marked =
          std::binary_search(column.days.begin(), column.days.end(), dates[i].day());
      columns(static_cast<Eigen::Index>(i), next_holiday_column) = marked ? 1.0 : 0.0;
    }
    ++next_holiday_column;
  }
}

}  // namespace expense::prophet
