#include "billing/csv_scan.h"

#include <algorithm>
#include <array>

namespace expense::billing {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};

std::uint64_t bits_below(std::size_t bit) { return (std::uint64_t{1} << bit) - 1; }

}  // namespace

void CsvScan::scan(std::string_view text, char delimiter) {
  text_ = text;
  delimiter_ = delimiter;
  record_ends_.clear();
  inner_lines_.clear();
  const std::size_t blocks = (text.size() + ByteBlock::kBytes - 1) / ByteBlock::kBytes;
  if (separators_.size() < blocks) separators_.resize(blocks);
  if (counts_.size() < blocks + 1) counts_.resize(blocks + 1);
  Carry carry;
  is_regular_ = true;
  std::uint32_t count = 0;
  std::size_t at = 0;
  for (; at < blocks && is_regular_; ++at) {
    const std::size_t offset = at * ByteBlock::kBytes;
    counts_[at] = count;
    std::uint64_t separators = 0;
    if (offset + ByteBlock::kBytes <= text.size()) {
      const ByteBlock block(text.data() + offset);
      // Most blocks are in the middle of a record and hold delimiters only.
      const bool is_quiet =
          (carry.inside | carry.must_end | carry.after_cr) == 0 && !block.has_any('"', '\n', '\r');
      if (is_quiet) {
        separators = block.equal_to(delimiter);
        carry.may_open = separators >> 63;
      } else {
        separators = take_busy_block(block, offset, kAll, carry);
      }
    } else {
      std::array<char, ByteBlock::kBytes> last = {};
      const std::size_t left = text.size() - offset;
      std::copy_n(text.data() + offset, left, last.data());
      separators = take_busy_block(ByteBlock(last.data()), offset, bits_below(left), carry);
    }
    separators_[at] = separators;
    count += static_cast<std::uint32_t>(bit_count(separators));
  }
  counts_[at] = count;

  next_record_ = next_inner_line_ = 0;
  record_ = {};
  first_separator_ = past_separators_ = cells_end_ = 0;
}

// The separators in a block of which `valid` are part of the text; those before the first place
// that is not regular.
std::uint64_t CsvScan::take_busy_block(const ByteBlock& block, std::size_t offset,
                                       std::uint64_t valid, Carry& carry) {
  const std::uint64_t quotes = block.equal_to('"');
  const std::uint64_t line_feeds = block.equal_to('\n');
  const std::uint64_t returns = block.equal_to('\r');
  // Bits of quotes that open are inside, those of quotes that close are not.
  const std::uint64_t inside = running_parity(quotes) ^ carry.inside;
  const std::uint64_t opening = quotes & inside;
  const std::uint64_t closing = quotes & ~inside;
  std::uint64_t separators = (block.equal_to(delimiter_) | line_feeds) & ~inside & valid;

  const std::uint64_t may_open = ((separators | closing) << 1) | carry.may_open;
  const std::uint64_t must_end = (closing << 1) | carry.must_end;
  const std::uint64_t after_cr = (returns << 1) | carry.after_cr;
  const std::uint64_t irregular =
      ((opening & ~may_open) | (must_end & ~(separators | opening | returns)) |
       (after_cr & ~line_feeds)) &
      valid;
  is_regular_ = irregular == 0;
  const std::uint64_t regular = is_regular_ ? valid : bits_below(first_bit(irregular));
  separators &= regular;

  for (std::uint64_t ends = separators & line_feeds; ends != 0; ends &= ends - 1) {
    record_ends_.push_back(static_cast<std::uint32_t>(offset + first_bit(ends)));
  }
  for (std::uint64_t inner = line_feeds & inside & regular; inner != 0; inner &= inner - 1) {
    inner_lines_.push_back(static_cast<std::uint32_t>(offset + first_bit(inner)));
  }
  carry.inside = (inside >> 63) != 0 ? kAll : 0;
  carry.may_open = (separators | closing) >> 63;
  carry.must_end = closing >> 63;
  carry.after_cr = returns >> 63;
  return separators;
}

bool CsvScan::next(Record& record) {
  std::int64_t empty_lines = 0;
  for (; next_record_ < record_ends_.size(); ++empty_lines) {
    const std::size_t line_end = record_ends_[next_record_++];
    const std::size_t block = line_end / ByteBlock::kBytes;
    const std::uint64_t before = bits_below(line_end % ByteBlock::kBytes);
    const std::size_t number =
        counts_[block] + static_cast<std::size_t>(bit_count(separators_[block] & before));
    record_.begin = record_.end;
    record_.end = line_end + 1;
    first_separator_ = past_separators_;
    past_separators_ = number + 1;
    record_.cell_count = past_separators_ - first_separator_;
    // The CR of a line end is no part of the cell.
    cells_end_ = line_end;
    if (cells_end_ > record_.begin && text_[cells_end_ - 1] == '\r') --cells_end_;
    if (record_.cell_count == 1 && cells_end_ == record_.begin) continue;
    record_.empty_lines = empty_lines;
    record_.lines = 1;
    for (; next_inner_line_ < inner_lines_.size() && inner_lines_[next_inner_line_] < record_.end;
         ++next_inner_line_) {
      ++record_.lines;
    }
    record = record_;
    return true;
  }
  return false;
}

void CsvScan::take_cells(std::span<const std::size_t> columns,
                         std::span<std::string_view> cells) const {
  // Copies, as what is written to `cells` might be members for all that the compiler knows.
  const std::uint64_t* const separators_of = separators_.data();
  const std::uint32_t* const counts = counts_.data();
  const char* const text = text_.data();
  const std::size_t first = first_separator_;
  const std::size_t last_column = record_.cell_count - 1;
  const std::size_t cells_end = cells_end_;

  // The separator looked up last, and those of its block from there on.
  std::size_t block = record_.begin / ByteBlock::kBytes;
  std::size_t number = counts[block];
  std::uint64_t separators = separators_of[block];
  const auto offset_of = [&](std::size_t wanted) {
    if (wanted >= counts[block + 1]) {
      do ++block;
      while (wanted >= counts[block + 1]);
      number = counts[block];
      separators = separators_of[block];
    }
    for (; number < wanted; ++number) separators &= separators - 1;
    return block * ByteBlock::kBytes + first_bit(separators);
  };
  for (const std::size_t column : columns) {
    if (column > last_column) return;
    const std::size_t begin = column == 0 ? record_.begin : offset_of(first + column - 1) + 1;
    const std::size_t end = column == last_column ? cells_end : offset_of(first + column);
    cells[column] = std::string_view(text + begin, end - begin);
  }
}

}  // namespace expense::billing
