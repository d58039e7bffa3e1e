// Recognition by content: every format is asked about every one of a file's first records.
#include "billing/bill_format.h"

#include <algorithm>

#include "base/listed.h"
#include "billing/cell_values.h"
#include "billing/charge_format.h"
#include "billing/cost_explorer_answer_rows.h"
#include "billing/cost_explorer_rows.h"
#include "billing/csv_reader.h"
#include "billing/daily_rows.h"
#include "billing/guessed_columns.h"
#include "billing/wide_rows.h"

namespace expense::billing {
namespace {

constexpr std::size_t kRecordsSearched = 40;
constexpr std::size_t kSampleRecords = 20;
constexpr std::string_view kReadableFormats =
    "FOCUS, your provider's cost details, or a table with the columns date, cost and service";

// Files whose every line was quoted once more have one cell that holds the whole line.
std::vector<std::string> copied_cells(const CsvRecord& record, char delimiter) {
  if (record.cells.size() == 1 && record.cells[0].find(delimiter) != std::string_view::npos) {
    return split_quoted_line(record.cells[0], delimiter);
  }
  return {record.cells.begin(), record.cells.end()};
}

std::vector<HeadRecord> head_records(std::string_view head, bool is_whole_file, char delimiter) {
  CsvReader reader(delimiter);
  reader.append(std::span(head.data(), head.size()));
  if (is_whole_file) reader.end();
  std::vector<HeadRecord> records;
  CsvRecord record;
  while (records.size() < kRecordsSearched + kSampleRecords && reader.next(record)) {
    records.push_back({record.line, copied_cells(record, delimiter)});
  }
  return records;
}

// Excel's hint `sep=;` on the first line; 0 when there is none.
char stated_delimiter(std::string_view head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    head.remove_prefix(kByteOrderMark.size());
  const bool has_hint =
      head.substr(0, 4) == "sep=" && head.size() > 5 && (head[5] == '\r' || head[5] == '\n');
  return has_hint ? head[4] : '\0';
}

BillFormat format_of(const std::vector<HeadRecord>& records, std::size_t at, const Header& header,
                     const std::vector<ColumnRole>& roles) {
  if (!roles.empty()) {
    const bool is_it = has_columns(header, roles) && find_daily_columns(header, roles).are_enough();
    return is_it ? BillFormat::kGeneric : BillFormat::kUnknown;
  }
  const std::size_t sample_end = std::min(records.size(), at + 1 + kSampleRecords);
  const std::span<const HeadRecord> below(records.data() + at + 1, sample_end - at - 1);
  if (const ChargeFormat* format = find_charge_format(header)) return format->id;
  if (is_cost_explorer_answer_header(header)) return BillFormat::kAwsCostExplorerJson;
  if (is_cost_explorer_header(header.names(), below)) return BillFormat::kAwsCostExplorerCsv;
  if (find_wide_layout(header.names(), below)) return BillFormat::kGeneric;
  if (find_daily_columns(header).are_enough()) return BillFormat::kGeneric;
  return BillFormat::kUnknown;
}

std::string quoted_list(const std::vector<std::string>& names) {
  constexpr std::size_t kNamesShown = 12;
  std::vector<std::string> quoted_names;
  for (const std::string& name : names) quoted_names.push_back(quoted(name));
  return listed(quoted_names, kNamesShown);
}

tl::unexpected<Error> lacks_column(const ChargeFormat& format, const std::string& missing,
                                   const Header& header, std::int64_t line) {
  return fail(ErrorCode::kNotABill,
              "This is " + std::string(format.name) + ", but it lacks " + missing + ".",
              "Export it with all columns. Line " + std::to_string(line) +
                  " has: " + quoted_list(header.names()) + ".",
              {"", line, ""});
}

// A BillHeader, or why it cannot be used, or nothing found.
std::optional<Result<BillHeader>> search(std::vector<HeadRecord> records, char delimiter,
                                         const std::vector<ColumnRole>& roles) {
  const std::size_t searched = std::min(records.size(), kRecordsSearched);
  for (std::size_t i = 0; i < searched; ++i) {
    Header columns(records[i].cells);
    BillHeader header;
    header.format = format_of(records, i, columns, roles);
    if (header.format == BillFormat::kUnknown) continue;
    if (const ChargeFormat* format = charge_format(header.format)) {
      const std::string missing = missing_column(*format, columns);
      if (!missing.empty()) return lacks_column(*format, missing, columns, records[i].line);
    }
    header.roles = roles;
    header.delimiter = delimiter;
    header.line = records[i].line;
    const bool has_ids = header.format == BillFormat::kAwsCostExplorerCsv && i > 0 &&
                         is_cost_explorer_id_line(records[i - 1].cells, columns.size());
    if (has_ids) header.ids = records[i - 1].cells;
    header.columns = std::move(columns);
    header.preamble.assign(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(i));
    const auto below = records.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto sample_size = std::min<std::ptrdiff_t>(kSampleRecords, records.end() - below);
    header.sample.assign(below, below + sample_size);
    return header;
  }
  return std::nullopt;
}

// Says which column is missing in the record that is most like a header.
tl::unexpected<Error> no_header(const std::vector<HeadRecord>& records) {
  const HeadRecord* best = nullptr;
  DailyColumns best_columns;
  for (const HeadRecord& record : records) {
    const DailyColumns columns = find_daily_columns(Header(record.cells));
    const bool has_role = columns.date != Header::kAbsent || columns.cost != Header::kAbsent;
    if (best == nullptr || has_role) {
      best = &record;
      best_columns = columns;
    }
    if (has_role) break;
  }
  if (best == nullptr) {
    return fail(ErrorCode::kNotABill, "The file holds no line that could be a header.",
                "Export " + std::string(kReadableFormats) + ".");
  }
  const bool has_date = best_columns.date != Header::kAbsent;
  const bool has_cost = best_columns.cost != Header::kAbsent;
  const std::string found =
      " Line " + std::to_string(best->line) + " has: " + quoted_list(best->cells) + ".";
  const Place place = {"", best->line, ""};
  if (has_date && !has_cost) {
    return fail(ErrorCode::kNotABill, "The file has no column with a cost." + found,
                "Name the column cost, amount, total, spend or y.", place);
  }
  if (has_cost && !has_date) {
    return fail(ErrorCode::kNotABill, "The file has no column with a date." + found,
                "Name the column date, day or ds.", place);
  }
  return fail(ErrorCode::kNotABill,
              "The file has no column with a date and none with a cost." + found,
              "Export " + std::string(kReadableFormats) + ".", place);
}

// Of a file that has no record with all the columns that were told.
tl::unexpected<Error> lacks_roles(const std::vector<HeadRecord>& records,
                                  const std::vector<ColumnRole>& roles) {
  std::string wanted;
  for (const ColumnRole& role : roles) {
    wanted += (wanted.empty() ? "" : ", ") + quoted(role.column) + " (" + role.role + ")";
  }
  const bool is_empty = records.empty();
  const std::string found = is_empty ? ""
                                     : " Line " + std::to_string(records.front().line) +
                                           " has: " + quoted_list(records.front().cells) + ".";
  return fail(ErrorCode::kNotABill, "No line of the file has the columns " + wanted + "." + found,
              "Say which columns hold the date and the cost, spelled as in the file.",
              {"", is_empty ? 0 : records.front().line, ""});
}

}  // namespace

std::string_view to_string(BillFormat format) {
  switch (format) {
    case BillFormat::kUnknown:
      return "unknown";
    case BillFormat::kAwsCostExplorerCsv:
      return "aws-cost-explorer-csv";
    case BillFormat::kAwsCostExplorerJson:
      return "aws-ce-json";
    case BillFormat::kAwsCurLegacy:
      return "aws-cur-legacy";
    case BillFormat::kAwsCur2:
      return "aws-cur-2";
    case BillFormat::kAwsDbr:
      return "aws-dbr";
    case BillFormat::kAwsCostAllocation:
      return "aws-cost-allocation";
    case BillFormat::kFocus:
      return "focus";
    case BillFormat::kAzureCost:
      return "azure-cost";
    case BillFormat::kAzureCostAnalysis:
      return "azure-cost-analysis";
    case BillFormat::kGcpBillingExport:
      return "gcp-billing-export";
    case BillFormat::kGcpCostTable:
      return "gcp-cost-table";
    case BillFormat::kGcpFileExport:
      return "gcp-file-export";
    case BillFormat::kOciCost:
      return "oci-cost";
    case BillFormat::kAlibabaBill:
      return "alibaba-bill";
    case BillFormat::kReduced:
      return "reduced";
    case BillFormat::kGeneric:
      return "generic";
  }
  return "unknown";
}

std::vector<std::string> split_quoted_line(std::string_view cell, char delimiter) {
  CsvReader reader(delimiter);
  reader.append(std::span(cell.data(), cell.size()));
  reader.end();
  CsvRecord record;
  if (!reader.next(record)) return {std::string(cell)};
  return {record.cells.begin(), record.cells.end()};
}

std::vector<HeadRecord> preview_records(std::string_view head, bool is_whole_file) {
  constexpr std::size_t kRecords = 12;
  constexpr std::size_t kLongestCell = 1000;  // No name of a column is as long.
  std::vector<HeadRecord> widest;
  std::size_t most_cells = 0;
  for (const char delimiter : std::string_view(",;\t|")) {
    std::vector<HeadRecord> records = head_records(head, is_whole_file, delimiter);
    records.resize(std::min(records.size(), kRecords));
    std::size_t cells = 0;
    for (const HeadRecord& record : records) cells += record.cells.size();
    if (cells > most_cells) widest = std::move(records);
    most_cells = std::max(most_cells, cells);
  }
  for (HeadRecord& record : widest) {
    for (std::string& cell : record.cells) cell.resize(std::min(cell.size(), kLongestCell));
  }
  return widest;
}

Result<BillHeader> header_of_columns(std::vector<std::string> names, HeadRecord first_row,
                                     const std::vector<ColumnRole>& roles) {
  std::vector<HeadRecord> records = {{0, std::move(names)}, std::move(first_row)};
  if (auto found = search(records, ',', roles)) return *std::move(found);
  records.pop_back();
  return roles.empty() ? no_header(records) : lacks_roles(records, roles);
}

Result<BillHeader> find_header(std::string_view head, bool is_whole_file,
                               const std::vector<ColumnRole>& roles) {
  const char stated = stated_delimiter(head);
  const std::string delimiters = stated != '\0' ? std::string(1, stated) : ",;\t|";
  std::vector<HeadRecord> widest;
  for (const char delimiter : delimiters) {
    std::vector<HeadRecord> records = head_records(head, is_whole_file, delimiter);
    std::optional<Result<BillHeader>> found = search(records, delimiter, roles);
    if (found) return *std::move(found);
    const bool is_wider = !records.empty() && (widest.empty() || records.front().cells.size() >
                                                                     widest.front().cells.size());
    if (is_wider) widest = std::move(records);
  }
  if (!roles.empty()) return lacks_roles(widest, roles);
  for (const char delimiter : delimiters) {
    std::vector<HeadRecord> records = head_records(head, is_whole_file, delimiter);
    const std::vector<ColumnRole> guessed = guess_columns(records);
    if (guessed.empty()) continue;
    if (auto found = search(std::move(records), delimiter, guessed); found && *found) {
      (*found)->are_roles_guessed = true;
      return *std::move(found);
    }
  }
  return no_header(widest);
}

}  // namespace expense::billing
