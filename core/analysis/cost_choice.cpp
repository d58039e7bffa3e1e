// The default choice and its reasons: reference/billing-formats.md, 10 and 11.2.
#include "analysis/cost_choice.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/listed.h"
#include "billing/charge_type.h"

namespace expense::analysis {
namespace {

using billing::ChargeType;
using billing::Dimension;

constexpr std::string_view kAllTypes = "all";

struct LeftOut {
  ChargeType type;
  std::string_view reason;
};
constexpr std::array<LeftOut, 6> kLeftOut = {
    {{ChargeType::kTax, "follows the cost it is raised on, and is booked once a month"},
     {ChargeType::kUpfrontFee, "a decision, not a leak: one row pays for a year or more"},
     {ChargeType::kCredit, "its end looks like a rise though use did not change"},
     {ChargeType::kRefund, "pays back what an earlier day cost"},
     {ChargeType::kSupport, "follows the cost of the month, mostly in one row"},
     {ChargeType::kSubscription, "mostly one row a month"}}};
constexpr LeftOut kBilledFee = {ChargeType::kRecurringFee,
                                "booked as it is billed; an amortised measure spreads it"};
// Charges by which a bill shows that there are commitments.
constexpr std::array<ChargeType, 5> kOfCommitments = {
    ChargeType::kCovered, ChargeType::kUnused, ChargeType::kRecurringFee, ChargeType::kUpfrontFee,
    ChargeType::kNegation};
// Measures that spread commitments over the days they cover, the best first.
constexpr std::array<std::string_view, 3> kAmortised = {"net_amortized", "amortized", "effective"};

bool has_commitments(const billing::CostTable& table) {
  const std::vector<std::string>& types = table.values(Dimension::kChargeType);
  return std::any_of(kOfCommitments.begin(), kOfCommitments.end(), [&types](ChargeType type) {
    return std::find(types.begin(), types.end(), to_string(type)) != types.end();
  });
}

bool is_among(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void choose_measure(const billing::Bill& bill, CostChoice& choice) {
  const billing::CostTable& table = bill.table;
  choice.measure = table.measures().front();
  if (table.measures().size() == 1 && bill.kind_of_file != "amortized") {
    choice.measure_reason = "the only cost that the bill holds";
    return;
  }
  if (!has_commitments(table)) {
    choice.measure_reason = "the bill's own: it has no commitments to spread";
    return;
  }
  if (bill.kind_of_file == "amortized") {
    choice.measure_reason = "spreads commitments over the days they cover";
    return;
  }
  for (const std::string_view name : kAmortised) {
    if (!is_among(table.measures(), name)) continue;
    if (is_among(bill.doubtful_measures, name)) {
      choice.measure_reason = "the bill's figures of \"" + std::string(name) + "\" are no good";
      continue;
    }
    choice.measure = name;
    choice.measure_reason = "spreads commitments over the days they cover";
    return;
  }
  if (choice.measure_reason.empty()) {
    choice.measure_reason = "the bill has no measure that spreads commitments";
  }
}

bool is_amortised(const billing::Bill& bill, std::string_view measure) {
  return bill.kind_of_file == "amortized" ||
         std::find(kAmortised.begin(), kAmortised.end(), measure) != kAmortised.end();
}

void leave_out_by_default(const billing::Bill& bill, CostChoice& choice) {
  const auto leave_out = [&choice](const LeftOut& left_out) {
    for (ChargeTypeCosts& type : choice.charge_types) {
      if (type.name != to_string(left_out.type)) continue;
      type.counts = false;
      type.reason = left_out.reason;
    }
  };
  for (const LeftOut& left_out : kLeftOut) leave_out(left_out);
  if (!is_amortised(bill, choice.measure)) leave_out(kBilledFee);
  const bool is_nothing_left =
      std::none_of(choice.charge_types.begin(), choice.charge_types.end(),
                   [](const ChargeTypeCosts& type) { return type.counts; });
  if (!is_nothing_left) return;
  for (ChargeTypeCosts& type : choice.charge_types) {
    type.counts = true;
    type.reason.clear();
  }
}

Result<void> count_requested(const std::vector<std::string>& requested, CostChoice& choice) {
  if (requested.size() == 1 && requested.front() == kAllTypes) return {};
  std::vector<std::string> known;
  for (const ChargeTypeCosts& type : choice.charge_types) known.push_back(type.name);
  for (const std::string& name : requested) {
    if (is_among(known, name)) continue;
    return fail(ErrorCode::kInvalidOption, "The bill has no charges of the type \"" + name + "\".",
                "It has " + listed(known) + "; \"all\" stands for all of them.");
  }
  for (ChargeTypeCosts& type : choice.charge_types) type.counts = is_among(requested, type.name);
  return {};
}

std::vector<ChargeTypeCosts> charge_types_of(const billing::CostTable& table, std::size_t measure) {
  const std::vector<std::string>& names = table.values(Dimension::kChargeType);
  const std::vector<Money> totals = table.totals_by(Dimension::kChargeType, measure);
  std::vector<bool> is_used(names.size());
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    is_used[table.code(cell, Dimension::kChargeType)] = true;
  }
  std::vector<ChargeTypeCosts> types;
  for (std::size_t code = 0; code < names.size(); ++code) {
    if (is_used[code]) types.push_back({names[code], totals[code], true, {}});
  }
  std::sort(types.begin(), types.end(), [](const ChargeTypeCosts& a, const ChargeTypeCosts& b) {
    return abs(a.total) != abs(b.total) ? abs(a.total) > abs(b.total) : a.name < b.name;
  });
  return types;
}

}  // namespace

Result<CostChoice> choose_costs(const billing::Bill& bill, const CostRequest& request) {
  const billing::CostTable& table = bill.table;
  CostChoice choice;
  if (request.measure.empty()) {
    choose_measure(bill, choice);
  } else if (is_among(table.measures(), request.measure)) {
    choice.measure = request.measure;
    choice.measure_reason = "asked for";
  } else {
    return fail(ErrorCode::kInvalidOption, "The bill has no measure \"" + request.measure + "\".",
                "It has " + listed(table.measures()) + ".");
  }
  choice.scope.measure = table.measure_index(choice.measure);
  choice.charge_types = charge_types_of(table, choice.scope.measure);
  if (request.charge_types.empty()) {
    leave_out_by_default(bill, choice);
  } else if (auto ok = count_requested(request.charge_types, choice); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  const std::vector<std::string>& names = table.values(Dimension::kChargeType);
  for (const std::string& name : names) {
    const auto type = std::find_if(choice.charge_types.begin(), choice.charge_types.end(),
                                   [&name](const auto& known) { return known.name == name; });
    choice.scope.charge_types.push_back(type != choice.charge_types.end() && type->counts);
  }
  choice.split_by = table.main_dimension();
  if (request.split_by.empty()) return choice;
  const std::optional<Dimension> dimension = table.find_dimension(request.split_by);
  if (!dimension || table.values(*dimension).size() < 2) {
    std::vector<std::string> known;
    for (std::size_t d = 0; d < table.dimension_count(); ++d) {
      const auto one = static_cast<Dimension>(d);
      if (table.values(one).size() > 1) known.emplace_back(table.name(one));
    }
    return fail(ErrorCode::kInvalidOption,
                "The bill does not name the dimension \"" + request.split_by + "\".",
                known.empty() ? "It has none." : "It has " + listed(known) + ".");
  }
  choice.split_by = *dimension;
  return choice;
}

}  // namespace expense::analysis
