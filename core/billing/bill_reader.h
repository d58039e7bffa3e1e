// The door for bytes: bills of any known format, pushed in slices of any size, become one Bill.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "billing/bill.h"
#include "billing/bill_format.h"
#include "billing/read_options.h"

namespace expense::billing {

/// Reads one or several files as one bill. Memory follows the number of distinct cells, never the
/// number of bytes. Rows that cannot be read are counted and kept with their reason; an Error is
/// returned only when a whole file cannot be used.
///
///     BillReader reader;
///     reader.open_file("march.csv");
///     while (...) reader.consume(slice);
///     reader.close_file();
///     Result<Bill> bill = std::move(reader).finish();
class BillReader {
 public:
  explicit BillReader(ReadOptions options = {});
  ~BillReader();
  BillReader(BillReader&&) noexcept;
  BillReader& operator=(BillReader&&) noexcept;

  void open_file(std::string name);
  /// @error kNotABill as soon as it is clear that the file is no bill (binary, no date column, no
  /// cost column, unknown header); further slices of that file are then ignored.
  [[nodiscard]] Result<void> consume(std::span<const char> bytes);
  /// Ends the file. @error kEmptyInput, kNotABill, kNoUsableRows (header only, or every row
  /// rejected).
  [[nodiscard]] Result<void> close_file();
  /// The first records of the first file that could not be used, or of the first of all: from them
  /// a person tells which column is which. Empty when no text file came.
  [[nodiscard]] const std::vector<HeadRecord>& preview() const;
  /// A sentence for the warnings of the bill, from whoever hands in the bytes.
  void note(std::string warning);
  /// Ends reading. @error the first file's error when no file could be used; when some could, the
  /// errors of the others are among the warnings.
  [[nodiscard]] Result<Bill> finish() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace expense::billing
