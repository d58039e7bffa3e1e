// Oracle's cost reports and Alibaba Cloud's bills of instances.
#include <memory>

#include "billing/cell_values.h"
#include "billing/charge_format.h"

namespace expense::billing {
namespace {

// Corrections are rows of their own that are added like all others.
class OracleRules : public ChargeRules {
 public:
  explicit OracleRules(const Header& header) : correction_(header.find("lineitemiscorrection")) {}

  ChargeType charge_type(ChargeType told, Cells cells) override {
    if (correction_ == Header::kAbsent) return told;
    const bool is_correction = trimmed(cells[correction_]) == "true";
    return is_correction ? ChargeType::kAdjustment : ChargeType::kUsage;
  }

 private:
  std::size_t correction_;
};

}  // namespace

const ChargeFormat& oci_cost_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kOciCost,
      .name = "an OCI cost report",
      .fits =
          [](const Header& header) {
            return header.has_any({"lineitemintervalusagestart"}) || header.has_any({"costmycost"});
          },
      .day = {"lineitemintervalusagestart"},
      .currency = {"costcurrencycode"},
      .measures = {{"cost", {"costmycost"}}},
      .service = {"productservice"},
      .account = {{{"productcompartmentid"}, {"productcompartmentname"}},
                  {{"lineitemtenantid"}, {}}},
      .region = {"productregion"},
      .usage_type = {"productdescription", "costproductsku"},
      .make_rules = [](const Header& header) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<OracleRules>(header);
      },
  };
  return format;
}

const ChargeFormat& alibaba_bill_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kAlibabaBill,
      .name = "an Alibaba Cloud bill",
      .fits =
          [](const Header& header) {
            return header.has_all({"pretaxamount", "productcode"});
          },
      .day = {"billingdate"},
      .currency = {"currency"},
      .measures = {{"pretax", {"pretaxamount"}}, {"gross", {"pretaxgrossamount"}}},
      .service = {"productname", "productcode"},
      .account = {{{"billaccountid"}, {"billaccountname"}}},
      .region = {"region"},
      .usage_type = {"billingitem", "productdetail"},
      .charge_type = {"item"},
      .charge_words = {{"payasyougobill", ChargeType::kUsage},
                       {"subscriptionorder", ChargeType::kUpfrontFee},
                       {"refund", ChargeType::kRefund},
                       {"adjustment", ChargeType::kAdjustment}},
  };
  return format;
}

}  // namespace expense::billing
