// The whole of a small file, gathered from its slices.
#include "cli/byte_source.h"

namespace expense::cli {
namespace {

// Gathers one file as a text.
class TextGatherer : public FileListener {
 public:
  void open(const std::string& /*name*/) override { ++files; }
  bool consume(std::span<const char> bytes) override {
    if (files == 1) text.append(bytes.data(), bytes.size());
    return files == 1;
  }
  void close() override {}
  void damaged(const std::string& what) override { damage = what; }

  int files = 0;
  std::string text;
  std::string damage;
};

}  // namespace

Result<std::string> read_text(const std::string& name) {
  TextGatherer gatherer;
  if (auto ok = read_files(name, gatherer); !ok) return tl::unexpected<Error>(ok.error());
  if (!gatherer.damage.empty()) {
    return fail(ErrorCode::kUnreadableFile, "The file is damaged: " + gatherer.damage + ".",
                "Check whether the file is whole, or download it again.", Place{name, 0, ""});
  }
  if (gatherer.files > 1) {
    return fail(ErrorCode::kUnreadableFile, "The zip holds several files, one is needed here.",
                "Unpack it and give one of them.", Place{name, 0, ""});
  }
  return gatherer.text;
}

}  // namespace expense::cli
