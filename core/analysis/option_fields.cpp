#include "analysis/option_fields.h"

namespace expense::analysis {

using prophet::Mode;
using prophet::SeasonalitySwitch;

void read_mode(JsonFields& fields, const char* name, std::optional<Mode>& mode) {
  Mode value = Mode::kAdditive;
  const bool is_given = fields.raw(name) != nullptr;
  read_word(fields, name,
            {{"additive", Mode::kAdditive}, {"multiplicative", Mode::kMultiplicative}}, value);
  if (is_given) mode = value;
}

void read_switch(JsonFields& fields, const char* name, SeasonalitySwitch& value) {
  const Json* field = fields.raw(name);
  if (field == nullptr || *field == "auto") return;
  if (field->is_boolean()) {
    value.kind =
        field->get<bool>() ? SeasonalitySwitch::Kind::kDefaultOrder : SeasonalitySwitch::Kind::kOff;
  } else if (field->is_number()) {
    fields.read(name, value.order);
    value.kind = value.order == 0 ? SeasonalitySwitch::Kind::kOff : SeasonalitySwitch::Kind::kOrder;
  } else {
    fields.refuse(name, "is neither \"auto\", true, false nor a whole number");
  }
}

void read_seed(JsonFields& fields, const char* name, std::uint64_t& seed) {
  const Json* field = fields.raw(name);
  if (field == nullptr) return;
  if (!field->is_number_unsigned()) {
    return fields.refuse(name, "is not a whole number from 0 to 18446744073709551615");
  }
  seed = field->get<std::uint64_t>();
}

std::optional<Timestamp> read_date(JsonFields& fields, const char* name, const Json* field) {
  if (field != nullptr && field->is_string()) {
    if (const auto time = parse_timestamp(field->get<std::string>())) return time;
  }
  fields.refuse(name, "holds a date that is not of the form 2026-01-31 or 2026-01-31 13:00:00");
  return std::nullopt;
}

void read_dates(JsonFields& fields, const char* name,
                std::optional<std::vector<Timestamp>>& dates) {
  const Json* array = fields.raw(name);
  if (array == nullptr) return;
  if (!array->is_array()) return fields.refuse(name, "is not a list of dates");
  dates.emplace();
  for (const Json& element : *array) {
    if (const auto date = read_date(fields, name, &element)) dates->push_back(*date);
  }
}

}  // namespace expense::analysis
