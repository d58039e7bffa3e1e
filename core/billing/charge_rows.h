// The rows of every format with one row for each charge, as a ChargeFormat describes them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "billing/account_labels.h"
#include "billing/bill_format.h"
#include "billing/charge_format.h"
#include "billing/day_cells.h"
#include "billing/dictionary.h"
#include "billing/extra_dimensions.h"
#include "billing/invoiced_months.h"
#include "billing/one_currency.h"
#include "billing/postponed_costs.h"
#include "billing/row_reader.h"

namespace expense::billing {

/// Columns are looked up once; of a row only the cells that are needed are touched.
class ChargeRows : public RowReader {
 public:
  /// @param format outlives the reader; `header` has all that it needs (`missing_column`).
  /// @param extra_dimensions see extra_dimensions.h
  ChargeRows(const ChargeFormat& format, const BillHeader& header, DateStyle date_style,
             const std::vector<std::string>& extra_dimensions);

  [[nodiscard]] std::vector<std::string> measures() const override;
  [[nodiscard]] std::optional<std::vector<std::size_t>> wanted_columns() const override {
    return wanted_;
  }
  [[nodiscard]] RowOutcome read(Cells cells, CostTable& table) override;
  [[nodiscard]] std::int64_t settle(CostTable& table) override { return postponed_.settle(table); }
  void tell(Bill& bill) const override;

 private:
  struct Measure {
    std::size_t index = 0;                 // in the format's list
    std::size_t column = Header::kAbsent;  // kAbsent: worked out by the rules
  };

  [[nodiscard]] std::optional<Day> day_of(std::string_view cell);
  [[nodiscard]] std::string read_costs(Cells cells);
  void spread_derived(Cells cells, Day first, const CellKey& key);
  [[nodiscard]] ChargeType told_type(Cells cells);
  [[nodiscard]] CellKey key_of(Cells cells, Day day, ChargeType type, CostTable& table);
  [[nodiscard]] std::vector<MissingMeasure> missing_measures() const;
  [[nodiscard]] std::string unknown_types() const;

  const ChargeFormat& format_;
  DateStyle date_style_;
  Header header_;  // for the names of columns in messages
  std::vector<std::size_t> wanted_;
  std::unique_ptr<ChargeRules> rules_;
  std::size_t day_column_;
  std::size_t last_day_column_;
  std::size_t currency_column_;
  std::vector<Measure> measures_;  // those that the file has
  std::array<std::vector<std::size_t>, kDimensionCount> dimension_columns_;
  InvoicedMonths invoices_;
  AccountLabels accounts_;
  ExtraDimensions extras_;
  OneCurrency currency_;

  std::vector<Money> format_costs_;  // of the current row, by the format's list
  std::vector<Money> costs_;         // of the current row, by measures_
  PostponedCosts postponed_;
  std::string latest_day_text_;  // Bills repeat their dates from row to row.
  std::optional<Day> latest_day_;
  Dictionary charge_texts_;                              // as the bill writes them
  std::vector<std::optional<ChargeType>> charge_types_;  // by code; nullopt: not known
};

}  // namespace expense::billing
