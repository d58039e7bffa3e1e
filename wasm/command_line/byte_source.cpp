// Bytes of files in Node: JavaScript reads and unpacks them (web/cli/input.ts), as it does on the
// page; libarchive and zlib are for the native program.
#include "cli/byte_source.h"

#include <emscripten.h>

#include <cstdint>
#include <vector>

namespace expense::cli {
namespace {

// What JavaScript answers, in the words of web/cli/input.ts.
enum class Input : int { kUnopened = 0, kPlain = 1, kGzip = 2, kZip = 3 };
enum class PartKind : int {
  kEnd = 0,
  kOpen = 1,
  kBytes = 2,
  kClose = 3,
  kDamaged = 4,
  kUnreadable = 5
};

// clang-format off
EM_JS(int, js_open_input, (const char* name), { return Module['input'].open(UTF8ToString(name)); })
EM_JS(int, js_next_part, (), { return Module['input'].next(); })
EM_JS(int, js_part_size, (), { return Module['input'].bytes.length; })
EM_JS(void, js_copy_part, (std::uint8_t* room), { HEAPU8.set(Module['input'].bytes, room); })
EM_JS(void, js_close_input, (), { Module['input'].close(); })
// clang-format on

// One thing that is told of a file: bytes, a name or a fault.
class PartReader {
 public:
  [[nodiscard]] PartKind next() {
    const auto kind = static_cast<PartKind>(js_next_part());
    bytes_.resize(static_cast<std::size_t>(js_part_size()));
    js_copy_part(reinterpret_cast<std::uint8_t*>(bytes_.data()));
    return kind;
  }
  [[nodiscard]] std::span<const char> bytes() const { return bytes_; }
  [[nodiscard]] std::string text() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;
};

struct CloseInput {
  CloseInput() = default;
  ~CloseInput() { js_close_input(); }
  CloseInput(const CloseInput&) = delete;
  CloseInput& operator=(const CloseInput&) = delete;
};

}  // namespace

Result<void> read_files(const std::string& name, FileListener& listener) {
  const Place place{name, 0, ""};
  const auto input = static_cast<Input>(js_open_input(name.c_str()));
  const CloseInput close_input;
  if (input == Input::kUnopened) {
    return fail(ErrorCode::kUnreadableFile, "The file cannot be opened.",
                "Check the path and whether you may read it.", place);
  }
  PartReader part;
  bool is_told = false;
  bool is_wanted = false;
  for (;;) {
    switch (part.next()) {
      case PartKind::kOpen:
        is_told = true;
        is_wanted = true;
        listener.open(part.text());
        continue;
      case PartKind::kBytes:
        is_wanted = is_wanted && listener.consume(part.bytes());
        // A plain file has no other one behind it.
        if (is_wanted || input != Input::kPlain) continue;
        listener.close();
        return {};
      case PartKind::kClose:
        listener.close();
        continue;
      case PartKind::kDamaged:
        listener.damaged(part.text());
        continue;
      case PartKind::kUnreadable:
        return fail(ErrorCode::kUnreadableFile,
                    "The Parquet file cannot be read: " + part.text() + ".",
                    "Check whether the file is whole, or download it again. A Parquet file that "
                    "is cut off has lost its table of contents.",
                    place);
      case PartKind::kEnd:
        break;
    }
    break;
  }
  if (is_told) return {};
  if (const std::string first_damage = part.text(); !first_damage.empty()) {
    return fail(ErrorCode::kUnreadableFile, "The file cannot be read: " + first_damage + ".",
                "Check whether the file is whole, or download it again.", place);
  }
  if (input == Input::kZip) {
    return fail(ErrorCode::kEmptyInput, "The zip holds no file that could be a bill.",
                "Look into it, or download it again.", place);
  }
  listener.open(name);  // Not one byte: the reader of bills says so.
  listener.close();
  return {};
}

}  // namespace expense::cli
