// The region of an AWS charge that does not name it.
#pragma once

#include <string_view>

namespace expense::billing {

/// "EUC1-BoxUsage" is in eu-central-1, "BoxUsage" in us-east-1; "" for a code that is not known.
[[nodiscard]] std::string_view region_of_usage_type(std::string_view usage_type);

/// "eu-west-1b" is a zone of eu-west-1; "" for what is no zone.
[[nodiscard]] std::string_view region_of_zone(std::string_view zone);

}  // namespace expense::billing
