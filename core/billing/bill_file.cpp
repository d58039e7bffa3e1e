// Head, header, rows: the stations of one file.
#include "billing/bill_file.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "billing/bill_format.h"
#include "billing/cell_values.h"
#include "billing/file_content.h"

namespace expense::billing {
namespace {

// Header, ids above it, totals below it, a day: where lines are long a head must hold these at
// least.
constexpr int kFirstRecords = 4;
constexpr std::int64_t kTrialRecords = 1000;  // After these, readings without hope are dropped.
constexpr std::size_t kSliceBytes = std::size_t{32} << 10;  // Fits the cache; bounds the buffer.

// Without leaving early: the compiler looks at many bytes at once, which the C library of
// WebAssembly does not.
bool holds_nul(std::span<const char> bytes) {
  std::uint8_t lowest = 255;  // As wide as a byte: sixteen of them are one instruction.
  for (const char c : bytes) lowest = std::min(lowest, static_cast<std::uint8_t>(c));
  return lowest == 0 && !bytes.empty();
}

bool are_blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return trimmed(cell).empty(); });
}

}  // namespace

BillFile::BillFile(std::string name, const ReadOptions& options)
    : name_(std::move(name)), options_(options) {}

Result<void> BillFile::consume(std::span<const char> bytes) {
  while (!error_ && !bytes.empty()) {
    // The head ends at the same byte however the bytes come.
    const bool is_open = csv_ || json_;
    const std::size_t most = is_open ? kSliceBytes : head_wanted_ - head_.size();
    const std::size_t size = std::min(bytes.size(), most);
    fingerprint_.add(bytes.first(size));
    take(bytes.first(size));
    bytes = bytes.subspan(size);
  }
  if (error_) return tl::unexpected<Error>(*error_);
  return {};
}

void BillFile::take(std::span<const char> bytes) {
  if (!utf16_) return take_text(bytes);
  decoded_.clear();
  utf16_->decode(bytes, decoded_);
  take_text(decoded_);
}

void BillFile::take_text(std::span<const char> bytes) {
  may_hold_nul_ = may_hold_nul_ || holds_nul(bytes);
  if (json_) {
    json_->append(bytes);
    read_json_rows();
    return;
  }
  if (csv_) {
    if (csv_->too_long_line() > 0 || is_over_) return;
    csv_->append(bytes);
    read_rows();
    return;
  }
  head_.append(bytes.data(), bytes.size());
  if (head_.size() >= head_wanted_) open_head(false);
}

// Looked at again only when the head has doubled, so that a long one is not read over and over.
bool BillFile::has_first_records() const {
  CsvReader reader(',');
  reader.append(std::span(head_.data(), head_.size()));
  CsvRecord record;
  int count = 0;
  while (count < kFirstRecords && reader.next(record)) ++count;
  return count == kFirstRecords;
}

void BillFile::open_head(bool is_whole_file) {
  if (const auto order = utf16_ ? std::nullopt : utf16_order(head_)) {
    utf16_.emplace(*order);
    const std::string raw = std::exchange(head_, {});
    utf16_->decode(raw, head_);
  }
  if (std::optional<Error> refused = refuse_content(head_)) return stop(*std::move(refused));
  if (JsonRecords::begins_as_json(head_)) {
    json_.emplace();
    json_->append(std::exchange(head_, {}));
    read_json_rows();
    return;
  }
  const bool may_grow = !is_whole_file && head_.size() < CsvReader::kMaxRecordBytes;
  if (may_grow && !has_first_records()) {
    head_wanted_ = 2 * head_.size();
    return;
  }
  preview_ = preview_records(head_, is_whole_file);
  Result<BillHeader> header = find_header(head_, is_whole_file, options_.columns);
  if (!header) return stop(std::move(header).error());
  readings_ = possible_readings(*header, name_, options_);
  format_ = header->format;
  columns_ = std::move(header->columns);
  first_columns_ = columns_;
  delimiter_ = header->delimiter;
  header_line_ = header->line;
  csv_.emplace(delimiter_);
  want_columns();
  csv_->append(std::span(head_.data(), head_.size()));
  head_ = std::string();
  read_rows();
}

void BillFile::read_rows() {
  CsvRecord record;
  while (!is_over_ && csv_->next(record)) {
    if (record.line > header_line_) read_row(record);
  }
}

void BillFile::read_json_rows() {
  JsonRow row;
  while (!error_ && json_->next(row)) {
    if (readings_.empty() && !open_json(row)) return;
    if (row.fault.empty()) {
      read_cells(row.cells, row.line);
    } else {
      reject(row.line, row.fault);
    }
  }
}

