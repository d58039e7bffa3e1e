// What AWS's commitments cost on the days they are used, rather than on the day they are billed.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "billing/charge_format.h"

namespace expense::billing {

/// Works out "amortized" and "net_amortized" of Cost and Usage Reports by the rule of AWS's Cloud
/// Intelligence Dashboards: usage under a commitment at its effective cost, of fees only the part
/// that nothing used, no upfront fees and no negations; everything else as it is billed.
class AwsAmortizedCost {
 public:
  /// Places in the list of measures.
  enum Place : std::size_t { kUnblended, kNetUnblended, kAmortized, kNetAmortized };

  explicit AwsAmortizedCost(const Header& header);

  /// Without the columns of effective cost a report with commitments cannot be amortised; where it
  /// has line item types and only one kind's columns, what the other lacks counts as 0.
  [[nodiscard]] bool gives(std::string_view measure) const;
  /// @param costs with the billed measures filled in. @return why the row cannot be read, or "".
  [[nodiscard]] std::string derive(Cells cells, ChargeType type, std::span<Money> costs);
  /// Why a measure that it would work out cannot be; "" for all others.
  [[nodiscard]] std::string lacks(std::string_view measure) const;
  [[nodiscard]] std::vector<std::string> doubtful_measures() const;
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  enum Column : std::size_t {
    kPlanEffective,
    kPlanCommitment,
    kPlanUsed,
    kReservationEffective,
    kUnusedUpfront,
    kUnusedRecurring,
    kColumns
  };
  using Columns = std::array<std::size_t, kColumns>;

  [[nodiscard]] std::string amortize(Cells cells, ChargeType type, const Columns& columns,
                                     Money& cost);
  [[nodiscard]] bool is_plan_refund(Cells cells) const;

  Header header_;
  std::size_t type_;
  std::size_t product_code_;
  std::size_t description_;
  Columns plain_;
  Columns net_;
  bool gives_amortized_ = false;
  bool gives_net_amortized_ = false;
  bool lacks_effective_cost_ = false;
};

}  // namespace expense::billing
