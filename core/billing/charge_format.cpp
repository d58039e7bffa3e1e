// The list of formats with one row for each charge, in the order in which they are asked.
#include "billing/charge_format.h"

#include <algorithm>
#include <array>

#include "billing/cell_values.h"

namespace expense::billing {
namespace {

const std::array<const ChargeFormat*, 13>& all_formats() {
  static const std::array<const ChargeFormat*, 13> formats = {&aws_cur_2_format(),
                                                              &aws_cur_legacy_format(),
                                                              &focus_format(),
                                                              &aws_cost_allocation_format(),
                                                              &aws_dbr_format(),
                                                              &oci_cost_format(),
                                                              &gcp_billing_export_format(),
                                                              &gcp_cost_table_format(),
                                                              &gcp_file_export_format(),
                                                              &azure_cost_format(),
                                                              &azure_cost_analysis_format(),
                                                              &alibaba_bill_format(),
                                                              &reduced_bill_format()};
  return formats;
}

}  // namespace

std::optional<ChargeType> type_of_word(std::span<const ChargeWord> words, std::string_view text) {
  const std::string word = squeezed(text);
  for (const ChargeWord& known : words) {
    std::string_view rest = word;
    const bool is_ending = known.word.front() == '*';
    if (is_ending ? take_suffix(rest, known.word.substr(1)) : word == known.word) return known.type;
  }
  return std::nullopt;
}

const ChargeFormat* find_charge_format(const Header& header) {
  for (const ChargeFormat* format : all_formats()) {
    if (format->fits(header)) return format;
  }
  return nullptr;
}

const ChargeFormat* charge_format(BillFormat id) {
  for (const ChargeFormat* format : all_formats()) {
    if (format->id == id) return format;
  }
  return nullptr;
}

std::string missing_column(const ChargeFormat& format, const Header& header) {
  if (header.find_any(format.day) == Header::kAbsent) return "a column with the date of usage";
  const bool has_cost = std::any_of(
      format.measures.begin(), format.measures.end(),
      [&](const auto& measure) { return header.find_any(measure.columns) != Header::kAbsent; });
  return has_cost ? "" : "a column with a cost";
}

}  // namespace expense::billing
