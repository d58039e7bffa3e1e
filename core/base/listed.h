// Names in a sentence.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>

namespace expense {

/// "a, b, c"; of more than `most` names the first ones, with ", ..." behind.
[[nodiscard]] inline std::string listed(
    std::span<const std::string> names,
    std::size_t most = std::numeric_limits<std::size_t>::max()) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    text.append(i == 0 ? "" : ", ").append(names[i]);
  }
  return names.size() > most ? text + ", ..." : text;
}

}  // namespace expense
