// Cutoffs of a cross-validation: the dates up to which a model learns before it must forecast.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"

namespace expense::prophet {

/// Prophet's arguments `horizon`, `period` and `initial`, in seconds.
struct CutoffOptions {
  std::int64_t horizon_seconds = 0;  ///< How far is forecast from each cutoff; > 0.
  /// From one cutoff to the next, > 0; default half the horizon, in whole seconds.
  std::optional<std::int64_t> period_seconds;
  /// History before the first cutoff, >= 0; default three horizons, or the longest seasonality's
  /// period if that is longer.
  std::optional<std::int64_t> initial_seconds;
};

struct Cutoffs {
  std::vector<Timestamp> cutoffs;  ///< At least one.
  /// The history before the first cutoff is shorter than the period of the longest seasonality,
  /// which the first fits can then not learn well. Worth a warning.
  bool initial_is_short = false;
};

/// Places cutoffs backwards from one horizon before the end of the history, a period apart, while
/// the initial window stays before them. A cutoff with no row within its horizon moves back, to
/// where the last row before it ends its horizon.
/// @param dates                of the history's rows with y, ascending; repeats are legal.
/// @param longest_period_days  of the model's seasonalities; 0 without any.
/// @return cutoffs ascending.
/// @error kInvalidOption for options out of range, and for more than 100 000 cutoffs;
/// kTooLittleHistory when the horizon is longer than the history or no cutoff is left.
[[nodiscard]] Result<Cutoffs> make_cutoffs(std::span<const Timestamp> dates,
                                           const CutoffOptions& options,
                                           double longest_period_days);

/// Takes cutoffs as given, in their order, when all lie after the first date of the history and
/// none after the last one less the horizon.
/// @error kInvalidOption for a cutoff elsewhere, for none, and for a horizon that is not > 0;
/// kTooLittleHistory for no dates.
[[nodiscard]] Result<Cutoffs> check_cutoffs(std::span<const Timestamp> dates,
                                            std::vector<Timestamp> cutoffs,
                                            std::int64_t horizon_seconds,
                                            double longest_period_days);

}  // namespace expense::prophet
