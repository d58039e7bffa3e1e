// A 64-bit fingerprint of a stream of bytes, to notice that the same file was given twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace expense::billing {

/// FNV-1a over four words of eight bytes side by side in place of single bytes, which keeps it off
/// the critical path of reading. Equal for equal bytes however they are sliced; no protection
/// against malice.
class ContentFingerprint {
 public:
  void add(std::span<const char> bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && pending_size_ > 0) {
      add_pending(bytes.front());
      bytes = bytes.subspan(1);
    }
    for (; bytes.size() >= kBlock; bytes = bytes.subspan(kBlock)) mix(bytes.data());
    for (const char byte : bytes) add_pending(byte);
  }

  [[nodiscard]] std::uint64_t value() const {
    ContentFingerprint whole = *this;
    whole.add_pending('\x01');
    while (whole.pending_size_ > 0) whole.add_pending('\0');
    std::uint64_t value = size_;
    for (const std::uint64_t hash : whole.hash_) value = mixed(value, hash);
    return value;
  }

 private:
  static constexpr std::size_t kLanes = 4;
  static constexpr std::size_t kWord = sizeof(std::uint64_t);
  static constexpr std::size_t kBlock = kLanes * kWord;

  void add_pending(char byte) {
    pending_[pending_size_++] = byte;
    if (pending_size_ < kBlock) return;
    pending_size_ = 0;
    mix(pending_.data());
  }

  void mix(const char* block) {
    std::array<std::uint64_t, kLanes> words = {};
    std::memcpy(words.data(), block, kBlock);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      hash_[lane] = mixed(hash_[lane], words[lane]);
    }
  }

  static std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15;
    hash = (hash ^ word) * kPrime;
    return (hash << 29) |
           (hash >> 35);  // Lets the high bytes of a word reach the low bits as well.
  }

  std::array<std::uint64_t, kLanes> hash_ = {0xcbf29ce484222325, 0x9ae16a3b2f90404f,
                                             0xc3a5c85c97cb3127, 0xb492b66fbe98f273};
  std::uint64_t size_ = 0;
  std::array<char, kBlock> pending_ = {};
  std::size_t pending_size_ = 0;
};

}  // namespace expense::billing
