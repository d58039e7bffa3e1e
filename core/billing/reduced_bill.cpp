// Bills that were added up by day in a data warehouse, by the queries of scripts/sql: one row for
// each day and set of dimension values, one column for each measure, charge types in our own words.
#include <string>
#include <vector>

#include "billing/cell_values.h"
#include "billing/charge_format.h"

namespace expense::billing {
namespace {

// In the order of their numbers; kNotSaid has no word.
constexpr ChargeType kLastType = ChargeType::kNegation;

std::vector<ChargeWord> own_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (int type = 1; type <= static_cast<int>(kLastType); ++type) {
      all.push_back(squeezed(to_string(static_cast<ChargeType>(type))));
    }
    return all;
  }();
  std::vector<ChargeWord> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    found.push_back({words[i], static_cast<ChargeType>(i + 1)});
  }
  return found;
}

}  // namespace

const ChargeFormat& reduced_bill_format() {
  static const ChargeFormat format = {
      .id = BillFormat::kReduced,
      .name = "a bill added up by day",
      .fits =
          [](const Header& header) {
            return header.has_all({"day", "chargetype"}) &&
                   (header.has("costunblended") || header.has("costbilled"));
          },
      .day = {"day"},
      .currency = {"currency"},
      .measures = {{"unblended", {"costunblended"}},
                   {"net_unblended", {"costnetunblended"}},
                   {"amortized", {"costamortized"}},
                   {"net_amortized", {"costnetamortized"}},
                   {"blended", {"costblended"}},
                   {"billed", {"costbilled"}},
                   {"effective", {"costeffective"}},
                   {"list", {"costlist"}},
                   {"contracted", {"costcontracted"}}},
      .service = {"service"},
      .account = {{{"accountid"}, {"accountname"}}},
      .region = {"region"},
      .usage_type = {"usagetype"},
      .charge_type = {"chargetype"},
      .charge_words = own_words(),
  };
  return format;
}

}  // namespace expense::billing
