// Layer by layer: told by the first bytes, never by the name.
#include "cli/byte_source.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "cli/byte_layer.h"

namespace expense::cli {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSliceBytes = std::size_t{1} << 20;
constexpr int kMostLayers = 4;  // A file may be packed in itself without end.

struct CloseArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

std::string reason_of(archive* reader) {
  const char* reason = archive_error_string(reader);
  return reason != nullptr ? reason : "unknown reason";
}

// One file of a zip, block by block: a block that ends in a wrong checksum is given nevertheless.
class EntryLayer : public ByteLayer {
 public:
  explicit EntryLayer(archive* reader) : reader_(reader) {}

 protected:
  std::size_t pull(std::span<char> room) override {
    while (block_.empty() && !has_ended_) next_block();
    const std::size_t size = std::min(block_.size(), room.size());
    std::copy_n(block_.begin(), size, room.begin());
    block_ = block_.subspan(size);
    return size;
  }

 private:
  void next_block() {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(reader_, &bytes, &size, &offset);
    has_ended_ = status != ARCHIVE_OK;
    if (status == ARCHIVE_EOF) return;
    if (status != ARCHIVE_OK) {
      const std::string reason = reason_of(reader_);
      const bool is_wrong_checksum = reason.find("bad CRC") != std::string::npos;
      set_fault(is_wrong_checksum ? "the file is damaged: " + std::string(kWrongChecksum)
                                  : "it cannot be unpacked: " + reason);
      if (!is_wrong_checksum) return;
    }
    block_ = {static_cast<const char*>(bytes), size};
  }

  archive* reader_;
  std::span<const char> block_;
  bool has_ended_ = false;
};

struct PackedBytes {
  ByteLayer& layer;
  std::vector<char> slice = std::vector<char>(kSliceBytes);
};

la_ssize_t read_packed(archive* /*reader*/, void* packed, const void** bytes) {
  auto& from = *static_cast<PackedBytes*>(packed);
  *bytes = from.slice.data();
  return static_cast<la_ssize_t>(from.layer.read(from.slice));
}

std::string path_of(archive_entry* entry) {
  const char* path = archive_entry_pathname_utf8(entry);
  if (path == nullptr) path = archive_entry_pathname(entry);
  return path != nullptr ? path : "unnamed";
}

bool ends_with_manifest(std::string path) {
  for (char& c : path) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return path.ends_with("manifest.json");
}

// What cannot be a bill: folders, the shadows that macOS packs, and lists of a delivery's files.
bool is_passed_over(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  return name.empty() || name.starts_with("._") || name == ".DS_Store" ||
         path.find("__MACOSX/") != std::string::npos || ends_with_manifest(name);
}

bool is_gzip(std::string_view head) { return head.starts_with("\x1F\x8B"sv); }

bool is_zip(std::string_view head) {
  const bool is_workbook = head.find("[Content_Types].xml") != std::string_view::npos;
  return (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) && !is_workbook;
}

class Unpacker {
 public:
  explicit Unpacker(FileListener& listener) : listener_(listener) {}

  // Returns whether there was any byte to tell.
  bool read(ByteLayer& layer, const std::string& name, int layers) {
    const std::string_view head = layer.peek();
    bool is_told = false;
    if (layers < kMostLayers && is_gzip(head)) {
      GzipLayer unpacked(layer);
      is_told = read(unpacked, name, layers + 1);
    } else if (layers < kMostLayers && is_zip(head)) {
      is_told = read_zip(layer, name, layers + 1);
    } else if (!head.empty()) {
      is_told = true;
      tell(layer, name);
    }
    if (!layer.fault().empty()) damaged(name, layer.fault());
    return is_told;
  }

  [[nodiscard]] const std::string& first_damage() const { return first_damage_; }

 private:
  void tell(ByteLayer& layer, const std::string& name) {
    listener_.open(name);
    for (;;) {
      const std::size_t size = layer.read(slice_);
      if (size == 0 || !listener_.consume(std::span(slice_).first(size))) break;
    }
    listener_.close();
  }

  bool read_zip(ByteLayer& layer, const std::string& name, int layers) {
    const std::unique_ptr<archive, CloseArchive> reader(archive_read_new());
    archive_read_support_format_zip_streamable(reader.get());
    PackedBytes packed{layer};
    int status = archive_read_open(reader.get(), &packed, nullptr, read_packed, nullptr);
    bool is_told = false;
    archive_entry* entry = nullptr;
    while (status >= ARCHIVE_WARN) {
      status = archive_read_next_header(reader.get(), &entry);
      if (status < ARCHIVE_WARN || status == ARCHIVE_EOF) break;
      const std::string path = path_of(entry);
      if (is_passed_over(path)) continue;
      EntryLayer file(reader.get());
      is_told = read(file, name + "/" + path, layers) || is_told;
    }
    // A damaged file has been told of already.
    if (status != ARCHIVE_EOF && first_damage_.empty())
      damaged(name, "the zip is damaged: " + reason_of(reader.get()));
    return is_told;
  }

  void damaged(const std::string& name, const std::string& what) {
    if (first_damage_.empty()) first_damage_ = what;
    listener_.damaged(name + ": " + what + "; what came before was read");
  }

  FileListener& listener_;
  std::vector<char> slice_ = std::vector<char>(kSliceBytes);
  std::string first_damage_;
};

}  // namespace

Result<void> read_files(const std::string& name, FileListener& listener) {
  FileLayer file(name);
  const Place place{name, 0, ""};
  if (!file.is_open()) {
    return fail(ErrorCode::kUnreadableFile, "The file cannot be opened.",
                "Check the path and whether you may read it.", place);
  }
  const bool is_zipped = is_zip(file.peek());
  Unpacker unpacker(listener);
  if (unpacker.read(file, name, 0)) return {};
  if (!unpacker.first_damage().empty()) {
    return fail(ErrorCode::kUnreadableFile,
                "The file cannot be read: " + unpacker.first_damage() + ".",
                "Check whether the file is whole, or download it again.", place);
  }
  if (is_zipped) {
    return fail(ErrorCode::kEmptyInput, "The zip holds no file that could be a bill.",
                "Look into it, or download it again.", place);
  }
  listener.open(name);  // Not one byte: the reader of bills says so.
  listener.close();
  return {};
}

}  // namespace expense::cli
