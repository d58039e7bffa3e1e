// How a format with one row for each charge is described: which columns say what, in which words.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "billing/bill_format.h"
#include "billing/cell_values.h"
#include "billing/charge_type.h"
#include "billing/cost_table.h"
#include "billing/header.h"

namespace expense::billing {

/// Squeezed names (header.h) that a column may have, the best first.
using ColumnNames = std::vector<std::string_view>;

/// The cells of one record, one for each column of the header.
using Cells = std::span<const std::string_view>;

struct ChargeMeasure {
  std::string_view name;
  ColumnNames columns;  ///< The first that the file has; none: ChargeRules works it out.
};

/// Columns that name an account in two ways.
struct AccountColumns {
  ColumnNames ids;
  ColumnNames names;
};

/// A word by which a format tells its charges apart.
struct ChargeWord {
  std::string_view word;  ///< Squeezed; "*discount" stands for all words that end so.
  ChargeType type;
};

/// What a bill's own word stands for; nullopt for one that is not known.
[[nodiscard]] std::optional<ChargeType> type_of_word(std::span<const ChargeWord> words,
                                                     std::string_view word);

/// What the cell says (cell_values.h); "" where the file has no such column.
[[nodiscard]] inline std::string_view said_at(Cells cells, std::size_t column) {
  return column == Header::kAbsent ? std::string_view() : said(cells[column]);
}

/// What the names of columns cannot say about a format. One object reads one file, row by row, and
/// may remember what it saw. Views that it returns are valid until its next call.
class ChargeRules {
 public:
  virtual ~ChargeRules() = default;

  /// Whether the file has the columns from which the measure is worked out.
  [[nodiscard]] virtual bool derives(std::string_view /*measure*/) const { return false; }
  /// False for records that are no charge: totals, or parts of charges in other records.
  [[nodiscard]] virtual bool is_charge(Cells /*cells*/) { return true; }
  /// @param told what the format's words say.
  [[nodiscard]] virtual ChargeType charge_type(ChargeType told, Cells /*cells*/) { return told; }
  /// @param told what the format's columns say.
  [[nodiscard]] virtual std::string_view value(Dimension /*dimension*/, std::string_view told,
                                               Cells /*cells*/) {
    return told;
  }
  /// Fills in the measures that no column holds.
  /// @param costs in the order of ChargeFormat::measures, 0 where the file lacks one.
  /// @return why the row cannot be read, "" when it can.
  [[nodiscard]] virtual std::string derive(Cells /*cells*/, ChargeType /*type*/,
                                           std::span<Money> /*costs*/) {
    return {};
  }
  /// Whether the measures that were worked out belong to all days until the end of the usage.
  [[nodiscard]] virtual bool is_spread(Cells /*cells*/, ChargeType /*type*/) const { return false; }
  /// Which of a format's kinds of files this is ("amortized"), as far as the rows tell; files of
  /// two kinds hold the same costs twice.
  [[nodiscard]] virtual std::string_view kind_of_file() const { return {}; }
  /// Why a measure cannot be worked out from this file, one phrase; "" when `derives` it or none
  /// ever does.
  [[nodiscard]] virtual std::string lacks(std::string_view /*measure*/) const { return {}; }
  /// Measures whose figures in this file are no good.
  [[nodiscard]] virtual std::vector<std::string> doubtful_measures() const { return {}; }
  /// What the rows as a whole give cause to say.
  [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

struct ChargeFormat {
  BillFormat id = BillFormat::kUnknown;
  std::string_view name = {};  ///< For messages: "an AWS Cost and Usage Report".
  /// Whether a header is meant for this format, though it may lack a column that is needed.
  bool (*fits)(const Header&) = nullptr;

  ColumnNames day = {};               ///< When the usage began.
  ColumnNames last_day = {};          ///< When it ended, not included; 23:59:59 is included.
  bool may_lack_day = false;          ///< Charges without a day belong to the month's first.
  bool has_any_order_of_day = false;  ///< 1/31/2026 is possible beside 2026-01-31.
  bool is_monthly = false;            ///< A row holds a month: no daily model can come of it.
  ColumnNames billing_period = {};    ///< When the month of the bill begins.
  ColumnNames invoice = {};           ///< The number of its invoice, empty until there is one.
  ColumnNames currency = {};
  std::string_view only_currency = {};  ///< Of formats that know one and do not say so.
  std::vector<ChargeMeasure> measures =
      {};  ///< The primary one first: that is the first the file has.

  // Of each dimension the columns that may say it; the first that is not empty counts.
  ColumnNames service = {};
  std::vector<AccountColumns> account = {};
  ColumnNames region = {};
  ColumnNames usage_type = {};
  ColumnNames operation = {};
  ColumnNames charge_type = {};
  std::vector<ChargeWord> charge_words = {};

  std::unique_ptr<ChargeRules> (*make_rules)(const Header&) = nullptr;  ///< None: all of the above.
};

// One file each: aws_cur.cpp, aws_retired_bills.cpp, azure_cost.cpp, focus_bill.cpp,
// google_cost.cpp, other_clouds.cpp, reduced_bill.cpp.
[[nodiscard]] const ChargeFormat& aws_cur_legacy_format();
[[nodiscard]] const ChargeFormat& aws_cur_2_format();
[[nodiscard]] const ChargeFormat& focus_format();
[[nodiscard]] const ChargeFormat& aws_dbr_format();
[[nodiscard]] const ChargeFormat& aws_cost_allocation_format();
[[nodiscard]] const ChargeFormat& oci_cost_format();
[[nodiscard]] const ChargeFormat& gcp_billing_export_format();
[[nodiscard]] const ChargeFormat& gcp_cost_table_format();
[[nodiscard]] const ChargeFormat& gcp_file_export_format();
[[nodiscard]] const ChargeFormat& azure_cost_format();
[[nodiscard]] const ChargeFormat& azure_cost_analysis_format();
[[nodiscard]] const ChargeFormat& alibaba_bill_format();
[[nodiscard]] const ChargeFormat& reduced_bill_format();

/// The format for which a header is meant; nullptr when there is none.
[[nodiscard]] const ChargeFormat* find_charge_format(const Header& header);
/// The format with this id; nullptr when its rows are no charges.
[[nodiscard]] const ChargeFormat* charge_format(BillFormat id);

/// What `format` needs and `header` lacks, for a message ("a column with the date of usage"); ""
/// when it has all.
[[nodiscard]] std::string missing_column(const ChargeFormat& format, const Header& header);

}  // namespace expense::billing
