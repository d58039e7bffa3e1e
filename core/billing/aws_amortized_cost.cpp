// Amortised cost, line item type by line item type.
#include "billing/aws_amortized_cost.h"

#include <optional>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"

namespace expense::billing {
AwsAmortizedCost::AwsAmortizedCost(const Header& header)
    : header_(header),
      type_(header.find("lineitemlineitemtype")),
      product_code_(header.find("lineitemproductcode")),
      description_(header.find("lineitemlineitemdescription")),
      plain_{header.find("savingsplansavingsplaneffectivecost"),
             header.find("savingsplantotalcommitmenttodate"),
             header.find("savingsplanusedcommitment"),
             header.find("reservationeffectivecost"),
             header.find("reservationunusedamortizedupfrontfeeforbillingperiod"),
             header.find("reservationunusedrecurringfee")},
      net_{header.find("savingsplannetsavingsplaneffectivecost"),
           plain_[kPlanCommitment],
           plain_[kPlanUsed],
           header.find("reservationneteffectivecost"),
           header.find("reservationnetunusedamortizedupfrontfeeforbillingperiod"),
           header.find("reservationnetunusedrecurringfee")} {
  const auto has_effective_cost = [](const Columns& columns) {
    return columns[kPlanEffective] != Header::kAbsent ||
           columns[kReservationEffective] != Header::kAbsent;
  };
  const bool has_types = type_ != Header::kAbsent;
  gives_amortized_ = has_types && header.has("lineitemunblendedcost") && has_effective_cost(plain_);
  gives_net_amortized_ =
      has_types && header.has("lineitemnetunblendedcost") && has_effective_cost(net_);
}

bool AwsAmortizedCost::gives(std::string_view measure) const {
  return (measure == "amortized" && gives_amortized_) ||
         (measure == "net_amortized" && gives_net_amortized_);
}

std::string AwsAmortizedCost::lacks(std::string_view measure) const {
  const bool is_net = measure == "net_amortized";
  if ((!is_net && measure != "amortized") || gives(measure)) return {};
  if (type_ == Header::kAbsent) return "it has no column lineItem/LineItemType";
  if (is_net && !header_.has("lineitemnetunblendedcost")) {
    return "it has no column lineItem/NetUnblendedCost";
  }
  return "it has no column with the effective cost of reservations or savings plans";
}

std::string AwsAmortizedCost::derive(Cells cells, ChargeType type, std::span<Money> costs) {
  costs[kAmortized] = costs[kUnblended];
  costs[kNetAmortized] = costs[kNetUnblended];
  const bool is_as_billed =
      type == ChargeType::kUsage || type == ChargeType::kTax || type == ChargeType::kMarketplace;
  if (is_as_billed) return {};
  if (gives_amortized_) {
    if (std::string fault = amortize(cells, type, plain_, costs[kAmortized]); !fault.empty())
      return fault;
  }
  if (!gives_net_amortized_) return {};
  // Net costs hold these discounts already.
  const std::string_view item = said_at(cells, type_);
  if (item == "EdpDiscount" || item == "PrivateRateDiscount") costs[kNetAmortized] = Money();
  return amortize(cells, type, net_, costs[kNetAmortized]);
}

// Replaces the billed `cost` where amortised cost differs.
std::string AwsAmortizedCost::amortize(Cells cells, ChargeType type, const Columns& columns,
                                       Money& cost) {
  std::string fault;
  const auto amount = [&](Column which) {
    const std::size_t column = columns[which];
    const std::string_view text = said_at(cells, column);
    if (text.empty()) return Money();
    const std::optional<Money> read = parse_amount(text);
    if (!read) fault = header_.name(column) + ": " + explain_bad_amount(text);
    return read.value_or(Money());
  };
  const std::string_view item = said_at(cells, type_);
  if (type == ChargeType::kCovered) {
    const Column effective = item == "DiscountedUsage" ? kReservationEffective : kPlanEffective;
    lacks_effective_cost_ = lacks_effective_cost_ || columns[effective] == Header::kAbsent;
    cost = amount(effective);
  } else if (item == "RIFee") {
    cost = amount(kUnusedUpfront) + amount(kUnusedRecurring);
  } else if (item == "SavingsPlanRecurringFee") {
    cost = amount(kPlanCommitment) - amount(kPlanUsed);
  } else if (type == ChargeType::kNegation || type == ChargeType::kUpfrontFee ||
             (type == ChargeType::kRefund && is_plan_refund(cells))) {
    cost = Money();
  }
  return fault;
}

bool AwsAmortizedCost::is_plan_refund(Cells cells) const {
  constexpr std::string_view kBegin = "Refund for one-time fee for Savings Plan ID";
  return said_at(cells, product_code_) == "ComputeSavingsPlans" &&
         said_at(cells, description_).substr(0, kBegin.size()) == kBegin;
}

std::vector<std::string> AwsAmortizedCost::doubtful_measures() const {
  if (!lacks_effective_cost_) return {};
  return {"amortized", "net_amortized"};
}

std::vector<std::string> AwsAmortizedCost::warnings() const {
  if (!lacks_effective_cost_) return {};
  return {
      "the report has usage under a commitment but no column with its effective cost: the "
      "measure \"amortized\" is too low, so use \"unblended\""};
}

}  // namespace expense::billing
