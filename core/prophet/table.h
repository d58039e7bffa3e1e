// The rows of a history or of a future: dates, values, and the further columns a model asks for.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"

namespace expense::prophet {

/// Columns of equal length; NaN is a missing value.
struct Table {
  std::vector<Timestamp> ds;
  std::vector<double> y;  ///< One for each date of a history; empty for a future.
  /// `cap`, `floor`, extra regressors and conditions (0 or 1) by name, one value for each date.
  std::map<std::string, std::vector<double>> columns;

  [[nodiscard]] std::size_t row_count() const { return ds.size(); }
  /// nullptr when there is no such column.
  [[nodiscard]] const std::vector<double>* column(const std::string& name) const;
};

/// Seconds from each date to the next where all are the same; else 0.
[[nodiscard]] std::int64_t even_step(std::span<const Timestamp> dates);

/// A table of dates alone.
[[nodiscard]] Table dates_only(std::vector<Timestamp> ds);

/// The rows of the given indices, in that order.
[[nodiscard]] Table select_rows(const Table& table, std::span<const std::size_t> rows);

/// The same rows by ascending ds, equal dates in the order given.
[[nodiscard]] Table sorted_by_date(const Table& table);

/// One row for each distinct date, ascending: the first one given.
[[nodiscard]] Table first_of_each_date(const Table& table);

/// The rows of `a`, then those of `b`; columns that only one of them has are NaN in the other's
/// rows.
[[nodiscard]] Table concatenate(const Table& a, const Table& b);

/// @error kInvalidTable for columns whose length is not that of ds.
[[nodiscard]] Result<void> check_lengths(const Table& table);

}  // namespace expense::prophet
