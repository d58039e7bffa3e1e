// Planting: a plan of kinds, a slot of time for each, then a cell where that kind would be seen.
#include "synthetic/anomaly_planting.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "synthetic/business_day.h"
#include "synthetic/cell_cost.h"
#include "synthetic/daily_costs.h"

namespace expense::synthetic {
namespace {

constexpr std::uint64_t kPlantingStream = 0x706c616e74;
constexpr int kShortestBillDays = 45;
constexpr int kQuietBeginningDays = 60;
constexpr int kSpacingDays = 28;     // around an anomaly, within its service
constexpr int kMostLevelShifts = 4;  // they last for ever, so their services are used up

struct Plan {
  AnomalyKind kind = AnomalyKind::kSpike;
  bool saves_money = false;  ///< A level shift downwards.
};

// What a kind needs: how long it lasts, how far it stands out of its service's noise, and the
// money below which nobody would look.
struct Scale {
  int shortest_days;
  int longest_days;
  double least_deviations;
  double most_deviations;
  double least_per_day;  ///< Currency units.
};

Scale scale_of(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::kSpike:
      return {1, 1, 4.5, 8.0, 50.0};
    case AnomalyKind::kBurst:
      return {3, 10, 3.5, 7.0, 30.0};
    case AnomalyKind::kLevelShift:
      return {21, 21, 2.5, 6.0, 20.0};  // at least; it lasts to the end of the bill
    case AnomalyKind::kDrift:
      return {21, 41, 4.0, 8.0, 30.0};
    case AnomalyKind::kDrop:
      return {2, 6, 3.5, 8.0, 25.0};
    case AnomalyKind::kNewSpend:
      return {14, 40, 4.0, 8.0, 30.0};
    case AnomalyKind::kBrokenPattern:
      return {21, 35, 3.0, 8.0, 20.0};
  }
  return {1, 1, 8.0, 8.0, 40.0};
}

// How large one anomaly is to be: both hold, the larger decides.
struct Size {
  double deviations;  ///< Standard deviations of its service's daily total.
  double per_day;     ///< Currency units.
};

template <class T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[static_cast<std::size_t>(random.below(i))]);
  }
}

// Both ends included.
int whole_between(int least, int most, Random& random) {
  const int count = most - least + 1;
  return least + static_cast<int>(random.below(static_cast<std::uint64_t>(count)));
}

std::vector<Plan> plans(int days, Random& random) {
  if (days < kShortestBillDays) return {};
  const int count = std::max(1, days * 10 / 730);
  std::vector<Plan> all = {{AnomalyKind::kSpike},      {AnomalyKind::kBurst},
                           {AnomalyKind::kLevelShift}, {AnomalyKind::kLevelShift, true},
                           {AnomalyKind::kDrift},      {AnomalyKind::kDrop},
                           {AnomalyKind::kNewSpend},   {AnomalyKind::kBrokenPattern}};
  if (count == 1) {  // a short bill has no room for slow things
    return {{random.chance(0.5) ? AnomalyKind::kSpike : AnomalyKind::kBurst}};
  }
  std::vector<Plan> chosen;
  int level_shifts = 0;
  while (static_cast<int>(chosen.size()) < count) {
    shuffle(all, random);
    for (const Plan& plan : all) {
      if (static_cast<int>(chosen.size()) == count) break;
      const bool shift = plan.kind == AnomalyKind::kLevelShift;
      if (shift && level_shifts++ >= kMostLevelShifts) continue;
      chosen.push_back(plan);
    }
  }
  return chosen;
}

// One planting in progress: what is needed to judge days and cells.
class Planter {
 public:
  Planter(BillRecipe& recipe, const Organisation& organisation, Random& random)
      : recipe_(recipe),
        organisation_(organisation),
        random_(random),
        ordinary_cells_(recipe.cells.size()) {}

  /// Tries days of the slot `earliest..latest` until one has a cell for the plan.
  bool plant(const Plan& plan, Day earliest, Day latest);

 private:
  [[nodiscard]] std::optional<PlantedAnomaly> draft(const Plan& plan, Day first, Day last);
  [[nodiscard]] std::optional<double> strength(const Plan& plan, const CellRecipe& cell, Day day,
                                               const Size& size) const;
  [[nodiscard]] std::optional<PlantedAnomaly> draft_new_spend(Day first, Day last,
                                                              const Size& size);
  [[nodiscard]] bool is_busy(const std::string& service, Day first, Day last) const;
  [[nodiscard]] double expected_on(const CellRecipe& cell, Day day) const {
    return expected_cost(cell, business_day(day), (day - recipe_.first_day()) / 365.25);
  }
  [[nodiscard]] double service_deviation(std::string_view service, Day day) const;

