#include "detection/options.h"

#include <cmath>
#include <string>
#include <utility>

namespace expense::detection {
namespace {

tl::unexpected<Error> out_of_range(const std::string& field, const std::string& range) {
  return fail(ErrorCode::kInvalidOption, "The option " + field + " is out of its range.",
              "Give a number " + range + ".");
}

Result<void> check_region(const DetectOptions& options) {
  const std::string& region = options.holidays;
  if (region == kBuiltInHolidays || region == kNoHolidays) return {};
  if (!options.calendar) {
    return fail(
        ErrorCode::kInvalidOption,
        "The option holidays is \"" + region + "\", but the calendar of countries is not loaded.",
        "Give US or none, or load the calendar.");
  }
  if (options.calendar->has_region(region)) return {};
  Error unknown = options.calendar->holidays(region, 2000).error();
  unknown.advice += " Or give none, so that no holidays count.";
  return tl::unexpected<Error>(std::move(unknown));
}

bool is_amount(double value) { return std::isfinite(value) && value >= 0.0; }

}  // namespace

Result<void> validate(const DetectOptions& options) {
  if (!(options.interval_width > 0.0 && options.interval_width < 1.0)) {
    return out_of_range("interval_width", "above 0 and below 1");
  }
  if (!is_amount(options.min_impact)) return out_of_range("min_impact", "of at least 0");
  if (!is_amount(options.min_percent)) return out_of_range("min_percent", "of at least 0");
  return check_region(options);
}

}  // namespace expense::detection
