// Bytes of files and of standard input, gzip undone, in slices.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/result.h"

namespace expense::cli {

/// Calls `use` with one slice after the other until it returns false or the bytes end.
/// @param name a path, or "-" for standard input.
/// @error kUnreadableFile when it cannot be opened, or is gzip that is damaged or cut.
[[nodiscard]] Result<void> read_bytes(const std::string& name,
                                      const std::function<bool(std::span<const char>)>& use);

/// The whole file as one text, for small files.
[[nodiscard]] Result<std::string> read_text(const std::string& name);

}  // namespace expense::cli
