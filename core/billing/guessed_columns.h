// Columns of a plain table whose names say nothing, told by what is in them.
#pragma once

#include <span>
#include <vector>

#include "billing/bill_format.h"

namespace expense::billing {

/// The column whose cells are all dates, and of those with numbers the one with the most different
/// ones that is named like no id and no quantity. None when the first records do not show both.
/// @param records the first of a file, the header somewhere among the foremost of them.
[[nodiscard]] std::vector<ColumnRole> guess_columns(std::span<const HeadRecord> records);

}  // namespace expense::billing
