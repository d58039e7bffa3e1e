// One look at each byte: strings and depth are all that is needed to find where a record ends.
#include "billing/json_records.h"

#include "billing/cell_values.h"

namespace expense::billing {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kResultList = "\"ResultsByTime\"";

bool is_blank_byte(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool JsonRecords::begins_as_json(std::string_view head) {
  take_prefix(head, kByteOrderMark);
  while (!head.empty() && is_blank_byte(head.front())) head.remove_prefix(1);
  return !head.empty() && (head.front() == '{' || head.front() == '[');
}

void JsonRecords::append(std::span<const char> bytes) {
  buffer_.erase(0, at_);
  at_ = 0;
  buffer_.append(bytes.data(), bytes.size());
}

bool JsonRecords::next(JsonRecord& record) {
  while (!gave_up_ && at_ < buffer_.size()) {
    const char byte = buffer_[at_++];
    const bool is_given = take(byte, record);
    ++offset_;
    if (byte == '\n') ++line_;
    if (is_given) return true;
  }
  return false;
}

bool JsonRecords::take(char byte, JsonRecord& record) {
  if (depth_ == record_depth_ && !in_string_) return take_between(byte, record);
  if (is_by_line_ && byte == '\n') return end_of_line(record);
  if (text_.size() >= kMaxRecordBytes)
    return give_up("a record is longer than 16 MiB or is never closed", record);
  text_ += byte;
  if (in_string_) {
    const bool ends = byte == '"' && !is_escaped_;
    is_escaped_ = byte == '\\' && !is_escaped_;
    in_string_ = !ends;
    return false;
  }
  if (byte == '"') {
    in_string_ = true;
    is_escaped_ = false;
  } else if (byte == '{' || byte == '[') {
    ++depth_;
    if (byte != '[' || record_depth_ != 0 || depth_ != 2 || !opens_result_list()) return false;
    record_depth_ = 2;
    envelope_ = text_;
    text_ += "]}";
    return give(JsonRecord::Kind::kEnvelope, record);
  } else if (byte == '}' || byte == ']') {
    --depth_;
    if (depth_ != record_depth_) return false;
    is_by_line_ = is_by_line_ || (depth_ == 0 && record_line_ == line_ && line_ == 1);
    const bool is_envelope = !envelope_.empty() && record_depth_ == 0;
    if (is_envelope) envelope_.clear();
    return give(is_envelope ? JsonRecord::Kind::kEnvelope : JsonRecord::Kind::kRow, record);
  }
  return false;
}

// Between two records: blanks, commas inside lists, and what begins or ends a list.
bool JsonRecords::take_between(char byte, JsonRecord& record) {
  if (is_blank_byte(byte)) return false;
  const bool is_mark = offset_ < static_cast<std::int64_t>(kByteOrderMark.size()) &&
                       byte == kByteOrderMark[static_cast<std::size_t>(offset_)];
  if (is_mark || (byte == ',' && depth_ > 0)) return false;
  if (byte == '{') {
    begin_record();
    text_ = byte;
    ++depth_;
    return false;
  }
  if (byte == '[' && depth_ == 0) {
    depth_ = 1;
    record_depth_ = 1;
    return false;
  }
  if (byte == ']' && depth_ > 0) {
    --depth_;
    record_depth_ = 0;
    text_ = envelope_.empty() ? "" : envelope_ + "]";
    return false;
  }
  begin_record();
  return give_up("here stands no JSON object", record);
}

// A raw line end cannot stand inside an object that begins and ends on one line: it is broken.
bool JsonRecords::end_of_line(JsonRecord& record) {
  depth_ = 0;
  record_depth_ = 0;
  in_string_ = false;
  envelope_.clear();
  return give(JsonRecord::Kind::kRow, record);
}

bool JsonRecords::give(JsonRecord::Kind kind, JsonRecord& record) {
  given_.swap(text_);
  text_.clear();
  record = {kind, given_, record_line_, record_offset_};
  return true;
}

bool JsonRecords::give_up(std::string_view reason, JsonRecord& record) {
  gave_up_ = true;
  text_ = reason;
  return give(JsonRecord::Kind::kFault, record);
}

void JsonRecords::begin_record() {
  record_line_ = line_;
  record_offset_ = offset_;
}

bool JsonRecords::opens_result_list() const {
  std::size_t end = text_.size() - 1;  // before the bracket
  while (end > 0 && is_blank_byte(text_[end - 1])) --end;
  if (end == 0 || text_[end - 1] != ':') return false;
  --end;
  while (end > 0 && is_blank_byte(text_[end - 1])) --end;
  return std::string_view(text_).substr(0, end).ends_with(kResultList);
}

}  // namespace expense::billing
