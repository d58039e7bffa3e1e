// Exact decimal money: a 128-bit count of 10^-12 currency units, so sums do not depend on their
// order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace expense {

__extension__ using Int128 = __int128;

/// An amount without currency. Range about +-1.7e26 units; sums beyond it are a programming
/// mistake.
class Money {
 public:
  static constexpr int kDecimals = 12;

  constexpr Money() = default;

  [[nodiscard]] static constexpr Money from_atoms(Int128 atoms) { return Money(atoms); }

  /// Parses `[+-]digits[.digits][e[+-]digits]`, digits wanted on one side of the point at least;
  /// digits beyond the twelfth decimal are rounded half away from zero. Nothing else is allowed: no
  /// blanks, signs of currency or thousands marks. Digits beyond the thirtieth significant one
  /// count as 0.
  /// @return nullopt for any other text and for amounts beyond +-1e24.
  [[nodiscard]] static std::optional<Money> parse(std::string_view text);

  /// Nearest count of atoms. Values beyond +-1e24 become that, and what is no number becomes 0.
  [[nodiscard]] static Money from_double(double value);

  [[nodiscard]] constexpr Int128 atoms() const { return atoms_; }

  /// Nearest double of the atoms, divided by 1e12: the same bits on every platform.
  [[nodiscard]] double to_double() const { return static_cast<double>(atoms_) / 1e12; }

  /// Shortest exact decimal text: "1234.5", "-0.000001", "0".
  [[nodiscard]] std::string to_string() const;

  /// Text with two decimals, rounded half away from zero: "1234.50". Never "-0.00".
  [[nodiscard]] std::string to_cents_string() const;

  /// Rounded to two decimals, half away from zero.
  [[nodiscard]] Money rounded_to_cents() const;

  constexpr Money& operator+=(Money other) {
    atoms_ += other.atoms_;
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    atoms_ -= other.atoms_;
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
  friend constexpr Money operator-(Money a, Money b) { return a -= b; }
  friend constexpr Money operator-(Money a) { return Money(-a.atoms_); }
  friend constexpr bool operator==(Money a, Money b) { return a.atoms_ == b.atoms_; }
  friend constexpr bool operator!=(Money a, Money b) { return a.atoms_ != b.atoms_; }
  friend constexpr bool operator<(Money a, Money b) { return a.atoms_ < b.atoms_; }
  friend constexpr bool operator>(Money a, Money b) { return b < a; }

 private:
  explicit constexpr Money(Int128 atoms) : atoms_(atoms) {}

  Int128 atoms_ = 0;
};

[[nodiscard]] constexpr Money abs(Money amount) { return amount < Money() ? -amount : amount; }

}  // namespace expense
