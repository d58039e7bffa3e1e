// The options that fit a model like a fitted one again, on the same or on less history.
#pragma once

#include <optional>
#include <vector>

#include "calendar/timestamp.h"
#include "prophet/features.h"
#include "prophet/fit.h"
#include "prophet/options.h"

namespace expense::prophet {

/// The seasonalities that a model has columns of, custom and built-in alike, in column order, with
/// their prior scales and modes.
[[nodiscard]] std::vector<Seasonality> seasonalities_in_use(const Features& features);

/// The options of the model with the seasonalities it uses in place of the switches of the built-in
/// ones, so that a shorter history does not decide on them anew. Regressors are standardised and
/// automatic changepoints placed anew.
/// @param cutoff  only rows up to here will be learned from: explicit changepoints and level steps
///                are kept when earlier than the last of them. nullopt keeps all.
/// @source reference section 15.2; but the scaling is kept, where Prophet falls back to absmax.
[[nodiscard]] Options refit_options(const Model& model,
                                    std::optional<Timestamp> cutoff = std::nullopt);

}  // namespace expense::prophet
