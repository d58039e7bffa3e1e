// JSON bills as a table: records become rows of cells, nested members columns with dots in their
// names, so that the readers of rows need not know where a cell comes from.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "billing/json_records.h"
#include "billing/json_value.h"

namespace expense::billing {

/// A row, or why a record is none.
struct JsonRow {
  std::span<const std::string_view> cells;  ///< One for each column; valid until the next call.
  std::int64_t line = 0;                    ///< 1-based line where the record begins.
  std::string fault;                        ///< "" for a row.
};

/// The columns are those of the first record, and those that Google's export leaves out where they
/// are empty. An answer of `aws ce get-cost-and-usage` gives one row for each day and group:
/// `TimePeriod.Start`, `Estimated`, a column for each grouping (by its key, "TAG:team"), then each
/// metric and its unit ("UnblendedCost", "UnblendedCost.Unit").
class JsonRows {
 public:
  void append(std::span<const char> bytes) { records_.append(bytes); }
  void end() { records_.end(); }
  /// False when more bytes are needed, or there are no more.
  bool next(JsonRow& row);

  /// None until the first row was given.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// What there is to say about the file; final after the last row.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  void take(const JsonRecord& record);
  void take_envelope(const JsonValue& envelope);
  void take_answer(const JsonValue& result, std::int64_t line);
  void take_metrics(const JsonValue& result, const JsonValue& group, std::int64_t line);
  void take_flat(const JsonValue& record, std::int64_t line);
  void begin_answer_columns(const JsonValue& metrics, const JsonValue* keys);
  void add_column(const std::string& name);
  void add_cells(const JsonValue& value, const std::string& name, bool may_add_columns,
                 std::vector<std::string>& cells);
  void add_fault(std::int64_t line, std::string fault) {
    rows_.push_back({line, {}, std::move(fault)});
  }

  struct Row {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::string fault;
  };

  JsonRecords records_;
  std::deque<Row> rows_;  // Of the latest record.
  Row given_;
  std::vector<std::string_view> views_;
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t, std::less<>> column_of_;
  std::vector<std::string> groupings_;  // Keys of GroupDefinitions.
  bool has_more_pages_ = false;
};

}  // namespace expense::billing
