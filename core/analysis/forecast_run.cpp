#include "analysis/forecast_run.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "analysis/column_json.h"
#include "prophet/forecast_columns.h"

namespace expense::analysis {
namespace {

const char* termination_word(prophet::Termination termination) {
  switch (termination) {
    case prophet::Termination::kConverged:
      return "converged";
    case prophet::Termination::kSigmaAtFloor:
      return "sigma_at_floor";
    case prophet::Termination::kIterationLimit:
      return "iteration_limit";
    case prophet::Termination::kUndetermined:
      return "undetermined";
  }
  return "unknown";
}

// Mean of the observations of each date, so that repeated dates have one figure beside the
// forecast.
std::map<Timestamp, double> observed(const prophet::Table& history) {
  std::map<Timestamp, std::pair<double, int>> sums;
  for (std::size_t i = 0; i < history.ds.size(); ++i) {
    auto& [sum, count] = sums[history.ds[i]];
    if (std::isnan(history.y[i])) continue;
    sum += history.y[i];
    ++count;
  }
  std::map<Timestamp, double> means;
  for (const auto& [ds, sum] : sums) {
    means[ds] = sum.second > 0 ? sum.first / sum.second : std::numeric_limits<double>::quiet_NaN();
  }
  return means;
}

}  // namespace

Result<ForecastRun> run_forecast(const prophet::Table& history, const ForecastOptions& options,
                                 const std::optional<prophet::Table>& future) {
  Result<prophet::Model> model = prophet::fit(history, options.model);
  if (!model) return tl::unexpected<Error>(model.error());
  const prophet::Table ahead =
      future ? *future
             : prophet::dates_only(prophet::future_dates(model->history_dates.back(),
                                                         options.frequency, options.horizon));
  const prophet::Table table = prophet::concatenate(prophet::first_of_each_date(history), ahead);
  Result<prophet::Forecast> forecast = prophet::forecast(*model, table);
  if (!forecast) return tl::unexpected<Error>(forecast.error());

  ForecastRun run{std::move(*model), std::move(*forecast), {}};
  const std::map<Timestamp, double> means = observed(history);
  for (const Timestamp time : run.forecast.ds) {
    const auto found = means.find(time);
    run.y.push_back(found == means.end() ? std::numeric_limits<double>::quiet_NaN()
                                         : found->second);
  }
  return run;
}

std::string forecast_csv(const ForecastRun& run) { return columns_csv(forecast_json(run)); }

Json forecast_json(const ForecastRun& run) {
  Json json;
  json["ds"] = dates_json(run.forecast.ds);
  json["y"] = Json::array();
  for (const double y : run.y) json["y"].push_back(std::isnan(y) ? Json(nullptr) : Json(y));
  for (const prophet::ForecastColumn& column : prophet::columns_of(run.forecast)) {
    json[column.name] = numbers_json(*column.values);
  }
  return json;
}

Json fit_json(const prophet::Model& model) {
  const prophet::Structure& structure = model.structure;
  Json json;
  json["t_start"] = to_iso_string(structure.time.start);
  json["t_scale_days"] = structure.time.seconds / static_cast<double>(Timestamp::kSecondsPerDay);
  json["y_scale"] = model.scale.y_scale;
  json["y_min"] = model.scale.y_min;
  json["changepoints"] = dates_json(structure.changepoints);
  json["changepoints_t"] = numbers_json(structure.changepoints_t);
  json["k"] = model.parameters.k;
  json["m"] = model.parameters.m;
  json["sigma_obs"] = model.parameters.sigma_obs;
  json["delta"] = numbers_json(model.parameters.delta);
  json["beta_names"] = structure.features.column_names();
  json["beta"] = numbers_json(model.parameters.beta);
  const bool is_constant = model.summary.iterations == 0;
  json["level_steps"] = dates_json(structure.level_steps);
  json["steps"] = numbers_json(model.parameters.steps);
  if (model.parameters.nu > 0.0) json["nu"] = model.parameters.nu;
  json["log_posterior"] = is_constant ? Json(nullptr) : Json(model.summary.log_posterior);
  json["kkt_residual"] = is_constant ? Json(nullptr) : Json(model.summary.kkt_residual);
  json["termination"] =
      is_constant ? "constant_history" : termination_word(model.summary.termination);
  json["iterations"] = model.summary.iterations;
  return json;
}

}  // namespace expense::analysis
