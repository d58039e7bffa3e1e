// Builds the value from the parser's events, which still hold the text of each number.
#include "billing/json_value.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace expense::billing {
namespace {

class ValueBuilder : public nlohmann::json_sax<JsonValue> {
 public:
  explicit ValueBuilder(ParsedJson& parsed) : parsed_(parsed) { parsed_.value.emplace(); }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(std::int64_t value) override { return put(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) override { return put(std::to_string(value)); }
  bool number_float(double /*value*/, const std::string& text) override { return put(text); }
  bool string(std::string& value) override { return put(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }  // JSON text has none.
  bool start_object(std::size_t /*size*/) override { return open(JsonValue::object()); }
  bool start_array(std::size_t /*size*/) override { return open(JsonValue::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*reason*/) override {
    parsed_.value.reset();
    parsed_.fault_offset = position > 0 ? position - 1 : 0;
    return false;
  }

 private:
  JsonValue* place(JsonValue value) {
    if (open_.empty()) return &(*parsed_.value = std::move(value));
    JsonValue& parent = *open_.back();
    if (parent.is_object()) return &(parent[key_] = std::move(value));
    parent.push_back(std::move(value));
    return &parent.back();
  }
  bool put(JsonValue value) {
    place(std::move(value));
    return true;
  }
  // Only the innermost open value grows, so the addresses of those around it stay.
  bool open(JsonValue value) {
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  ParsedJson& parsed_;
  std::vector<JsonValue*> open_;
  std::string key_;
};

}  // namespace

ParsedJson parse_json(std::string_view text) {
  ParsedJson parsed;
  ValueBuilder builder(parsed);
  static_cast<void>(JsonValue::sax_parse(text.begin(), text.end(), &builder));
  return parsed;
}

std::string json_text(const JsonValue& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, JsonValue::error_handler_t::replace);
}

const JsonValue* json_member(const JsonValue& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

}  // namespace expense::billing
