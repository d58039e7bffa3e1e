// One file on its way from bytes to a Bill of its own, which BillReader then joins with the others.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "billing/bill.h"
#include "billing/column_change.h"
#include "billing/content_fingerprint.h"
#include "billing/csv_reader.h"
#include "billing/json_rows.h"
#include "billing/read_options.h"
#include "billing/reading.h"
#include "billing/utf16.h"

namespace expense::billing {

/// First gathers the head of the file and finds the header there, then streams the rows below it.
class BillFile {
 public:
  BillFile(std::string name, const ReadOptions& options);

  /// @error as soon as the file is known not to be a bill; what comes after is ignored.
  [[nodiscard]] Result<void> consume(std::span<const char> bytes);
  /// Ends the file; call once. @error the one of `consume`, kEmptyInput or kNoUsableRows.
  [[nodiscard]] Result<Bill> finish();

  [[nodiscard]] const std::string& name() const { return name_; }
  /// The first records of a text file that is no JSON; none until its head is complete.
  [[nodiscard]] const std::vector<HeadRecord>& preview() const { return preview_; }
  /// Equal for files of equal content, final after the last byte.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_.value(); }

 private:
  void take(std::span<const char> bytes);
  void take_text(std::span<const char> bytes);
  void open_head(bool is_whole_file);
  [[nodiscard]] bool has_first_records() const;
  void read_rows();
  void read_json_rows();
  bool open_json(const JsonRow& first);
  void end_json();
  void read_row(const CsvRecord& record);
  void read_cells(std::span<const std::string_view> cells, std::int64_t line);
  [[nodiscard]] bool may_repeat_header(std::span<const std::string_view> cells) const;
  [[nodiscard]] bool repeats_header(std::span<const std::string_view> cells) const;
  bool take_later_header(std::span<const std::string_view> cells, std::int64_t line);
  void change_columns(std::vector<std::string> names, std::int64_t line);
  void warn(const std::string& text);
  [[nodiscard]] std::vector<std::size_t> columns_read() const;
  void want_columns();
  void reject(std::int64_t line, const std::string& reason);
  void reject_cut(std::int64_t line, const std::string& reason);
  void reject_unfinished();
  void stop(Error error);
  [[nodiscard]] Error no_usable_rows(const Bill& bill) const;

  std::string name_;
  ReadOptions options_;
  ContentFingerprint fingerprint_;
  std::string head_;  // Gathered until the header is looked for.
  std::size_t head_wanted_ = std::size_t{64} << 10;
  BillFormat format_ = BillFormat::kUnknown;
  Header first_columns_;
  Header columns_;       // The newest, where the file changes them.
  ColumnChange change_;  // From the first to the newest.
  char delimiter_ = ',';
  std::int64_t header_line_ = 0;
  std::vector<std::size_t> wanted_;  // Columns of the header; all when empty.
  std::optional<Utf16Decoder> utf16_;
  std::string decoded_;  // Of the latest slice of UTF-16.
  // One of the two once the header is looked for.
  std::optional<CsvReader> csv_;
  std::optional<JsonRows> json_;
  std::vector<Reading> readings_;
  std::int64_t records_ = 0;
  std::vector<std::string_view> padded_cells_;
  std::vector<HeadRecord> preview_;
  bool is_over_ = false;  // Another table has begun, which is not read.
  bool may_hold_nul_ = false;
  std::optional<Error> error_;
};

}  // namespace expense::billing
