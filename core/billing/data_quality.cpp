// Every day beside the days around it.
#include "billing/data_quality.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>

#include "billing/day_text.h"
#include "billing/newest_days.h"

namespace expense::billing {
namespace {

constexpr std::size_t kDaysAround = 7;  // On either side.

struct DayFacts {
  Day day;
  std::int64_t rows = 0;
  double cost = 0.0;
};

std::vector<DayFacts> facts_by_day(const CostTable& table) {
  std::vector<DayFacts> facts;
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    if (facts.empty() || facts.back().day != table.day(cell)) facts.push_back({table.day(cell)});
    facts.back().rows += table.rows(cell);
    facts.back().cost += table.cost(0, cell).to_double();
  }
  return facts;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// A day beside the days around it, itself left out.
struct Surroundings {
  double rows = 0.0;  // medians
  double cost = 0.0;
  std::size_t days = 0;
};

Surroundings around(const std::vector<DayFacts>& facts, std::size_t at) {
  std::vector<double> rows;
  std::vector<double> costs;
  const std::size_t first = at < kDaysAround ? 0 : at - kDaysAround;
  const std::size_t end = std::min(facts.size(), at + kDaysAround + 1);
  for (std::size_t i = first; i < end; ++i) {
    if (i == at) continue;
    rows.push_back(static_cast<double>(facts[i].rows));
    costs.push_back(facts[i].cost);
  }
  if (rows.empty()) return {};
  return {median(rows), median(costs), rows.size()};
}

// Half the rows where a day has dozens: chance does not do that.
void find_thin_days(const std::vector<DayFacts>& facts, std::vector<QualityFinding>& findings) {
  constexpr double kFewestRows = 48.0;
  for (std::size_t i = 1; i + 1 < facts.size(); ++i) {
    const Surroundings usual = around(facts, i);
    const auto rows = static_cast<double>(facts[i].rows);
    const bool is_thin = usual.rows >= kFewestRows && rows < 0.5 * usual.rows;
    if (!is_thin || usual.days < kDaysAround) continue;
    const Day day = facts[i].day;
    findings.push_back({QualityIssue::kThinDay, day, day,
                        to_iso_string(day) + " has " + std::to_string(facts[i].rows) +
                            " rows, the days around it about " +
                            std::to_string(std::llround(usual.rows)) + ": hours may be missing"});
  }
}

// Twice the rows and twice the cost, both to a few per cent.
void find_doubled_days(const std::vector<DayFacts>& facts, std::vector<QualityFinding>& findings) {
  constexpr double kTolerance = 0.1;
  const auto is_double = [](double value, double usual) {
    return usual > 0.0 && std::fabs(value / usual - 2.0) <= kTolerance;
  };
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Surroundings usual = around(facts, i);
    const bool is_doubled = usual.days >= kDaysAround &&
                            is_double(static_cast<double>(facts[i].rows), usual.rows) &&
                            is_double(facts[i].cost, usual.cost);
    if (!is_doubled) continue;
    const bool goes_on = !findings.empty() && findings.back().issue == QualityIssue::kDoubledDays &&
                         findings.back().last_day + 1 == facts[i].day;
    if (!goes_on) {
      findings.push_back({QualityIssue::kDoubledDays, facts[i].day, facts[i].day, {}});
    }
    findings.back().last_day = facts[i].day;
  }
  for (QualityFinding& finding : findings) {
    if (finding.issue != QualityIssue::kDoubledDays) continue;
    finding.text = day_range_text(finding.first_day, finding.last_day) +
                   ": twice the rows and twice the cost of the days around: perhaps loaded twice";
  }
}

// Shares of each day's cost, summed up from the first day on.
class RunningShare {
 public:
  explicit RunningShare(std::size_t days) : part_(days + 1), whole_(days + 1) {}

  void add(std::size_t day, double cost, bool is_part) {
    whole_[day + 1] += cost;
    if (is_part) part_[day + 1] += cost;
  }
  void sum_up() {
    std::partial_sum(part_.begin(), part_.end(), part_.begin());
    std::partial_sum(whole_.begin(), whole_.end(), whole_.begin());
  }
  /// Of the days from `first` to before `end`; 0.5, which proves nothing, where they cost nothing.
  [[nodiscard]] double of(std::size_t first, std::size_t end) const {
    const double whole = whole_[end] - whole_[first];
    return whole > 0.0 ? (part_[end] - part_[first]) / whole : 0.5;
  }

 private:
  std::vector<double> part_;
  std::vector<double> whole_;
};

constexpr std::size_t kDaysBefore = 7;
constexpr std::size_t kDaysAfter = 3;
constexpr double kNearlyAll = 0.95;

// The day's place for each cell; cells are sorted by day.
std::vector<std::size_t> day_places(const CostTable& table) {
  std::vector<std::size_t> places(table.cell_count());
  for (std::size_t cell = 1; cell < places.size(); ++cell) {
    places[cell] = places[cell - 1] + (table.day(cell) != table.day(cell - 1) ? 1 : 0);
  }
  return places;
}

void find_emptied_dimensions(const CostTable& table, const std::vector<DayFacts>& facts,
                             const std::vector<std::size_t>& places,
                             std::vector<QualityFinding>& findings) {
  for (std::size_t d = 0; d < table.dimension_count(); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    if (table.values(dimension).size() < 2) continue;
    RunningShare named(facts.size());
    for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
      const double cost = std::fabs(table.cost(0, cell).to_double());
      named.add(places[cell], cost, table.code(cell, dimension) != 0);
    }
    named.sum_up();
    for (std::size_t i = kDaysBefore; i + kDaysAfter <= facts.size(); ++i) {
      const double before = named.of(0, i);
      const double after = named.of(i, facts.size());
      const bool ends = before >= kNearlyAll && after <= 1.0 - kNearlyAll;
      const bool begins = before <= 1.0 - kNearlyAll && after >= kNearlyAll;
      if (!ends && !begins) continue;
      const std::string name(table.name(dimension));
      findings.push_back({QualityIssue::kChangedColumns, facts[i].day, facts.back().day,
                          "from " + to_iso_string(facts[i].day) + " on the bill " +
                              (ends ? "no longer names the " : "names the ") + name +
                              (ends ? ", as it did before" : ", which it did not before")});
      break;
    }
  }
}

