// Joining bills: compared by their daily sums, then added up cell by cell.
#include "billing/joined_files.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "base/listed.h"
#include "billing/account_labels.h"
#include "billing/day_text.h"
#include "billing/nearly_equal.h"

namespace expense::billing {
namespace {

constexpr std::size_t kNamesShown = 5;

std::string range_of(Day first, Day last) {
  return (first == last ? "the day " : "the days ") + day_range_text(first, last);
}

// The dimension that a Cost Explorer file is split by, "nothing" when it has only totals.
std::string_view grouping(const CostTable& table) {
  const Dimension dimension = table.main_dimension();
  return table.values(dimension).size() > 1 ? to_string(dimension) : "nothing";
}

std::vector<Day> days_in_both(const Series& a, const Series& b) {
  std::vector<Day> days;
  std::set_intersection(a.days.begin(), a.days.end(), b.days.begin(), b.days.end(),
                        std::back_inserter(days));
  return days;
}

Money cost_on(const Series& series, Day day) {
  const auto found = std::lower_bound(series.days.begin(), series.days.end(), day);
  return series.costs[static_cast<std::size_t>(found - series.days.begin())];
}

// Two accounts may cost the same; a second delivery has values of the first one wherever both name
// any.
bool have_common_values(const CostTable& a, const CostTable& b) {
  return std::all_of(kDimensions.begin(), kDimensions.end(), [&](Dimension dimension) {
    std::vector<std::string_view> mine(a.values(dimension).begin() + 1, a.values(dimension).end());
    if (mine.empty() || b.values(dimension).size() == 1) return true;
    std::sort(mine.begin(), mine.end());
    return std::any_of(b.values(dimension).begin() + 1, b.values(dimension).end(),
                       [&](const std::string& value) {
                         return std::binary_search(mine.begin(), mine.end(), value);
                       });
  });
}

// Whether most of the days that both have cost nearly the same. Days that cost nothing prove
// nothing, nor does a day or two at the seam of two months.
bool cost_the_same(const Series& a, const Series& b, const std::vector<Day>& shared) {
  constexpr std::size_t kDaysThatProve = 3;
  constexpr double kTolerance = 0.02;
  const bool are_enough = shared.size() >= std::min({kDaysThatProve, a.days.size(), b.days.size()});
  if (!are_enough) return false;
  std::size_t with_costs = 0;
  std::size_t equal = 0;
  for (const Day day : shared) {
    const Money cost_a = cost_on(a, day);
    const Money cost_b = cost_on(b, day);
    if (cost_a == Money() && cost_b == Money()) continue;
    ++with_costs;
    if (nearly_equal(cost_a, cost_b, kTolerance)) ++equal;
  }
  return with_costs > 0 && equal * 5 >= with_costs * 4;
}

std::string second_delivery(const std::string& earlier, const std::string& later,
                            const std::vector<Day>& days) {
  std::string text = later;
  text.append(" has nearly the same costs as ").append(earlier).append(" on ");
  text.append(range_of(days.front(), days.back())).append(": those of ").append(later);
  return text.append(" count");
}

void drop_days(Series& daily, const std::vector<Day>& dropped) {
  Series kept;
  for (std::size_t i = 0; i < daily.days.size(); ++i) {
    if (std::binary_search(dropped.begin(), dropped.end(), daily.days[i])) continue;
    kept.days.push_back(daily.days[i]);
    kept.costs.push_back(daily.costs[i]);
  }
  daily = std::move(kept);
}

// Adds the cells of `days` to `bill`. A measure that only one of them has is lost or 0: the caller
// has said so.
void add_cells(const CostTable& file, const std::vector<Day>& days, CostTable& bill) {
  std::vector<std::size_t> measures;
  for (const std::string& name : bill.measures()) measures.push_back(file.measure_index(name));
  std::vector<std::vector<ValueCode>> codes(file.dimension_count());
  for (std::size_t d = 0; d < codes.size(); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    for (const std::string& value : file.values(dimension)) {
      codes[d].push_back(bill.intern(dimension, value));
    }
  }
  std::vector<Money> costs(measures.size());
  for (std::size_t cell = 0; cell < file.cell_count(); ++cell) {
    if (!std::binary_search(days.begin(), days.end(), file.day(cell))) continue;
    CellKey key = {};
    for (std::size_t d = 0; d < codes.size(); ++d) {
      key[d] = codes[d][file.code(cell, static_cast<Dimension>(d))];
    }
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const bool has_measure = measures[m] < file.measures().size();
      costs[m] = has_measure ? file.cost(measures[m], cell) : Money();
    }
    bill.add(file.day(cell), key, costs, file.rows(cell));
  }
}

template <class T>
void unite(std::vector<T>& all, std::vector<T>& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

// Everything of `file` but its costs.
void add_particulars(Bill& bill, Bill& file) {
  const std::string& name = file.files.front();
  if (file.table.measures() != bill.table.measures()) {
    bill.warnings.push_back(
        name + ": the file has the measures " + listed(file.table.measures(), kNamesShown) +
        "; those of the first file count (" + listed(bill.table.measures(), kNamesShown) +
        "), and 0 where this file lacks one");
  }
  bill.files.push_back(name);
  bill.rows += file.rows;
  bill.rejected_count += file.rejected_count;
  for (RejectedRow& row : file.rejected_rows) {
    if (bill.rejected_rows.size() < Bill::kRejectedRowsKept)
      bill.rejected_rows.push_back(std::move(row));
  }
  const bool is_first = bill.files.size() == 1;
  for (std::string& warning : file.warnings) {
    bill.warnings.push_back(is_first ? std::move(warning) : name + ": " + std::move(warning));
  }
  if (bill.currency.empty()) bill.currency = file.currency;
  if (bill.kind_of_file.empty()) bill.kind_of_file = file.kind_of_file;
  if (is_first) bill.missing_measures = std::move(file.missing_measures);
  join_account_names(bill.account_names, file.account_names);
  unite(bill.doubtful_measures, file.doubtful_measures);
  unite(bill.offered_dimensions, file.offered_dimensions);
  unite(bill.estimated_days, file.estimated_days);
}

// The days that several files hold and that are added up nevertheless.
class AddedUpDays {
 public:
  void note(const std::string& earlier, const std::string& later, const std::vector<Day>& days) {
    first_ = names_.empty() ? days.front() : std::min(first_, days.front());
    last_ = names_.empty() ? days.back() : std::max(last_, days.back());
    for (const std::string& name : {earlier, later}) {
      if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    }
  }
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] std::string warning() const {
    return "the files " + listed(names_, kNamesShown) + " share " + range_of(first_, last_) +
           ", which were added up: if they hold the same costs, drop one of them";
  }

 private:
  std::vector<std::string> names_;
  Day first_;
  Day last_;
};

}  // namespace

