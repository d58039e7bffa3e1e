// Telling by its first bytes that a file is no text at all, or no table, and what it is instead.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"

namespace expense::billing {

/// @param head the first bytes of the file, some thousands when it has so many.
/// @return why the file cannot be read as a CSV, naming what it is: a gzip or zip file, Parquet,
/// Excel, PDF, an image, HTML, or just binary. nullopt when it may be a CSV or JSON; UTF-16 must be
/// decoded before.
[[nodiscard]] std::optional<Error> refuse_content(std::string_view head);

/// True when there is nothing but blanks, line ends and perhaps a byte order mark.
[[nodiscard]] bool is_blank(std::string_view bytes);

}  // namespace expense::billing
