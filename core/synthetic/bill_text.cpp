// CSV fields and decimal numbers as text.
#include "synthetic/bill_text.h"

#include <algorithm>

#include "synthetic/cell_cost.h"

namespace expense::synthetic {

void append_csv_field(std::string& out, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_decimal(std::string& out, std::int64_t count, int decimals) {
  const std::size_t begin = out.size();
  // Written from the last digit to the first, then turned round. Zeros behind the last digit other
  // than 0 are left away, and the point with them.
  bool any_decimal = false;
  for (int place = 0; place < decimals; ++place, count /= 10) {
    const auto digit = static_cast<char>('0' + count % 10);
    any_decimal = any_decimal || digit != '0';
    if (any_decimal) out += digit;
  }
  if (any_decimal) out += '.';
  do {
    out += static_cast<char>('0' + count % 10);
    count /= 10;
  } while (count > 0);
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
}

void append_cost(std::string& out, Money cost) {
  append_decimal(out, static_cast<std::int64_t>(cost.atoms() / 100), kCostDecimals);
}

}  // namespace expense::synthetic
