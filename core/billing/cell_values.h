// What a single cell of a bill can hold in general: a text, or one of the words for nothing.
#pragma once

#include <string>
#include <string_view>

namespace expense::billing {

/// Without blanks and tabs (also U+00A0) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view cell);

/// The trimmed text, "" for the words that stand for nothing: NULL, null, N/A.
[[nodiscard]] std::string_view said(std::string_view cell);

/// For messages: in double quotes, beyond 40 bytes cut between characters with "..." behind.
[[nodiscard]] std::string quoted(std::string_view cell);

/// Takes `prefix` from the front of `text`; false when it is not there.
bool take_prefix(std::string_view& text, std::string_view prefix);
/// Takes `suffix` from the end of `text`; false when it is not there.
bool take_suffix(std::string_view& text, std::string_view suffix);

}  // namespace expense::billing
