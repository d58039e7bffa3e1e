#include "cli/byte_source.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <vector>

namespace expense::cli {
namespace {

constexpr std::size_t kSliceBytes = std::size_t{1} << 20;

struct CloseArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

tl::unexpected<Error> unreadable(const std::string& name, archive* reader) {
  const char* reason = archive_error_string(reader);
  return fail(ErrorCode::kUnreadableFile,
              std::string("The file cannot be read: ") +
                  (reason != nullptr ? reason : "unknown reason") + ".",
              "Check the path and whether the file is whole.", Place{name, 0, ""});
}

}  // namespace

Result<void> read_bytes(const std::string& name,
                        const std::function<bool(std::span<const char>)>& use) {
  const std::unique_ptr<archive, CloseArchive> reader(archive_read_new());
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_support_format_empty(reader.get());
  const char* path = name == "-" ? nullptr : name.c_str();
  if (archive_read_open_filename(reader.get(), path, kSliceBytes) != ARCHIVE_OK) {
    return unreadable(name, reader.get());
  }
  archive_entry* entry = nullptr;
  const int header = archive_read_next_header(reader.get(), &entry);
  if (header == ARCHIVE_EOF) return {};  // no byte at all: the reader of bills says so
  if (header != ARCHIVE_OK) return unreadable(name, reader.get());
  std::vector<char> slice(kSliceBytes);
  for (;;) {
    const la_ssize_t size = archive_read_data(reader.get(), slice.data(), slice.size());
    if (size < 0) return unreadable(name, reader.get());
    if (size == 0) return {};
    if (!use({slice.data(), static_cast<std::size_t>(size)})) return {};
  }
}

Result<std::string> read_text(const std::string& name) {
  std::string text;
  const auto append = [&text](std::span<const char> slice) {
    text.append(slice.data(), slice.size());
    return true;
  };
  if (auto ok = read_bytes(name, append); !ok) return tl::unexpected<Error>(ok.error());
  return text;
}

}  // namespace expense::cli
