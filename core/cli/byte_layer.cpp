// Files and gzip. zlib and not libarchive unpacks: of a gzip that is cut off libarchive drops what
// it has unpacked last.
#include "cli/byte_layer.h"

#include <zlib.h>

#include <algorithm>

namespace expense::cli {
namespace {

constexpr std::size_t kPeekBytes = 4096;
constexpr std::size_t kSliceBytes = std::size_t{1} << 18;
constexpr int kGzipOnly = 16 + MAX_WBITS;

}  // namespace

std::size_t ByteLayer::read(std::span<char> room) {
  const std::size_t left = peeked_.size() - peeked_at_;
  if (left == 0) return pull(room);
  const std::size_t size = std::min(left, room.size());
  std::copy_n(peeked_.begin() + static_cast<std::ptrdiff_t>(peeked_at_), size, room.begin());
  peeked_at_ += size;
  return size;
}

std::string_view ByteLayer::peek() {
  if (peeked_.empty()) {
    peeked_.resize(kPeekBytes);
    std::size_t size = 0;
    while (size < kPeekBytes) {
      const std::size_t more = pull(std::span(peeked_).subspan(size));
      if (more == 0) break;
      size += more;
    }
    peeked_.resize(size);
  }
  return std::string_view(peeked_.data(), peeked_.size()).substr(peeked_at_);
}

FileLayer::FileLayer(const std::string& name)
    : file_(name == "-" ? stdin : std::fopen(name.c_str(), "rb")) {}

void FileLayer::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

std::size_t FileLayer::pull(std::span<char> room) {
  const std::size_t size = std::fread(room.data(), 1, room.size(), file_.get());
  if (size == 0 && std::ferror(file_.get()) != 0) set_fault("it cannot be read to its end");
  return size;
}

struct GzipLayer::Stream : z_stream {
  Stream() : z_stream{} { inflateInit2(this, kGzipOnly); }
  ~Stream() { inflateEnd(this); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

GzipLayer::GzipLayer(ByteLayer& packed)
    : packed_(packed), stream_(std::make_unique<Stream>()), slice_(kSliceBytes) {}
GzipLayer::~GzipLayer() = default;

bool GzipLayer::refill() {
  if (stream_->avail_in > 0) return true;
  stream_->avail_in = static_cast<uInt>(packed_.read(slice_));
  stream_->next_in = reinterpret_cast<Bytef*>(slice_.data());
  return stream_->avail_in > 0;
}

// Behind a member stands another one, or nothing, or bytes that only fill up.
bool GzipLayer::begins_member() {
  constexpr Bytef kFirstByte = 0x1F;
  if (!refill()) return false;
  if (*stream_->next_in == kFirstByte) return inflateReset(stream_.get()) == Z_OK;
  if (*stream_->next_in != 0)
    set_fault("behind the gzip data stand other bytes, which were not read");
  return false;
}

std::size_t GzipLayer::pull(std::span<char> room) {
  stream_->next_out = reinterpret_cast<Bytef*>(room.data());
  stream_->avail_out = static_cast<uInt>(room.size());
  while (!has_ended_ && stream_->avail_out == room.size()) {
    if (is_between_members_) {
      has_ended_ = !begins_member();
      is_between_members_ = false;
      continue;
    }
    if (!refill()) {
      has_ended_ = true;
      set_fault("the gzip data is cut off at its end, so the last days may lack costs");
      break;
    }
    const int status = inflate(stream_.get(), Z_NO_FLUSH);
    is_between_members_ = status == Z_STREAM_END;
    if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR) continue;
    has_ended_ = true;
    const bool is_wrong_checksum =
        stream_->msg != nullptr && std::string_view(stream_->msg) == "incorrect data check";
    set_fault(is_wrong_checksum ? "the gzip data is damaged: " + std::string(kWrongChecksum)
                                : "the gzip data is damaged");
  }
  return room.size() - stream_->avail_out;
}

}  // namespace expense::cli
