// Which of a bill's costs are judged: the measure, and the kinds of charges that count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "billing/bill.h"
#include "billing/series.h"

namespace expense::analysis {

/// What a person asks for; empty fields mean the choice that suits the bill.
struct CostRequest {
  std::string measure;                    ///< One of the bill's.
  std::vector<std::string> charge_types;  ///< Those that count (charge_type.h), or "all" alone.
  std::string split_by;                   ///< The dimension whose values are judged one by one.
};

/// A kind of charges that the bill has.
struct ChargeTypeCosts {
  std::string name;  ///< "" for charges of which the bill does not say.
  Money total;       ///< In the chosen measure.
  bool counts = true;
  std::string reason;  ///< Why it does not count; "" when it does, or when a person said so.
};

struct CostChoice {
  billing::CostScope scope;
  std::string measure;
  std::string measure_reason;                 ///< One phrase.
  std::vector<ChargeTypeCosts> charge_types;  ///< By falling |total|, then by name.
  billing::Dimension split_by = billing::Dimension::kService;
};

/// By default an amortised measure where the bill has commitments and a measure that spreads them,
/// else the primary one; and of the charges those that tell of use: no taxes, credits, refunds,
/// upfront fees, support and subscriptions, and no recurring fees as they are billed.
/// @error kInvalidOption for a measure, a charge type or a dimension that the bill lacks.
[[nodiscard]] Result<CostChoice> choose_costs(const billing::Bill& bill,
                                              const CostRequest& request);

}  // namespace expense::analysis
