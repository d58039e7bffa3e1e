// Saving and loading of fitted models, as the JSON that Prophet's model_to_json writes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "prophet/fit.h"

namespace expense::prophet {

/// The model in Prophet's layout: the fields of its version 1.3.0, series and tables as JSON text
/// within, in the layouts of pandas, numbers with as many digits as it takes to read them back to
/// the last bit. Prophet's model_from_json reads it, if the model has none of what Prophet has not:
/// that stands in the object "expense_anomalies", which Prophet passes over. With month positions
/// Prophet refuses to predict; level steps it does not see.
/// @source reference section 16.1.
[[nodiscard]] std::string to_json(const Model& model);

/// The model that such a file holds, ours or Prophet's (from version 0.6.1 on), forecasting the
/// same bit for bit as the one that was saved. The seasonalities that it uses are custom ones from
/// then on; what was automatic at the first fit is not decided again.
/// @param calendar  generates the holidays of a country, where the model has them.
/// @error kUnreadableFile for text that is not a saved model, or is of a later version of this
/// program, with the place of the first problem; kNotSupported for a model with country holidays
/// when there is no calendar; what validate, check_columns and Features::plan refuse.
[[nodiscard]] Result<Model> model_from_json(std::string_view text,
                                            std::shared_ptr<const HolidayCalendar> calendar = {});

}  // namespace expense::prophet
