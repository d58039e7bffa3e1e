#include "prophet/forecast.h"

#include <algorithm>
#include <utility>

#include "prophet/forecast_parts.h"
#include "prophet/intervals.h"
#include "prophet/quantiles.h"
#include "prophet/trend.h"

namespace expense::prophet {
namespace {

ComponentForecast component_forecast(const Model& model, const ForecastPart& part,
                                     const Eigen::MatrixXd& columns) {
  const double unit = part.mode == Mode::kAdditive ? model.scale.y_scale : 1.0;
  ComponentForecast component{
      part.name, part.mode, part.is_group, Eigen::VectorXd::Zero(columns.rows()), {}, {}};
  for (const Eigen::Index l : part.columns) {
    component.values += columns.col(l) * (model.parameters.beta[l] * unit);
  }
  if (model.options.uncertainty_samples == 0) return component;
  component.lower = component.values;
  component.upper = component.values;
  if (!model.draws || part.columns.empty()) return component;

  Eigen::VectorXd of_draws(model.draws->count());
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    of_draws.setZero();
    for (const Eigen::Index l : part.columns) {
      of_draws += model.draws->beta.row(l).transpose() * (unit * columns(row, l));
    }
    fill_bounds(of_draws, model.options.interval_width, component.lower[row], component.upper[row]);
  }
  return component;
}

}  // namespace

const ComponentForecast* Forecast::component(const std::string& name) const {
  const auto found =
      std::find_if(components.begin(), components.end(),
                   [&name](const ComponentForecast& part) { return part.name == name; });
  return found == components.end() ? nullptr : &*found;
}

Result<Forecast> forecast(const Model& model, const Table& given,
                          const ForecastSettings& settings) {
  if (given.ds.empty()) {
    return fail(ErrorCode::kInvalidTable, "No dates to forecast.", "Give at least one date.");
  }
  if (auto ok = check_lengths(given); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = check_columns(given, model.options, model.scale); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  const Table table = sorted_by_date(given);
  const Structure& structure = model.structure;
  const auto rows = static_cast<Eigen::Index>(table.row_count());
  const Eigen::VectorXd t = structure.time.scaled(table.ds);
  const Eigen::VectorXd caps = scaled_caps(table, model.scale, structure.growth);
  const Eigen::VectorXd floors = model.scale.floors(table);

  Forecast result;
  result.ds = table.ds;
  result.trend.resize(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    result.trend[i] =
        trend_at(structure, model.parameters, t[i], caps[i]) * model.scale.y_scale + floors[i];
  }
  if (const std::vector<double>* cap = table.column("cap")) {
    result.cap = Eigen::Map<const Eigen::VectorXd>(cap->data(), rows);
  }
  if (model.scale.logistic_floor) result.floor = floors;

  Eigen::MatrixXd columns(rows, structure.features.column_count());
  structure.features.fill(table, columns);
  for (const ForecastPart& part : forecast_parts(structure.features, model.options)) {
    result.components.push_back(component_forecast(model, part, columns));
  }
  const Eigen::VectorXd& additive = result.component("additive_terms")->values;
  const Eigen::VectorXd& multiplicative = result.component("multiplicative_terms")->values;
  result.yhat = result.trend.array() * (1.0 + multiplicative.array()) + additive.array();
  if (model.options.uncertainty_samples > 0) {
    fill_intervals(model, IntervalInput{t, caps, floors, columns}, settings, result);
  }
  return result;
}

}  // namespace expense::prophet
