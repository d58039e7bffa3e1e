// Where the trend may change its rate or its level.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/options.h"

namespace expense::prophet {

/// Zero-based history rows that hold automatic changepoints: `n` of them evenly spread over the
/// first floor(rows * range) rows, never the first row; fewer when the rows do not suffice.
/// @source reference section 3.1: round(i (H - 1) / n), halves to even.
[[nodiscard]] std::vector<std::size_t> changepoint_rows(std::size_t rows, int n, double range);

/// Ascending changepoints of a model whose history has the given dates (ascending, at least 2).
/// @error kInvalidOption for an explicit changepoint outside the history.
[[nodiscard]] Result<std::vector<Timestamp>> place_changepoints(std::span<const Timestamp> dates,
                                                                const Options& options);

/// Ascending dates at which the level may step; a step acts from its date on. Automatic ones are
/// spread evenly over the history, never on its first or last row.
/// @error kInvalidOption for an explicit step outside the history or at its first date.
[[nodiscard]] Result<std::vector<Timestamp>> place_level_steps(std::span<const Timestamp> dates,
                                                               const Options& options);

}  // namespace expense::prophet
