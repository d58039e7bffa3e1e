// Finds the cells and records of regular CSV text many bytes at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "billing/byte_block.h"

namespace expense::billing {

/// The whole records in a stretch of text, and where their cells lie. Regular text opens quotes
/// only where a cell begins, closes them only where it ends, and has no lone CR; from the first
/// place that is not regular on nothing is found, and another reader must take over.
///
/// Of each 64 bytes only a mask of the separators and a count are kept; a cell is looked up among
/// them when it is asked for, as of wide bills only few are.
/// @source in-quote masks by running parity: Langdale and Lemire (2019), "Parsing gigabytes of JSON
/// per second", VLDB Journal 28.
class CsvScan {
 public:
  struct Record {
    std::size_t begin = 0;  ///< Offset of its first byte.
    std::size_t end = 0;    ///< Offset behind its line end.
    std::size_t cell_count = 0;
    std::int64_t empty_lines = 0;  ///< Passed over before it.
    std::int64_t lines = 0;        ///< Line ends in and behind it.
  };

  /// @param text  begins with the first byte of a record; it stays where it is while records are
  ///              taken. Below 4 GiB.
  void scan(std::string_view text, char delimiter);
  /// Whether all of the text is regular: what is behind the last record is the beginning of one.
  [[nodiscard]] bool is_regular() const { return is_regular_; }
  /// The next whole record, empty lines passed over; false when there are no more.
  [[nodiscard]] bool next(Record& record);

  /// Writes the cells of the record given last, quotes and all, to the places of their columns.
  /// @param columns  ascending; those that the record does not have are passed over.
  /// @param cells    as many as the record has.
  void take_cells(std::span<const std::size_t> columns, std::span<std::string_view> cells) const;

 private:
  // What the last byte of a block means for the next; bit 0 of each, but for `inside`.
  struct Carry {
    std::uint64_t inside = 0;    // All ones within quotes.
    std::uint64_t may_open = 1;  // A quote may open here.
    std::uint64_t must_end = 0;  // A quote closed before.
    std::uint64_t after_cr = 0;
  };

  std::uint64_t take_busy_block(const ByteBlock& block, std::size_t offset, std::uint64_t valid,
                                Carry& carry);

  std::string_view text_;
  char delimiter_ = ',';
  bool is_regular_ = true;
  // Separators end a cell: delimiters and line ends outside of quotes.
  std::vector<std::uint64_t> separators_;   // A mask for each block of the text.
  std::vector<std::uint32_t> counts_;       // Before each block, and of all.
  std::vector<std::uint32_t> record_ends_;  // Offsets of the separators that end a record.
  std::vector<std::uint32_t> inner_lines_;  // Offsets of line ends within quotes.
  std::size_t next_record_ = 0;
  std::size_t next_inner_line_ = 0;

  Record record_;                    // The one given last.
  std::size_t first_separator_ = 0;  // Number of the one that ends its first cell.
  std::size_t past_separators_ = 0;  // Number of the one behind it.
  std::size_t cells_end_ = 0;        // Offset of its line end.
};

}  // namespace expense::billing
