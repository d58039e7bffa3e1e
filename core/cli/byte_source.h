// Bytes of files and of standard input, in slices; what is packed is unpacked on the way.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/result.h"

namespace expense::cli {

/// Hears of the files that lie in what a person gives: in a zip several, else one.
class FileListener {
 public:
  virtual ~FileListener() = default;
  /// @param name the path, in a zip with the path inside behind it ("bills.zip/march.csv").
  virtual void open(const std::string& name) = 0;
  /// @return false when no more of this file is wanted.
  virtual bool consume(std::span<const char> bytes) = 0;
  virtual void close() = 0;
  /// Something is damaged; what came before it was told.
  virtual void damaged(const std::string& what) = 0;
};

/// Reads a file and what is packed in it: gzip of one or several members, zip, and either inside
/// the other. Folders, empty files, what macOS adds (`__MACOSX/`, `._x`) and manifests are passed
/// over. Workbooks (.xlsx) are told as they are, without unpacking.
/// @param name a path, or "-" for standard input.
/// @error kUnreadableFile when it cannot be opened or nothing can be unpacked, kEmptyInput for a
/// zip without a file to read.
[[nodiscard]] Result<void> read_files(const std::string& name, FileListener& listener);

/// The whole file as one text, for small files.
/// @error also when it is damaged or a zip of several files.
[[nodiscard]] Result<std::string> read_text(const std::string& name);

}  // namespace expense::cli
