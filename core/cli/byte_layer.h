// One layer of a packed file: bytes that are pulled, from a file or out of another layer.
#pragma once

#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace expense::cli {

/// What is said of bytes that are given but cannot all be right.
inline constexpr std::string_view kWrongChecksum = "its checksum is wrong, so totals may be wrong";

class ByteLayer {
 public:
  virtual ~ByteLayer() = default;

  /// Up to `room.size()` bytes; 0 at the end, also where the bytes are damaged.
  std::size_t read(std::span<char> room);
  /// The bytes that `read` will give first, some thousands if there are so many.
  std::string_view peek();

  /// What is wrong with the bytes, "" when nothing is; final once `read` has given 0.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 protected:
  virtual std::size_t pull(std::span<char> room) = 0;
  void set_fault(std::string what) { fault_ = std::move(what); }

 private:
  std::vector<char> peeked_;
  std::size_t peeked_at_ = 0;
  std::string fault_;
};

/// A file on the disk, or standard input.
class FileLayer : public ByteLayer {
 public:
  /// @param name a path, or "-".
  explicit FileLayer(const std::string& name);
  [[nodiscard]] bool is_open() const { return file_ != nullptr; }

 protected:
  std::size_t pull(std::span<char> room) override;

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  std::unique_ptr<std::FILE, Close> file_;
};

/// What is packed in gzip: all members, one after the other, their checksums verified.
class GzipLayer : public ByteLayer {
 public:
  explicit GzipLayer(ByteLayer& packed);
  ~GzipLayer() override;

 protected:
  std::size_t pull(std::span<char> room) override;

 private:
  [[nodiscard]] bool refill();
  [[nodiscard]] bool begins_member();

  struct Stream;
  ByteLayer& packed_;
  std::unique_ptr<Stream> stream_;
  std::vector<char> slice_;
  bool is_between_members_ = false;
  bool has_ended_ = false;
};

}  // namespace expense::cli
