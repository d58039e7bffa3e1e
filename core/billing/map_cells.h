// Maps inside a cell, read without building them: JSON, Python's notation of it, Azure's pairs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"

namespace expense::billing {

/// The text under `key` in `{"key": "text"}`, `{'key': 'text'}`, `"key": "text","other": "text"` or
/// `[{"key": "key", "value": "text"}]`; "" when there is none or the cell is no map.
/// @param unescaped holds the text where it has escapes; else it is a part of `cell`.
[[nodiscard]] std::string_view map_text(std::string_view cell, std::string_view key,
                                        std::string& unescaped);

/// The keys of such a map, without escapes, in its order.
[[nodiscard]] std::vector<std::string> map_keys(std::string_view cell);

/// The sum of the numbers under `key` in a list of maps, `[{"key": -1.5, ...}, ...]`; 0 for an
/// empty list or cell. nullopt when the cell cannot be read to its end or a number is none.
[[nodiscard]] std::optional<Money> sum_in_maps(std::string_view cell, std::string_view key);

}  // namespace expense::billing
