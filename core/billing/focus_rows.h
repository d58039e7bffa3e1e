// FOCUS 1.0 to 1.3, the open standard for bills of every provider: one row for a charge.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "billing/dictionary.h"
#include "billing/header.h"
#include "billing/one_currency.h"
#include "billing/row_reader.h"

namespace expense::billing {

[[nodiscard]] bool is_focus_header(const Header& header);

/// Measures "billed", "effective", "list" and "contracted", as far as the header has them.
class FocusRows : public RowReader {
 public:
  explicit FocusRows(const Header& header);

  [[nodiscard]] std::vector<std::string> measures() const override { return measures_; }
  [[nodiscard]] std::optional<std::vector<std::size_t>> wanted_columns() const override;
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  [[nodiscard]] std::string currency() const override { return currency_.code(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;

 private:
  // Whether a provider's costs ever have decimals: some files round EffectiveCost to whole units.
  struct Decimals {
    bool billed = false;
    bool effective = false;
  };

  [[nodiscard]] RowOutcome read_costs(std::span<const std::string_view> cells);
  [[nodiscard]] std::string_view service(std::span<const std::string_view> cells) const;
  void note_decimals(std::span<const std::string_view> cells);

  std::vector<std::string> measures_;
  std::vector<std::size_t> cost_columns_;  // one for each measure
  std::vector<std::string> cost_names_;
  std::vector<Money> costs_;  // of the current row
  std::size_t start_column_;
  std::size_t currency_column_;
  std::size_t provider_column_;
  std::size_t publisher_column_;
  // For each dimension its columns: the first that says something counts.
  std::array<std::vector<std::size_t>, kDimensionCount> dimension_columns_;
  OneCurrency currency_;
  std::size_t effective_measure_;
  Dictionary providers_;
  std::vector<Decimals> decimals_;  // by the code of the provider
};

}  // namespace expense::billing
