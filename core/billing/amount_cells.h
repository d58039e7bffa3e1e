// Amounts in cells: decimal marks, thousands marks, signs and currencies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace expense::billing {

/// Which mark separates the decimals in a column; the other one may group thousands.
enum class NumberStyle {
  kPoint,  ///< 1,234.56
  kComma,  ///< 1.234,56
};

/// Amounts of this many units and more, or less than its negative, are refused: they are faults of
/// the file, and below it the sum of any file stays within Money's range.
inline constexpr std::int64_t kAmountLimit = 1'000'000'000'000'000;

/// A number that may have a currency sign or code on either side, marks between its thousands (the
/// other mark, apostrophes, blanks), an exponent, and a minus before or behind or brackets around
/// it
/// (`-$12.50`, `12,50- EUR`, `($1,250.50)`). nullopt for anything else, also for empty cells.
[[nodiscard]] std::optional<Money> parse_amount(std::string_view cell,
                                                NumberStyle style = NumberStyle::kPoint);

/// A bare number as programs write it (`-1234.5`, `1.2E-7`).
[[nodiscard]] std::optional<Money> parse_plain_amount(std::string_view cell);

/// Why `parse_amount` refused the cell, for a rejected row.
[[nodiscard]] std::string explain_bad_amount(std::string_view cell,
                                             NumberStyle style = NumberStyle::kPoint);

/// ISO code of a currency sign or three-letter code ("$", "usd", "€", "R$"), upper case; "" when it
/// is none or when the sign stands for several (¥).
[[nodiscard]] std::string currency_code(std::string_view text);

/// ISO code of the currency beside an amount, "" when it has none.
[[nodiscard]] std::string currency_of_amount(std::string_view cell);

}  // namespace expense::billing
