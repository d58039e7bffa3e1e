// A 64-bit fingerprint of a stream of bytes, to notice that the same file was given twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace expense::billing {

/// FNV-1a over words of eight bytes in place of single bytes, which keeps it off the critical path
/// of reading. Equal for equal bytes however they are sliced; no protection against malice.
class ContentFingerprint {
 public:
  void add(std::span<const char> bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && pending_size_ > 0) {
      add_pending(bytes.front());
      bytes = bytes.subspan(1);
    }
    for (; bytes.size() >= kWord; bytes = bytes.subspan(kWord)) mix(bytes.data());
    for (const char byte : bytes) add_pending(byte);
  }

  [[nodiscard]] std::uint64_t value() const {
    ContentFingerprint whole = *this;
    whole.add_pending('\x01');
    while (whole.pending_size_ > 0) whole.add_pending('\0');
    return whole.hash_ ^ size_;
  }

 private:
  static constexpr std::size_t kWord = 8;

  void add_pending(char byte) {
    pending_[pending_size_++] = byte;
    if (pending_size_ < kWord) return;
    pending_size_ = 0;
    mix(pending_.data());
  }

  void mix(const char* word_bytes) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    std::uint64_t word = 0;
    std::memcpy(&word, word_bytes, kWord);
    hash_ = (hash_ ^ word) * kPrime;
    hash_ ^= hash_ >> 32;  // Lets the high bytes of a word reach the low bits as well.
  }

  std::uint64_t hash_ = 0xcbf29ce484222325;
  std::uint64_t size_ = 0;
  std::array<char, kWord> pending_ = {};
  std::size_t pending_size_ = 0;
};

}  // namespace expense::billing
