// What the benchmark of the fitter measures: the same cases natively and in WebAssembly.
#pragma once

#include <functional>
#include <span>

namespace expense::bench {

/// Does once what is timed, and answers with a figure of the outcome, which must be the same
/// everywhere; NaN when it failed.
using Run = std::function<double()>;

struct FitCase {
  const char* name;  ///< As in fit.mjs and instructions.json.
  Run (*prepare)();  ///< Makes the data, which is not timed.
};

[[nodiscard]] std::span<const FitCase> fit_cases();

/// Fits 10,000 series of 1,095 days and keeps all their parameters and expected values: what counts
/// is the memory that a process of its own needs for it. A figure of the outcome.
[[nodiscard]] double keep_10000_series();

}  // namespace expense::bench
