// Reading of the tables that `forecast` takes: histories and future dates.
#include <fast_float/fast_float.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

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

// 20260131, as some tables write a date.
std::optional<Day> day_of_digits(std::string_view cell) {
  if (cell.size() != 8) return std::nullopt;
  return parse_iso_day(std::string(cell.substr(0, 4)) + "-" + std::string(cell.substr(4, 2)) + "-" +
                       std::string(cell.substr(6, 2)));
}

Result<Timestamp> read_date(const CsvRecord& record, std::size_t column) {
  const std::string_view cell =
      column < record.cells.size() ? record.cells[column] : std::string_view();
  if (const auto time = parse_timestamp(cell)) return *time;
  if (const auto day = day_of_digits(cell)) return Timestamp::midnight(*day);
  return fail(ErrorCode::kInvalidTable, "\"" + std::string(cell.substr(0, 40)) + "\" is no date.",
              "Write dates as 2026-01-31 or 2026-01-31 13:00:00, without time zone.",
              Place{"", record.line, "ds"});
}

// A finite number or truth value, NaN for an empty cell.
Result<double> read_value(const CsvRecord& record, std::size_t column, const std::string& name) {
  const std::string_view cell =
      column < record.cells.size() ? record.cells[column] : std::string_view();
  const std::string lower = lower_case(cell);
  if (lower.empty() || lower == "nan" || lower == "na" || lower == "null") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (lower == "true") return 1.0;
  if (lower == "false") return 0.0;
  double value = 0.0;
  const char* end = cell.data() + cell.size();
  const fast_float::from_chars_result read = fast_float::from_chars(cell.data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && std::isfinite(value)) return value;
  return fail(ErrorCode::kInvalidTable,
              "\"" + std::string(cell.substr(0, 40)) + "\" is no finite number.",
              "Write numbers as 1234.5; leave the cell empty when there is no value.",
              Place{"", record.line, name});
}

tl::unexpected<Error> missing_column(const std::string& name, const std::string& other) {
  return fail(ErrorCode::kInvalidTable,
              "The table has no column \"" + name + "\" (or \"" + other + "\").",
              "Name one column so.", Place{"", 1, name});
}

// Reads dates, y for a history, and the further columns wanted as far as the table has them.
class TableReader {
 public:
  TableReader(const std::vector<std::string>& columns, bool has_y)
      : wanted_(columns), has_y_(has_y) {}

  Result<prophet::Table> read(std::string_view text) {
    const auto use_header = [this](const CsvRecord& header) { return find_columns(header); };
    const auto use_row = [this](const CsvRecord& record) { return read_row(record); };
    if (auto ok = read_table(text, use_header, use_row); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
    return std::move(table_);
  }

 private:
  struct Column {
    std::size_t index = 0;
    std::string name;
    std::vector<double>* values = nullptr;
  };

  Result<void> find_columns(const CsvRecord& header) {
    date_column_ = find_column(header, "ds", "date");
    if (date_column_ == kNone) return missing_column("ds", "date");
    if (has_y_) {
      const std::size_t y = find_column(header, "y", "cost");
      if (y == kNone) return missing_column("y", "cost");
      columns_.push_back({y, "y", &table_.y});
    }
    for (const std::string& name : wanted_) {
      const auto at = std::find(header.cells.begin(), header.cells.end(), name);
      if (at == header.cells.end()) continue;  // whether it is needed the model says
      columns_.push_back(
          {static_cast<std::size_t>(at - header.cells.begin()), name, &table_.columns[name]});
    }
    return {};
  }

  Result<void> read_row(const CsvRecord& record) {
    const Result<Timestamp> ds = read_date(record, date_column_);
    if (!ds) return tl::unexpected<Error>(ds.error());
    table_.ds.push_back(*ds);
    for (const Column& column : columns_) {
      const Result<double> value = read_value(record, column.index, column.name);
      if (!value) return tl::unexpected<Error>(value.error());
      column.values->push_back(*value);
    }
    return {};
  }

  const std::vector<std::string>& wanted_;
  bool has_y_;
  prophet::Table table_;
  std::size_t date_column_ = kNone;
  std::vector<Column> columns_;
};

}  // namespace

Result<prophet::Table> read_history_csv(std::string_view text,
                                        const std::vector<std::string>& columns) {
  return TableReader(columns, true).read(text);
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

prophet::Table history_of(const billing::Series& series) {
  prophet::Table history;
  for (std::size_t i = 0; i < series.days.size(); ++i) {
    history.ds.push_back(Timestamp::midnight(series.days[i]));
    history.y.push_back(series.costs[i].to_double());
  }
  return history;
}

Result<prophet::Table> read_future_csv(std::string_view text,
                                       const std::vector<std::string>& columns) {
  return TableReader(columns, false).read(text);
}

}  // namespace expense::analysis
