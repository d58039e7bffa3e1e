// A 64-bit fingerprint of a stream of bytes, to notice that the same file was given twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace expense::billing {

/// Eight words of eight bytes side by side, mixed by shifts, additions and exclusive ors: these
/// exist for two words at once everywhere, a multiplication does not, and the bytes of a large file
/// pass in a few percent of the time that reading takes. Equal for equal bytes however
/// they are sliced; no protection against malice.
class ContentFingerprint {
 public:
  void add(std::span<const char> bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && pending_size_ > 0) {
      add_pending(bytes.front());
      bytes = bytes.subspan(1);
    }
    std::array<Words, kLanes> hash = hash_;  // A copy that no byte can alias stays in registers.
    for (; bytes.size() >= kBlock; bytes = bytes.subspan(kBlock)) mix(hash, bytes.data());
    hash_ = hash;
    for (const char byte : bytes) add_pending(byte);
  }

  [[nodiscard]] std::uint64_t value() const {
    ContentFingerprint whole = *this;
    whole.add_pending('\x01');
    while (whole.pending_size_ > 0) whole.add_pending('\0');
    std::uint64_t value = size_;
    for (const Words& lane : whole.hash_) {
      for (int i = 0; i < 2; ++i) {
        value = (value ^ lane[i]) * kOdd;
        value ^= value >> 29;
      }
    }
    return value;
  }

 private:
  using Words = std::uint64_t __attribute__((vector_size(16)));
  static constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  static constexpr std::size_t kLanes = 4;
  static constexpr std::size_t kBlock = kLanes * sizeof(Words);

  void add_pending(char byte) {
    pending_[pending_size_++] = byte;
    if (pending_size_ < kBlock) return;
    pending_size_ = 0;
    mix(hash_, pending_.data());
  }

  // Each step can be undone, so a difference never gets lost but by a later one that fits it.
  static void mix(std::array<Words, kLanes>& hash, const char* block) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      Words words;
      std::memcpy(&words, block + lane * sizeof(Words), sizeof(Words));
      words ^= hash[lane];
      words = (words << 21) ^ (words + kOdd);
      hash[lane] = words ^ (words >> 35);
    }
  }

  std::array<Words, kLanes> hash_ = {
      Words{0xcbf29ce484222325, 0x9ae16a3b2f90404f}, Words{0xc3a5c85c97cb3127, 0xb492b66fbe98f273},
      Words{0x9ddfea08eb382d69, 0xa0761d6478bd642f}, Words{0xe7037ed1a0b428db, 0x8ebc6af09c88c6e3}};
  std::uint64_t size_ = 0;
  std::array<char, kBlock> pending_ = {};
  std::size_t pending_size_ = 0;
};

}  // namespace expense::billing
