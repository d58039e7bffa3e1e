// A bill that was read, or why it was not, as text: two readings are equal when these are.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "billing/bill.h"
#include "calendar/day.h"

namespace expense::billing::testing {

/// The whole table, one line for each cell.
inline std::string dump(const CostTable& table) {
  std::string text;
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    text += to_iso_string(table.day(cell));
    for (std::size_t d = 0; d < table.dimension_count(); ++d) {
      const auto dimension = static_cast<Dimension>(d);
      const ValueCode code = table.code(cell, dimension);
      text += '|' + std::to_string(code) + ' ' + table.values(dimension)[code];
    }
    for (std::size_t m = 0; m < table.measures().size(); ++m)
      text += '|' + table.cost(m, cell).to_string();
    text += '\n';
  }
  return text;
}

/// The table and all that is said about it.
inline std::string text_of(const Result<Bill>& bill) {
  if (!bill) return describe(bill.error()) + "\n";
  std::string text = std::string(to_string(bill->format)) + ' ' + bill->kind_of_file + ' ' +
                     bill->currency + ' ' + std::to_string(bill->rows) + " rows, " +
                     std::to_string(bill->rejected_count) + " rejected\n";
  for (const std::string& measure : bill->table.measures()) text += measure + '\n';
  for (const RejectedRow& row : bill->rejected_rows) {
    text += std::to_string(row.line) + ": " + row.reason + '\n';
  }
  for (const std::string& warning : bill->warnings) text += warning + '\n';
  return text + dump(bill->table);
}

}  // namespace expense::billing::testing
