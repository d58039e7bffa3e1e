// Cuts JSON that comes in slices into the records of which a bill is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace expense::billing {

struct JsonRecord {
  enum class Kind {
    kRow,       ///< One record.
    kEnvelope,  ///< What stands around the records, without them; told before them and at its end.
    kFault,     ///< No JSON, or a record that is too long: `text` says what is wrong.
  };
  Kind kind = Kind::kRow;
  std::string_view text;    ///< Valid until the next call.
  std::int64_t line = 0;    ///< 1-based line where it begins.
  std::int64_t offset = 0;  ///< Byte of the file where it begins, from 0.
};

/// Records are: objects one after the other (JSON lines), the elements of a list, and those of the
/// list `ResultsByTime` in an object around it. Where the objects stand one on each line, a broken
/// one spoils its own line only. Memory: the slice and one record.
class JsonRecords {
 public:
  static constexpr std::size_t kMaxRecordBytes = std::size_t{16} << 20;

  /// True when the text begins as JSON does, after blanks and a byte order mark.
  [[nodiscard]] static bool begins_as_json(std::string_view head);

  void append(std::span<const char> bytes);
  void end() { ended_ = true; }
  /// False when more bytes are needed, or there are no more.
  bool next(JsonRecord& record);
  /// After the last record: the file ends in the middle of one.
  [[nodiscard]] bool is_cut() const { return ended_ && depth_ > 0 && !gave_up_; }

 private:
  bool take(char byte, JsonRecord& record);
  bool take_between(char byte, JsonRecord& record);
  bool end_of_envelope(JsonRecord& record);
  bool end_of_line(JsonRecord& record);
  bool give(JsonRecord::Kind kind, JsonRecord& record);
  bool give_up(std::string_view reason, JsonRecord& record);
  void begin_record();
  [[nodiscard]] bool opens_result_list() const;

  std::string buffer_;  // Bytes that were not looked at yet.
  std::size_t at_ = 0;
  std::string text_;      // The record so far, or what stands around the records.
  std::string envelope_;  // Set aside while the records inside are read.
  std::string given_;     // What the latest record's text points to.
  std::size_t depth_ = 0;
  std::size_t record_depth_ = 0;  // At this depth records begin and end: 0, 1 or 2.
  bool in_string_ = false;
  bool is_escaped_ = false;
  bool is_by_line_ = false;  // A whole object ended on the line it began on.
  bool ended_ = false;
  bool gave_up_ = false;
  std::int64_t line_ = 1;
  std::int64_t offset_ = 0;
  std::int64_t record_line_ = 1;
  std::int64_t record_offset_ = 0;
};

}  // namespace expense::billing