std::optional<Error> JoinedFiles::refuse(const Bill& file) const {
  if (files_.empty()) return std::nullopt;
  const Bill& first = files_.front().bill;
  const auto refused = [&file](std::string is, std::string advice) {
    return Error{ErrorCode::kNotSupported,
                 "The file is " + std::move(is) + ": it was left out.",
                 std::move(advice),
                 {file.files.front(), 0, ""}};
  };
  if (file.format != first.format) {
    return refused("in the format " + std::string(to_string(file.format)) +
                       " while the files before it are " + std::string(to_string(first.format)),
                   "Give files of one format at a time, lest the same costs count twice.");
  }
  const std::string grouped_by(grouping(file.table));
  const std::string first_grouped_by(grouping(first.table));
  if (file.format == BillFormat::kAwsCostExplorerCsv && grouped_by != first_grouped_by) {
    return refused("grouped by " + grouped_by + " while the files before it are grouped by " +
                       first_grouped_by,
                   "Give files of one grouping at a time, lest the same costs count twice.");
  }
  const auto other_kind = std::find_if(files_.begin(), files_.end(), [&file](const File& earlier) {
    const std::string& kind = earlier.bill.kind_of_file;
    return !kind.empty() && !file.kind_of_file.empty() && kind != file.kind_of_file;
  });
  if (other_kind != files_.end()) {
    return refused("an export of " + file.kind_of_file +
                       " costs while the files before it are of " + other_kind->bill.kind_of_file +
                       " costs",
                   "Give files of one kind at a time, lest the same costs count twice.");
  }
  const auto with_currency = std::find_if(files_.begin(), files_.end(), [](const File& earlier) {
    return !earlier.bill.currency.empty();
  });
  if (with_currency != files_.end() && !file.currency.empty() &&
      file.currency != with_currency->bill.currency) {
    return refused(
        "in " + file.currency + " while the files before it are in " + with_currency->bill.currency,
        "Give files of one currency at a time: different currencies are not added up.");
  }
  return std::nullopt;
}

void JoinedFiles::add(Bill file) { files_.push_back({std::move(file), {}}); }

void JoinedFiles::settle_shared_days(std::vector<std::string>& warnings) {
  AddedUpDays added_up;
  for (std::size_t later = 1; later < files_.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      File& a = files_[earlier];
      const File& b = files_[later];
      const std::vector<Day> shared = days_in_both(a.daily, b.daily);
      if (shared.empty()) continue;
      const std::string& name_a = a.bill.files.front();
      const std::string& name_b = b.bill.files.front();
      const bool is_second_delivery =
          cost_the_same(a.daily, b.daily, shared) && have_common_values(a.bill.table, b.bill.table);
      if (!is_second_delivery) {
        added_up.note(name_a, name_b, shared);
        continue;
      }
      warnings.push_back(second_delivery(name_a, name_b, shared));
      restated_days_.insert(restated_days_.end(), shared.begin(), shared.end());
      drop_days(a.daily, shared);
    }
  }
  if (!added_up.empty()) warnings.push_back(added_up.warning());
}

Bill JoinedFiles::join() && {
  if (files_.size() == 1) return std::move(files_.front().bill);
  for (File& file : files_) file.daily = total_series(file.bill.table, {});
  std::vector<std::string> warnings;
  settle_shared_days(warnings);
  Bill bill;
  bill.format = files_.front().bill.format;
  const CostTable& first = files_.front().bill.table;
  bill.table = CostTable(first.measures(), first.extra_dimensions());
  for (File& file : files_) {
    add_particulars(bill, file.bill);
    add_cells(file.bill.table, file.daily.days, bill.table);
    file.bill.table = CostTable();  // All of them and their sum at once would double the memory.
  }
  unite(bill.restated_days, restated_days_);
  bill.warnings.insert(bill.warnings.end(), warnings.begin(), warnings.end());
  return bill;
}

}  // namespace expense::billing
