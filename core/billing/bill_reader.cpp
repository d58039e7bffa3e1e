// Files one after the other: each is read on its own, so that one which cannot be used leaves no
// trace.
#include "billing/bill_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "billing/account_labels.h"
#include "billing/bill_file.h"
#include "billing/charge_format.h"
#include "billing/data_quality.h"
#include "billing/day_text.h"
#include "billing/joined_files.h"

namespace expense::billing {
namespace {

bool is_one_row_a_month(const std::vector<Day>& days) {
  return days.size() > 1 &&
         std::all_of(days.begin(), days.end(), [](Day day) { return civil_date(day).day == 1; });
}

// Warnings of the reading tell of estimated and restated days already.
void judge_quality_of(Bill& bill) {
  bill.quality = judge_quality(bill.table);
  std::vector<QualityFinding>& findings = bill.quality.findings;
  for (const QualityFinding& finding : findings) bill.warnings.push_back(finding.text);
  if (const std::vector<Day>& days = bill.estimated_days; !days.empty()) {
    findings.push_back(
        {QualityIssue::kEstimated, days.front(), days.back(),
         day_range_text(days.front(), days.back()) + ": the provider calls these costs estimated"});
  }
  if (const std::vector<Day>& days = bill.restated_days; !days.empty()) {
    findings.push_back({QualityIssue::kRestated, days.front(), days.back(),
                        day_range_text(days.front(), days.back()) +
                            ": delivered more than once, of which the newest counts"});
  }
}

void say_what_is_folded(Bill& bill) {
  for (const FoldedValues& folded : bill.table.folded_values()) {
    std::string warning = "at least " + std::to_string(folded.count) + " values of the ";
    warning.append(bill.table.name(folded.dimension)).append(", those with the smallest costs, ");
    warning.append("are counted together as \"").append(kFoldedValue).append("\"");
    bill.warnings.push_back(std::move(warning));
  }
}

}  // namespace

struct BillReader::State {
  struct ReadFile {
    std::uint64_t fingerprint = 0;
    std::string name;
  };

  ReadOptions options;
  std::optional<BillFile> open;
  std::vector<ReadFile> read;
  JoinedFiles files;
  std::optional<Error> first_error;
  std::vector<HeadRecord> preview;
  std::vector<std::string> file_warnings;  // Of whole files: what was left out, and notes.

  Result<void> leave_out(Error error) {
    file_warnings.push_back(describe(error) + " The file was left out.");
    if (!first_error) first_error = error;
    return tl::unexpected<Error>(std::move(error));
  }
};

BillReader::BillReader(ReadOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
BillReader::~BillReader() = default;
BillReader::BillReader(BillReader&&) noexcept = default;
BillReader& BillReader::operator=(BillReader&&) noexcept = default;

void BillReader::open_file(std::string name) {
  if (state_->open) static_cast<void>(close_file());  // Its error is kept for `finish`.
  state_->open.emplace(std::move(name), state_->options);
}

Result<void> BillReader::consume(std::span<const char> bytes) {
  return state_->open ? state_->open->consume(bytes) : Result<void>();
}

Result<void> BillReader::close_file() {
  if (!state_->open) return {};
  BillFile open = *std::move(state_->open);
  state_->open.reset();
  const std::uint64_t fingerprint = open.fingerprint();
  const std::string name = open.name();
  Result<Bill> file = open.finish();
  const bool is_first_refused = !file && !state_->first_error;
  if (state_->preview.empty() || is_first_refused) state_->preview = open.preview();
  if (!file) return state_->leave_out(std::move(file).error());

  const auto twin =
      std::find_if(state_->read.begin(), state_->read.end(),
                   [&](const auto& earlier) { return earlier.fingerprint == fingerprint; });
  if (twin != state_->read.end()) {
    const std::string which =
        twin->name == name ? " was given twice" : " has the same content as " + twin->name;
    state_->file_warnings.push_back(name + which + ": it is counted once");
    return {};
  }
  if (std::optional<Error> refused = state_->files.refuse(*file)) {
    return state_->leave_out(*std::move(refused));
  }
  state_->files.add(*std::move(file));
  state_->read.push_back({fingerprint, name});
  return {};
}

const std::vector<HeadRecord>& BillReader::preview() const { return state_->preview; }

void BillReader::note(std::string warning) { state_->file_warnings.push_back(std::move(warning)); }

Result<Bill> BillReader::finish() && {
  if (state_->open) static_cast<void>(close_file());
  if (state_->files.empty() && state_->first_error)
    return tl::unexpected<Error>(*state_->first_error);
  if (state_->files.empty())
    return fail(ErrorCode::kEmptyInput, "No file was given.", "Choose a bill to read.");

  Bill bill = std::move(state_->files).join();
  say_what_is_folded(bill);
  name_accounts(bill.table, bill.account_names);
  bill.table.sort();
  const std::vector<Day> days = bill.table.distinct_days();
  const ChargeFormat* charges = charge_format(bill.format);
  const bool is_monthly = charges != nullptr && charges->is_monthly;
  if (is_monthly || is_one_row_a_month(days)) {
    bill.warnings.emplace_back(
        "one row a month: no daily model can be fitted; export the bill by day");
  } else {
    judge_quality_of(bill);
  }
  std::move(state_->file_warnings.begin(), state_->file_warnings.end(),
            std::back_inserter(bill.warnings));
  return bill;
}

}  // namespace expense::billing
