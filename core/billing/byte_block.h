// 64 bytes at once, as bits: the innermost step of reading text.
#pragma once

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
      mask |= static_cast<std::uint64_t>(equal_to(lanes_[lane], wanted)) << (16 * lane);
    }
    return mask;
  }

 private:
  static constexpr int kLanes = 4;
#if defined(__SSE2__)
  using Lane = __m128i;
  static std::uint32_t equal_to(Lane lane, char wanted) {
    return static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(lane, _mm_set1_epi8(wanted))));
  }
#elif defined(__wasm_simd128__)
  using Lane = v128_t;
  static std::uint32_t equal_to(Lane lane, char wanted) {
    return static_cast<std::uint32_t>(
        wasm_i8x16_bitmask(wasm_i8x16_eq(lane, wasm_i8x16_splat(wanted))));
  }
#else
  struct Lane {
    char bytes[16];
  };
  static std::uint32_t equal_to(const Lane& lane, char wanted) {
    std::uint32_t mask = 0;
    for (int i = 0; i < 16; ++i) mask |= (lane.bytes[i] == wanted ? 1u : 0u) << i;
    return mask;
  }
#endif
  Lane lanes_[kLanes];
};

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
