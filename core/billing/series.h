// One slice of a CostTable as a daily series: what the model learns from.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "billing/cost_table.h"

namespace expense::billing {

/// What of a table counts.
struct CostScope {
  std::size_t measure = 0;
  /// For each code of the charge type whether it counts; all do when empty.
  std::vector<bool> charge_types;

  [[nodiscard]] bool counts(const CostTable& table, std::size_t cell) const {
    return charge_types.empty() || charge_types[table.code(cell, Dimension::kChargeType)];
  }
};

/// Days and costs of one slice, ascending and without repeats. Days on which the bill has no row at
/// all are missing; days on which only the slice has none cost 0.
struct Series {
  std::string name;       ///< "Total" or the value of the dimension.
  std::string dimension;  ///< Its name, "" for the total.
  bool is_new = false;    ///< Costs nothing on the bill's first day, and then begins.
  std::vector<Day> days;
  std::vector<Money> costs;  ///< In the bill's currency.
  int arriving_days = 0;     ///< How many of the newest are not final.

  [[nodiscard]] bool is_total() const { return dimension.empty(); }
  [[nodiscard]] Money total() const;
};

/// The days that have a row that counts, ascending.
[[nodiscard]] std::vector<Day> days_of(const CostTable& table, const CostScope& scope);

/// The whole bill, one entry for each of days_of.
[[nodiscard]] Series total_series(const CostTable& table, const CostScope& scope);

/// The largest series of a bill, and how many of its values have none.
struct LargestSeries {
  std::vector<Series> series;
  std::size_t left_out = 0;  ///< Values with costs that are only part of the total.
};

/// One series for each value of `dimension` that has any cost other than 0, by falling total of
/// |cost| and then by name. A series begins on the first day on which it costs anything.
/// @param most_series_days bounds the memory: only the values in whose cells most money moves get a
/// series, as many as times the days of the bill stay within it, and at least one.
[[nodiscard]] LargestSeries series_by(const CostTable& table, Dimension dimension,
                                      const CostScope& scope, std::size_t most_series_days);

}  // namespace expense::billing
