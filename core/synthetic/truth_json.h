// The truth beside a synthetic bill, as JSON text.
#pragma once

#include <string>

#include "synthetic/bill_recipe.h"

namespace expense::synthetic {

/// {"version":1,"seed","days","first_date","last_date","currency","anomalies":[{"kind","start",
/// "end","extra_cost","service","account","account_id","region","usage_type"}...]}, anomalies by
/// first day. Dates are ISO, both ends included; `extra_cost` is exact decimal text; `account` is
/// the account's name. Names are those of the FOCUS layout, as a report on it shows them.
[[nodiscard]] std::string truth_json(const BillRecipe& recipe);

}  // namespace expense::synthetic
