// JSON with its numbers as they are written: amounts of money must not pass through a double.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace expense::billing {

/// Members in the order of the file.
using JsonValue = nlohmann::ordered_json;

/// A value whose numbers are the texts of the file: `1.10` becomes "1.10".
struct ParsedJson {
  std::optional<JsonValue> value;  ///< nullopt when the text is no JSON.
  std::size_t fault_offset = 0;    ///< Then: the byte at which it stops being JSON, from 0.
};
[[nodiscard]] ParsedJson parse_json(std::string_view text);

/// The text of a string (or number), "" for null, "true" and "false"; lists and objects as JSON.
[[nodiscard]] std::string json_text(const JsonValue& value);

/// The member `name` of an object, nullptr when there is none.
[[nodiscard]] const JsonValue* json_member(const JsonValue& value, const char* name);

}  // namespace expense::billing
