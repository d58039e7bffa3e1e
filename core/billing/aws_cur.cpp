// AWS Cost and Usage Reports: legacy as CSV, legacy as Athena spells it, and CUR 2.0, whose maps
// are JSON in CSV. Their names are the same once squeezed.
#include <algorithm>
#include <memory>

#include "billing/aws_amortized_cost.h"
#include "billing/aws_regions.h"
#include "billing/cell_values.h"
#include "billing/charge_format.h"
#include "billing/map_cells.h"

namespace expense::billing {
namespace {

bool is_cur(const Header& header) {
  return header.has_any({"lineitemusagestartdate", "lineitemunblendedcost"});
}

// Legacy reports write `product/regionCode` and `product_product_name`, CUR 2.0 neither.
bool is_cur_2(const Header& header) {
  const bool has_slashes =
      std::any_of(header.names().begin(), header.names().end(), [](const std::string& name) {
        return squeezed(name.substr(0, name.find('/'))) == "lineitem";
      });
  return is_cur(header) && !has_slashes && !header.has("productproductname") &&
         (header.has("product") || header.has("resourcetags") || header.has("costcategory") ||
          header.has("billpayeraccountname") || header.has("lineitemusageaccountname") ||
          header.has("productregioncode"));
}

bool is_legacy_cur(const Header& header) { return is_cur(header) && !is_cur_2(header); }

class CurRules : public ChargeRules {
 public:
  explicit CurRules(const Header& header)
      : amortized_(header),
        type_(header.find("lineitemlineitemtype")),
        entity_(header.find("billbillingentity")),
        operation_(header.find("lineitemoperation")),
        usage_type_(header.find("lineitemusagetype")),
        zone_(header.find("lineitemavailabilityzone")),
        product_(header.find("product")),
        product_code_(header.find("lineitemproductcode")),
        reservation_(header.find("reservationreservationarn")) {}

  bool derives(std::string_view measure) const override { return amortized_.gives(measure); }

  std::string lacks(std::string_view measure) const override { return amortized_.lacks(measure); }

  // Split cost allocation repeats the cost of a machine as the costs of its pods.
  bool is_charge(Cells cells) override {
    const std::string_view operation = said_at(cells, operation_);
    const bool is_pod = operation == "EKSPod-EC2" || operation == "ECSTask-EC2";
    if (is_pod) ++pods_;
    return !is_pod;
  }

  ChargeType charge_type(ChargeType told, Cells cells) override {
    if (told == ChargeType::kUsage) {
      const bool is_others = said_at(cells, entity_) == "AWS Marketplace";
      return is_others ? ChargeType::kMarketplace : told;
    }
    if (told != ChargeType::kSubscription || said_at(cells, type_) != "Fee") return told;
    if (!said_at(cells, reservation_).empty()) return ChargeType::kUpfrontFee;
    const bool is_support = said_at(cells, product_code_).substr(0, 10) == "AWSSupport";
    return is_support ? ChargeType::kSupport : told;
  }

  std::string_view value(Dimension dimension, std::string_view told, Cells cells) override {
    if (!told.empty()) return told;
    if (dimension == Dimension::kService) return service(cells);
    return dimension == Dimension::kRegion ? region(cells) : told;
  }

  std::string derive(Cells cells, ChargeType type, std::span<Money> costs) override {
    return amortized_.derive(cells, type, costs);
  }

  // Its unused part is dated on the first of the month.
  bool is_spread(Cells cells, ChargeType type) const override {
    return type == ChargeType::kRecurringFee && said_at(cells, type_) == "RIFee";
  }

  std::vector<std::string> doubtful_measures() const override {
    return amortized_.doubtful_measures();
  }

  std::vector<std::string> warnings() const override {
    std::vector<std::string> found = amortized_.warnings();
    if (pods_ > 0) {
      found.push_back(
          "rows left out because they are the shares of pods in the cost of machines "
          "that the bill holds as well: " +
          std::to_string(pods_));
    }
    return found;
  }

 private:
  std::string_view service(Cells cells) {
    const std::string_view name = map_text(said_at(cells, product_), "product_name", unescaped_);
    return name.empty() ? said_at(cells, product_code_) : name;
  }

  std::string_view region(Cells cells) {
    const std::string_view told = map_text(said_at(cells, product_), "region", unescaped_);
    if (!told.empty()) return told;
    const std::string_view zone = region_of_zone(said_at(cells, zone_));
    if (!zone.empty()) return zone;
    std::string_view type = said_at(cells, type_);
    const bool is_usage = take_suffix(type, "Usage");
    return is_usage ? region_of_usage_type(said_at(cells, usage_type_)) : std::string_view();
  }

  AwsAmortizedCost amortized_;
  std::size_t type_;
  std::size_t entity_;
  std::size_t operation_;
  std::size_t usage_type_;
  std::size_t zone_;
  std::size_t product_;
  std::size_t product_code_;
  std::size_t reservation_;
  std::string unescaped_;
  std::int64_t pods_ = 0;
};

ChargeFormat cur_format(BillFormat id, bool (*fits)(const Header&)) {
  return {
      .id = id,
      .name = "an AWS Cost and Usage Report",
      .fits = fits,
      .day = {"lineitemusagestartdate"},
      .last_day = {"lineitemusageenddate"},
      .billing_period = {"billbillingperiodstartdate"},
      .invoice = {"billinvoiceid"},
      .currency = {"lineitemcurrencycode"},
      .measures = {{"unblended", {"lineitemunblendedcost"}},  // places: AwsAmortizedCost
                   {"net_unblended", {"lineitemnetunblendedcost"}},
                   {"amortized", {}},
                   {"net_amortized", {}},
                   {"blended", {"lineitemblendedcost"}},
                   {"list", {"pricingpublicondemandcost"}}},
      .service = {"productproductname"},
      .account = {{{"lineitemusageaccountid"}, {"lineitemusageaccountname"}},
                  {{"billpayeraccountid"}, {"billpayeraccountname"}}},
      .region = {"productregioncode", "productregion"},
      .usage_type = {"lineitemusagetype"},
      .operation = {"lineitemoperation"},
      .charge_type = {"lineitemlineitemtype"},
      .charge_words = {{"usage", ChargeType::kUsage},
                       {"discountedusage", ChargeType::kCovered},
                       {"savingsplancoveredusage", ChargeType::kCovered},
                       {"savingsplannegation", ChargeType::kNegation},
                       {"savingsplanrecurringfee", ChargeType::kRecurringFee},
                       {"savingsplanupfrontfee", ChargeType::kUpfrontFee},
                       {"rifee", ChargeType::kRecurringFee},
                       {"fee", ChargeType::kSubscription},
                       {"flatratesubscription", ChargeType::kSubscription},
                       {"tax", ChargeType::kTax},
                       {"credit", ChargeType::kCredit},
                       {"refund", ChargeType::kRefund},
                       {"*discount", ChargeType::kDiscount}},
      .make_rules = [](const Header& header) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<CurRules>(header);
      },
  };
}

}  // namespace

const ChargeFormat& aws_cur_legacy_format() {
  static const ChargeFormat format = cur_format(BillFormat::kAwsCurLegacy, is_legacy_cur);
  return format;
}

const ChargeFormat& aws_cur_2_format() {
  static const ChargeFormat format = cur_format(BillFormat::kAwsCur2, is_cur_2);
  return format;
}

}  // namespace expense::billing
