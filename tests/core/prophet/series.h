// Histories for tests: made-up ones in the shape of Prophet's own test series, and those series
// themselves where they lie beside the checkout.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "base/elementary.h"
#include "base/random.h"
#include "prophet/forecast.h"
#include "prophet/future_dates.h"
#include "reference_case.h"

namespace expense::prophet {

inline Timestamp midnight(int year, int month, int day) {
  return Timestamp::midnight(*make_day(year, month, day));
}

inline Eigen::VectorXd as_vector(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// One value a day from 2024-01-01 (a Monday) on.
inline Table daily(const std::vector<double>& values, Day first = *make_day(2024, 1, 1)) {
  Table rows;
  rows.y = values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    rows.ds.push_back(Timestamp::midnight(first + static_cast<int>(i)));
  }
  return rows;
}

/// A year or so of daily cost: level, slope, dearer workdays, normal noise.
inline Table noisy_days(int days, std::uint64_t seed, double noise = 3.0) {
  Random random(seed);
  std::vector<double> values;
  for (int i = 0; i < days; ++i) {
    values.push_back(100.0 + 0.1 * i + (i % 7 < 5 ? 20.0 : 0.0) + noise * random.normal());
  }
  return daily(values);
}

inline constexpr double kBusinessDayNoise = 0.6;

/// Two years of business days, 510 rows with a day off now and then, that fall, rest and rise.
inline Table business_days() {
  Random random(510);
  Table rows;
  Day day = *make_day(2012, 5, 18);
  for (int workday = 0; rows.ds.size() < 510; day = day + 1) {
    if (weekday(day) >= Weekday::kSaturday || ++workday % 25 == 0) continue;
    const auto row = static_cast<int>(rows.ds.size());
    const double level = 40.0 - 0.2 * std::min(row, 100) + 0.16 * std::max(0, row - 250);
    rows.ds.push_back(Timestamp::midnight(day));
    rows.y.push_back(level + 0.5 * static_cast<double>(weekday(day)) +
                     kBusinessDayNoise * random.normal());
  }
  return rows;
}

/// Three days in steps of five minutes, 863 rows with a daily course.
inline Table five_minutes() {
  Random random(863);
  Table rows;
  for (int row = 0; row < 863; ++row) {
    const Timestamp ds{midnight(2017, 1, 1).seconds + 300 * (row + 1)};
    rows.ds.push_back(ds);
    rows.y.push_back(3.0 * sine_cosine_of_turns(ds.days()).sine + 0.5 * random.normal());
  }
  return rows;
}

struct NamedTable {
  std::string name;
  Table rows;
};

/// A made-up series, and the one of Prophet's tests if it is there.
inline std::vector<NamedTable> with_prophets(Table made_up, const std::string& file) {
  std::vector<NamedTable> tables = {{"made up", std::move(made_up)}};
  const std::string path = std::string(EXPENSE_SHARED_PROPHET) + "/data/" + file;
  if (file_exists(path)) {
    tables.push_back({file, *analysis::read_history_csv(read_file(path))});
  } else {
    WARN("partly skipped: " << file << " is not beside this checkout");
  }
  return tables;
}
inline std::vector<NamedTable> daily_510() {
  return with_prophets(business_days(), "test_daily_510.csv");
}
inline std::vector<NamedTable> subdaily_863() {
  return with_prophets(five_minutes(), "test_subdaily_863.csv");
}
inline bool is_prophets(const NamedTable& table) { return table.name != "made up"; }

inline Table rows_between(const Table& table, std::size_t first, std::size_t end) {
  std::vector<std::size_t> rows(end - first);
  std::iota(rows.begin(), rows.end(), first);
  return select_rows(table, rows);
}
inline Table first_rows(const Table& table, std::size_t count) {
  return rows_between(table, 0, count);
}

inline Options without_intervals() {
  Options options;
  options.uncertainty_samples = 0;
  return options;
}

/// y on the scale of the model: (y - floor) / y_scale.
inline Eigen::VectorXd scaled_y(const Table& rows, const ValueScale& scale) {
  return (as_vector(rows.y) - scale.floors(rows)) / scale.y_scale;
}

/// The history's own rows, as a table to forecast.
inline Table history_table(const Model& model) {
  Table table = model.history;
  table.y.clear();
  return table;
}

inline Table days_after(const Model& model, int periods) {
  return dates_only(future_dates(model.history_dates.back(), Frequency::kDay, periods));
}

inline const Component* find_component(const Features& features, const std::string& name) {
  for (const Component& component : features.components()) {
    if (component.name == name) return &component;
  }
  return nullptr;
}

}  // namespace expense::prophet
