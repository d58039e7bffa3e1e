// 64 bytes at once, as bits: the innermost step of reading text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace expense::billing {

/// 64 bytes of text; bit i of a mask belongs to byte i.
class ByteBlock {
 public:
  static constexpr std::size_t kBytes = 64;

  /// @param bytes  64 that may be read; no alignment is asked for.
  explicit ByteBlock(const char* bytes) { std::memcpy(lanes_, bytes, kBytes); }

  /// Where the text has this byte.
  [[nodiscard]] std::uint64_t equal_to(char wanted) const {
    std::uint64_t mask = 0;
    for (int lane = 0; lane < kLanes; ++lane) {
      mask |= static_cast<std::uint64_t>(bits(matches(lanes_[lane], wanted))) << (16 * lane);
    }
    return mask;
  }

  /// Whether the text has any of three bytes.
  [[nodiscard]] bool has_any(char a, char b, char c) const {
    Lane found =
        either(either(matches(lanes_[0], a), matches(lanes_[0], b)), matches(lanes_[0], c));
    for (int lane = 1; lane < kLanes; ++lane) {
      found = either(found, matches(lanes_[lane], a));
      found = either(found, matches(lanes_[lane], b));
      found = either(found, matches(lanes_[lane], c));
    }
    return bits(found) != 0;
  }

 private:
  static constexpr int kLanes = 4;
#if defined(__SSE2__)
  using Lane = __m128i;
  static Lane matches(Lane lane, char wanted) {
    return _mm_cmpeq_epi8(lane, _mm_set1_epi8(wanted));
  }
  static Lane either(Lane a, Lane b) { return _mm_or_si128(a, b); }
  static std::uint32_t bits(Lane lane) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(lane));
  }
#elif defined(__wasm_simd128__)
  using Lane = v128_t;
  static Lane matches(Lane lane, char wanted) {
    return wasm_i8x16_eq(lane, wasm_i8x16_splat(wanted));
  }
  static Lane either(Lane a, Lane b) { return wasm_v128_or(a, b); }
  static std::uint32_t bits(Lane lane) {
    return static_cast<std::uint32_t>(wasm_i8x16_bitmask(lane));
  }
#else
  struct Lane {
    char bytes[16];
  };
  static Lane matches(const Lane& lane, char wanted) {
    Lane found;
    for (int i = 0; i < 16; ++i) found.bytes[i] = lane.bytes[i] == wanted ? '\xFF' : '\0';
    return found;
  }
  static Lane either(const Lane& a, const Lane& b) {
    Lane found;
    for (int i = 0; i < 16; ++i) found.bytes[i] = static_cast<char>(a.bytes[i] | b.bytes[i]);
    return found;
  }
  static std::uint32_t bits(const Lane& lane) {
    std::uint32_t mask = 0;
    for (int i = 0; i < 16; ++i) mask |= (lane.bytes[i] != '\0' ? 1u : 0u) << i;
    return mask;
  }
#endif
  Lane lanes_[kLanes];
};

/// The lowest bit's number. @param bits not 0.
[[nodiscard]] inline std::size_t first_bit(std::uint64_t bits) {
  return static_cast<std::size_t>(__builtin_ctzll(bits));
}

[[nodiscard]] inline int bit_count(std::uint64_t bits) {
#if defined(__wasm__) || defined(__POPCNT__)
  return __builtin_popcountll(bits);
#else
  // Without an instruction for it the builtin is a call.
  bits -= (bits >> 1) & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return static_cast<int>((bits * 0x0101010101010101) >> 56);
#endif
}

/// Bit i is the parity of bits 0 to i: between an odd bit and the next the result is 1.
[[nodiscard]] inline std::uint64_t running_parity(std::uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

}  // namespace expense::billing
