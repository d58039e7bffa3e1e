// Trimming cells and showing them.
#include "billing/cell_values.h"

namespace expense::billing {

std::string_view trimmed_of_blanks(std::string_view cell) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t')) cell.remove_suffix(1);
  const bool had_more = take_prefix(cell, kNoBreakSpace) || take_suffix(cell, kNoBreakSpace);
  return had_more ? trimmed_of_blanks(cell) : cell;
}

bool stands_for_nothing(std::string_view text) {
  return text == "NULL" || text == "null" || text == "N/A" || text == "n/a";
}

std::string quoted(std::string_view cell) {
  constexpr std::size_t kLongest = 40;
  std::string text = "\"";
  if (cell.size() <= kLongest) return text.append(cell) + "\"";
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
  return text.append(cell.substr(0, end)) + "...\"";
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix)
    return false;
  text.remove_suffix(suffix.size());
  return true;
}

}  // namespace expense::billing
