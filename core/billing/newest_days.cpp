// What every day has, and the newest ones lack.
#include "billing/newest_days.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "billing/day_text.h"

namespace expense::billing {
namespace {

constexpr int kMostArriving = 3;
constexpr std::size_t kFewestDays = 14;  // Two weeks show what every day has.
constexpr std::size_t kMostDays = 28;
// Fewer rows than this share of the day with the fewest rows.
constexpr double kTooFewRows = 0.75;
// Values that come every day and are not there, by their share of usual cost and of their number;
// a single one may just have been switched off.
constexpr double kTooMuchMissing = 0.1;
constexpr std::size_t kTooManyMissing = 4;  // one in so many
constexpr std::size_t kFewestMissing = 2;

struct NewestDay {
  Day day;
  std::int64_t rows = 0;
  std::vector<Money> costs;  // by the main dimension's code
};

// The newest days with what they have, ascending.
std::vector<NewestDay> newest_days(const CostTable& table) {
  std::vector<NewestDay> newest;
  const Dimension dimension = table.main_dimension();
  for (std::size_t cell = table.cell_count(); cell-- > 0;) {
    if (newest.empty() || newest.back().day != table.day(cell)) {
      if (newest.size() == kMostDays + kMostArriving) break;
      newest.push_back({table.day(cell), 0, std::vector<Money>(table.values(dimension).size())});
    }
    newest.back().rows += table.rows(cell);
    newest.back().costs[table.code(cell, dimension)] += abs(table.cost(0, cell));
  }
  std::reverse(newest.begin(), newest.end());
  return newest;
}

struct Lack {
  std::int64_t usual_rows = 0;  // of the day with the fewest; 0 when rows are not what lacks
  std::vector<ValueCode> values;

  [[nodiscard]] bool empty() const { return usual_rows == 0 && values.empty(); }
};

Lack lack_of(const NewestDay& day, const NewestDay* first, const NewestDay* end) {
  Lack lack;
  const auto fewest = std::min_element(
      first, end, [](const NewestDay& a, const NewestDay& b) { return a.rows < b.rows; });
  if (static_cast<double>(day.rows) < kTooFewRows * static_cast<double>(fewest->rows)) {
    lack.usual_rows = fewest->rows;
  }
  const auto days = end - first;
  Money usual;
  Money missing;
  std::size_t steady = 0;
  for (ValueCode code = 0; code < day.costs.size(); ++code) {
    Money cost;
    std::ptrdiff_t days_with_cost = 0;
    for (const NewestDay* earlier = first; earlier != end; ++earlier) {
      cost += earlier->costs[code];
      if (earlier->costs[code] != Money()) ++days_with_cost;
    }
    usual += cost;
    if (days_with_cost < days) continue;
    ++steady;
    if (day.costs[code] != Money()) continue;
    missing += cost;
    lack.values.push_back(code);
  }
  const bool is_much = missing.to_double() > kTooMuchMissing * usual.to_double() &&
                       lack.values.size() >= kFewestMissing &&
                       lack.values.size() * kTooManyMissing >= steady;
  if (!is_much) lack.values.clear();
  return lack;
}

std::string text_of(const NewestDay& day, const Lack& lack, const std::vector<std::string>& names) {
  constexpr std::size_t kNamed = 3;
  std::string text;
  if (lack.usual_rows > 0) {
    text = to_iso_string(day.day) + " has " + std::to_string(day.rows) +
           " rows, every day before it at least " + std::to_string(lack.usual_rows);
  }
  if (lack.values.empty()) return text;
  text +=
      text.empty() ? to_iso_string(day.day) + " has no costs yet of " : ", and no costs yet of ";
  for (std::size_t i = 0; i < std::min(kNamed, lack.values.size()); ++i) {
    const std::string& name = names[lack.values[i]];
    text += (i == 0 ? "" : ", ") + (name.empty() ? "what has no name" : name);
  }
  const std::size_t more = lack.values.size() - std::min(kNamed, lack.values.size());
  return more > 0 ? text + " and " + std::to_string(more) + " more" : text;
}

}  // namespace

std::optional<QualityFinding> find_arriving_days(const CostTable& table) {
  const std::vector<NewestDay> days = newest_days(table);
  const std::vector<std::string>& names = table.values(table.main_dimension());
  if (days.size() < kFewestDays + kMostArriving) return std::nullopt;
  const NewestDay* const first = days.data();
  const NewestDay* const complete_end = first + days.size() - kMostArriving;
  const Lack newest = lack_of(days.back(), first, complete_end);
  if (newest.empty()) return std::nullopt;
  std::size_t at = days.size() - 1;
  while (&days[at - 1] >= complete_end && !lack_of(days[at - 1], first, complete_end).empty()) --at;
  const Day last = days.back().day;
  return QualityFinding{
      QualityIssue::kArriving, days[at].day, last,
      day_range_text(days[at].day, last) + (days[at].day == last ? " is" : " are") +
          " still arriving and not judged: " + text_of(days.back(), newest, names)};
}

}  // namespace expense::billing