  BillRecipe& recipe_;
  const Organisation& organisation_;
  Random& random_;
  std::size_t ordinary_cells_;  ///< Cells before any use never seen was added.
};

// A weekday without holiday, sale or turn of the month within two days: what begins here cannot be
// taken for the calendar.
bool is_quiet(Day day) {
  if (business_day(day).weekend) return false;
  for (int near = -2; near <= 2; ++near) {
    const BusinessDay facts = business_day(day + near);
    if (facts.holiday || facts.sale || facts.month_start || facts.month_end) return false;
  }
  const CivilDate date = civil_date(day);
  return !(date.month == 12 && date.day > 20);
}

Day next_saturday(Day day) {
  while (weekday(day) != Weekday::kSaturday) day = day + 1;
  return day;
}

bool Planter::plant(const Plan& plan, Day earliest, Day latest) {
  constexpr int kTries = 60;
  const Scale scale = scale_of(plan.kind);
  latest = std::min(latest, recipe_.last_day() - (scale.longest_days - 1));
  if (latest < earliest) return false;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Day first = earliest + whole_between(0, latest - earliest, random_);
    const int days = whole_between(scale.shortest_days, scale.longest_days, random_);
    if (!is_quiet(first)) continue;
    Day last = std::min(first + (days - 1), recipe_.last_day());
    if (plan.kind == AnomalyKind::kLevelShift) last = recipe_.last_day();
    // A drift ends on the weekday of its beginning, so that its end is no quieter day.
    if (plan.kind == AnomalyKind::kDrift) last = first + days / 7 * 7;
    if (plan.kind == AnomalyKind::kBrokenPattern) {
      first = next_saturday(first);
      last = first + (days / 7 * 7 - 6);  // from a Saturday to a Sunday
      if (last > recipe_.last_day()) continue;
    }
    std::optional<PlantedAnomaly> anomaly = draft(plan, first, last);
    if (!anomaly) continue;
    anomaly->extra_cost = extra_cost_of(recipe_, *anomaly);
    recipe_.anomalies.push_back(*anomaly);
    return true;
  }
  return false;
}

std::optional<PlantedAnomaly> Planter::draft(const Plan& plan, Day first, Day last) {
  const Scale scale = scale_of(plan.kind);
  const Size size = {random_.uniform(scale.least_deviations, scale.most_deviations),
                     random_.uniform(1.0, 1.6) * scale.least_per_day};
  if (plan.kind == AnomalyKind::kNewSpend) return draft_new_spend(first, last, size);

  std::vector<PlantedAnomaly> drafts;
  std::vector<std::string> services_with_drafts;
  for (std::size_t c = 0; c < ordinary_cells_; ++c) {
    const CellRecipe& cell = recipe_.cells[c];
    if (cell.monthly_fee || cell.active_chance < 1.0 || is_busy(cell.service, first, last)) {
      continue;
    }
    const std::optional<double> found = strength(plan, cell, first, size);
    if (!found) continue;
    drafts.push_back({plan.kind, first, last, c, *found});
    if (services_with_drafts.empty() || services_with_drafts.back() != cell.service) {
      services_with_drafts.push_back(cell.service);
    }
  }
  if (drafts.empty()) return std::nullopt;
  // The service first, so that those with many cells do not draw all misfortune.
  const std::string service =
      services_with_drafts[static_cast<std::size_t>(random_.below(services_with_drafts.size()))];
  std::erase_if(drafts, [&](const PlantedAnomaly& anomaly) {
    return recipe_.cells[anomaly.cell].service != service;
  });
  return drafts[static_cast<std::size_t>(random_.below(drafts.size()))];
}

