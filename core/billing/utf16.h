// Text in UTF-16 on its way to UTF-8, as Excel's "Unicode text" and some exports come.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace expense::billing {

/// Decodes slices of any size, also one byte each. What is no UTF-16 (half of a pair) becomes
/// U+FFFD, as everywhere.
class Utf16Decoder {
 public:
  enum class Order { kLittleEndian, kBigEndian };
  explicit Utf16Decoder(Order order) : order_(order) {}

  /// Appends to `text`; a byte order mark is kept.
  void decode(std::span<const char> bytes, std::string& text);

 private:
  void take(char16_t unit, std::string& text);

  Order order_;
  std::optional<unsigned char> first_byte_;  // of a unit whose second is still to come
  char16_t high_ = 0;                        // half of a pair, 0 when none is open
};

/// By its byte order mark, or by the NULs that Latin text has as every second byte. nullopt for
/// other content.
[[nodiscard]] std::optional<Utf16Decoder::Order> utf16_order(std::string_view head);

}  // namespace expense::billing
