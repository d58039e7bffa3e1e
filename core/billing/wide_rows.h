// Tables with a column for each service, or with a column for each day.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "billing/amount_cells.h"
#include "billing/bill_format.h"
#include "billing/day_cells.h"
#include "billing/row_reader.h"

namespace expense::billing {

enum class WideLayout {
  kValuesAcross,  ///< The first column holds days; each other one the costs of a service.
  kDaysAcross,    ///< The first column holds services; each other one the costs of a day.
};

/// How a table is laid out whose header is `names`; nullopt when it is not wide. Days across are
/// told by the header alone; values across by at least two columns of numbers behind one of days,
/// none of which but that of their sums is named like a cost of the whole row.
[[nodiscard]] std::optional<WideLayout> find_wide_layout(const std::vector<std::string>& names,
                                                         std::span<const HeadRecord> below);

/// Measure "cost". An empty cell is no charge. A column that holds the sums of the others, and rows
/// named like a total that do, are left out.
class WideRows : public RowReader {
 public:
  WideRows(const BillHeader& header, WideLayout layout, DateStyle date_style,
           NumberStyle number_style);

  [[nodiscard]] std::vector<std::string> measures() const override { return {"cost"}; }
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  [[nodiscard]] std::int64_t settle(CostTable& table) override;
  void tell(Bill& bill) const override;

 private:
  struct Cell {
    Day day;
    std::string value;
    Money cost;
  };

  void add(Day day, std::string_view value, Money cost, CostTable& table) const;
  [[nodiscard]] std::string read_costs(std::span<const std::string_view> cells);

  WideLayout layout_;
  DateStyle date_style_;
  NumberStyle number_style_;
  Dimension dimension_ = Dimension::kService;
  std::size_t total_ = 0;                 // the column with the sums of the rows; 0: none
  std::vector<std::size_t> columns_;      // those with costs
  std::vector<std::string> names_;        // of these
  std::vector<std::optional<Day>> days_;  // the same, where days are across
  std::string currency_;
  std::vector<Money> costs_;        // of the current row, by names_
  std::vector<Cell> named_totals_;  // rows named like a total, until the sums are known
  std::int64_t total_rows_ = 0;
};

}  // namespace expense::billing