// Values that begin on the day when others end: renamed, most likely.
void find_renamed_values(const CostTable& table, const std::vector<DayFacts>& facts,
                         const std::vector<std::size_t>& places,
                         std::vector<QualityFinding>& findings) {
  constexpr double kMost = 0.5;
  const Dimension dimension = table.main_dimension();
  const std::size_t values = table.values(dimension).size();
  std::vector<std::size_t> first(values, facts.size());
  std::vector<std::size_t> last(values, 0);
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    if (table.cost(0, cell) == Money()) continue;
    const ValueCode code = table.code(cell, dimension);
    first[code] = std::min(first[code], places[cell]);
    last[code] = std::max(last[code], places[cell]);
  }
  // What values cost that begin on a day, or have ended before it.
  std::vector<double> begins(facts.size() + 1);
  std::vector<double> ends(facts.size() + 1);
  std::vector<double> daily(facts.size() + 1);
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    const double cost = std::fabs(table.cost(0, cell).to_double());
    const ValueCode code = table.code(cell, dimension);
    if (cost == 0.0) continue;
    begins[first[code]] += cost;
    ends[last[code] + 1] += cost;
    daily[places[cell]] += cost;
  }
  const double all = std::accumulate(daily.begin(), daily.end(), 0.0);
  double before = std::accumulate(daily.begin(), daily.begin() + kDaysBefore, 0.0);
  double began = std::accumulate(begins.begin(), begins.begin() + kDaysBefore, 0.0);
  double ended = std::accumulate(ends.begin(), ends.begin() + kDaysBefore, 0.0);
  for (std::size_t i = kDaysBefore; i + kDaysAfter <= facts.size(); ++i) {
    ended += ends[i];
    const double after = all - before;
    const bool is_renaming = ended > kMost * before && all - began > kMost * after && after > 0.0;
    if (is_renaming) {
      findings.push_back({QualityIssue::kChangedColumns, facts[i].day, facts.back().day,
                          "from " + to_iso_string(facts[i].day) +
                              " on most costs stand under other names of the " +
                              std::string(table.name(dimension)) + " than before"});
      return;
    }
    began += begins[i];
    before += daily[i];
  }
}

void find_missing_days(const std::vector<DayFacts>& facts, std::vector<QualityFinding>& findings) {
  constexpr int kDaysNamed = 5;
  const int missing = facts.back().day - facts.front().day + 1 - static_cast<int>(facts.size());
  if (missing == 0) return;
  QualityFinding finding{QualityIssue::kMissingDays, {}, {}, {}};
  finding.text =
      missing == 1 ? "1 day has no row: " : std::to_string(missing) + " days have no row: ";
  int named = 0;
  for (std::size_t i = 1; i < facts.size(); ++i) {
    for (Day day = facts[i - 1].day + 1; day < facts[i].day; day = day + 1) {
      if (named == 0) finding.first_day = day;
      finding.last_day = day;
      if (named < kDaysNamed) finding.text += (named == 0 ? "" : ", ") + to_iso_string(day);
      ++named;
    }
  }
  if (missing > kDaysNamed) finding.text += ", ...";
  findings.push_back(std::move(finding));
}

}  // namespace

std::string_view to_string(QualityIssue issue) {
  switch (issue) {
    case QualityIssue::kArriving:
      return "arriving";
    case QualityIssue::kMissingDays:
      return "missing_days";
    case QualityIssue::kThinDay:
      return "thin_day";
    case QualityIssue::kDoubledDays:
      return "doubled_days";
    case QualityIssue::kRestated:
      return "restated";
    case QualityIssue::kEstimated:
      return "estimated";
    case QualityIssue::kChangedColumns:
      return "changed_columns";
  }
  return "unknown";
}

DataQuality judge_quality(const CostTable& table) {
  DataQuality quality;
  if (table.empty()) return quality;
  std::vector<QualityFinding>& findings = quality.findings;
  std::vector<DayFacts> facts = facts_by_day(table);
  if (std::optional<QualityFinding> arriving = find_arriving_days(table)) {
    quality.arriving_days = arriving->last_day - arriving->first_day + 1;
    findings.push_back(*std::move(arriving));
  }
  find_missing_days(facts, findings);
  find_thin_days(facts, findings);
  find_doubled_days(facts, findings);
  if (facts.size() >= kDaysBefore + kDaysAfter) {
    const std::vector<std::size_t> places = day_places(table);
    find_emptied_dimensions(table, facts, places, findings);
    find_renamed_values(table, facts, places, findings);
  }
  return quality;
}

}  // namespace expense::billing
