// Google Cloud: the billing export flattened to CSV, the console's cost table, and the file export
// of former years.
#include <memory>

#include "billing/charge_format.h"
#include "billing/map_cells.h"

namespace expense::billing {
namespace {

const std::vector<ChargeWord>& cost_types() {
  static const std::vector<ChargeWord> words = {{"regular", ChargeType::kUsage},
                                                {"usage", ChargeType::kUsage},
                                                {"tax", ChargeType::kTax},
                                                {"adjustment", ChargeType::kAdjustment},
                                                {"roundingerror", ChargeType::kAdjustment},
                                                {"credit", ChargeType::kCredit}};
  return words;
}

// What is paid is the cost and its credits, which are negative.
class ExportRules : public ChargeRules {
 public:
  enum Place : std::size_t { kNet, kGross };

  explicit ExportRules(const Header& header) : credits_(header.find("credits")) {}

  bool derives(std::string_view measure) const override {
    return measure == "net" && credits_ != Header::kAbsent;
  }

  std::string lacks(std::string_view measure) const override {
    return measure == "net" && !derives(measure) ? "it has no column credits" : "";
  }

  std::string derive(Cells cells, ChargeType /*type*/, std::span<Money> costs) override {
    costs[kNet] = costs[kGross];
    if (credits_ == Header::kAbsent) return {};
    const std::optional<Money> credits = sum_in_maps(said_at(cells, credits_), "amount");
    if (!credits) ++unread_;
    costs[kNet] += credits.value_or(Money());
    return {};
  }

  std::vector<std::string> warnings() const override {
    if (credits_ == Header::kAbsent) {
      return {"the file has no column credits: the costs are those before credits"};
    }
    if (unread_ == 0) return {};
    return {"rows whose credits cannot be read: " + std::to_string(unread_) +
            "; they count with their cost before credits"};
  }

 private:
  std::size_t credits_;
  std::int64_t unread_ = 0;
};

// "com.google.cloud/services/compute-engine/VmimageN1Standard_1" is compute-engine.
class LineItemServices : public ChargeRules {
 public:
  std::string_view value(Dimension dimension, std::string_view told, Cells /*cells*/) override {
    constexpr std::string_view kServices = "/services/";
    if (dimension != Dimension::kService) return told;
    const std::size_t at = told.find(kServices);
    if (at != std::string_view::npos) told.remove_prefix(at + kServices.size());
    return told.substr(0, told.find('/'));
  }
};

// Rows of a credit say which kind of credit they are.
class CostTableRules : public ChargeRules {
 public:
  explicit CostTableRules(const Header& header) : credit_type_(header.find("credittype")) {}

  ChargeType charge_type(ChargeType told, Cells cells) override {
    const bool is_credit = !said_at(cells, credit_type_).empty();
    return is_credit ? ChargeType::kCredit : told;
  }

 private:
  std::size_t credit_type_;
};

}  // namespace

const ChargeFormat& gcp_billing_export_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kGcpBillingExport,
      .name = "a Google Cloud billing export",
      .fits =
          [](const Header& header) {
            return header.has_any({"servicedescription"}) && header.has("usagestarttime");
          },
      .day = {"usagestarttime"},
      .currency = {"currency"},
      .measures = {{"net", {}}, {"gross", {"cost"}}, {"list", {"costatlist"}}},
      .service = {"servicedescription", "serviceid"},
      .account = {{{"projectid"}, {"projectname"}}, {{"billingaccountid"}, {}}},
      .region = {"locationregion", "locationlocation"},
      .usage_type = {"skudescription"},
      .charge_type = {"costtype"},
      .charge_words = cost_types(),
      .make_rules = [](const Header& header) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<ExportRules>(header);
      },
  };
  return format;
}

const ChargeFormat& gcp_cost_table_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kGcpCostTable,
      .name = "a Google Cloud cost table",
      .fits =
          [](const Header& header) {
            return header.has_all({"servicedescription", "usagestartdate"});
          },
      .day = {"usagestartdate"},
      .is_monthly = true,
      .currency = {"currency"},
      .measures = {{"cost", {"unroundedcost", "cost"}}},
      .service = {"servicedescription"},
      .account = {{{"projectid"}, {"projectname"}}, {{"billingaccountid"}, {"billingaccountname"}}},
      .region = {"location"},
      .usage_type = {"skudescription"},
      .charge_type = {"costtype"},
      .charge_words = cost_types(),
      .make_rules = [](const Header& header) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<CostTableRules>(header);
      },
  };
  return format;
}

const ChargeFormat& gcp_file_export_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kGcpFileExport,
      .name = "a Google Cloud billing file export",
      .fits =
          [](const Header& header) {
            return header.has_all({"lineitem", "starttime", "endtime", "projectid"});
          },
      .day = {"starttime"},
      .currency = {"currency"},
      .measures = {{"cost", {"cost"}}},
      .service = {"lineitem"},
      .account = {{{"projectid", "projectnumber"}, {"projectname"}}, {{"accountid"}, {}}},
      .usage_type = {"description", "lineitem"},
      .make_rules = [](const Header& /*header*/) -> std::unique_ptr<ChargeRules> {
        return std::make_unique<LineItemServices>();
      },
  };
  return format;
}

}  // namespace expense::billing
