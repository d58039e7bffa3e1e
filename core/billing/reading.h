// The ways to read one file's rows: one for most formats, several side by side for plain tables,
// whose dates and numbers only the whole column can explain.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "billing/bill.h"
#include "billing/bill_format.h"
#include "billing/read_options.h"
#include "billing/row_reader.h"

namespace expense::billing {

/// A way to read the rows, and the bill that has come of it so far.
struct Reading {
  std::unique_ptr<RowReader> rows;
  Bill bill;
  std::string date_form;    ///< "month/day/year" where another order would be possible, else "".
  bool is_sure = false;     ///< Others count only if they explain more rows: there is no guess.
  std::string number_form;  ///< "1.234,56" where another would be possible, else "".

  /// @param cells exactly one for each column of the header.
  void read(std::span<const std::string_view> cells, std::int64_t line);
  void reject(std::int64_t line, std::string reason);
};

/// All ways in which a file with this header may be meant, the likelier first.
[[nodiscard]] std::vector<Reading> possible_readings(const BillHeader& header,
                                                     const std::string& file_name,
                                                     const ReadOptions& options);

/// Drops the ways that have used less than half as many rows as the best one: no later row can make
/// them right, and they cost time.
void drop_hopeless(std::vector<Reading>& readings);

/// The bill of the way that used most rows; among equals of the one with the fewest missing days,
/// since bills have a row for every day and a wrong order of day and month tears holes; then of the
/// first. Says so where that was a guess.
[[nodiscard]] Bill best_bill(std::vector<Reading> readings);

}  // namespace expense::billing
