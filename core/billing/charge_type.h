// What a charge is, in one vocabulary for the bills of every provider.
#pragma once

#include <cstdint>
#include <string_view>

namespace expense::billing {

enum class ChargeType : std::uint8_t {
  kNotSaid,       ///< The bill does not tell its charges apart.
  kUsage,         ///< Also whatever word of a bill is not known.
  kCovered,       ///< Usage that a commitment pays for.
  kUnused,        ///< The part of a commitment that nothing used.
  kRecurringFee,  ///< Of a commitment.
  kUpfrontFee,    ///< Of a commitment.
  kSubscription,  ///< Fees for something else, mostly once a month.
  kMarketplace,   ///< Usage of what others than the provider sell.
  kTax,
  kCredit,
  kRefund,
  kDiscount,
  kSupport,
  kAdjustment,
  kNegation,  ///< Sets off usage at its price on demand against the commitment that covers it.
};

/// The word in tables and reports: "usage", "commitment-covered usage", ...; "" for kNotSaid.
[[nodiscard]] std::string_view to_string(ChargeType type);

}  // namespace expense::billing
