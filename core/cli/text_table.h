// A small table of texts, printed for people (aligned), for spreadsheets (CSV) or for chats
// (Markdown).
#pragma once

#include <string>
#include <vector>

namespace expense::cli {

struct TextTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< Each as long as the header.
};

/// Columns aligned with two blanks between; cells that are numbers to the right.
[[nodiscard]] std::string aligned_text(const TextTable& table);
/// RFC 4180. Cells that a spreadsheet would take for a formula get an apostrophe in front.
[[nodiscard]] std::string csv_text(const TextTable& table);
[[nodiscard]] std::string markdown_text(const TextTable& table);

}  // namespace expense::cli
