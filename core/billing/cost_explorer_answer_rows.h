// Answers of `aws ce get-cost-and-usage`: one row for each day and group, see json_rows.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "billing/header.h"
#include "billing/one_currency.h"
#include "billing/row_reader.h"

namespace expense::billing {

[[nodiscard]] bool is_cost_explorer_answer_header(const Header& header);

/// Measures as far as the answer has them: "unblended", "net_unblended", "amortized",
/// "net_amortized", "blended". Quantities are no costs.
class CostExplorerAnswerRows : public RowReader {
 public:
  explicit CostExplorerAnswerRows(const Header& header);

  [[nodiscard]] std::vector<std::string> measures() const override { return measures_; }
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  void tell(Bill& bill) const override;

 private:
  struct Grouping {
    std::size_t column = 0;
    Dimension dimension = Dimension::kService;
  };

  std::size_t start_column_;
  std::size_t estimated_column_;
  std::vector<std::string> measures_;
  std::vector<std::size_t> cost_columns_;  // One for each measure; the unit stands in the next.
  std::vector<Money> costs_;               // of the current row
  std::vector<Grouping> groupings_;
  std::vector<std::string> groupings_left_out_;
  OneCurrency currency_;
  std::vector<Day> estimated_days_;  // Each once as it comes; rows of a day stand together.
};

}  // namespace expense::billing
