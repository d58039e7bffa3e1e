// Finds the cells and records of regular CSV text many bytes at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace expense::billing {

/// Where the cells of the whole records in a stretch of text end. Regular text opens quotes only
/// where a cell begins, closes them only where it ends, and has no lone CR; from the first place
/// that is not regular on nothing is found, and another reader must take over.
/// @source in-quote masks by running parity: Langdale and Lemire (2019), "Parsing gigabytes of JSON
/// per second", VLDB Journal 28.
class CsvScan {
 public:
  struct Record {
    std::size_t begin = 0;                ///< Offset of its first byte.
    std::size_t end = 0;                  ///< Offset behind its line end.
    const std::uint32_t* ends = nullptr;  ///< Offset behind each cell; the next begins one further.
    std::size_t cell_count = 0;
    std::int64_t empty_lines = 0;  ///< Passed over before it.
    std::int64_t lines = 0;        ///< Line ends in and behind it.
  };

  /// @param text  begins with the first byte of a record; it stays where it is while records are
  ///              taken. Below 4 GiB.
  void scan(std::string_view text, char delimiter);
  /// The next whole record, empty lines passed over; false when there are no more.
  [[nodiscard]] bool next(Record& record);

 private:
  // What the last byte of a block means for the next; bit 0 of each, but for `inside`.
  struct Carry {
    std::uint64_t inside = 0;    // All ones within quotes.
    std::uint64_t may_open = 1;  // A quote may open here.
    std::uint64_t must_end = 0;  // A quote closed before.
    std::uint64_t after_cr = 0;
  };

  [[nodiscard]] bool take_block(const char* bytes, std::size_t offset, std::uint64_t valid);

  std::string_view text_;
  char delimiter_ = ',';
  Carry carry_;
  std::vector<std::uint32_t> ends_;         // Of all cells.
  std::size_t end_count_ = 0;               // How many of ends_ are known.
  std::vector<std::uint32_t> record_ends_;  // Which of ends_ end a record.
  std::vector<std::uint32_t> inner_lines_;  // Offsets of line ends within quotes.
  std::size_t next_record_ = 0;
  std::size_t next_end_ = 0;
  std::size_t next_inner_line_ = 0;
  std::size_t next_begin_ = 0;
};

}  // namespace expense::billing
