// Expected cost times noise, changed by the anomalies of the cell, rounded once.
#include "synthetic/daily_costs.h"

#include "synthetic/business_day.h"
#include "synthetic/cell_cost.h"

namespace expense::synthetic {
namespace {

double years_between(Day first, Day day) { return (day - first) / 365.25; }

}  // namespace

DailyCosts::DailyCosts(const BillRecipe& recipe)
    : days_(recipe.options.days),
      cells_(recipe.cells.size()),
      costs_(static_cast<std::size_t>(days_) * cells_) {
  const Day first_day = recipe.first_day();
  std::vector<BusinessDay> calendar;
  calendar.reserve(static_cast<std::size_t>(days_));
  for (int i = 0; i < days_; ++i) calendar.push_back(business_day(first_day + i));

  for (std::size_t c = 0; c < cells_; ++c) {
    const CellRecipe& cell = recipe.cells[c];
    const std::vector<double> noise = noise_factors(cell, recipe.options.seed, first_day, days_);
    for (std::size_t i = 0; i < noise.size(); ++i) {
      const BusinessDay& day = calendar[i];
      double cost = expected_cost(cell, day, years_between(first_day, day.day)) * noise[i];
      for (const PlantedAnomaly& anomaly : recipe.anomalies) {
        if (anomaly.cell == c && anomaly.covers(day.day)) {
          cost = anomalous_cost(anomaly, day.day, cost);
        }
      }
      costs_[i * cells_ + c] = billed_cost(cost);
    }
  }
}

Money extra_cost_of(const BillRecipe& recipe, const PlantedAnomaly& anomaly) {
  const CellRecipe& cell = recipe.cells[anomaly.cell];
  const Day first_day = recipe.first_day();
  const std::vector<double> noise =
      noise_factors(cell, recipe.options.seed, anomaly.first_day, anomaly.days());
  Money extra;
  for (int i = 0; i < anomaly.days(); ++i) {
    const Day day = anomaly.first_day + i;
    const double ordinary = expected_cost(cell, business_day(day), years_between(first_day, day)) *
                            noise[static_cast<std::size_t>(i)];
    extra += billed_cost(anomalous_cost(anomaly, day, ordinary)) - billed_cost(ordinary);
  }
  return extra;
}

}  // namespace expense::synthetic
