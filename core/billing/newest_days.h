// The newest days of a bill, which may still be arriving.
#pragma once

#include <optional>

#include "billing/data_quality.h"

namespace expense::billing {

/// The newest days, at most three, that have far fewer rows than every one of the days before them
/// had, or lack several values of the main dimension that cost something every day. Providers add
/// to a day for a day or two: such days are no news.
/// @param table sorted.
/// @return kArriving with what is not there yet; nullopt when all days are complete, or when the
/// bill has too few days to tell.
[[nodiscard]] std::optional<QualityFinding> find_arriving_days(const CostTable& table);

}  // namespace expense::billing
