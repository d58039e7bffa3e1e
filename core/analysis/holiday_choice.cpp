#include "analysis/holiday_choice.h"

#include <memory>
#include <utility>

#include "calendar/holiday_calendar.h"

namespace expense::analysis {

Result<void> choose_holidays(std::string_view region, std::string_view country_holidays,
                             detection::DetectOptions& options) {
  detection::DetectOptions chosen = options;
  chosen.holidays = region.empty() ? detection::kNoHolidays : region;
  chosen.calendar = nullptr;
  const bool needs_calendar =
      chosen.holidays != detection::kNoHolidays && chosen.holidays != detection::kBuiltInHolidays;
  if (needs_calendar && !country_holidays.empty()) {
    Result<HolidayCalendar> calendar = HolidayCalendar::parse(country_holidays);
    if (!calendar) return tl::unexpected<Error>(calendar.error());
    chosen.calendar = std::make_shared<const HolidayCalendar>(std::move(*calendar));
  }
  if (auto ok = detection::validate(chosen); !ok) return ok;
  options = std::move(chosen);
  return {};
}

}  // namespace expense::analysis
