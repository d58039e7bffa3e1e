// Files one after the other: each is read on its own, so that one which cannot be used leaves no
// trace.
#include "billing/bill_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "billing/bill_file.h"
#include "billing/charge_format.h"
#include "billing/joined_files.h"

namespace expense::billing {
namespace {

bool is_one_row_a_month(const std::vector<Day>& days) {
  return days.size() > 1 &&
         std::all_of(days.begin(), days.end(), [](Day day) { return civil_date(day).day == 1; });
}

// "3 days have no row: 2018-02-03, 2018-02-07, 2018-02-08"; "" when none is missing.
std::string missing_days_warning(const std::vector<Day>& days) {
  constexpr int kDaysNamed = 5;
  const int missing = days.back() - days.front() + 1 - static_cast<int>(days.size());
  if (missing == 0) return {};
  std::string text =
      missing == 1 ? "1 day has no row: " : std::to_string(missing) + " days have no row: ";
  int named = 0;
  for (std::size_t i = 1; i < days.size() && named < kDaysNamed; ++i) {
    for (Day day = days[i - 1] + 1; day < days[i] && named < kDaysNamed; day = day + 1) {
      text += (named++ == 0 ? "" : ", ") + to_iso_string(day);
    }
  }
  return missing > kDaysNamed ? text + ", ..." : text;
}

}  // namespace

struct BillReader::State {
  struct ReadFile {
    std::uint64_t fingerprint = 0;
    std::string name;
  };

  std::optional<BillFile> open;
  std::vector<ReadFile> read;
  JoinedFiles files;
  std::optional<Error> first_error;
  std::vector<std::string> file_warnings;  // Of whole files: what was left out, and notes.

  Result<void> leave_out(Error error) {
    file_warnings.push_back(describe(error));
    if (!first_error) first_error = error;
    return tl::unexpected<Error>(std::move(error));
  }
};

BillReader::BillReader() : state_(std::make_unique<State>()) {}
BillReader::~BillReader() = default;
BillReader::BillReader(BillReader&&) noexcept = default;
BillReader& BillReader::operator=(BillReader&&) noexcept = default;

void BillReader::open_file(std::string name) {
  if (state_->open) static_cast<void>(close_file());  // Its error is kept for `finish`.
  state_->open.emplace(std::move(name));
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
  Result<Bill> file = std::move(open).finish();
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

void BillReader::note(std::string warning) { state_->file_warnings.push_back(std::move(warning)); }

Result<Bill> BillReader::finish() && {
  if (state_->open) static_cast<void>(close_file());
  if (state_->files.empty() && state_->first_error)
    return tl::unexpected<Error>(*state_->first_error);
  if (state_->files.empty())
    return fail(ErrorCode::kEmptyInput, "No file was given.", "Choose a bill to read.");

  Bill bill = std::move(state_->files).join();
  bill.table.sort();
  const std::vector<Day> days = bill.table.distinct_days();
  const ChargeFormat* charges = charge_format(bill.format);
  const bool is_monthly = charges != nullptr && charges->is_monthly;
  if (is_monthly || is_one_row_a_month(days)) {
    bill.warnings.emplace_back(
        "one row a month: no daily model can be fitted; export the bill by day");
  } else if (const std::string missing = missing_days_warning(days); !missing.empty()) {
    bill.warnings.push_back(missing);
  }
  std::move(state_->file_warnings.begin(), state_->file_warnings.end(),
            std::back_inserter(bill.warnings));
  return bill;
}

}  // namespace expense::billing
