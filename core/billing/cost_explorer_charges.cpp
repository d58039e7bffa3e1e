// Services that are no services, and AWS's record types.
#include "billing/cost_explorer_charges.h"

#include "billing/charge_format.h"
#include "billing/charge_type.h"

namespace expense::billing {
namespace {

ChargeType type_of_service(std::string_view service) {
  if (service == "Tax") return ChargeType::kTax;
  const bool is_support =
      service.substr(0, 9) == "Support (" || service.substr(0, 11) == "AWS Support";
  return is_support ? ChargeType::kSupport : ChargeType::kNotSaid;
}

}  // namespace

std::string cost_explorer_charge_type(Dimension grouping, std::string_view value) {
  if (grouping == Dimension::kService) return std::string(to_string(type_of_service(value)));
  if (grouping != Dimension::kChargeType) return {};
  const auto type = type_of_word(aws_cur_2_format().charge_words, value);
  return std::string(type ? to_string(*type) : value);
}

}  // namespace expense::billing
