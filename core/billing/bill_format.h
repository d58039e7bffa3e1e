// The billing formats that are known, their ids, and how a file's header tells which one it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "billing/header.h"
#include "billing/read_options.h"

namespace expense::billing {

enum class BillFormat {
  kUnknown,
  kAwsCostExplorerCsv,   ///< Cost Explorer's "Download CSV": a column for each service or account.
  kAwsCostExplorerJson,  ///< Answers of `aws ce get-cost-and-usage`.
  kAwsCurLegacy,         ///< AWS Cost and Usage Report, as CSV or as Athena spells it.
  kAwsCur2,              ///< AWS Data Exports, CUR 2.0.
  kAwsDbr,               ///< AWS detailed billing report, of former years.
  kAwsCostAllocation,    ///< AWS monthly cost allocation report, of former years.
  kFocus,                ///< FOCUS 1.0 to 1.3.
  kAzureCost,            ///< Azure cost details, actual or amortised, of any agreement.
  kAzureCostAnalysis,    ///< Azure cost analysis, "Download CSV".
  kGcpBillingExport,     ///< Google Cloud's export to BigQuery, JSON lines or flattened.
  kGcpCostTable,         ///< Google Cloud's console, "Cost table".
  kGcpFileExport,        ///< Google Cloud's export to files, of former years.
  kOciCost,              ///< Oracle Cloud's cost report.
  kAlibabaBill,          ///< Alibaba Cloud's bill of instances.
  kReduced,              ///< A bill added up by day in a data warehouse: scripts/sql.
  kGeneric,              ///< A plain table: a date, a cost, perhaps a service.
};

/// The id used in reports: "aws-cur-2", "focus", "generic", ...; "unknown".
[[nodiscard]] std::string_view to_string(BillFormat format);

/// One of the first records of a file, copied.
struct HeadRecord {
  std::int64_t line = 0;  ///< 1-based physical line where it begins.
  std::vector<std::string> cells;
};

/// What the head of a file tells: its format and everything needed to read the rows below.
struct BillHeader {
  BillFormat format = BillFormat::kUnknown;
  char delimiter = ',';
  std::int64_t line = 0;  ///< Where the header begins; rows are the records below it.
  Header columns;
  std::vector<HeadRecord> preamble;  ///< The records above the header.
  std::vector<std::string> ids;    ///< Cost Explorer: ids in the line above the names; else empty.
  std::vector<HeadRecord> sample;  ///< The first records below the header.
};

/// Finds the header in the head of a text file: the first of its first 40 records that a format
/// knows, under the delimiter (`,` `;` tab `|`, or what a `sep=` line says) with which there is
/// one.
/// @param head the first bytes of the file, with or without byte order mark.
/// @param is_whole_file true when nothing follows `head`.
/// @param roles when there are any: the header is the first record with all of these columns, and
/// the file is a plain table.
/// @error kNotABill when no record is a header, or one of a known format lacks a column that is
/// needed (says which).
[[nodiscard]] Result<BillHeader> find_header(std::string_view head, bool is_whole_file,
                                             const std::vector<ColumnRole>& roles = {});

/// The first records of a text file under the delimiter that gives the most columns: what a person
/// looks at to tell which column is which. Long cells are cut.
[[nodiscard]] std::vector<HeadRecord> preview_records(std::string_view head, bool is_whole_file);

/// The header of rows whose columns are known by name, as those of JSON are.
/// @param first_row the first row below it.
/// @error as `find_header`.
[[nodiscard]] Result<BillHeader> header_of_columns(std::vector<std::string> names,
                                                   HeadRecord first_row,
                                                   const std::vector<ColumnRole>& roles = {});

/// The cells of a record that was quoted once more as a whole (`"Date,Cost"`), copied.
[[nodiscard]] std::vector<std::string> split_quoted_line(std::string_view cell, char delimiter);

}  // namespace expense::billing
