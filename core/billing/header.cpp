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

Header::Header(std::vector<std::string> names) : names_(std::move(names)) {
  squeezed_.reserve(names_.size());
  for (const std::string& name : names_) squeezed_.push_back(squeezed(name));
}

std::size_t Header::find(std::string_view squeezed_name) const {
  const auto found = std::find(squeezed_.begin(), squeezed_.end(), squeezed_name);
  return found == squeezed_.end() ? kAbsent : static_cast<std::size_t>(found - squeezed_.begin());
}

bool Header::has(std::string_view squeezed_name) const { return find(squeezed_name) != kAbsent; }

bool Header::has_all(std::initializer_list<std::string_view> squeezed_names) const {
  return std::all_of(squeezed_names.begin(), squeezed_names.end(),
                     [this](std::string_view name) { return has(name); });
}

std::vector<std::size_t> Header::find_each(
    std::initializer_list<std::string_view> squeezed_names) const {
  std::vector<std::size_t> columns;
  for (const std::string_view name : squeezed_names) {
    if (has(name)) columns.push_back(find(name));
  }
  return columns;
}

}  // namespace expense::billing
