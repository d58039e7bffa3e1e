#include "prophet/forecast.h"

#include <algorithm>

#include "prophet/intervals.h"
#include "prophet/trend.h"

namespace expense::prophet {

Result<Forecast> forecast(const Model& model, std::span<const Timestamp> dates,
                          std::uint64_t seed) {
  if (dates.empty()) {
    return fail(ErrorCode::kInvalidTable, "No dates to forecast.", "Give at least one date.");
  }
  const Structure& structure = model.structure;
  const auto rows = static_cast<Eigen::Index>(dates.size());
  Forecast result;
  result.ds.assign(dates.begin(), dates.end());
  std::stable_sort(result.ds.begin(), result.ds.end());

  Eigen::VectorXd t(rows);
  result.trend.resize(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    t[i] = structure.time.scaled(result.ds[static_cast<std::size_t>(i)]);
    result.trend[i] =
        trend_at(structure, model.parameters, t[i]) * model.scale.y_scale + model.scale.floor;
  }

  Eigen::MatrixXd columns(rows, structure.features.column_count());
  structure.features.fill(result.ds, columns);
  result.additive_terms = Eigen::VectorXd::Zero(rows);
  result.multiplicative_terms = Eigen::VectorXd::Zero(rows);
  Eigen::VectorXd all_holidays = Eigen::VectorXd::Zero(rows);
  bool has_holidays = false;
  for (const Component& component : structure.features.components()) {
    const Eigen::VectorXd values =
        columns.middleCols(component.first_column, component.column_count) *
        model.parameters.beta.segment(component.first_column, component.column_count) *
        model.scale.y_scale;
    result.additive_terms += values;
    if (component.kind == Component::Kind::kHoliday) {
      all_holidays += values;
      has_holidays = true;
    }
    result.components.push_back({component.name, values});
  }
  if (has_holidays) result.components.push_back({"holidays", all_holidays});
  std::sort(result.components.begin(), result.components.end(),
            [](const ComponentForecast& a, const ComponentForecast& b) { return a.name < b.name; });
  result.yhat = result.trend.array() * (1.0 + result.multiplicative_terms.array()) +
                result.additive_terms.array();
  if (model.options.uncertainty_samples > 0) fill_intervals(model, t, seed, result);
  return result;
}

}  // namespace expense::prophet
