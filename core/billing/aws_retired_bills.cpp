// AWS's bills of former years: the detailed billing report and the monthly cost allocation report.
// Both repeat their sums as records of other types.
#include <memory>

#include "billing/aws_regions.h"
#include "billing/cell_values.h"
#include "billing/charge_format.h"

namespace expense::billing {
namespace {

class LineItemRules : public ChargeRules {
 public:
  explicit LineItemRules(const Header& header)
      : record_type_(header.find("recordtype")), usage_type_(header.find("usagetype")) {}

  bool is_charge(Cells cells) override {
    const std::string_view type = trimmed(cells[record_type_]);
    return type == "LineItem" || type == "LinkedLineItem" || type == "PayerLineItem";
  }

  // The column holds a zone, and only for what runs in one.
  std::string_view value(Dimension dimension, std::string_view told, Cells cells) override {
    if (dimension != Dimension::kRegion) return told;
    const std::string_view region = region_of_zone(told);
    return region.empty() ? region_of_usage_type(said_at(cells, usage_type_)) : region;
  }

 private:
  std::size_t record_type_;
  std::size_t usage_type_;
};

std::unique_ptr<ChargeRules> line_item_rules(const Header& header) {
  return std::make_unique<LineItemRules>(header);
}

}  // namespace

const ChargeFormat& aws_dbr_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kAwsDbr,
      .name = "an AWS detailed billing report",
      .fits =
          [](const Header& header) {
            return header.has_all({"recordtype", "payeraccountid"}) &&
                   header.has_any({"usagestartdate", "unblendedcost", "blendedcost"});
          },
      .day = {"usagestartdate"},
      .may_lack_day = true,  // taxes and sign-up charges
      .only_currency = "USD",
      .measures = {{"unblended", {"unblendedcost", "cost"}}, {"blended", {"blendedcost"}}},
      .service = {"productname"},
      .account = {{{"linkedaccountid"}, {"linkedaccountname"}}, {{"payeraccountid"}, {}}},
      .region = {"availabilityzone"},
      .usage_type = {"usagetype"},
      .operation = {"operation"},
      .make_rules = line_item_rules,
  };
  return format;
}

const ChargeFormat& aws_cost_allocation_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kAwsCostAllocation,
      .name = "an AWS cost allocation report",
      .fits =
          [](const Header& header) {
            return header.has_all({"recordtype", "totalcost", "billingperiodstartdate"});
          },
      .day = {"usagestartdate", "billingperiodstartdate"},
      .may_lack_day = true,
      .is_monthly = true,
      .currency = {"currencycode"},
      .measures = {{"cost", {"totalcost"}}, {"before_tax", {"costbeforetax"}}},
      .service = {"productname", "productcode"},
      .account = {{{"linkedaccountid"}, {"linkedaccountname"}},
                  {{"payeraccountid"}, {"payeraccountname"}}},
      .region = {"availabilityzone"},
      .usage_type = {"usagetype"},
      .operation = {"operation"},
      .make_rules = line_item_rules,
  };
  return format;
}

}  // namespace expense::billing
