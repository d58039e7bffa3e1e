// Joining files: each is read on its own, so that a file which cannot be used leaves no trace.
#include "billing/bill_reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "billing/bill_file.h"

namespace expense::billing {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

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

// Adds every cell of `file` to `bill`. A measure that only one of them has is lost or 0: the caller
// has said so.
void add_cells(const CostTable& file, CostTable& bill) {
  std::vector<std::size_t> measures;
  for (const std::string& name : bill.measures()) measures.push_back(file.measure_index(name));
  std::array<std::vector<ValueCode>, kDimensionCount> codes;
  for (const Dimension dimension : kDimensions) {
    auto& code_of = codes[static_cast<std::size_t>(dimension)];
    for (const std::string& value : file.values(dimension))
      code_of.push_back(bill.intern(dimension, value));
  }
  std::vector<Money> costs(measures.size());
  for (std::size_t cell = 0; cell < file.cell_count(); ++cell) {
    CellKey key = file.key(cell);
    for (std::size_t d = 0; d < kDimensionCount; ++d) key[d] = codes[d][key[d]];
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const bool has_measure = measures[m] < file.measures().size();
      costs[m] = has_measure ? file.cost(measures[m], cell) : Money();
    }
    bill.add(file.day(cell), key, costs);
  }
}

// Why `file` cannot become a part of `bill`; nullopt when it can.
std::optional<Error> refuse_joining(const Bill& bill, const Bill& file) {
  const Place place = {file.files.front(), 0, ""};
  if (file.format != bill.format) {
    return Error{ErrorCode::kNotSupported,
                 "The file is in the format " + std::string(to_string(file.format)) +
                     " while the files before it are " + std::string(to_string(bill.format)) +
                     ": it was left out.",
                 "Give files of one format at a time, lest the same costs count twice.", place};
  }
  if (!bill.currency.empty() && !file.currency.empty() && file.currency != bill.currency) {
    return Error{ErrorCode::kNotSupported,
                 "The file is in " + file.currency + " while the files before it are in " +
                     bill.currency + ": it was left out.",
                 "Give files of one currency at a time: different currencies are not added up.",
                 place};
  }
  return std::nullopt;
}

void join(Bill& bill, Bill file) {
  if (file.table.measures() != bill.table.measures()) {
    bill.warnings.push_back(file.files.front() + ": the file has the measures " +
                            listed(file.table.measures()) + "; those of the first file count (" +
                            listed(bill.table.measures()) + "), and 0 where this file lacks one");
  }
  add_cells(file.table, bill.table);
  bill.files.push_back(file.files.front());
  bill.rows += file.rows;
  bill.rejected_count += file.rejected_count;
  for (RejectedRow& row : file.rejected_rows) {
    if (bill.rejected_rows.size() < Bill::kRejectedRowsKept)
      bill.rejected_rows.push_back(std::move(row));
  }
  for (std::string& warning : file.warnings) {
    bill.warnings.push_back(file.files.front() + ": " + std::move(warning));
  }
  if (bill.currency.empty()) bill.currency = file.currency;
}

}  // namespace

struct BillReader::State {
  struct ReadFile {
    std::uint64_t fingerprint = 0;
    std::string name;
  };

  std::optional<BillFile> open;
  std::vector<ReadFile> read;
  std::optional<Bill> bill;
  std::optional<Error> first_error;
  std::vector<std::string> file_warnings;  // Files that were left out.

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
  if (!state_->bill) {
    state_->bill = *std::move(file);
  } else if (std::optional<Error> refused = refuse_joining(*state_->bill, *file)) {
    return state_->leave_out(*std::move(refused));
  } else {
    join(*state_->bill, *std::move(file));
  }
  state_->read.push_back({fingerprint, name});
  return {};
}

Result<Bill> BillReader::finish() && {
  if (state_->open) static_cast<void>(close_file());
  if (!state_->bill && state_->first_error) return tl::unexpected<Error>(*state_->first_error);
  if (!state_->bill)
    return fail(ErrorCode::kEmptyInput, "No file was given.", "Choose a bill to read.");

  Bill bill = *std::move(state_->bill);
  bill.table.sort();
  const std::vector<Day> days = bill.table.distinct_days();
  if (is_one_row_a_month(days)) {
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
