#include "detection/options.h"

#include <cmath>
#include <string>

namespace expense::detection {
namespace {

tl::unexpected<Error> out_of_range(const std::string& field, const std::string& range) {
  return fail(ErrorCode::kInvalidOption, "The option " + field + " is out of its range.",
              "Give a number " + range + ".");
}

bool is_amount(double value) { return std::isfinite(value) && value >= 0.0; }

}  // namespace

Result<void> validate(const DetectOptions& options) {
  if (!(options.interval_width > 0.0 && options.interval_width < 1.0)) {
    return out_of_range("interval_width", "above 0 and below 1");
  }
  if (!is_amount(options.min_impact)) return out_of_range("min_impact", "of at least 0");
  if (!is_amount(options.min_percent)) return out_of_range("min_percent", "of at least 0");
  return {};
}

}  // namespace expense::detection
