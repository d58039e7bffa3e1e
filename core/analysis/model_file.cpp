#include "analysis/model_file.h"

#include <memory>
#include <utility>

#include "calendar/holiday_calendar.h"
#include "prophet/saved_model.h"

namespace expense::analysis {
namespace {

// The calendar is large and few models need it: those are read once more.
Result<prophet::Model> read_with_calendar_if_needed(std::string_view text,
                                                    std::string_view country_holidays) {
  Result<prophet::Model> model = prophet::model_from_json(text);
  if (model || model.error().code != ErrorCode::kNotSupported || country_holidays.empty()) {
    return model;
  }
  Result<HolidayCalendar> calendar = HolidayCalendar::parse(country_holidays);
  if (!calendar) return tl::unexpected<Error>(calendar.error());
  return prophet::model_from_json(text,
                                  std::make_shared<const HolidayCalendar>(std::move(*calendar)));
}

}  // namespace

std::string model_file_text(const prophet::Model& model) { return prophet::to_json(model); }

Result<prophet::Model> read_model_file(std::string_view text, std::string_view country_holidays) {
  Result<prophet::Model> model = read_with_calendar_if_needed(text, country_holidays);
  // An option out of its range is no wish of the person here, but damage to the file.
  if (!model && model.error().code == ErrorCode::kInvalidOption) {
    Error error = model.error();
    error.code = ErrorCode::kUnreadableFile;
    return tl::unexpected<Error>(error);
  }
  return model;
}

}  // namespace expense::analysis
