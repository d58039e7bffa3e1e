#include "prophet/json_cursor.h"

#include <cmath>
#include <limits>
#include <utility>

namespace expense::prophet {
namespace {

constexpr const char* kAdvice =
    "Give the whole file as this program or Prophet's model_to_json wrote it.";

// Accepts everything, but remembers where the text stops being JSON.
class SyntaxCheck : public nlohmann::json_sax<Json> {
 public:
  std::size_t position = 0;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception&) override {
    position = at;
    return false;
  }
};

}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& name) {
  Json document = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_discarded()) return document;
  SyntaxCheck syntax;
  Json::sax_parse(text, &syntax);
  return fail(ErrorCode::kUnreadableFile,
              name + " is not JSON from character " + std::to_string(syntax.position) + " on.",
              kAdvice);
}

void JsonCursor::refuse(const std::string& what) const {
  if (*problem_) return;
  const std::string subject =
      place_.empty() ? "The saved model" : "\"" + place_ + "\" of the saved model";
  *problem_ = Error{ErrorCode::kUnreadableFile, subject + " " + what + ".", kAdvice};
}

JsonCursor JsonCursor::operator[](const std::string& key) const {
  const Json* member = nullptr;
  if (value_ != nullptr && value_->is_object()) {
    const auto found = value_->find(key);
    if (found != value_->end()) member = &*found;
  } else if (!is_missing()) {
    refuse("is not an object");
  }
  return {member, place_.empty() ? key : place_ + "." + key, *problem_};
}

JsonCursor JsonCursor::operator[](std::size_t index) const {
  const Json* element = nullptr;
  if (index < size()) element = &(*value_)[index];
  return {element, place_ + "[" + std::to_string(index) + "]", *problem_};
}

std::size_t JsonCursor::size() const {
  if (value_ != nullptr && value_->is_array()) return value_->size();
  refuse("is not a list");
  return 0;
}

std::vector<std::string> JsonCursor::keys() const {
  std::vector<std::string> keys;
  if (value_ != nullptr && value_->is_object()) {
    for (const auto& member : value_->items()) keys.push_back(member.key());
  } else {
    refuse("is not an object");
  }
  return keys;
}

double JsonCursor::number() const {
  if (is_number()) return value_->get<double>();
  refuse("is not a number");
  return 0.0;
}

double JsonCursor::positive_number() const {
  const double value = number();
  if (!(value > 0.0)) refuse("is not above 0");
  return value;
}

int JsonCursor::integer() const {
  const double value = number();
  constexpr double kLargest = std::numeric_limits<int>::max();
  if (value == std::floor(value) && std::fabs(value) <= kLargest) return static_cast<int>(value);
  refuse("is not a whole number");
  return 0;
}

bool JsonCursor::boolean() const {
  if (is_boolean()) return value_->get<bool>();
  refuse("is neither true nor false");
  return false;
}

std::string JsonCursor::text() const {
  if (is_text()) return value_->get<std::string>();
  refuse("is not a text");
  return "";
}

Timestamp JsonCursor::date() const {
  if (is_text()) {
    if (const auto time = parse_timestamp(value_->get_ref<const std::string&>())) return *time;
  }
  refuse("is not a date");
  return {};
}

void JsonCursor::read(double& value) const {
  if (!is_missing()) value = number();
}
void JsonCursor::read(int& value) const {
  if (!is_missing()) value = integer();
}
void JsonCursor::read(bool& value) const {
  if (!is_missing()) value = boolean();
}
void JsonCursor::read(std::string& value) const {
  if (!is_missing()) value = text();
}
void JsonCursor::read(std::optional<double>& value) const {
  if (!is_missing()) value = number();
}

std::vector<Timestamp> JsonCursor::dates() const {
  std::vector<Timestamp> dates;
  for (std::size_t i = 0; i < size(); ++i) dates.push_back((*this)[i].date());
  return dates;
}

Eigen::VectorXd JsonCursor::numbers() const {
  Eigen::VectorXd numbers(static_cast<Eigen::Index>(size()));
  std::size_t i = 0;
  for (double& number : numbers) {
    const Json& element = (*value_)[i];
    // Not by a cursor for each: draws are many.
    number = element.is_number() ? element.get<double>() : (*this)[i].number();
    ++i;
  }
  return numbers;
}

Eigen::MatrixXd JsonCursor::matrix() const {
  const std::size_t rows = size();
  if (rows == 0) refuse("is empty");
  if (rows == 0 || (*this)[std::size_t{0}].is_number()) return numbers();
  const std::size_t columns = (*this)[std::size_t{0}].size();
  Eigen::MatrixXd matrix(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
  for (std::size_t i = 0; i < rows; ++i) {
    const Eigen::VectorXd row = (*this)[i].numbers();
    if (row.size() != matrix.cols()) {
      (*this)[i].refuse("is not as long as the first of its list");
      break;
    }
    matrix.row(static_cast<Eigen::Index>(i)) = row;
  }
  return matrix;
}

JsonCursor JsonCursor::embedded(Json& storage) const {
  storage = nullptr;
  if (is_text()) {
    auto document = parse_json(value_->get_ref<const std::string&>(), "\"" + place_ + "\"");
    if (document) {
      storage = std::move(*document);
    } else if (!*problem_) {
      *problem_ = document.error();
    }
  } else {
    refuse("is not a text");
  }
  return {&storage, place_, *problem_};
}

}  // namespace expense::prophet
