// The CSV tokenizer: a state for each place in a cell, so that a slice may end anywhere.
#include "billing/csv_reader.h"

namespace expense::billing {
namespace {

// So much is scanned ahead; with its index it stays in the cache.
constexpr std::size_t kScanBytes = std::size_t{128} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

CsvReader::CsvReader(char delimiter) : delimiter_(delimiter) {
  for (const char c : {delimiter, '\n', '\r'}) ends_unquoted_[static_cast<unsigned char>(c)] = true;
}

void CsvReader::append(std::span<const char> bytes) {
  const bool between_records = state_ == State::kRecordStart;
  const std::size_t used = between_records ? at_ : record_begin_;
  buffer_.erase(0, used);
  at_ -= used;
  if (!between_records) cell_begin_ -= used;
  record_begin_ = 0;
  buffer_.append(bytes.data(), bytes.size());
  latest_slice_bytes_ = bytes.size();
  scan_is_stale_ = true;
}

void CsvReader::want_only(std::vector<std::size_t> columns) { wanted_ = std::move(columns); }

bool CsvReader::next(CsvRecord& record) {
  if (too_long_line_ > 0) return false;
  if (next_regular(record)) return true;
  if (awaits_rest_of_record()) return false;
  is_scanned_ = false;
  const bool has_record = next_of_any_kind(record);
  scan_is_stale_ = true;
  return has_record;
}

// The quick way, for whole records of regular text.
bool CsvReader::next_regular(CsvRecord& record) {
  if (state_ != State::kRecordStart) return false;
  if (after_cr_ && at_ < buffer_.size() && buffer_[at_] == '\n') {
    ++at_;
    after_cr_ = false;
  }
  if (!next_scanned()) return false;
  record_begin_ = scan_begin_ + scanned_.begin;
  at_ = scan_begin_ + scanned_.end;
  after_cr_ = false;
  record_line_ = line_ + scanned_.empty_lines;
  line_ = record_line_ + scanned_.lines;
  is_scanned_ = true;
  if (!wanted_) {
    record = {all_cells(), record_line_, true};
    return true;
  }
  if (views_.size() != scanned_.cell_count) views_.assign(scanned_.cell_count, {});
  take_cells(*wanted_);
  record = {views_, record_line_, true};
  return true;
}

// The next record that the scan finds, scanning on where it has come to its end.
bool CsvReader::next_scanned() {
  if (scan_is_stale_) scan_on();
  while (!scan_.next(scanned_)) {
    const bool has_more = scan_.is_regular() && scan_begin_ + kScanBytes < buffer_.size();
    if (!has_more || at_ == scan_begin_) return false;
    scan_on();
  }
  scan_is_stale_ = scanned_.cell_count > kMaxCells;  // Then it is read, and refused, the other way.
  return !scan_is_stale_;
}

void CsvReader::scan_on() {
  scan_.scan(std::string_view(buffer_).substr(at_, kScanBytes), delimiter_);
  scan_begin_ = at_;
  scan_is_stale_ = false;
}

// Most slices end within a record: the next one brings its rest, and then it is read in one go. It
// is not waited for where little comes at a time, lest the same bytes be scanned over and over.
bool CsvReader::awaits_rest_of_record() const {
  return state_ == State::kRecordStart && !ended_ && !scan_is_stale_ && scan_.is_regular() &&
         buffer_.size() <= scan_begin_ + kScanBytes && buffer_.size() - at_ < latest_slice_bytes_;
}

std::span<const std::string_view> CsvReader::all_cells() {
  if (!is_scanned_) return views_;
  while (all_columns_.size() < scanned_.cell_count) all_columns_.push_back(all_columns_.size());
  views_.resize(scanned_.cell_count);
  take_cells(all_columns_);
  return views_;
}

// Makes views of the scanned record's cells in these columns, as far as it has them.
void CsvReader::take_cells(std::span<const std::size_t> columns) {
  scan_.take_cells(columns, views_);
  unescaped_.clear();
  for (const std::size_t column : columns) {
    if (column >= views_.size()) break;
    const std::string_view& cell = views_[column];
    if (!cell.empty() && cell.front() == '"') views_[column] = unquoted(cell);
  }
}

// Regular text has quotes around the whole cell, and those inside in twos.
std::string_view CsvReader::unquoted(std::string_view cell) {
  cell = cell.substr(1, cell.size() - 2);
  if (cell.find('"') == std::string_view::npos) return cell;
  // No cell of the record may move.
  if (unescaped_.empty()) unescaped_.reserve(scanned_.end - scanned_.begin);
  const std::size_t from = unescaped_.size();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    unescaped_ += cell[i];
    if (cell[i] == '"') ++i;
  }
  return std::string_view(unescaped_).substr(from);
}

bool CsvReader::next_of_any_kind(CsvRecord& record) {
  if (state_ == State::kFileStart && !skip_byte_order_mark()) return false;
  while (at_ < buffer_.size()) {
    bool record_is_whole = false;
    switch (state_) {
      case State::kFileStart:
      case State::kRecordStart:
        skip_line_ends();
        break;
      case State::kCellStart:
        start_cell();
        break;
      case State::kUnquoted:
        record_is_whole = read_unquoted();
        break;
      case State::kQuoted:
        read_quoted();
        break;
      case State::kAfterQuote:
        record_is_whole = read_after_quote();
        break;
    }
    const bool is_long = record_is_whole && at_ - record_begin_ > kMaxRecordBytes;
    if (is_long || cells_.size() > kMaxCells) {
      too_long_line_ = record_line_;
      return false;
    }
    if (record_is_whole) {
      give(record, true);
      return true;
    }
  }
  const bool inside_record = state_ != State::kRecordStart;
  if (inside_record && buffer_.size() - record_begin_ > kMaxRecordBytes) {
    too_long_line_ = record_line_;
    return false;
  }
  return ended_ && give_last(record);
}

std::int64_t CsvReader::open_quote_line() const {
  const bool is_over = ended_ || too_long_line_ > 0;
  return is_over && state_ == State::kQuoted ? quote_line_ : 0;
}

// False while too few bytes are there to tell.
bool CsvReader::skip_byte_order_mark() {
  const std::string_view start = std::string_view(buffer_).substr(0, kByteOrderMark.size());
  if (start == kByteOrderMark) {
    at_ = kByteOrderMark.size();
  } else if (!ended_ && kByteOrderMark.substr(0, start.size()) == start) {
    return false;
  }
  state_ = State::kRecordStart;
  return true;
}

void CsvReader::skip_line_ends() {
  while (at_ < buffer_.size() && is_line_end(buffer_[at_])) {
    const bool is_second_half = buffer_[at_] == '\n' && after_cr_;
    after_cr_ = buffer_[at_] == '\r';
    if (!is_second_half) ++line_;
    ++at_;
  }
  if (at_ == buffer_.size()) return;
  after_cr_ = false;
  record_begin_ = at_;
  record_line_ = line_;
  cells_.clear();
  state_ = State::kCellStart;
}

void CsvReader::start_cell() {
  cell_begin_ = at_;
  cell_has_inner_quotes_ = false;
  cell_is_quoted_ = buffer_[at_] == '"';
  if (cell_is_quoted_) {
    quote_line_ = line_;
    ++at_;
  }
  state_ = cell_is_quoted_ ? State::kQuoted : State::kUnquoted;
}

bool CsvReader::read_unquoted() {
  const char* const bytes = buffer_.data();
  const std::size_t size = buffer_.size();
  std::size_t at = at_;
  while (at < size && !ends_unquoted_[static_cast<unsigned char>(bytes[at])]) ++at;
  at_ = at;
  return at < size && end_cell();
}

void CsvReader::read_quoted() {
  const char* const bytes = buffer_.data();
  const std::size_t size = buffer_.size();
  std::size_t at = at_;
  for (; at < size && bytes[at] != '"'; ++at) {
    if (!is_line_end(bytes[at])) continue;
    const bool is_second_half = bytes[at] == '\n' && bytes[at - 1] == '\r';
    if (!is_second_half) ++line_;
  }
  at_ = at;
  if (at == size) return;
  ++at_;
  state_ = State::kAfterQuote;
}

bool CsvReader::read_after_quote() {
  const char c = buffer_[at_];
  if (ends_unquoted_[static_cast<unsigned char>(c)]) return end_cell();
  cell_has_inner_quotes_ = true;
  if (c == '"') {
    ++at_;
    state_ = State::kQuoted;
  } else {
    state_ = State::kUnquoted;  // `"12" USD`: what follows the quote is kept as it is.
  }
  return false;
}

// Ends the cell at the delimiter or line end under `at_`; true when it ends the record as well.
bool CsvReader::end_cell() {
  std::size_t begin = cell_begin_;
  std::size_t end = at_;
  if (cell_is_quoted_) unquote_cell(begin, end);
  cells_.push_back({begin - record_begin_, end - begin});
  const bool at_end = at_ == buffer_.size();
  const char c = at_end ? '\n' : buffer_[at_++];
  if (c == delimiter_) {
    state_ = State::kCellStart;
    return false;
  }
  after_cr_ = c == '\r';
  ++line_;
  state_ = State::kRecordStart;
  return true;
}

void CsvReader::unquote_cell(std::size_t& begin, std::size_t& end) {
  ++begin;
  if (!cell_has_inner_quotes_) {
    --end;
    return;
  }
  // The reader owns the buffer, so the shorter text is written over the longer one.
  std::size_t to = begin;
  bool in_quotes = true;
  for (std::size_t from = begin; from < end; ++from) {
    if (buffer_[from] == '"' && in_quotes) {
      const bool is_doubled = from + 1 < end && buffer_[from + 1] == '"';
      if (!is_doubled) {
        in_quotes = false;
        continue;
      }
      ++from;
    }
    buffer_[to++] = buffer_[from];
  }
  end = to;
}

// The last record of a file that does not end with a line end.
bool CsvReader::give_last(CsvRecord& record) {
  if (state_ == State::kRecordStart || state_ == State::kQuoted) return false;
  if (state_ == State::kCellStart) {  // After a delimiter: one more cell, and it is empty.
    cell_begin_ = at_;
    cell_is_quoted_ = false;
  }
  end_cell();
  give(record, false);
  return true;
}

void CsvReader::give(CsvRecord& record, bool ends_with_newline) {
  views_.clear();
  for (const Cell& cell : cells_) {
    views_.emplace_back(buffer_.data() + record_begin_ + cell.begin, cell.size);
  }
  record = {views_, record_line_, ends_with_newline};
}

}  // namespace expense::billing
