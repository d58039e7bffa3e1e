#include "prophet/forecast_parts.h"

#include <algorithm>
#include <utility>

namespace expense::prophet {
namespace {

void add_columns(const Component& component, std::vector<Eigen::Index>& columns) {
  for (Eigen::Index i = 0; i < component.column_count; ++i) {
    columns.push_back(component.first_column + i);
  }
}

}  // namespace

std::vector<ForecastPart> forecast_parts(const Features& features, const Options& options) {
  ForecastPart additive{"additive_terms", Mode::kAdditive, true, {}};
  ForecastPart multiplicative{"multiplicative_terms", Mode::kMultiplicative, true, {}};
  ForecastPart holidays{"holidays", holidays_mode(options), true, {}};
  ForecastPart additive_regressors{"extra_regressors_additive", Mode::kAdditive, true, {}};
  ForecastPart multiplicative_regressors{
      "extra_regressors_multiplicative", Mode::kMultiplicative, true, {}};
  std::vector<ForecastPart> parts;
  for (const Component& component : features.components()) {
    ForecastPart part{component.name, component.mode, false, {}};
    add_columns(component, part.columns);
    const bool is_additive = component.mode == Mode::kAdditive;
    add_columns(component, is_additive ? additive.columns : multiplicative.columns);
    if (component.kind == Component::Kind::kHoliday) add_columns(component, holidays.columns);
    if (component.kind == Component::Kind::kRegressor) {
      add_columns(component,
                  is_additive ? additive_regressors.columns : multiplicative_regressors.columns);
    }
    parts.push_back(std::move(part));
  }
  for (ForecastPart* group : {&holidays, &additive_regressors, &multiplicative_regressors}) {
    if (!group->columns.empty()) parts.push_back(std::move(*group));
  }
  parts.push_back(std::move(additive));
  parts.push_back(std::move(multiplicative));
  std::sort(parts.begin(), parts.end(),
            [](const ForecastPart& a, const ForecastPart& b) { return a.name < b.name; });
  return parts;
}

}  // namespace expense::prophet
