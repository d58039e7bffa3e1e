// Reading amounts from cells: everything around the digits is taken off, then Money parses them.
#include "billing/amount_cells.h"

#include <array>

#include "billing/cell_values.h"

namespace expense::billing {
namespace {

constexpr std::string_view kMinusSign = "\xE2\x88\x92";           // U+2212
constexpr std::string_view kNarrowNoBreakSpace = "\xE2\x80\xAF";  // U+202F
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

struct CurrencySign {
  std::string_view sign;
  std::string_view code;
};
// Longer signs first, since "R$" ends in "$".
constexpr std::array<CurrencySign, 9> kCurrencySigns = {{{"US$", "USD"},
                                                         {"CA$", "CAD"},
                                                         {"A$", "AUD"},
                                                         {"R$", "BRL"},
                                                         {"$", "USD"},
                                                         {"€", "EUR"},
                                                         {"£", "GBP"},
                                                         {"₹", "INR"},
                                                         {"¥", ""}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_code(std::string_view text) {
  return text.size() == 3 && is_upper(text[0]) && is_upper(text[1]) && is_upper(text[2]);
}

// An amount taken apart: "-$1,250.50" is negative, in USD, with the number "1,250.50".
struct AmountParts {
  std::string_view number;
  std::string currency;
  int minus_signs = 0;
};

bool take_minus(std::string_view& text) {
  return take_prefix(text, "-") || take_prefix(text, kMinusSign) || take_suffix(text, "-") ||
         take_suffix(text, kMinusSign);
}

bool take_currency(std::string_view& text, std::string& code) {
  for (const CurrencySign& currency : kCurrencySigns) {
    if (take_prefix(text, currency.sign) || take_suffix(text, currency.sign)) {
      code = currency.code;
      return true;
    }
  }
  if (text.size() > 3 && is_code(text.substr(0, 3))) {
    code = text.substr(0, 3);
    text.remove_prefix(3);
    return true;
  }
  if (text.size() > 3 && is_code(text.substr(text.size() - 3))) {
    code = text.substr(text.size() - 3);
    text.remove_suffix(3);
    return true;
  }
  return false;
}

AmountParts take_apart(std::string_view text) {
  AmountParts parts;
  text = trimmed(text);
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = trimmed(text.substr(1, text.size() - 2));
    ++parts.minus_signs;
  }
  if (take_minus(text)) ++parts.minus_signs;
  text = trimmed(text);
  if (take_currency(text, parts.currency)) {
    text = trimmed(text);
    if (take_minus(text)) ++parts.minus_signs;
  }
  parts.number = trimmed(text);
  return parts;
}

// Length in bytes of a thousands mark at the front of `text`, 0 when there is none.
std::size_t thousands_mark_size(std::string_view text, NumberStyle style) {
  const char other_mark = style == NumberStyle::kPoint ? ',' : '.';
  if (text.empty()) return 0;
  if (text.front() == other_mark || text.front() == '\'' || text.front() == ' ') return 1;
  for (const std::string_view blank : {kNoBreakSpace, kNarrowNoBreakSpace}) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}

// "1.234,56" -> "1234.56"; nullopt when thousands are not grouped by three.
std::optional<std::string> plain_number(std::string_view text, NumberStyle style) {
  const char decimal_mark = style == NumberStyle::kPoint ? '.' : ',';
  const auto digits_at_front = [](std::string_view rest) {
    std::size_t count = 0;
    while (count < rest.size() && is_digit(rest[count])) ++count;
    return count;
  };
  std::size_t digits = digits_at_front(text);
  std::string plain(text.substr(0, digits));
  const bool may_be_grouped = digits >= 1 && digits <= 3 && text.front() != '0';
  text.remove_prefix(digits);
  while (const std::size_t mark_size = thousands_mark_size(text, style)) {
    text.remove_prefix(mark_size);
    digits = digits_at_front(text);
    if (!may_be_grouped || digits != 3) return std::nullopt;
    plain += text.substr(0, digits);
    text.remove_prefix(digits);
  }
  if (!text.empty() && text.front() == decimal_mark) {
    plain += '.';
    text.remove_prefix(1);
  }
  return plain.append(text);
}

std::optional<Money> parse_any_amount(std::string_view cell, NumberStyle style) {
  const std::string_view text = trimmed(cell);
  if (style == NumberStyle::kPoint) {
    if (const std::optional<Money> plain = Money::parse(text)) return plain;
  }
  const AmountParts parts = take_apart(text);
  if (parts.minus_signs > 1) return std::nullopt;
  const std::optional<std::string> number = plain_number(parts.number, style);
  if (!number || number->empty() || (!is_digit(number->front()) && number->front() != '.')) {
    return std::nullopt;
  }
  // What is left of the other decimal mark or of text makes Money refuse it.
  const std::optional<Money> amount = Money::parse(*number);
  return amount && parts.minus_signs == 1 ? -*amount : amount;
}

std::optional<Money> within_limit(std::optional<Money> amount) {
  constexpr Money kTooMuch = Money::from_atoms(Int128{kAmountLimit} * 1'000'000'000'000);
  return amount && abs(*amount) < kTooMuch ? amount : std::nullopt;
}

}  // namespace

std::optional<Money> parse_amount(std::string_view cell, NumberStyle style) {
  return within_limit(parse_any_amount(cell, style));
}

std::optional<Money> parse_plain_amount(std::string_view cell) {
  return within_limit(Money::parse(trimmed(cell)));
}

std::string explain_bad_amount(std::string_view cell, NumberStyle style) {
  const std::string_view text = said(cell);
  if (text.empty()) return "it has no cost";
  if (parse_any_amount(text, style) && !parse_amount(text, style)) {
    return "the cost " + quoted(text) + " is too large: costs are read up to 10^15";
  }
  const NumberStyle other =
      style == NumberStyle::kPoint ? NumberStyle::kComma : NumberStyle::kPoint;
  if (parse_amount(text, other)) {
    const std::string form = style == NumberStyle::kPoint ? "1234.56" : "1234,56";
    return "the cost " + quoted(text) + " is not written like those of the other rows: write " +
           form;
  }
  return "the cost " + quoted(text) + " is not a number";
}

std::string currency_code(std::string_view text) {
  text = trimmed(text);
  for (const CurrencySign& currency : kCurrencySigns) {
    if (text == currency.sign) return std::string(currency.code);
  }
  std::string code;
  for (const char c : text) code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return is_code(code) ? code : std::string();
}

std::string currency_of_amount(std::string_view cell) {
  const bool is_bare = !cell.empty() && is_digit(cell.front()) && is_digit(cell.back());
  return is_bare ? std::string() : take_apart(cell).currency;
}

}  // namespace expense::billing
