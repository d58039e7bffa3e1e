// Every day beside the days around it.
#include "billing/data_quality.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
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

// The same days of the weeks around it: weekends are no news.
struct SameWeekdays {
  double fewest_rows = 0.0;
  double most_rows = 0.0;
  double highest_cost = 0.0;
  int days = 0;
};

SameWeekdays same_weekdays(const std::vector<DayFacts>& facts, std::size_t at) {
  constexpr int kWeeks = 3;
  SameWeekdays same;
  for (const DayFacts& facts_of_day : facts) {
    const int distance = facts_of_day.day - facts[at].day;
    if (distance == 0 || distance % 7 != 0 || std::abs(distance) > 7 * kWeeks) continue;
    const auto rows = static_cast<double>(facts_of_day.rows);
    same.fewest_rows = same.days == 0 ? rows : std::min(same.fewest_rows, rows);
    same.most_rows = std::max(same.most_rows, rows);
    same.highest_cost = std::max(same.highest_cost, facts_of_day.cost);
    ++same.days;
  }
  return same;
}

constexpr int kFewestWeeks = 2;

// Half the rows where a day has dozens: chance does not do that.
void find_thin_days(const std::vector<DayFacts>& facts, std::vector<QualityFinding>& findings) {
  constexpr double kFewestRows = 48.0;
  constexpr int kDaysNamed = 3;
  QualityFinding finding{QualityIssue::kThinDay, {}, {}, {}};
  int count = 0;
  for (std::size_t i = 1; i + 1 < facts.size(); ++i) {
    const Surroundings usual = around(facts, i);
    const auto rows = static_cast<double>(facts[i].rows);
    const bool may_be_thin = usual.rows >= kFewestRows && rows < 0.5 * usual.rows;
    if (!may_be_thin || usual.days < kDaysAround) continue;
    const SameWeekdays same = same_weekdays(facts, i);
    if (same.days < kFewestWeeks || rows >= 0.5 * same.fewest_rows) continue;
    if (count == 0) finding.first_day = facts[i].day;
    finding.last_day = facts[i].day;
    if (count < kDaysNamed) {
      finding.text += (count == 0 ? "" : ", ") + to_iso_string(facts[i].day) + " with " +
                      std::to_string(facts[i].rows) + " of about " +
                      std::to_string(std::llround(usual.rows));
    }
    ++count;
  }
  if (count == 0) return;
  finding.text = std::string(count == 1 ? "a day has" : std::to_string(count) + " days have") +
                 " less than half of the rows of the days around, so that hours may be missing: " +
                 finding.text + (count > kDaysNamed ? ", ..." : "");
  findings.push_back(std::move(finding));
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
    const SameWeekdays same = same_weekdays(facts, i);
    constexpr double kNearlyTwice = 1.8;
    const bool is_news = same.days >= kFewestWeeks &&
                         static_cast<double>(facts[i].rows) >= kNearlyTwice * same.most_rows &&
                         facts[i].cost >= kNearlyTwice * same.highest_cost;
    if (!is_news) continue;
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
    // The day at which the two sides differ most.
    std::size_t at = kDaysBefore;
    const auto change = [&](std::size_t i) { return named.of(i, facts.size()) - named.of(0, i); };
    for (std::size_t i = kDaysBefore; i + kDaysAfter <= facts.size(); ++i) {
      if (std::fabs(change(i)) > std::fabs(change(at))) at = i;
    }
    const double before = named.of(0, at);
    const double after = named.of(at, facts.size());
    const bool ends = before >= kNearlyAll && after <= 1.0 - kNearlyAll;
    const bool begins = before <= 1.0 - kNearlyAll && after >= kNearlyAll;
    if (!ends && !begins) continue;
    findings.push_back({QualityIssue::kChangedColumns, facts[at].day, facts.back().day,
                        "from " + to_iso_string(facts[at].day) + " on the bill " +
                            (ends ? "no longer names the " : "names the ") +
                            std::string(table.name(dimension)) +
                            (ends ? ", as it did before" : ", which it did not before")});
  }
}

// Values that end within days of when others begin, each with most of a week's costs: renamed, most
// likely.
void find_renamed_values(const CostTable& table, const std::vector<DayFacts>& facts,
                         const std::vector<std::size_t>& places,
                         std::vector<QualityFinding>& findings) {
  constexpr double kMost = 0.5;
  constexpr std::size_t kNear = 3;
  constexpr std::size_t kWeek = 7;
  const Dimension dimension = table.main_dimension();
  const std::size_t values = table.values(dimension).size();
  std::vector<std::size_t> first(values, facts.size());
  std::vector<std::size_t> last(values, 0);
  std::vector<std::size_t> days(values);  // with costs
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    if (table.cost(0, cell) == Money()) continue;
    const ValueCode code = table.code(cell, dimension);
    if (days[code] == 0 || last[code] != places[cell]) ++days[code];
    first[code] = std::min(first[code], places[cell]);
    last[code] = std::max(last[code], places[cell]);
  }
  // What comes once a month neither ends nor begins.
  const auto is_steady = [&](ValueCode code) {
    return days[code] >= kNear && 2 * days[code] > last[code] - first[code];
  };
  // For each day: costs of the week before it, and of the week from it on, of all values and of
  // those that end or begin about then.
  std::vector<double> before(facts.size() + 1);
  std::vector<double> after(facts.size() + 1);
  std::vector<double> gone(facts.size() + 1);
  std::vector<double> come(facts.size() + 1);
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) {
    const double cost = std::fabs(table.cost(0, cell).to_double());
    const std::size_t place = places[cell];
    const ValueCode code = table.code(cell, dimension);
    const bool counts = is_steady(code);
    for (std::size_t i = place + 1; i <= std::min(place + kWeek, facts.size()); ++i) {
      before[i] += cost;
      if (counts && last[code] < i && last[code] + kNear >= i) gone[i] += cost;
    }
    for (std::size_t i = place + 1 < kWeek ? 0 : place + 1 - kWeek; i <= place; ++i) {
      after[i] += cost;
      if (counts && first[code] >= i && first[code] < i + kNear) come[i] += cost;
    }
  }
  for (std::size_t i = kDaysBefore; i + kDaysAfter <= facts.size(); ++i) {
    if (gone[i] <= kMost * before[i] || come[i] <= kMost * after[i]) continue;
    findings.push_back({QualityIssue::kChangedColumns, facts[i].day, facts.back().day,
                        "from " + to_iso_string(facts[i].day) +
                            " on most costs stand under other names of the " +
                            std::string(table.name(dimension)) + " than before"});
    return;
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
    quality.first_arriving = arriving->first_day;
    quality.arriving_days =
        static_cast<int>(std::count_if(facts.begin(), facts.end(), [&](const DayFacts& day) {
          return day.day >= arriving->first_day;
        }));
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