// The strength with which the plan would be seen in the cell's service; nothing if it would not be
// seen or would be absurd (a cell that becomes many times itself for no reason).
std::optional<double> Planter::strength(const Plan& plan, const CellRecipe& cell, Day day,
                                        const Size& size) const {
  constexpr double kMostGrowth = 4.0;       // extra cost over ordinary cost
  constexpr double kMostShift = 1.5;        // the same for what stays
  constexpr double kMostSavings = 0.7;      // share of the ordinary cost
  constexpr double kMostDeviations = 12.0;  // beyond, anybody would see it
  const Scale scale = scale_of(plan.kind);
  const double expected = expected_on(cell, day);
  const double noise = service_deviation(cell.service, day);
  const double extra = std::max(size.deviations * noise, size.per_day);
  const bool is_plain = extra > kMostDeviations * noise;
  switch (plan.kind) {
    case AnomalyKind::kSpike:
    case AnomalyKind::kBurst:
      if (is_plain || extra > kMostGrowth * expected) return std::nullopt;
      return extra;
    case AnomalyKind::kLevelShift:
      if (is_plain || extra > (plan.saves_money ? kMostSavings : kMostShift) * expected) {
        return std::nullopt;
      }
      return 1.0 + (plan.saves_money ? -extra : extra) / expected;
    case AnomalyKind::kDrift:
      if (is_plain || extra > kMostShift * expected) return std::nullopt;
      return 1.0 + extra / expected;
    case AnomalyKind::kDrop:
      if (expected < std::max(scale.least_deviations * noise, scale.least_per_day)) {
        return std::nullopt;
      }
      return 0.0;
    case AnomalyKind::kBrokenPattern: {
      // Only where weekends are quiet; `day` is a Saturday, two days before it was a Thursday.
      const double weekday_cost = expected_on(cell, day - 2);
      const double more = weekday_cost - expected;
      if (expected > 0.5 * weekday_cost || more < scale.least_per_day) return std::nullopt;
      if (more < scale.least_deviations * noise) return std::nullopt;
      return weekday_cost / expected;
    }
    case AnomalyKind::kNewSpend:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<PlantedAnomaly> Planter::draft_new_spend(Day first, Day last, const Size& size) {
  std::vector<CellRecipe> newcomers;
  std::vector<double> strengths;
  for (const Use& use : unexpected_uses()) {
    CellRecipe cell = unexpected_cell(organisation_, use);
    const bool seen =
        std::any_of(recipe_.cells.begin(), recipe_.cells.end(),
                    [&cell](const CellRecipe& other) { return other.stream == cell.stream; });
    if (seen || is_busy(cell.service, first, last)) continue;
    const double visible = size.deviations * service_deviation(cell.service, first);
    strengths.push_back(std::max(visible, use.typical_cost * random_.uniform(0.7, 1.3)));
    newcomers.push_back(std::move(cell));
  }
  if (newcomers.empty()) return std::nullopt;
  const auto chosen = static_cast<std::size_t>(random_.below(newcomers.size()));
  recipe_.cells.push_back(newcomers[chosen]);
  return PlantedAnomaly{AnomalyKind::kNewSpend, first, last, recipe_.cells.size() - 1,
                        strengths[chosen]};
}

bool Planter::is_busy(const std::string& service, Day first, Day last) const {
  return std::any_of(
      recipe_.anomalies.begin(), recipe_.anomalies.end(), [&](const PlantedAnomaly& other) {
        return recipe_.cells[other.cell].service == service &&
               other.first_day <= last + kSpacingDays && first <= other.last_day + kSpacingDays;
      });
}

double Planter::service_deviation(std::string_view service, Day day) const {
  double variance = 0.0;
  for (const CellRecipe& cell : recipe_.cells) {
    if (cell.service != service) continue;
    const double deviation = cost_deviation(cell, expected_on(cell, day));
    variance += deviation * deviation;
  }
  return std::sqrt(variance);
}

}  // namespace

void plant_anomalies(BillRecipe& recipe, const Organisation& organisation) {
  Random random(recipe.options.seed, kPlantingStream);
  const int days = recipe.options.days;
  const std::vector<Plan> planned = plans(days, random);
  if (planned.empty()) return;
  const int quiet = std::min(kQuietBeginningDays, days / 2);
  const auto count = static_cast<int>(planned.size());
  Planter planter(recipe, organisation, random);
  for (int i = 0; i < count; ++i) {
    // Slots of equal length; the last third of each stays free, so that beginnings keep apart.
    const int begin = quiet + (days - quiet) * i / count;
    const int end = quiet + (days - quiet) * (i + 1) / count;
    const Day latest = recipe.first_day() + (begin + (end - begin) * 2 / 3);
    if (planter.plant(planned[static_cast<std::size_t>(i)], recipe.first_day() + begin, latest)) {
      continue;
    }
    planter.plant({AnomalyKind::kSpike}, recipe.first_day() + begin, latest);
  }
}

}  // namespace expense::synthetic
