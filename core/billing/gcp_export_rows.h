// Google Cloud's billing export (BigQuery): JSON lines, or a table with the same names flattened.
#pragma once

#include <string>
#include <vector>

#include "billing/header.h"
#include "billing/one_currency.h"
#include "billing/row_reader.h"

namespace expense::billing {

[[nodiscard]] bool is_gcp_export_header(const Header& header);

/// Measures "net" (cost and credits, which are negative) and "gross" (cost alone). Credits are a
/// list in JSON with an `amount` each.
class GcpExportRows : public RowReader {
 public:
  explicit GcpExportRows(const Header& header);

  [[nodiscard]] std::vector<std::string> measures() const override { return {"net", "gross"}; }
  [[nodiscard]] RowOutcome read(std::span<const std::string_view> cells, CostTable& table) override;
  [[nodiscard]] std::string currency() const override { return currency_.code(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;

 private:
  std::size_t start_column_;
  std::size_t cost_column_;
  std::size_t currency_column_;
  std::size_t credits_column_;
  // For each dimension its columns: the first that says something counts.
  std::vector<std::vector<std::size_t>> dimension_columns_;
  OneCurrency currency_;
  std::int64_t rows_without_credits_ = 0;  // Theirs could not be read.
};

}  // namespace expense::billing
