// A tokenizer for CSV as RFC 4180 has it and as real files have it: bytes in, records out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "billing/csv_scan.h"

namespace expense::billing {

struct CsvRecord {
  /// Unquoted; valid until the next call of the reader. Cells that are not wanted may be empty.
  std::span<const std::string_view> cells;
  std::int64_t line = 0;          ///< 1-based physical line where the record begins.
  bool ends_with_newline = true;  ///< False only for the last line of a file without one.
};

/// Reads records from bytes that come in slices of any size, also one byte each.
///
///     CsvReader reader(',');
///     for (slice : slices) {
///       reader.append(slice);
///       while (reader.next(record)) use(record);
///     }
///     reader.end();
///     while (reader.next(record)) use(record);
///
/// Quoted cells may hold the delimiter, line ends and doubled quotes; lines end with LF, CRLF or a
/// lone CR; a UTF-8 byte order mark and empty lines are skipped. Memory: the slice and one record.
class CsvReader {
 public:
  static constexpr std::size_t kMaxRecordBytes = std::size_t{16} << 20;
  static constexpr std::size_t kMaxCells = 20'000;  ///< Each costs memory, however short it is.

  explicit CsvReader(char delimiter);

  void append(std::span<const char> bytes);
  /// No more bytes will come: the last line may lack its line end.
  void end() { ended_ = true; }

  /// The next whole record; false when more bytes are needed or the end is reached.
  bool next(CsvRecord& record);

  /// From now on only these columns' cells need to be there (ascending, without repeats): the
  /// fewer, the faster. All, unless said.
  void want_only(std::vector<std::size_t> columns);
  /// All cells of the record just given.
  [[nodiscard]] std::span<const std::string_view> all_cells();

  /// After the end or a too long record: the line on which the quoted cell begins that is still
  /// open there; 0 when there is none.
  [[nodiscard]] std::int64_t open_quote_line() const;
  /// The line of a record beyond kMaxRecordBytes or kMaxCells, after which no more are given; 0
  /// when there is none.
  [[nodiscard]] std::int64_t too_long_line() const { return too_long_line_; }

 private:
  enum class State { kFileStart, kRecordStart, kCellStart, kUnquoted, kQuoted, kAfterQuote };
  struct Cell {  // Offsets from the record's first byte.
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  bool next_regular(CsvRecord& record);
  bool next_of_any_kind(CsvRecord& record);
  bool next_scanned();
  void scan_on();
  [[nodiscard]] bool awaits_rest_of_record() const;
  void take_cells(std::span<const std::size_t> columns);
  [[nodiscard]] std::string_view unquoted(std::string_view cell);
  bool skip_byte_order_mark();
  void skip_line_ends();
  void start_cell();
  bool read_unquoted();
  void read_quoted();
  bool read_after_quote();
  bool end_cell();
  void unquote_cell(std::size_t& begin, std::size_t& end);
  bool give_last(CsvRecord& record);
  void give(CsvRecord& record, bool ends_with_newline);

  char delimiter_;
  std::array<bool, 256> ends_unquoted_ = {};
  std::string buffer_;  // The unfinished record and what follows it.
  std::vector<Cell> cells_;
  std::vector<std::string_view> views_;

  // Whole records ahead whose cells are known already, from scan_begin_ on.
  CsvScan scan_;
  std::size_t scan_begin_ = 0;
  bool scan_is_stale_ = true;
  std::size_t latest_slice_bytes_ = 0;
  CsvScan::Record scanned_;
  bool is_scanned_ = false;  // Of the record just given.
  std::optional<std::vector<std::size_t>> wanted_;
  std::vector<std::size_t> all_columns_;  // 0, 1, ..., as far as they were asked for.
  std::string unescaped_;  // Cells of the record whose doubled quotes are single ones now.

  State state_ = State::kFileStart;
  std::size_t at_ = 0;            // Next byte to look at.
  std::size_t record_begin_ = 0;  // First byte of the current record.
  std::size_t cell_begin_ = 0;
  bool cell_is_quoted_ = false;
  bool cell_has_inner_quotes_ = false;  // Doubled quotes, or text after the closing quote.
  bool after_cr_ = false;               // The last line ended with CR: an LF belongs to it.
  bool ended_ = false;

  std::int64_t line_ = 1;
  std::int64_t record_line_ = 1;
  std::int64_t quote_line_ = 1;
  std::int64_t too_long_line_ = 0;
};

}  // namespace expense::billing
