// Recognition by content: every format is asked about every one of a file's first records.
#include "billing/bill_format.h"

#include <algorithm>
#include <array>

#include "billing/cell_values.h"
#include "billing/cost_explorer_answer_rows.h"
#include "billing/cost_explorer_rows.h"
#include "billing/csv_reader.h"
#include "billing/daily_rows.h"
#include "billing/focus_rows.h"
#include "billing/gcp_export_rows.h"

namespace expense::billing {
namespace {

constexpr std::size_t kRecordsSearched = 40;
constexpr std::size_t kSampleRecords = 20;
constexpr std::string_view kReadableFormats =
    "FOCUS, a daily Cost Explorer CSV or JSON, or a table with the columns date, cost and service";

// Formats that are told from others, so that none of them is mistaken for a plain table.
struct UnreadFormat {
  std::string_view name;
  std::array<std::string_view, 3> columns;  // Squeezed; all of them are there. "" for none.
};
constexpr std::string_view kCostAndUsageReport = "an AWS Cost and Usage Report";
constexpr std::string_view kAzureCost = "an Azure cost export";
constexpr std::array<UnreadFormat, 9> kUnreadFormats = {{
    {kCostAndUsageReport, {"lineitemusagestartdate"}},
    {"an AWS detailed billing report", {"recordtype", "usagestartdate", "payeraccountid"}},
    {"an AWS cost allocation report", {"recordtype", "totalcost", "billingperiodstartdate"}},
    {"an OCI cost report", {"lineitemintervalusagestart", "costmycost"}},
    {"a Google Cloud cost table", {"servicedescription", "usagestartdate"}},
    {kAzureCost, {"date", "metercategory"}},
    {kAzureCost, {"usagedate", "metercategory"}},
    {kAzureCost, {"usagedatetime", "metercategory"}},
    {"an Alibaba Cloud bill", {"pretaxamount", "productcode"}},
}};

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

BillFormat format_of(const std::vector<HeadRecord>& records, std::size_t at, const Header& header) {
  const std::size_t sample_end = std::min(records.size(), at + 1 + kSampleRecords);
  const std::span<const HeadRecord> below(records.data() + at + 1, sample_end - at - 1);
  if (is_focus_header(header)) return BillFormat::kFocus;
  if (is_cost_explorer_answer_header(header)) return BillFormat::kAwsCostExplorerJson;
  if (is_gcp_export_header(header)) return BillFormat::kGcpBillingExport;
  if (is_cost_explorer_header(header.names(), below)) return BillFormat::kAwsCostExplorerCsv;
  if (find_daily_columns(header).are_enough()) return BillFormat::kGeneric;
  return BillFormat::kUnknown;
}

std::string_view unread_format_of(const Header& header) {
  for (const UnreadFormat& format : kUnreadFormats) {
    const bool has_all = std::all_of(
        format.columns.begin(), format.columns.end(),
        [&header](std::string_view column) { return column.empty() || header.has(column); });
    if (has_all) return format.name;
  }
  return {};
}

// A BillHeader, or kNotSupported, or nothing found.
std::optional<Result<BillHeader>> search(std::vector<HeadRecord> records, char delimiter) {
  const std::size_t searched = std::min(records.size(), kRecordsSearched);
  for (std::size_t i = 0; i < searched; ++i) {
    Header columns(records[i].cells);
    const std::string_view unread = unread_format_of(columns);
    if (!unread.empty()) {
      return fail(ErrorCode::kNotSupported,
                  "This is " + std::string(unread) + ", which is not read yet.",
                  "Export " + std::string(kReadableFormats) + ".", {"", records[i].line, ""});
    }
    BillHeader header;
    header.format = format_of(records, i, columns);
    if (header.format == BillFormat::kUnknown) continue;
    header.delimiter = delimiter;
    header.line = records[i].line;
    const bool has_ids = header.format == BillFormat::kAwsCostExplorerCsv && i > 0 &&
                         is_cost_explorer_id_line(records[i - 1].cells, columns.size());
    if (has_ids) header.ids = records[i - 1].cells;
    header.columns = std::move(columns);
    const auto below = records.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto sample_size = std::min<std::ptrdiff_t>(kSampleRecords, records.end() - below);
    header.sample.assign(below, below + sample_size);
    return header;
  }
  return std::nullopt;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kNamesShown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamesShown); ++i) {
    text += (i == 0 ? "" : ", ") + quoted(names[i]);
  }
  return names.size() > kNamesShown ? text + ", ..." : text;
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
      " Line " + std::to_string(best->line) + " has: " + listed(best->cells) + ".";
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

}  // namespace

std::string_view to_string(BillFormat format) {
  switch (format) {
    case BillFormat::kUnknown:
      return "unknown";
    case BillFormat::kAwsCostExplorerCsv:
      return "aws-cost-explorer-csv";
    case BillFormat::kAwsCostExplorerJson:
      return "aws-ce-json";
    case BillFormat::kGcpBillingExport:
      return "gcp-billing-export";
    case BillFormat::kFocus:
      return "focus";
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

Result<BillHeader> header_of_columns(std::vector<std::string> names, HeadRecord first_row) {
  std::vector<HeadRecord> records = {{0, std::move(names)}, std::move(first_row)};
  if (auto found = search(records, ',')) return *std::move(found);
  records.pop_back();
  return no_header(records);
}

Result<BillHeader> find_header(std::string_view head, bool is_whole_file) {
  const char stated = stated_delimiter(head);
  const std::string delimiters = stated != '\0' ? std::string(1, stated) : ",;\t|";
  std::vector<HeadRecord> widest;
  for (const char delimiter : delimiters) {
    std::vector<HeadRecord> records = head_records(head, is_whole_file, delimiter);
    std::optional<Result<BillHeader>> found = search(records, delimiter);
    if (found) return *std::move(found);
    const bool is_wider = !records.empty() && (widest.empty() || records.front().cells.size() >
                                                                     widest.front().cells.size());
    if (is_wider) widest = std::move(records);
  }
  return no_header(widest);
}

}  // namespace expense::billing
