// A bill that has been read: its CostTable and what there is to say about the reading.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "billing/bill_format.h"
#include "billing/cost_table.h"

namespace expense::billing {

struct RejectedRow {
  std::string file;
  std::int64_t line = 0;  ///< 1-based physical line where the row begins.
  std::string reason;
};

struct Bill {
  static constexpr std::size_t kRejectedRowsKept = 100;

  BillFormat format = BillFormat::kUnknown;
  std::string kind_of_file;  ///< "actual" or "amortized" where a format has both and rows tell.
  std::vector<std::string> files;
  /// Data rows used, also those of days that a later file delivers anew.
  std::int64_t rows = 0;
  std::int64_t rejected_count = 0;         ///< Rows left out, all of them.
  std::vector<RejectedRow> rejected_rows;  ///< The first kRejectedRowsKept.
  std::vector<std::string> warnings;
  std::string currency;  ///< ISO code, "" when the bill does not say.
  CostTable table;       ///< Sorted.
};

}  // namespace expense::billing
