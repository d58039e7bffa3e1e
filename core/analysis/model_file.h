// Files of saved models, ours and those that Prophet wrote.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "prophet/fit.h"

namespace expense::analysis {

/// The text of a file that read_model_file and Prophet's model_from_json read.
[[nodiscard]] std::string model_file_text(const prophet::Model& model);

/// @param country_holidays  the text of calendar/country_holidays.txt, read only when the model has
///                          the holidays of a country; "" where it is not at hand.
/// @error kUnreadableFile for anything that is not a whole saved model; kNotSupported for one that
/// needs the holidays that are not at hand.
[[nodiscard]] Result<prophet::Model> read_model_file(std::string_view text,
                                                     std::string_view country_holidays = {});

}  // namespace expense::analysis
