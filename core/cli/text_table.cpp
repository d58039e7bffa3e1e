#include "cli/text_table.h"

#include <algorithm>
#include <cstddef>

namespace expense::cli {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("+-0123456789.,% ") == std::string::npos;
}

// Code points, not bytes: enough for aligning names.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string csv_cell(const std::string& cell) {
  std::string text = cell;
  const bool is_formula =
      !cell.empty() && std::string("=+-@\t\r").find(cell[0]) != std::string::npos;
  if (is_formula && !is_number(cell)) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  quoted += '"';
  return quoted;
}

std::string markdown_cell(const std::string& cell) {
  std::string text;
  for (const char c : cell) {
    if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<') text += '\\';
    text += c == '\n' || c == '\r' ? ' ' : c;
  }
  return text;
}

}  // namespace

std::string aligned_text(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (const std::string& cell : table.header) widths.push_back(width_of(cell));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  const auto add_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width_of(row[i]), ' ');
      if (i > 0) line += "  ";
      line += is_number(row[i]) ? padding + row[i] : row[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line;
    text += '\n';
  };
  add_row(table.header);
  for (const auto& row : table.rows) add_row(row);
  return text;
}

std::string csv_text(const TextTable& table) {
  std::string text;
  const auto add_row = [&text](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      text += csv_cell(row[i]);
    }
    text += '\n';
  };
  add_row(table.header);
  for (const auto& row : table.rows) add_row(row);
  return text;
}

std::string markdown_text(const TextTable& table) {
  std::string text;
  const auto add_row = [&text](const std::vector<std::string>& row) {
    text += '|';
    for (const std::string& cell : row) {
      text += ' ';
      text += markdown_cell(cell);
      text += " |";
    }
    text += '\n';
  };
  add_row(table.header);
  text += '|';
  for (std::size_t i = 0; i < table.header.size(); ++i) text += " --- |";
  text += '\n';
  for (const auto& row : table.rows) add_row(row);
  return text;
}

}  // namespace expense::cli