// The first row tells the format, as the header does elsewhere.
bool BillFile::open_json(const JsonRow& first) {
  if (!first.fault.empty()) {
    stop(Error{ErrorCode::kNotABill,
               "The file begins like JSON, but " + first.fault + ".",
               "Save the answer of aws ce get-cost-and-usage or Google's JSON lines again.",
               {"", first.line, ""}});
    return false;
  }
  Result<BillHeader> header = header_of_columns(
      json_->columns(), {first.line, {first.cells.begin(), first.cells.end()}}, options_.columns);
  if (!header) {
    header.error().place.line = first.line;
    stop(std::move(header).error());
    return false;
  }
  readings_ = possible_readings(*header, name_, options_);
  columns_ = std::move(header->columns);
  return true;
}

void BillFile::read_row(const CsvRecord& record) {
  std::span<const std::string_view> cells = record.cells;
  const std::size_t width = columns_.size();
  // What is not wanted is looked at only where it decides what the row is.
  if (cells.size() != width || are_blank(cells) || may_repeat_header(cells)) {
    cells = csv_->all_cells();
  }
  if (are_blank(cells)) return;
  const bool is_quoted_line =
      cells.size() == 1 && width > 1 && cells[0].find(delimiter_) != std::string_view::npos;
  if (is_quoted_line) {
    const std::vector<std::string> inner = split_quoted_line(cells[0], delimiter_);
    padded_cells_.assign(inner.begin(), inner.end());
    padded_cells_.resize(std::max(width, inner.size()));
    return read_cells(padded_cells_, record.line);
  }
  if (cells.size() < width && !record.ends_with_newline) {
    const std::string count = std::to_string(cells.size()) + " of " + std::to_string(width);
    return reject_cut(record.line, "the file ends in the middle of this row (" + count +
                                       " cells): it looks cut off");
  }
  if (cells.size() < width) {
    padded_cells_.assign(cells.begin(), cells.end());
    padded_cells_.resize(width);
    cells = padded_cells_;
  }
  read_cells(cells, record.line);
}

void BillFile::read_cells(std::span<const std::string_view> cells, std::int64_t line) {
  const std::size_t width = columns_.size();
  if (!are_blank(cells.subspan(width))) {
    if (csv_ && may_be_header(cells) && take_later_header(cells, line)) return;
    return reject(line, "it has " + std::to_string(cells.size()) + " cells, the header has " +
                            std::to_string(width));
  }
  cells = cells.first(width);
  if (repeats_header(cells)) return;
  const auto is_spoilt = [](std::string_view cell) { return holds_nul(cell); };
  if (may_hold_nul_ && std::any_of(cells.begin(), cells.end(), is_spoilt)) {
    return reject(line, "it holds a NUL byte, which no text has");
  }
  if (csv_ && may_be_header(cells) && take_later_header(cells, line)) return;
  if (!change_.is_none()) cells = change_.in_first_order(cells);
  for (Reading& reading : readings_) reading.read(cells, line);
  if (++records_ == kTrialRecords) drop_hopeless(readings_);
}

// A header that is not the first one again: the rows below it are read by it where they are of the
// same format, and not at all otherwise.
bool BillFile::take_later_header(std::span<const std::string_view> cells, std::int64_t line) {
  const auto all = csv_->all_cells();
  if (all.size() > 1) cells = all;  // One cell is a line that was quoted as a whole.
  if (!may_be_header(cells)) return false;
  std::vector<std::string> names(cells.begin(), cells.end());
  const HeadRecord below = {line + 1,
                            std::vector<std::string>(names.size())};  // It is not here yet.
  const Result<BillHeader> header = header_of_columns(names, below, options_.columns);
  if (!header && !names_columns(cells, columns_)) return false;
  const bool has_roles_by_name = format_ != BillFormat::kAwsCostExplorerCsv;
  if (header && header->format == format_ && has_roles_by_name) {
    change_columns(std::move(names), line);
    return true;
  }
  is_over_ = true;
  warn("another table begins on line " + std::to_string(line) +
       ": it was not read, so give it as a file of its own");
  return true;
}

void BillFile::change_columns(std::vector<std::string> names, std::int64_t line) {
  change_ = ColumnChange(first_columns_.names(), names);
  columns_ = Header(std::move(names));
  want_columns();
  std::string text = "the columns change on line " + std::to_string(line) +
                     ": the rows below are read by the names there";
  std::string missing;
  for (const std::size_t column : columns_read()) {
    if (change_.place_of(column) != Header::kAbsent) continue;
    missing += (missing.empty() ? "" : ", ") + first_columns_.name(column);
  }
  if (!missing.empty()) text += ", where these are missing: " + missing;
  warn(text);
}

void BillFile::warn(const std::string& text) {
  for (Reading& reading : readings_) reading.bill.warnings.push_back(text);
}

