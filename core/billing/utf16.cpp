// Surrogate pairs and byte order, one unit at a time.
#include "billing/utf16.h"

#include <algorithm>
#include <array>

namespace expense::billing {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBytesLookedAt = 4096;
constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(char32_t code, std::string& text) {
  const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
  const auto put_rest = [&](int shift) { put(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put_rest(0);
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put_rest(6);
    put_rest(0);
  } else {
    put(0xF0 | (code >> 18));
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
}

}  // namespace

void Utf16Decoder::decode(std::span<const char> bytes, std::string& text) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!first_byte_) {
      first_byte_ = byte;
      continue;
    }
    const bool is_little = order_ == Order::kLittleEndian;
    const unsigned high = is_little ? byte : *first_byte_;
    const unsigned low = is_little ? *first_byte_ : byte;
    first_byte_.reset();
    take(static_cast<char16_t>(high << 8 | low), text);
  }
}

void Utf16Decoder::take(char16_t unit, std::string& text) {
  const bool is_low_half = unit >= 0xDC00 && unit < 0xE000;
  if (high_ != 0 && is_low_half) {
    const char32_t code = 0x10000 + ((char32_t{high_} - 0xD800) << 10) + (unit - 0xDC00);
    high_ = 0;
    return append_utf8(code, text);
  }
  if (high_ != 0) append_utf8(kReplacement, text);
  const bool is_high_half = unit >= 0xD800 && unit < 0xDC00;
  high_ = is_high_half ? unit : u'\0';
  if (!is_high_half) append_utf8(is_low_half ? kReplacement : char32_t{unit}, text);
}

std::optional<Utf16Decoder::Order> utf16_order(std::string_view head) {
  head = head.substr(0, kBytesLookedAt);
  if (head.substr(0, 2) == "\xFF\xFE"sv) return Utf16Decoder::Order::kLittleEndian;
  if (head.substr(0, 2) == "\xFE\xFF"sv) return Utf16Decoder::Order::kBigEndian;
  std::array<std::size_t, 2> nuls = {};
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(nuls[0], nuls[1]);
  const bool is_utf16 =
      head.size() >= 8 && more > head.size() * 2 / 5 && fewer < head.size() / 50 + 1;
  if (!is_utf16) return std::nullopt;
  return nuls[1] > nuls[0] ? Utf16Decoder::Order::kLittleEndian : Utf16Decoder::Order::kBigEndian;
}

}  // namespace expense::billing
