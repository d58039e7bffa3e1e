#include "prophet/refit_options.h"

#include <algorithm>

namespace expense::prophet {
namespace {

// Drops the dates from `end` on.
void keep_before(Timestamp end, std::optional<std::vector<Timestamp>>& dates) {
  if (!dates) return;
  dates->erase(
      std::remove_if(dates->begin(), dates->end(), [end](Timestamp date) { return date >= end; }),
      dates->end());
}

}  // namespace

std::vector<Seasonality> seasonalities_in_use(const Features& features) {
  std::vector<Seasonality> seasonalities;
  for (const Component& component : features.components()) {
    if (component.kind != Component::Kind::kSeasonality) continue;
    const auto order = static_cast<int>(component.column_count / 2);
    seasonalities.push_back({component.name, component.period_days, order, component.prior_scale,
                             component.mode, component.condition_name});
  }
  return seasonalities;
}

Options refit_options(const Model& model, std::optional<Timestamp> cutoff) {
  Options options = model.options;
  options.seasonalities = seasonalities_in_use(model.structure.features);
  for (SeasonalitySwitch* builtin :
       {&options.yearly_seasonality, &options.weekly_seasonality, &options.daily_seasonality}) {
    *builtin = SeasonalitySwitch{SeasonalitySwitch::Kind::kOff, 0};
  }
  if (cutoff) {
    // The last date that will be learned from, or the cutoff itself where there is none.
    const std::vector<Timestamp>& dates = model.history.ds;
    const auto after = std::upper_bound(dates.begin(), dates.end(), *cutoff);
    const Timestamp last = after == dates.begin() ? *cutoff : *(after - 1);
    keep_before(last, options.changepoints);
    keep_before(last, options.level_steps);
  }
  return options;
}

}  // namespace expense::prophet
