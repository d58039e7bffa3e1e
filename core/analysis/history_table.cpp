// Reading of the tables that `forecast` takes: histories and future dates.
#include <fast_float/fast_float.h>
#include <cmath>
#include <limits>

#include "analysis/forecast_run.h"
#include "billing/csv_reader.h"

namespace expense::analysis {
namespace {

using billing::CsvReader;
using billing::CsvRecord;

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// Index of the first header cell that is one of two names; kNone without one.
std::size_t find_column(const CsvRecord& header, std::string_view name, std::string_view other) {
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string cell = lower_case(header.cells[i]);
    if (cell == name || cell == other) return i;
  }
  return kNone;
}

// Calls `use(record)` for each record below the header; `use` returns a Result<void>.
template <class UseHeader, class UseRow>
Result<void> read_table(std::string_view text, UseHeader use_header, UseRow use_row) {
  CsvReader reader(',');
  reader.append({text.data(), text.size()});
  reader.end();
  CsvRecord record;
  if (!reader.next(record)) {
    return fail(ErrorCode::kEmptyInput, "The table is empty.", "Give a CSV with a header line.");
  }
  if (auto ok = use_header(record); !ok) return ok;
  while (reader.next(record)) {
    if (auto ok = use_row(record); !ok) return ok;
  }
  return {};
}

Result<Timestamp> read_date(const CsvRecord& record, std::size_t column) {
  const std::string_view cell =
      column < record.cells.size() ? record.cells[column] : std::string_view();
  if (const auto time = parse_timestamp(cell)) return *time;
  return fail(ErrorCode::kInvalidTable, "\"" + std::string(cell.substr(0, 40)) + "\" is no date.",
              "Write dates as 2026-01-31 or 2026-01-31 13:00:00, without time zone.",
              Place{"", record.line, "ds"});
}

// A finite number, NaN for an empty cell.
Result<double> read_value(const CsvRecord& record, std::size_t column) {
  const std::string_view cell =
      column < record.cells.size() ? record.cells[column] : std::string_view();
  const std::string lower = lower_case(cell);
  if (lower.empty() || lower == "nan" || lower == "na" || lower == "null") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double value = 0.0;
  const char* end = cell.data() + cell.size();
  const fast_float::from_chars_result read = fast_float::from_chars(cell.data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && std::isfinite(value)) return value;
  return fail(ErrorCode::kInvalidTable,
              "\"" + std::string(cell.substr(0, 40)) + "\" is no finite number.",
              "Write numbers as 1234.5; leave the cell empty when there is no value.",
              Place{"", record.line, "y"});
}

tl::unexpected<Error> missing_column(const std::string& name, const std::string& other) {
  return fail(ErrorCode::kInvalidTable,
              "The table has no column \"" + name + "\" (or \"" + other + "\").",
              "Name one column so.", Place{"", 1, name});
}

}  // namespace

Result<std::vector<prophet::Observation>> read_history_csv(std::string_view text) {
  std::vector<prophet::Observation> rows;
  std::size_t date_column = kNone;
  std::size_t value_column = kNone;
  const auto use_header = [&](const CsvRecord& header) -> Result<void> {
    date_column = find_column(header, "ds", "date");
    value_column = find_column(header, "y", "cost");
    if (date_column == kNone) return missing_column("ds", "date");
    if (value_column == kNone) return missing_column("y", "cost");
    return {};
  };
  const auto use_row = [&](const CsvRecord& record) -> Result<void> {
    const Result<Timestamp> ds = read_date(record, date_column);
    if (!ds) return tl::unexpected<Error>(ds.error());
    const Result<double> y = read_value(record, value_column);
    if (!y) return tl::unexpected<Error>(y.error());
    rows.push_back({*ds, *y});
    return {};
  };
  if (auto ok = read_table(text, use_header, use_row); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  return rows;
}

HistoryLikeness history_likeness(std::string_view text) {
  CsvReader reader(',');
  const std::string_view first_line = text.substr(0, text.find('\n'));
  reader.append({first_line.data(), first_line.size()});
  reader.end();
  CsvRecord header;
  if (!reader.next(header)) return HistoryLikeness::kNo;
  if (find_column(header, "ds", "ds") != kNone && find_column(header, "y", "y") != kNone) {
    return HistoryLikeness::kCertainly;
  }
  const bool has_both =
      find_column(header, "ds", "date") != kNone && find_column(header, "y", "cost") != kNone;
  return has_both && header.cells.size() == 2 ? HistoryLikeness::kPerhaps : HistoryLikeness::kNo;
}

std::vector<prophet::Observation> history_of(const billing::Series& series) {
  std::vector<prophet::Observation> rows;
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    rows.push_back({Timestamp::midnight(series.days[i]), series.costs[i].to_double()});
  }
  return rows;
}

Result<std::vector<Timestamp>> read_future_csv(std::string_view text) {
  std::vector<Timestamp> dates;
  std::size_t date_column = kNone;
  const auto use_header = [&](const CsvRecord& header) -> Result<void> {
    date_column = find_column(header, "ds", "date");
    if (date_column == kNone) return missing_column("ds", "date");
    return {};
  };
  const auto use_row = [&](const CsvRecord& record) -> Result<void> {
    const Result<Timestamp> ds = read_date(record, date_column);
    if (!ds) return tl::unexpected<Error>(ds.error());
    dates.push_back(*ds);
    return {};
  };
  if (auto ok = read_table(text, use_header, use_row); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  return dates;
}

}  // namespace expense::analysis
