// Answers of AWS Cost Explorer are unfolded by day and group, everything else by its members.
#include "billing/json_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace expense::billing {
namespace {

// What the export leaves out of a record where it is empty, and what the readers want of it.
constexpr std::array<const char*, 11> kGoogleColumns = {
    "billing_account_id", "service.description", "sku.description", "usage_start_time",
    "project.id",         "project.name",        "location.region", "location.location",
    "currency",           "cost_type",           "credits"};

// "SERVICE"; "TAG:team" where the key alone would not say what it is.
std::string grouping_name(const JsonValue& definition) {
  const JsonValue* type = json_member(definition, "Type");
  const JsonValue* key = json_member(definition, "Key");
  const std::string name = key != nullptr ? json_text(*key) : "";
  const std::string kind = type != nullptr ? json_text(*type) : "DIMENSION";
  return kind == "DIMENSION" ? name : kind + ":" + name;
}

bool is_all(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// The bare list of results does not say by what it is grouped: its first key has to.
std::string guessed_grouping(std::string_view key) {
  constexpr std::string_view kDigits = "0123456789";
  if (key.size() == 12 && is_all(key, kDigits)) return "LINKED_ACCOUNT";
  if (const std::size_t mark = key.find('$'); mark != std::string_view::npos) {
    return "TAG:" + std::string(key.substr(0, mark));
  }
  const bool ends_like_region = key.size() > 2 && key[key.size() - 2] == '-' &&
                                kDigits.find(key.back()) != std::string_view::npos;
  const bool is_region = ends_like_region && is_all(key, "abcdefghijklmnopqrstuvwxyz-0123456789");
  if (is_region || key == "global" || key == "NoRegion") return "REGION";
  return "SERVICE";
}

}  // namespace

bool JsonRows::next(JsonRow& row) {
  JsonRecord record;
  while (rows_.empty()) {
    if (!records_.next(record)) return false;
    take(record);
  }
  given_ = std::move(rows_.front());
  rows_.pop_front();
  views_.assign(given_.cells.begin(), given_.cells.end());
  row = {views_, given_.line, std::move(given_.fault)};
  return true;
}

void JsonRows::take(const JsonRecord& record) {
  if (record.kind == JsonRecord::Kind::kFault) {
    return add_fault(record.line, std::string(record.text) + " (byte " +
                                      std::to_string(record.offset) + " of the file)");
  }
  const ParsedJson parsed = parse_json(record.text);
  if (!parsed.value) {
    const auto offset = record.offset + static_cast<std::int64_t>(parsed.fault_offset);
    return add_fault(record.line,
                     "it is no JSON from byte " + std::to_string(offset) + " of the file on");
  }
  const JsonValue& value = *parsed.value;
  if (record.kind == JsonRecord::Kind::kEnvelope) return take_envelope(value);
  if (const JsonValue* results = json_member(value, "ResultsByTime"); results != nullptr) {
    take_envelope(value);  // An answer in a list of answers.
    for (const JsonValue& result : *results) take_answer(result, record.line);
    return;
  }
  const bool is_answer =
      json_member(value, "TimePeriod") != nullptr && json_member(value, "Groups") != nullptr;
  is_answer ? take_answer(value, record.line) : take_flat(value, record.line);
}

void JsonRows::take_envelope(const JsonValue& envelope) {
  const JsonValue* token = json_member(envelope, "NextPageToken");
  has_more_pages_ = has_more_pages_ || (token != nullptr && !json_text(*token).empty());
  const JsonValue* definitions = json_member(envelope, "GroupDefinitions");
  if (!groupings_.empty() || definitions == nullptr) return;
  for (const JsonValue& definition : *definitions) groupings_.push_back(grouping_name(definition));
}

void JsonRows::take_answer(const JsonValue& result, std::int64_t line) {
  const JsonValue* groups = json_member(result, "Groups");
  const JsonValue* total = json_member(result, "Total");
  const bool has_groups = groups != nullptr && !groups->empty();
  if (!has_groups) {
    // A day without any cost has neither groups nor a total.
    JsonValue only = JsonValue::object();
    only["Metrics"] = total != nullptr ? *total : JsonValue::object();
    return take_metrics(result, only, line);
  }
  for (const JsonValue& group : *groups) take_metrics(result, group, line);
}

void JsonRows::take_metrics(const JsonValue& result, const JsonValue& group, std::int64_t line) {
  const JsonValue* metrics = json_member(group, "Metrics");
  const JsonValue* keys = json_member(group, "Keys");
  if (metrics == nullptr) return add_fault(line, "a group has no Metrics");
  // A first day without any cost does not say which metrics there are: it has none to tell of.
  if (columns_.empty() && metrics->empty()) return;
  if (columns_.empty()) begin_answer_columns(*metrics, keys);
  Row row{line, std::vector<std::string>(columns_.size()), ""};
  const JsonValue* period = json_member(result, "TimePeriod");
  const JsonValue* start = period != nullptr ? json_member(*period, "Start") : nullptr;
  const JsonValue* estimated = json_member(result, "Estimated");
  if (start != nullptr) row.cells[0] = json_text(*start);
  if (estimated != nullptr) row.cells[1] = json_text(*estimated);
  for (std::size_t i = 0; keys != nullptr && i < keys->size() && i < groupings_.size(); ++i) {
    row.cells[2 + i] = json_text((*keys)[i]);
  }
  for (const auto& [name, metric] : metrics->items()) {
    const auto column = column_of_.find(name);
    const JsonValue* amount = json_member(metric, "Amount");
    const JsonValue* unit = json_member(metric, "Unit");
    if (column == column_of_.end()) continue;
    if (amount != nullptr) row.cells[column->second] = json_text(*amount);
    if (unit != nullptr) row.cells[column->second + 1] = json_text(*unit);
  }
  rows_.push_back(std::move(row));
}

void JsonRows::begin_answer_columns(const JsonValue& metrics, const JsonValue* keys) {
  if (groupings_.empty() && keys != nullptr) {
    for (const JsonValue& key : *keys) groupings_.push_back(guessed_grouping(json_text(key)));
  }
  add_column("TimePeriod.Start");
  add_column("Estimated");
  for (const std::string& grouping : groupings_) add_column(grouping);
  for (const auto& [name, metric] : metrics.items()) {
    add_column(name);
    add_column(name + ".Unit");
  }
}

void JsonRows::take_flat(const JsonValue& record, std::int64_t line) {
  const bool is_first = columns_.empty();
  if (is_first && json_member(record, "usage_start_time") != nullptr) {
    for (const char* name : kGoogleColumns) add_column(name);
  }
  Row row{line, {}, ""};
  for (const auto& [name, value] : record.items()) add_cells(value, name, is_first, row.cells);
  row.cells.resize(columns_.size());
  rows_.push_back(std::move(row));
}

void JsonRows::add_cells(const JsonValue& value, const std::string& name, bool may_add_columns,
                         std::vector<std::string>& cells) {
  if (value.is_object()) {
    for (const auto& [member, inner] : value.items()) {
      add_cells(inner, name + "." + member, may_add_columns, cells);
    }
    return;
  }
  if (may_add_columns) add_column(name);
  const auto column = column_of_.find(name);
  if (column == column_of_.end()) return;
  cells.resize(std::max(cells.size(), columns_.size()));
  cells[column->second] = json_text(value);
}

void JsonRows::add_column(const std::string& name) {
  if (column_of_.emplace(name, columns_.size()).second) columns_.push_back(name);
}

std::vector<std::string> JsonRows::warnings() const {
  std::vector<std::string> found;
  if (has_more_pages_) {
    found.emplace_back(
        "the answer has a NextPageToken: there were further pages, whose costs are missing here; "
        "get them too and give all files together");
  }
  if (records_.is_cut()) {
    found.emplace_back(
        "the file ends in the middle of a record: it is cut off, and its last days may lack costs");
  }
  return found;
}

}  // namespace expense::billing
