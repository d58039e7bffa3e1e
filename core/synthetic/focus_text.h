// The FOCUS 1.2 layout of a synthetic bill: one row for each day and cell with cost.
#pragma once

#include <string>
#include <vector>

#include "synthetic/bill_recipe.h"
#include "synthetic/bill_text.h"

namespace expense::synthetic {

class FocusText final : public BillText {
 public:
  explicit FocusText(const BillRecipe& recipe);

  void append_header(std::string& out) const override;
  void append_day(std::string& out, const DailyCosts& costs, int day) const override;

 private:
  // What a row says of its cell, the same every day, ready as text.
  struct CellText {
    std::string charge;    ///< ChargeCategory to ChargeFrequency, with commas around.
    std::string resource;  ///< ConsumedUnit to the end of the line.
    double units_per_currency_unit = 1.0;
  };

  Day first_day_;
  std::string payer_;  ///< BillingAccountId to BillingCurrency, with commas around.
  std::vector<CellText> cells_;
};

}  // namespace expense::synthetic
