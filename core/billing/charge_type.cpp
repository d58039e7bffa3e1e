// The words for charge types.
#include "billing/charge_type.h"

namespace expense::billing {

std::string_view to_string(ChargeType type) {
  switch (type) {
    case ChargeType::kNotSaid:
      return "";
    case ChargeType::kUsage:
      return "usage";
    case ChargeType::kCovered:
      return "commitment-covered usage";
    case ChargeType::kUnused:
      return "commitment unused";
    case ChargeType::kRecurringFee:
      return "recurring fee";
    case ChargeType::kUpfrontFee:
      return "upfront fee";
    case ChargeType::kSubscription:
      return "subscription";
    case ChargeType::kMarketplace:
      return "marketplace";
    case ChargeType::kTax:
      return "tax";
    case ChargeType::kCredit:
      return "credit";
    case ChargeType::kRefund:
      return "refund";
    case ChargeType::kDiscount:
      return "discount";
    case ChargeType::kSupport:
      return "support";
    case ChargeType::kAdjustment:
      return "adjustment";
    case ChargeType::kNegation:
      return "negation";
  }
  return "";
}

}  // namespace expense::billing
