// Plain tables: a date, a cost, and perhaps a service, an account, a region or a usage type.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "billing/amount_cells.h"
#include "billing/day_cells.h"
#include "billing/extra_dimensions.h"
#include "billing/header.h"
#include "billing/one_currency.h"
#include "billing/read_options.h"
#include "billing/row_reader.h"

namespace expense::billing {

/// Which column plays which role, told by its name (`date`, `day`, `ds`; `cost`, `amount`, `y`;
/// ...).
struct DailyColumns {
  std::size_t date = Header::kAbsent;
  std::size_t cost = Header::kAbsent;
  std::size_t currency = Header::kAbsent;
  /// A column for each dimension, kAbsent where there is none.
  std::array<std::size_t, kDimensionCount> dimensions = {Header::kAbsent, Header::kAbsent,
                                                         Header::kAbsent, Header::kAbsent,
                                                         Header::kAbsent, Header::kAbsent};
  std::string
      cost_currency;  ///< From the cost's name ("Cost (USD)" -> "USD"); "" when it has none.

  [[nodiscard]] bool are_enough() const {
    return date != Header::kAbsent && cost != Header::kAbsent;
  }
};

/// @param roles columns that are told; they go before what names say.
[[nodiscard]] DailyColumns find_daily_columns(const Header& header,
                                              const std::vector<ColumnRole>& roles = {});

/// Whether the header has every column of `roles`.
[[nodiscard]] bool has_columns(const Header& header, const std::vector<ColumnRole>& roles);

/// Measure "cost". Dates and numbers are read in one style each: reading.h chooses between them.
class DailyRows : public RowReader {
 public:
  DailyRows(const Header& header, DateStyle date_style, NumberStyle number_style,
            const ReadOptions& options);

  [[nodiscard]] std::vector<std::string> measures() const override { return {"cost"}; }
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  [[nodiscard]] std::int64_t settle(CostTable& table) override;
  void tell(Bill& bill) const override;

 private:
  [[nodiscard]] bool is_total_line(std::span<const std::string_view> cells) const;
  [[nodiscard]] CellKey key_of(std::span<const std::string_view> cells, CostTable& table);

  DailyColumns columns_;
  DateStyle date_style_;
  NumberStyle number_style_;
  ExtraDimensions extras_;
  OneCurrency currency_;
  Money sum_;
  // Rows that are named like a total, kept apart until the sums of their days are known.
  CostTable named_totals_;
  Money named_sum_;
  std::int64_t totals_left_out_ = 0;
};

}  // namespace expense::billing
