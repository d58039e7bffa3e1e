// Comparing and hashing short texts a machine word at a time: cells are looked up row after row,
// and the C library of WebAssembly compares byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace expense::billing {

template <class Word>
[[nodiscard]] inline std::uint64_t word_at(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

/// The words of a text handed to `use` one by one until it answers false: whether it never did.
/// The last words may overlap, so that texts of many lengths take the same path: a loop's end is
/// hard to foresee.
template <class Use>
inline bool each_word(std::size_t size, Use use) {
  using Long = std::uint64_t;
  using Short = std::uint32_t;
  using Byte = std::uint8_t;
  if (size < 4) {
    return size == 0 || (use(Byte{}, 0) && use(Byte{}, size / 2) && use(Byte{}, size - 1));
  }
  if (size < 8) return use(Short{}, 0) && use(Short{}, size - 4);
  if (size <= 16) return use(Long{}, 0) && use(Long{}, size - 8);
  if (size <= 32) {
    return use(Long{}, 0) && use(Long{}, 8) && use(Long{}, size - 16) && use(Long{}, size - 8);
  }
  for (std::size_t at = 0; at < size - 8; at += 8) {
    if (!use(Long{}, at)) return false;
  }
  return use(Long{}, size - 8);
}

[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && each_word(a.size(), [a, b](auto word, std::size_t at) {
           using Word = decltype(word);
           return word_at<Word>(a.data() + at) == word_at<Word>(b.data() + at);
         });
}

/// For finding texts faster; the same for equal texts, but not on every machine: nothing that is
/// shown may depend on it.
[[nodiscard]] inline std::uint64_t hash_of_text(std::string_view text) {
  std::uint64_t hash = text.size();
  each_word(text.size(), [&hash, text](auto word, std::size_t at) {
    hash = (hash ^ (hash >> 32) ^ word_at<decltype(word)>(text.data() + at)) *
           0x9e3779b97f4a7c15;  // 2^64 / golden ratio
    return true;
  });
  return hash ^ (hash >> 32);
}

}  // namespace expense::billing
