// Fields of the options JSON that are no plain numbers: words, switches, dates, seeds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/json_fields.h"
#include "calendar/timestamp.h"
#include "prophet/options.h"

namespace expense::analysis {

/// Reads a field that holds one of a few words.
template <class Value>
void read_word(JsonFields& fields, const char* name,
               const std::vector<std::pair<std::string, Value>>& words, Value& value) {
  if (fields.raw(name) == nullptr) return;
  std::string word;
  fields.read(name, word);
  std::string allowed;
  for (const auto& [text, meaning] : words) {
    if (text == word) {
      value = meaning;
      return;
    }
    allowed += (allowed.empty() ? "" : ", ") + text;
  }
  fields.refuse(name, "is \"" + word + "\", which is none of " + allowed);
}

void read_mode(JsonFields& fields, const char* name, std::optional<prophet::Mode>& mode);

/// "auto", true, false or an order.
void read_switch(JsonFields& fields, const char* name, prophet::SeasonalitySwitch& value);

/// A whole number from 0 to 2^64 - 1.
void read_seed(JsonFields& fields, const char* name, std::uint64_t& seed);

/// @param field  of the object, nullptr when it is missing, which is refused.
[[nodiscard]] std::optional<Timestamp> read_date(JsonFields& fields, const char* name,
                                                 const Json* field);

void read_dates(JsonFields& fields, const char* name, std::optional<std::vector<Timestamp>>& dates);

}  // namespace expense::analysis
