// Strict reading of a JSON document that may hold anything: no value is taken for another type, and
// the first problem met is told with its place.
#pragma once

#include <Eigen/Core>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"

namespace expense::prophet {

using Json = nlohmann::ordered_json;

/// @param name  of the text in the message: "The saved model".
/// @error kUnreadableFile with the position of the first character that is not JSON.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const std::string& name);

/// A value of a document and its place in it: "history[3].y". Reads of a value that is of another
/// type give the default and leave a problem in the place that all cursors of a document share;
/// only the first is kept.
class JsonCursor {
 public:
  /// @param problem  must outlive this and all cursors made of it, as must the document.
  JsonCursor(const Json& root, std::optional<Error>& problem) : JsonCursor(&root, "", problem) {}

  /// Absent or null.
  [[nodiscard]] bool is_missing() const { return value_ == nullptr || value_->is_null(); }
  [[nodiscard]] bool is_number() const { return value_ != nullptr && value_->is_number(); }
  [[nodiscard]] bool is_boolean() const { return value_ != nullptr && value_->is_boolean(); }
  [[nodiscard]] bool is_text() const { return value_ != nullptr && value_->is_string(); }

  /// A member of an object; missing where there is none, and where the object is missing itself.
  [[nodiscard]] JsonCursor operator[](const std::string& key) const;
  /// An element of an array.
  [[nodiscard]] JsonCursor operator[](std::size_t index) const;
  /// Elements of an array.
  [[nodiscard]] std::size_t size() const;
  /// Names of the members of an object, in their order.
  [[nodiscard]] std::vector<std::string> keys() const;

  [[nodiscard]] double number() const;
  [[nodiscard]] double positive_number() const;
  [[nodiscard]] int integer() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string text() const;
  /// From text such as "2020-01-01T00:00:00.000Z".
  [[nodiscard]] Timestamp date() const;

  /// Overwrite `value` unless missing.
  void read(double& value) const;
  void read(int& value) const;
  void read(bool& value) const;
  void read(std::string& value) const;
  void read(std::optional<double>& value) const;

  [[nodiscard]] std::vector<Timestamp> dates() const;
  [[nodiscard]] Eigen::VectorXd numbers() const;
  /// From rows of equal length; a flat list of numbers is one column.
  [[nodiscard]] Eigen::MatrixXd matrix() const;
  /// The JSON document that the text is. @param storage  holds it, and must outlive the cursor.
  [[nodiscard]] JsonCursor embedded(Json& storage) const;

  /// Leaves a problem: "... `what`."
  void refuse(const std::string& what) const;

 private:
  JsonCursor(const Json* value, std::string place, std::optional<Error>& problem)
      : value_(value), place_(std::move(place)), problem_(&problem) {}

  const Json* value_;
  std::string place_;
  std::optional<Error>* problem_;
};

}  // namespace expense::prophet
