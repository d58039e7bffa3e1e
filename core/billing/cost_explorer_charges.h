// What Cost Explorer's groups tell of the charges in them.
#pragma once

#include <string>
#include <string_view>

#include "billing/cost_table.h"

namespace expense::billing {

/// The charge type of the group `value` in our vocabulary (charge_type.h). Grouped by service only
/// taxes and support are told apart: "" for all others. A record type that is not known stays as it
/// is; of other groupings nothing is known.
[[nodiscard]] std::string cost_explorer_charge_type(Dimension grouping, std::string_view value);

}  // namespace expense::billing
