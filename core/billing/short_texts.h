// Comparing and hashing short texts a machine word at a time: cells are looked up row after row,
// and the C library of WebAssembly compares byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace expense::billing {

template <class Word>
[[nodiscard]] inline Word word_at(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

/// Whether two texts of at least `sizeof(Word)` bytes and one size are equal; the last word may
/// overlap the one before.
template <class Word>
[[nodiscard]] inline bool same_words(const char* a, const char* b, std::size_t size) {
  const std::size_t last = size - sizeof(Word);
  for (std::size_t at = 0; at < last; at += sizeof(Word)) {
    if (word_at<Word>(a + at) != word_at<Word>(b + at)) return false;
  }
  return word_at<Word>(a + last) == word_at<Word>(b + last);
}

[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size >= 8) return same_words<std::uint64_t>(a.data(), b.data(), size);
  if (size >= 4) return same_words<std::uint32_t>(a.data(), b.data(), size);
  return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

/// For finding texts faster; the same for equal texts, but not on every machine: nothing that is
/// shown may depend on it.
[[nodiscard]] inline std::uint64_t hash_of_text(std::string_view text) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  const char* const bytes = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = size * kOdd;
  const auto mix = [&hash](std::uint64_t word) { hash = (hash ^ (hash >> 32) ^ word) * kOdd; };
  if (size >= 8) {
    const std::size_t last = size - 8;
    for (std::size_t at = 0; at < last; at += 8) mix(word_at<std::uint64_t>(bytes + at));
    mix(word_at<std::uint64_t>(bytes + last));
  } else if (size >= 4) {
    mix(word_at<std::uint32_t>(bytes) | std::uint64_t{word_at<std::uint32_t>(bytes + size - 4)}
                                            << 32);
  } else {
    for (const char c : text) mix(static_cast<unsigned char>(c));
  }
  return hash ^ (hash >> 32);
}

}  // namespace expense::billing