// The columns of the first header that any of the ways to read the rows looks at.
std::vector<std::size_t> BillFile::columns_read() const {
  std::vector<std::size_t> columns;
  for (const Reading& reading : readings_) {
    const auto wanted = reading.rows->wanted_columns();
    if (!wanted) {
      columns.resize(first_columns_.size());
      std::iota(columns.begin(), columns.end(), std::size_t{0});
      return columns;
    }
    columns.insert(columns.end(), wanted->begin(), wanted->end());
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

// Where those columns are now.
void BillFile::want_columns() {
  wanted_ = columns_read();
  if (!change_.is_none()) {
    for (std::size_t& column : wanted_) column = change_.place_of(column);
    std::sort(wanted_.begin(), wanted_.end());
    while (!wanted_.empty() && wanted_.back() == Header::kAbsent) wanted_.pop_back();
  }
  if (wanted_.size() == columns_.size()) wanted_.clear();
  csv_->want_only(wanted_);
}

// Files pasted together have their header again in the middle.
bool BillFile::may_repeat_header(std::span<const std::string_view> cells) const {
  return std::all_of(wanted_.begin(), wanted_.end(),
                     [&](std::size_t column) { return cells[column] == columns_.names()[column]; });
}

bool BillFile::repeats_header(std::span<const std::string_view> cells) const {
  return std::equal(cells.begin(), cells.end(), columns_.names().begin(), columns_.names().end(),
                    [](std::string_view cell, const std::string& name) { return cell == name; });
}

void BillFile::reject(std::int64_t line, const std::string& reason) {
  for (Reading& reading : readings_) reading.reject(line, reason);
}

void BillFile::reject_cut(std::int64_t line, const std::string& reason) {
  reject(line, reason);
  for (Reading& reading : readings_) {
    reading.bill.warnings.emplace_back(
        "the file seems to be cut off at its end: its last day may lack costs; download it again");
  }
}

// A row that never comes to its end ends the reading, not the use of the rows before it.
void BillFile::reject_unfinished() {
  const std::int64_t quote_line = csv_->open_quote_line();
  const std::int64_t too_long_line = csv_->too_long_line();
  const std::string where = std::to_string(quote_line);
  if (too_long_line == 0 && quote_line > 0) {
    reject_cut(quote_line, "the file ends inside a quoted cell that begins on line " + where +
                               ": it may be cut off");
  }
  if (too_long_line == 0) return;
  if (quote_line > 0) {
    reject(quote_line, "a quoted cell begins on line " + where + " and is not closed for 16 MiB");
  } else {
    reject(too_long_line, "it has more than 20,000 cells or 16 MiB");
  }
  for (Reading& reading : readings_) {
    reading.bill.warnings.push_back("the file was read only up to line " +
                                    std::to_string(too_long_line) + ", whose row has no end");
  }
}

void BillFile::stop(Error error) {
  error.place.file = name_;
  error_ = std::move(error);
}

Result<Bill> BillFile::finish() {
  if (!error_ && !csv_ && !json_ && is_blank(head_)) {
    stop(Error{ErrorCode::kEmptyInput,
               "The file is empty.",
               "Export the bill again, or choose another file.",
               {}});
  }
  if (!error_ && !csv_ && !json_) open_head(true);
  if (error_) return tl::unexpected<Error>(*error_);

  if (csv_) {
    csv_->end();
    read_rows();
    reject_unfinished();
  } else {
    end_json();
  }
  if (error_) return tl::unexpected<Error>(*error_);
  Bill bill = best_bill(std::move(readings_));
  if (bill.rows == 0) return tl::unexpected<Error>(no_usable_rows(bill));
  return bill;
}

void BillFile::end_json() {
  json_->end();
  read_json_rows();
  if (!error_ && readings_.empty()) {
    stop(Error{ErrorCode::kNotABill,
               "The JSON in the file holds no record with a cost, or is cut off in the first one.",
               "Save the answer of aws ce get-cost-and-usage or Google's JSON lines again.",
               {}});
  }
  for (Reading& reading : readings_) {
    for (const std::string& warning : json_->warnings()) reading.bill.warnings.push_back(warning);
  }
}

Error BillFile::no_usable_rows(const Bill& bill) const {
  if (bill.rejected_count == 0) {
    return Error{ErrorCode::kNoUsableRows,
                 "The file has a header but no rows below it.",
                 "Export the bill again for a range of days with costs.",
                 {name_, header_line_, ""}};
  }
  const RejectedRow& first = bill.rejected_rows.front();
  return Error{ErrorCode::kNoUsableRows,
               "None of its " + std::to_string(bill.rejected_count) +
                   " rows could be read; the first: " + first.reason + ".",
               "Correct the rows or export the bill again.",
               {name_, first.line, ""}};
}

}  // namespace expense::billing
