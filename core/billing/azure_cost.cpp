// Azure: exports of cost details under every agreement and in every language of the portal, and the
// download of cost analysis.
#include <memory>

#include "billing/cell_values.h"
#include "billing/charge_format.h"

namespace expense::billing {
namespace {

class AzureRules : public ChargeRules {
 public:
  explicit AzureRules(const Header& header)
      : pricing_model_(header.find_any({"pricingmodel"})),
        frequency_(header.find_any({"frequency"})),
        publisher_type_(header.find_any({"publishertype"})) {}

  ChargeType charge_type(ChargeType told, Cells cells) override {
    const bool is_others = said_at(cells, publisher_type_) == "Marketplace";
    if (told == ChargeType::kUsage) {
      if (is_commitment(cells)) return ChargeType::kCovered;
      return is_others ? ChargeType::kMarketplace : told;
    }
    if (told != ChargeType::kUpfrontFee) return told;
    if (is_others) return ChargeType::kSubscription;
    return said_at(cells, frequency_) == "Recurring" ? ChargeType::kRecurringFee : told;
  }

  // An actual export holds commitments as purchases, an amortised one as the cost of what they
  // cover and of what nothing used.
  std::string derive(Cells cells, ChargeType type, std::span<Money> costs) override {
    const bool is_fee = type == ChargeType::kUpfrontFee || type == ChargeType::kRecurringFee;
    const bool has_covered_cost = type == ChargeType::kCovered && costs[0] != Money();
    is_actual_ = is_actual_ || (is_fee && is_commitment(cells));
    is_amortized_ = is_amortized_ || type == ChargeType::kUnused || has_covered_cost;
    return {};
  }

  std::string_view kind_of_file() const override {
    if (is_actual_ == is_amortized_) return {};
    return is_actual_ ? "actual" : "amortized";
  }

  // Regions are spelled "EastUS", "eastus" and "East US".
  std::string_view value(Dimension dimension, std::string_view told, Cells /*cells*/) override {
    if (dimension != Dimension::kRegion) return told;
    region_.clear();
    for (const char c : told) {
      const bool is_upper = c >= 'A' && c <= 'Z';
      if (c != ' ') region_ += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return region_;
  }

 private:
  bool is_commitment(Cells cells) const {
    const std::string_view model = said_at(cells, pricing_model_);
    return model == "Reservation" || model == "SavingsPlan";
  }

  std::size_t pricing_model_;
  std::size_t frequency_;
  std::size_t publisher_type_;
  std::string region_;
  bool is_actual_ = false;
  bool is_amortized_ = false;
};

std::unique_ptr<ChargeRules> azure_rules(const Header& header) {
  return std::make_unique<AzureRules>(header);
}

bool has_date(const Header& header) {
  return header.has_any({"date", "usagedatetime", "usagedate"});
}

bool is_azure_cost(const Header& header) {
  return header.has_any({"metercategory"}) &&
         (has_date(header) || header.has_any({"costinbillingcurrency", "pretaxcost"}));
}

bool is_cost_analysis(const Header& header) {
  return header.has("usagedate") && (header.has("cost") || header.has("costusd"));
}

}  // namespace

const ChargeFormat& azure_cost_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kAzureCost,
      .name = "an Azure cost export",
      .fits = is_azure_cost,
      .day = {"date", "usagedatetime", "usagedate"},
      .has_any_order_of_day = true,
      .currency = {"billingcurrency", "billingcurrencycode", "currency"},
      .measures = {{"cost", {"costinbillingcurrency", "cost", "pretaxcost"}},
                   {"list", {"paygcostinbillingcurrency"}}},
      .service = {"metercategory", "servicename", "consumedservice"},
      .account = {{{"subscriptionid", "subscriptionguid"}, {"subscriptionname"}},
                  {{"billingaccountid"}, {"billingaccountname"}}},
      .region = {"resourcelocation", "location", "meterregion"},
      .usage_type = {"metername", "metersubcategory", "productname", "product"},
      .charge_type = {"chargetype"},
      .charge_words = {{"usage", ChargeType::kUsage},
                       {"purchase", ChargeType::kUpfrontFee},
                       {"refund", ChargeType::kRefund},
                       {"unusedreservation", ChargeType::kUnused},
                       {"unusedsavingsplan", ChargeType::kUnused},
                       {"tax", ChargeType::kTax},
                       {"credit", ChargeType::kCredit},
                       {"*adjustment", ChargeType::kAdjustment}},
      .make_rules = azure_rules,
  };
  return format;
}

const ChargeFormat& azure_cost_analysis_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kAzureCostAnalysis,
      .name = "a download of Azure cost analysis",
      .fits = is_cost_analysis,
      .day = {"usagedate"},
      .has_any_order_of_day = true,
      .currency = {"currency"},
      .measures = {{"cost", {"cost", "costusd"}}},
      .service = {"servicename", "service", "resourcetype", "resourcegroupname", "resourcegroup"},
      .account = {{{"subscriptionid"}, {"subscriptionname", "subscription"}}},
      .region = {"resourcelocation", "location"},
      .usage_type = {"meter", "metersubcategory"},
      .charge_type = {"chargetype"},
      .charge_words = azure_cost_format().charge_words,
      .make_rules = azure_rules,
  };
  return format;
}

}  // namespace expense::billing
