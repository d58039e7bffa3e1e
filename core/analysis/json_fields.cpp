#include "analysis/json_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace expense::analysis {

Result<Json> parse_json_object(std::string_view text, std::string_view what) {
  Json parsed = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded() || !parsed.is_object()) {
    return fail(ErrorCode::kInvalidOption, "The " + std::string(what) + " are not a JSON object.",
                "Write them as {\"name\": value, ...}.");
  }
  return parsed;
}

JsonFields::JsonFields(const Json& object, std::string what)
    : object_(object), what_(std::move(what)) {
  if (!object.is_object()) {
    problem_ = Error{ErrorCode::kInvalidOption, "The " + what_ + " is not a JSON object.",
                     "Write it as {\"name\": value, ...}."};
  }
}

const Json* JsonFields::raw(const char* name) {
  known_.emplace_back(name);
  if (!object_.is_object()) return nullptr;
  const auto field = object_.find(name);
  return field == object_.end() || field->is_null() ? nullptr : &*field;
}

void JsonFields::refuse(const char* name, const std::string& problem) {
  if (problem_) return;
  problem_ = Error{ErrorCode::kInvalidOption,
                   "The field \"" + std::string(name) + "\" of the " + what_ + " " + problem + ".",
                   "Correct it."};
}

void JsonFields::read(const char* name, double& value) {
  const Json* field = raw(name);
  if (field == nullptr) return;
  if (!field->is_number()) return refuse(name, "is not a number");
  value = field->get<double>();
}

void JsonFields::read(const char* name, std::optional<double>& value) {
  double number = 0.0;
  const bool is_given = object_.is_object() && object_.contains(name) && !object_[name].is_null();
  read(name, number);
  if (is_given) value = number;
}

void JsonFields::read(const char* name, int& value) {
  const Json* field = raw(name);
  if (field == nullptr) return;
  const double number = field->is_number() ? field->get<double>() : 0.5;
  if (number != std::floor(number) || std::fabs(number) > std::numeric_limits<int>::max()) {
    return refuse(name, "is not a whole number");
  }
  value = static_cast<int>(number);
}

void JsonFields::read(const char* name, bool& value) {
  const Json* field = raw(name);
  if (field == nullptr) return;
  if (!field->is_boolean()) return refuse(name, "is neither true nor false");
  value = field->get<bool>();
}

void JsonFields::read(const char* name, std::string& value) {
  const Json* field = raw(name);
  if (field == nullptr) return;
  if (!field->is_string()) return refuse(name, "is not a text");
  value = field->get<std::string>();
}

void JsonFields::read(const char* name, std::vector<std::string>& values) {
  const Json* field = raw(name);
  if (field == nullptr) return;
  const bool are_texts =
      field->is_array() &&
      std::all_of(field->begin(), field->end(), [](const Json& e) { return e.is_string(); });
  if (!are_texts) return refuse(name, "is not a list of texts");
  values = field->get<std::vector<std::string>>();
}

Result<void> JsonFields::finish() {
  if (!problem_) {
    for (const auto& field : object_.items()) {
      if (std::find(known_.begin(), known_.end(), field.key()) == known_.end()) {
        refuse(field.key().c_str(), "is not known");
        break;
      }
    }
  }
  if (problem_) return tl::unexpected<Error>(*problem_);
  return {};
}

}  // namespace expense::analysis
