#include "billing/csv_scan.h"

#include <algorithm>
#include <array>

#include "billing/byte_block.h"

namespace expense::billing {
namespace {

constexpr std::uint64_t kAll = ~std::uint64_t{0};
constexpr std::uint64_t kTopBit = std::uint64_t{1} << 63;

int first_bit(std::uint64_t bits) { return __builtin_ctzll(bits); }
#if defined(__wasm__) || defined(__POPCNT__)
int bit_count(std::uint64_t bits) { return __builtin_popcountll(bits); }
#else
// Without an instruction for it the builtin is a call.
int bit_count(std::uint64_t bits) {
  bits -= (bits >> 1) & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return static_cast<int>((bits * 0x0101010101010101) >> 56);
}
#endif
std::uint64_t bits_below(int bit) { return (std::uint64_t{1} << bit) - 1; }

// Writes the offset of each bit, eight at a time, so that the loop's length is easy to foresee:
// what is written beyond the last is overwritten by the next block.
std::uint32_t* write_offsets(std::uint64_t bits, std::uint32_t offset, std::uint32_t* to) {
  std::uint32_t* const end = to + bit_count(bits);
  while (bits != 0) {
    for (int i = 0; i < 8; ++i) {
      // The uppermost bit keeps the count of zeros defined when no other is left.
      to[i] = offset + static_cast<std::uint32_t>(first_bit(bits | kTopBit));
      bits &= bits - 1;
    }
    to += 8;
  }
  return end;
}

}  // namespace

void CsvScan::scan(std::string_view text, char delimiter) {
  text_ = text;
  delimiter_ = delimiter;
  carry_ = {};
  end_count_ = 0;
  record_ends_.clear();
  inner_lines_.clear();
  next_record_ = next_end_ = next_inner_line_ = next_begin_ = 0;
  ends_.resize(std::max(ends_.size(), text.size() + ByteBlock::kBytes));
  std::size_t offset = 0;
  for (; offset + ByteBlock::kBytes <= text.size(); offset += ByteBlock::kBytes) {
    if (!take_block(text.data() + offset, offset, kAll)) return;
  }
  if (offset == text.size()) return;
  std::array<char, ByteBlock::kBytes> last = {};
  const std::size_t left = text.size() - offset;
  std::copy_n(text.data() + offset, left, last.data());
  (void)take_block(last.data(), offset, bits_below(static_cast<int>(left)));
}

// False where the text is not regular.
bool CsvScan::take_block(const char* bytes, std::size_t offset, std::uint64_t valid) {
  const ByteBlock block(bytes);
  // Most blocks are in the middle of a record and hold delimiters only.
  const bool is_quiet = (carry_.inside | carry_.must_end | carry_.after_cr) == 0 && valid == kAll &&
                        !block.has_any('"', '\n', '\r');
  if (is_quiet) {
    const std::uint64_t separators = block.equal_to(delimiter_);
    std::uint32_t* const to = ends_.data() + end_count_;
    end_count_ += static_cast<std::size_t>(
        write_offsets(separators, static_cast<std::uint32_t>(offset), to) - to);
    carry_.may_open = separators >> 63;
    return true;
  }
  const std::uint64_t quotes = block.equal_to('"');
  const std::uint64_t line_feeds = block.equal_to('\n');
  const std::uint64_t returns = block.equal_to('\r');
  // Bits of quotes that open are inside, those of quotes that close are not.
  const std::uint64_t inside = running_parity(quotes) ^ carry_.inside;
  const std::uint64_t opening = quotes & inside;
  const std::uint64_t closing = quotes & ~inside;
  std::uint64_t separators = (block.equal_to(delimiter_) | line_feeds) & ~inside & valid;

  const std::uint64_t may_open = ((separators | closing) << 1) | carry_.may_open;
  const std::uint64_t must_end = (closing << 1) | carry_.must_end;
  const std::uint64_t after_cr = (returns << 1) | carry_.after_cr;
  const std::uint64_t irregular =
      ((opening & ~may_open) | (must_end & ~(separators | opening | returns)) |
       (after_cr & ~line_feeds)) &
      valid;
  const std::uint64_t regular = irregular == 0 ? valid : bits_below(first_bit(irregular));
  separators &= regular;

  std::uint64_t record_ends = separators & line_feeds;
  for (; record_ends != 0; record_ends &= record_ends - 1) {
    const std::uint64_t before = separators & bits_below(first_bit(record_ends));
    record_ends_.push_back(static_cast<std::uint32_t>(end_count_) +
                           static_cast<std::uint32_t>(bit_count(before)));
  }
  for (std::uint64_t inner = line_feeds & inside & regular; inner != 0; inner &= inner - 1) {
    inner_lines_.push_back(static_cast<std::uint32_t>(offset) +
                           static_cast<std::uint32_t>(first_bit(inner)));
  }
  std::uint32_t* const to = ends_.data() + end_count_;
  end_count_ += static_cast<std::size_t>(
      write_offsets(separators, static_cast<std::uint32_t>(offset), to) - to);

  carry_.inside = (inside >> 63) != 0 ? kAll : 0;
  carry_.may_open = (separators | closing) >> 63;
  carry_.must_end = closing >> 63;
  carry_.after_cr = returns >> 63;
  return irregular == 0;
}

bool CsvScan::next(Record& record) {
  record.empty_lines = 0;
  while (next_record_ < record_ends_.size()) {
    const std::size_t last = record_ends_[next_record_++];
    record.begin = next_begin_;
    record.end = ends_[last] + std::size_t{1};
    record.ends = ends_.data() + next_end_;
    record.cell_count = last + 1 - next_end_;
    next_begin_ = record.end;
    next_end_ = last + 1;
    // The CR of a line end is no part of the cell.
    if (ends_[last] > record.begin && text_[ends_[last] - 1] == '\r') --ends_[last];
    if (record.cell_count == 1 && ends_[last] == record.begin) {
      ++record.empty_lines;
      continue;
    }
    record.lines = 1;
    for (; next_inner_line_ < inner_lines_.size() && inner_lines_[next_inner_line_] < record.end;
         ++next_inner_line_) {
      ++record.lines;
    }
    return true;
  }
  return false;
}

}  // namespace expense::billing
