// A bill that has been read: its CostTable and what there is to say about the reading.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "billing/bill_format.h"
#include "billing/cost_table.h"
#include "billing/data_quality.h"
#include "calendar/day.h"

namespace expense::billing {

struct RejectedRow {
  std::string file;
  std::int64_t line = 0;  ///< 1-based physical line where the row begins.
  std::string reason;
};

/// A cost measure that bills of this format may have and this one lacks.
struct MissingMeasure {
  std::string measure;
  std::string reason;  ///< One phrase: "it has no column list_cost".
};

/// How an account that is known by its id is called, on the newest day that calls it so.
struct AccountName {
  std::string id;
  std::string name;
  Day day;
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
  /// Of accounts that the table still knows by their ids; applied once all files are joined.
  std::vector<AccountName> account_names;
  std::vector<MissingMeasure> missing_measures;
  std::vector<std::string> doubtful_measures;  ///< Those that the files fill in wrongly.
  /// Extra dimensions that the files offer (extra_dimensions.h), in the order of their bytes.
  std::vector<std::string> offered_dimensions;
  std::vector<Day> estimated_days;  ///< Those that the provider calls so, ascending.
  std::vector<Day> restated_days;   ///< Those that several files hold and one counts, ascending.
  DataQuality quality;              ///< Its texts are among the warnings, too.
  CostTable table;                  ///< Sorted.
};

}  // namespace expense::billing
