// FOCUS 1.0 to 1.3, the open standard for bills of every provider, with the liberties that real
// exports take.
#include <algorithm>
#include <iterator>
#include <memory>

#include "billing/cell_values.h"
#include "billing/charge_format.h"
#include "billing/dictionary.h"

namespace expense::billing {
namespace {

enum Place : std::size_t { kBilled, kEffective };

bool has_decimals(Money amount) {
  constexpr Int128 kAtomsPerUnit = 1'000'000'000'000;
  return amount.atoms() % kAtomsPerUnit != 0;
}

class FocusRules : public ChargeRules {
 public:
  explicit FocusRules(const Header& header)
      : provider_(header.find("providername")),
        publisher_(header.find("publishername")),
        meter_(header.find("xskumetersubcategory")),
        service_category_(header.find("servicecategory")),
        service_code_(header.find("xservicecode")),
        frequency_(header.find("chargefrequency")),
        service_(header.find("servicename")),
        class_(header.find("chargeclass")),
        commitment_status_(header.find("commitmentdiscountstatus")),
        has_effective_(header.has("effectivecost")) {}

  ChargeType charge_type(ChargeType told, Cells cells) override {
    if (said_at(cells, class_) == "Correction") return ChargeType::kAdjustment;
    if (told == ChargeType::kUsage) {
      const std::string_view status = said_at(cells, commitment_status_);
      if (status == "Used") return ChargeType::kCovered;
      if (status == "Unused") return ChargeType::kUnused;
      return is_by_others(cells) ? ChargeType::kMarketplace : told;
    }
    if (told != ChargeType::kUpfrontFee) return told;
    const bool is_support = said_at(cells, service_code_).substr(0, 10) == "AWSSupport" ||
                            said_at(cells, service_).substr(0, 11) == "AWS Support";
    if (is_support) return ChargeType::kSupport;
    return said_at(cells, frequency_) == "Recurring" ? ChargeType::kRecurringFee : told;
  }

  // Empty for marketplace purchases (the publisher says more) and for Microsoft's commitment
  // purchases and rounding rows (the meter says more).
  std::string_view value(Dimension dimension, std::string_view told, Cells cells) override {
    if (dimension != Dimension::kService || !told.empty()) return told;
    const std::string_view publisher = said_at(cells, publisher_);
    if (is_by_others(cells)) return publisher;
    for (const std::string_view text : {said_at(cells, meter_), publisher}) {
      if (!text.empty()) return text;
    }
    return said_at(cells, service_category_);
  }

  // Nothing to work out, but some files round EffectiveCost to whole units.
  std::string derive(Cells cells, ChargeType /*type*/, std::span<Money> costs) override {
    if (!has_effective_) return {};
    const ValueCode provider = providers_.intern(said_at(cells, provider_));
    if (provider >= decimals_.size()) decimals_.resize(provider + std::size_t{1});
    Decimals& seen = decimals_[provider];
    seen.billed = seen.billed || has_decimals(costs[kBilled]);
    seen.effective = seen.effective || has_decimals(costs[kEffective]);
    return {};
  }

  std::vector<std::string> doubtful_measures() const override {
    if (rounding_providers().empty()) return {};
    return {"effective"};
  }

  std::vector<std::string> warnings() const override {
    constexpr std::size_t kProvidersNamed = 5;
    std::vector<std::string> suspects = rounding_providers();
    std::sort(suspects.begin(), suspects.end());
    suspects.resize(std::min(suspects.size(), kProvidersNamed));
    std::vector<std::string> found;
    for (const std::string& provider : suspects) {
      const std::string whose = provider.empty() ? "" : " of " + provider;
      found.push_back("EffectiveCost" + whose +
                      " has no decimals in any row while BilledCost has: it seems to be rounded, "
                      "so prefer the measure \"billed\"");
    }
    return found;
  }

 private:
  // Whether the row is of something that the provider sells for somebody else.
  bool is_by_others(Cells cells) const {
    const std::string_view publisher = said_at(cells, publisher_);
    const std::string_view provider = said_at(cells, provider_);
    const auto begins_with = [publisher](std::string_view name) {
      return !name.empty() && publisher.substr(0, name.size()) == name;
    };
    constexpr std::string_view kProviders[] = {"Amazon", "AWS",    "Microsoft",
                                               "Google", "Oracle", "Alibaba"};
    return !publisher.empty() && !begins_with(provider) &&
           std::none_of(std::begin(kProviders), std::end(kProviders), begins_with);
  }

  // Those whose EffectiveCost seems to be rounded to whole units.
  std::vector<std::string> rounding_providers() const {
    std::vector<std::string> providers;
    for (std::size_t code = 0; code < decimals_.size(); ++code) {
      const bool is_suspect = decimals_[code].billed && !decimals_[code].effective;
      if (is_suspect) providers.push_back(providers_.values()[code]);
    }
    return providers;
  }

  struct Decimals {
    bool billed = false;
    bool effective = false;
  };

  std::size_t provider_;
  std::size_t publisher_;
  std::size_t meter_;
  std::size_t service_category_;
  std::size_t service_code_;
  std::size_t frequency_;
  std::size_t service_;
  std::size_t class_;
  std::size_t commitment_status_;
  bool has_effective_;
  Dictionary providers_;
  std::vector<Decimals> decimals_;  // by the code of the provider
};

}  // namespace

const ChargeFormat& focus_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kFocus,
      .name = "a FOCUS bill",
      .fits =
          [](const Header& header) {
            return header.has_any({"billedcost", "chargeperiodstart"});
          },
      .day = {"chargeperiodstart"},
      .billing_period = {"billingperiodstart"},
      .invoice = {"invoiceid"},
      .currency = {"billingcurrency"},
      .measures = {{"billed", {"billedcost"}},
                   {"effective", {"effectivecost"}},
                   {"list", {"listcost"}},
                   {"contracted", {"contractedcost"}}},
      .service = {"servicename"},
      .account = {{{"subaccountid"}, {"subaccountname"}},
                  {{"billingaccountid"}, {"billingaccountname"}}},
      .region = {"regionid", "regionname", "region"},
      .usage_type = {"xusagetype", "skumeter", "xskumetersubcategory", "xskumetercategory",
                     "chargedescription"},
      .operation = {"xoperation"},
      .charge_type = {"chargecategory"},
      .charge_words = {{"usage", ChargeType::kUsage},
                       {"purchase", ChargeType::kUpfrontFee},
                       {"tax", ChargeType::kTax},
                       {"credit", ChargeType::kCredit},
                       {"adjustment", ChargeType::kAdjustment}},
      .make_rules = [](const Header& header) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<FocusRules>(header);
      },
  };
  return format;
}

}  // namespace expense::billing
