// A header line: squeezing names and looking them up.
#include "billing/header.h"

#include <algorithm>
#include <utility>

namespace expense::billing {

std::string squeezed(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_kept =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_upper) text += static_cast<char>(c - 'A' + 'a');
    if (is_kept) text += c;
  }
  return text;
}

Header::Header(std::vector<std::string> names)
    : names_(std::move(names)), is_found_(names_.size(), 0) {
  for (const std::string_view name : names_) {
    squeezed_.push_back(squeezed(name));
    const std::size_t open = name.rfind('(');
    const bool has_brackets = open != std::string_view::npos && name.find(')', open) != name.npos;
    in_brackets_.push_back(has_brackets ? squeezed(name.substr(open)) : "");
    before_brackets_.push_back(has_brackets ? squeezed(name.substr(0, open)) : "");
  }
}

std::size_t Header::noted(std::ptrdiff_t column) const {
  const auto index = static_cast<std::size_t>(column);
  is_found_[index] = 1;
  return index;
}

std::vector<std::size_t> Header::found() const {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < is_found_.size(); ++column) {
    if (is_found_[column] != 0) columns.push_back(column);
  }
  return columns;
}

std::size_t Header::position(std::string_view squeezed_name) const {
  const auto found = std::find(squeezed_.begin(), squeezed_.end(), squeezed_name);
  return found == squeezed_.end() ? kAbsent : static_cast<std::size_t>(found - squeezed_.begin());
}

std::size_t Header::find(std::string_view squeezed_name) const {
  const std::size_t column = position(squeezed_name);
  if (column != kAbsent) want(column);
  return column;
}

bool Header::has(std::string_view squeezed_name) const { return find(squeezed_name) != kAbsent; }

bool Header::has_all(std::initializer_list<std::string_view> squeezed_names) const {
  return std::all_of(squeezed_names.begin(), squeezed_names.end(),
                     [this](std::string_view name) { return has(name); });
}

std::size_t Header::find_spelled(std::string_view squeezed_name) const {
  for (const auto* spelling : {&squeezed_, &in_brackets_, &before_brackets_}) {
    const auto found = std::find(spelling->begin(), spelling->end(), squeezed_name);
    if (found != spelling->end()) return noted(found - spelling->begin());
  }
  return kAbsent;
}

std::size_t Header::find_any(std::span<const std::string_view> squeezed_names) const {
  for (const std::string_view name : squeezed_names) {
    const std::size_t column = find_spelled(name);
    if (column != kAbsent) return column;
  }
  return kAbsent;
}

std::size_t Header::find_any(std::initializer_list<std::string_view> squeezed_names) const {
  return find_any(std::span(squeezed_names.begin(), squeezed_names.size()));
}

bool Header::has_any(std::initializer_list<std::string_view> squeezed_names) const {
  return find_any(squeezed_names) != kAbsent;
}

std::vector<std::size_t> Header::find_each(std::span<const std::string_view> squeezed_names) const {
  std::vector<std::size_t> columns;
  for (const std::string_view name : squeezed_names) {
    const std::size_t column = find_spelled(name);
    if (column != kAbsent) columns.push_back(column);
  }
  return columns;
}

}  // namespace expense::billing
