// AWS Cost Explorer's CSV download: a row for each day, a column for each service or account.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "billing/bill_format.h"
#include "billing/row_reader.h"

namespace expense::billing {

/// Told by its form, since the console's language changes the words: every cell but the first ends
/// in a currency in brackets, and dates stand in the first column of the records below.
[[nodiscard]] bool is_cost_explorer_header(const std::vector<std::string>& names,
                                           std::span<const HeadRecord> below);
/// The line of account ids above the names; its numbers are no costs.
[[nodiscard]] bool is_cost_explorer_id_line(const std::vector<std::string>& cells,
                                            std::size_t name_count);

/// Measure "cost": the file does not say which of AWS's costs it holds. The line of totals and the
/// column of totals are never counted; an empty cell is a cost of 0.
class CostExplorerRows : public RowReader {
 public:
  explicit CostExplorerRows(const BillHeader& header);

  [[nodiscard]] std::vector<std::string> measures() const override { return {"cost"}; }
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  void tell(Bill& bill) const override;

 private:
  [[nodiscard]] RowOutcome read_total_line(std::span<const std::string_view> cells);

  Dimension dimension_ = Dimension::kService;
  std::vector<std::string> values_;  // of the dimension, for columns 1, 2, ... without the total
  std::vector<std::string> charge_types_;  // of the values
  std::vector<Money> costs_;               // of the current row
  std::string currency_;
  std::string total_label_;  // "" until the line of totals is seen
  Money stated_total_;
  Money read_total_;
  std::int64_t records_ = 0;
};

}  // namespace expense::billing
