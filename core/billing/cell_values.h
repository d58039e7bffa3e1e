// What a single cell of a bill can hold in general: a text, or one of the words for nothing.
#pragma once

#include <string>
#include <string_view>

namespace expense::billing {

/// What trimmed does to a text that may begin or end with a blank.
[[nodiscard]] std::string_view trimmed_of_blanks(std::string_view cell);

/// Without blanks and tabs (also U+00A0) at both ends.
[[nodiscard]] inline std::string_view trimmed(std::string_view cell) {
  // Nearly all cells are plain: one look at both ends tells.
  const auto is_plain = [](char c) { return c > ' '; };
  if (cell.empty() || (is_plain(cell.front()) && is_plain(cell.back()))) return cell;
  return trimmed_of_blanks(cell);
}

/// Whether the text is a word for nothing: NULL, null, N/A, n/a.
[[nodiscard]] bool stands_for_nothing(std::string_view text);

/// The trimmed text, "" for the words that stand for nothing.
[[nodiscard]] inline std::string_view said(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  const bool may_be_nothing = text.size() <= 4 && !text.empty() && (text[0] | 0x20) == 'n';
  return may_be_nothing && stands_for_nothing(text) ? std::string_view() : text;
}

/// For messages: in double quotes, beyond 40 bytes cut between characters with "..." behind.
[[nodiscard]] std::string quoted(std::string_view cell);

/// Takes `prefix` from the front of `text`; false when it is not there.
bool take_prefix(std::string_view& text, std::string_view prefix);
/// Takes `suffix` from the end of `text`; false when it is not there.
bool take_suffix(std::string_view& text, std::string_view suffix);

}  // namespace expense::billing
