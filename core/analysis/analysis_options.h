// What a person may ask of an analysis, and its JSON.
#pragma once

#include <string_view>

#include "analysis/cost_choice.h"
#include "analysis/json_fields.h"
#include "base/result.h"
#include "billing/read_options.h"
#include "detection/options.h"

namespace expense::analysis {

struct AnalysisOptions {
  detection::DetectOptions detect;
  billing::ReadOptions read;
  CostRequest costs;
};

[[nodiscard]] Json options_json(const AnalysisOptions& options);

/// Reads what options_json writes; absent and null fields mean the default.
/// @param country_holidays  see choose_holidays.
/// @error kInvalidOption
[[nodiscard]] Result<AnalysisOptions> parse_options(std::string_view json,
                                                    std::string_view country_holidays = {});

/// Reads `measure`, `charge_types` and `split_by` alone. @error kInvalidOption
[[nodiscard]] Result<CostRequest> parse_costs(std::string_view json);

/// Takes "date=Usage Date" for a role and its column. @error kInvalidOption for a role that is not
/// known.
[[nodiscard]] Result<billing::ColumnRole> parse_column_role(std::string_view text);

/// @error kInvalidOption when a role is not known or given twice, when columns are told without
/// date and cost, or for too many or malformed dimensions.
[[nodiscard]] Result<void> validate(const billing::ReadOptions& options);

}  // namespace expense::analysis
