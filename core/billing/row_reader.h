// The one small interface behind which every format's rows become cells of a CostTable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "billing/bill.h"
#include "billing/cost_table.h"

namespace expense::billing {

/// What became of one record.
struct RowOutcome {
  enum class Kind {
    kUsed,      ///< Its costs are in the table.
    kSkipped,   ///< No data and no fault: a total, a comment, a row that `settle` decides about.
    kRejected,  ///< It cannot be read; nothing of it is in the table.
  };
  Kind kind = Kind::kUsed;
  std::string reason;  ///< For a rejected row, one phrase.

  [[nodiscard]] static RowOutcome used() { return {}; }
  [[nodiscard]] static RowOutcome skipped() { return {Kind::kSkipped, {}}; }
  [[nodiscard]] static RowOutcome rejected(std::string reason) {
    return {Kind::kRejected, std::move(reason)};
  }
};

/// Reads the records below one file's header, in the order of the file.
class RowReader {
 public:
  virtual ~RowReader() = default;

  /// Names of the cost measures in the file, the primary one first. The table has the same.
  [[nodiscard]] virtual std::vector<std::string> measures() const = 0;
  /// The columns that `read` looks at; all when nothing is given. Cells of others may be empty.
  [[nodiscard]] virtual std::optional<std::vector<std::size_t>> wanted_columns() const {
    return std::nullopt;
  }
  /// @param cells exactly one for each column of the header.
  [[nodiscard]] virtual RowOutcome read(std::span<const std::string_view> cells,
                                        CostTable& table) = 0;
  /// Decides about the rows that only the whole file can explain; called once, after the last row.
  /// @return how many of them are used: their costs are now in the table.
  [[nodiscard]] virtual std::int64_t settle(CostTable& /*table*/) { return 0; }
  /// Fills in what the rows as a whole tell beside the table: currency, kind of file, measures,
  /// warnings. Called once, after `settle`.
  virtual void tell(Bill& bill) const = 0;
};

}  // namespace expense::billing
