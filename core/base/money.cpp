#include "base/money.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace expense {
namespace {

constexpr Int128 kAtomsPerUnit = 1'000'000'000'000;
constexpr Int128 kAtomsPerCent = kAtomsPerUnit / 100;
constexpr Int128 kLargest = kAtomsPerUnit * kAtomsPerUnit;  // 1e24 units
constexpr int kMaxExponent = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A decimal number as digits and the power of ten of the last one; digits beyond what an amount can
// hold are dropped, the first of them kept for rounding.
struct Decimal {
  Int128 digits = 0;
  int exponent = 0;
  bool round_up = false;
};

std::string decimal_text(Int128 magnitude, bool negative, int decimals, bool trim) {
  std::string digits;
  for (; magnitude > 0; magnitude /= 10) {
    digits += static_cast<char>('0' + static_cast<int>(magnitude % 10));
  }
  while (static_cast<int>(digits.size()) <= decimals) digits += '0';
  std::reverse(digits.begin(), digits.end());
  digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
  if (trim) {
    while (digits.back() == '0') digits.pop_back();
  }
  if (digits.back() == '.') digits.pop_back();
  if (negative) digits.insert(0, 1, '-');
  return digits;
}

Int128 divide_half_away(Int128 value, Int128 divisor) {
  const Int128 half = divisor / 2;
  return value < 0 ? -((-value + half) / divisor) : (value + half) / divisor;
}

// The value of eight digits, first digit in the lowest byte; none where any byte is no digit.
// @source combining neighbours in twos, fours and eights: Lemire (2018), "Quickly parsing eight
// digits".
std::optional<std::uint64_t> eight_digits(std::uint64_t bytes) {
  const std::uint64_t digits = bytes ^ 0x3030303030303030;
  if (((digits | (digits + 0x0606060606060606)) & 0xf0f0f0f0f0f0f0f0) != 0) return std::nullopt;
  std::uint64_t value = (digits * 10) + (digits >> 8);
  value = (((value & 0x000000ff000000ff) * 0x000f424000000064) +
           (((value >> 16) & 0x000000ff000000ff) * 0x0000271000000001)) >>
          32;
  return value;
}

// Adds the digits at the front of [at, end) to `digits`; where they end. Beyond 19 digits
// `digits` has wrapped around.
const char* take_digits(const char* at, const char* end, std::uint64_t& digits) {
  while (end - at >= 8) {
    std::uint64_t bytes = 0;
    for (int i = 7; i >= 0; --i) bytes = bytes << 8 | static_cast<unsigned char>(at[i]);
    const std::optional<std::uint64_t> value = eight_digits(bytes);
    if (!value) break;
    digits = digits * 100'000'000 + *value;
    at += 8;
  }
  for (; at != end && is_digit(*at); ++at) {
    digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
  }
  return at;
}

// What nearly every cost is: few enough digits for one machine word and none beyond the last atom.
// Says nothing about other texts, right or wrong.
std::optional<Int128> short_decimal(std::string_view text) {
  constexpr std::size_t kMostCharacters = 20;  // a sign, a point and 18 digits
  constexpr std::array<std::int64_t, 13> kPowersOfTen = {1'000'000'000'000,
                                                         100'000'000'000,
                                                         10'000'000'000,
                                                         1'000'000'000,
                                                         100'000'000,
                                                         10'000'000,
                                                         1'000'000,
                                                         100'000,
                                                         10'000,
                                                         1'000,
                                                         100,
                                                         10,
                                                         1};
  const bool has_sign = !text.empty() && (text.front() == '-' || text.front() == '+');
  const char* at = text.data() + (has_sign ? 1 : 0);
  const char* const end = text.data() + text.size();
  if (text.size() > kMostCharacters || at == end) return std::nullopt;
  std::uint64_t digits = 0;
  const char* const begin = at;
  at = take_digits(at, end, digits);
  std::size_t decimals = 0;
  std::size_t count = static_cast<std::size_t>(at - begin);
  if (at != end && *at == '.') {
    const char* const point = at++;
    at = take_digits(at, end, digits);
    decimals = static_cast<std::size_t>(at - point) - 1;
    count += decimals;
  }
  if (at != end || count == 0 || count > 18 || decimals >= kPowersOfTen.size()) return std::nullopt;
  const Int128 atoms = Int128{static_cast<std::int64_t>(digits)} * kPowersOfTen[decimals];
  return text.front() == '-' ? -atoms : atoms;
}

}  // namespace

std::optional<Money> Money::parse(std::string_view text) {
  if (const std::optional<Int128> atoms = short_decimal(text)) return Money(*atoms);
  std::size_t at = 0;
  bool negative = false;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';

  Decimal number;
  bool any_digit = false;
  bool after_point = false;
  bool full = false;  // enough digits held: the rest only moves the exponent
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any_digit = true;
    if (full) {
      number.exponent += after_point ? 0 : 1;
      continue;
    }
    if (number.digits > kLargest * 100'000) {
      number.round_up = c >= '5';
      full = true;
      number.exponent += after_point ? 0 : 1;
      continue;
    }
    number.digits = number.digits * 10 + (c - '0');
    number.exponent -= after_point ? 1 : 0;
  }
  if (!any_digit) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    bool exponent_negative = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
      exponent_negative = text[at++] == '-';
    if (at == text.size()) return std::nullopt;
    int exponent = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      exponent = std::min(kMaxExponent, exponent * 10 + (text[at] - '0'));
    }
    number.exponent += exponent_negative ? -exponent : exponent;
  }
  if (at != text.size()) return std::nullopt;

  Int128 atoms = number.digits;
  int shift = number.exponent + kDecimals;
  if (full && shift == 0 && number.round_up) ++atoms;
  for (; shift > 0 && atoms != 0; --shift) {
    if (atoms > kLargest * kAtomsPerUnit / 10) return std::nullopt;
    atoms *= 10;
  }
  if (shift < 0) {
    // One division by ten at a time would round twice; so the last digit alone decides.
    for (; shift < -1 && atoms != 0; ++shift) atoms /= 10;
    if (shift < 0) atoms = (atoms + 5) / 10;
  }
  if (atoms > kLargest * kAtomsPerUnit) return std::nullopt;
  return Money(negative ? -atoms : atoms);
}

Money Money::from_double(double value) {
  if (std::isnan(value)) return Money();
  value = std::clamp(value, -1e24, 1e24);
  // Whole units and the fraction apart: the product of a large value with 1e12 would lose its
  // cents.
  const double whole = std::trunc(value);
  const double fraction = value - whole;
  return Money(static_cast<Int128>(whole) * kAtomsPerUnit +
               static_cast<Int128>(std::round(fraction * 1e12)));
}

std::string Money::to_string() const {
  return decimal_text(atoms_ < 0 ? -atoms_ : atoms_, atoms_ < 0, kDecimals, true);
}

Money Money::rounded_to_cents() const {
  return Money(divide_half_away(atoms_, kAtomsPerCent) * kAtomsPerCent);
}

std::string Money::to_cents_string() const {
  const Int128 cents = divide_half_away(atoms_, kAtomsPerCent);
  return decimal_text(cents < 0 ? -cents : cents, cents < 0, 2, false);
}

}  // namespace expense
