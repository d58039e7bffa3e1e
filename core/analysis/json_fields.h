// Strict reading of a JSON object: wrong types, values out of range and unknown fields are errors
// that name the field; null and absence both mean the default.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace expense::analysis {

using Json = nlohmann::ordered_json;

/// Parses a JSON text that must be an object. @error kInvalidOption
[[nodiscard]] Result<Json> parse_json_object(std::string_view text, std::string_view what);

/// Reads the fields of one object; the first problem is kept and told by `finish`.
class JsonFields {
 public:
  /// @param what names the object in messages, for example "seasonality".
  JsonFields(const Json& object, std::string what);

  void read(const char* name, double& value);
  void read(const char* name, int& value);
  void read(const char* name, bool& value);
  void read(const char* name, std::string& value);
  void read(const char* name, std::optional<double>& value);
  void read(const char* name, std::vector<std::string>& values);
  /// The raw field; nullptr when it is absent or null.
  [[nodiscard]] const Json* raw(const char* name);
  /// Keeps `problem` of the field `name`, unless an earlier one is kept.
  void refuse(const char* name, const std::string& problem);

  /// @error kInvalidOption: the first problem met, or a field that nobody asked for.
  [[nodiscard]] Result<void> finish();

 private:
  const Json& object_;
  std::string what_;
  std::vector<std::string> known_;
  std::optional<Error> problem_;
};

}  // namespace expense::analysis
