#include "analysis/forecast_run.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace expense::analysis {
namespace {

// One column of the printed forecast.
struct Column {
  std::string name;
  const Eigen::VectorXd* values;
};

void add_with_bounds(std::vector<Column>& columns, const std::string& name,
                     const Eigen::VectorXd& values, const Eigen::VectorXd& lower,
                     const Eigen::VectorXd& upper) {
  columns.push_back({name, &values});
  if (lower.size() == 0) return;
  columns.push_back({name + "_lower", &lower});
  columns.push_back({name + "_upper", &upper});
}

std::vector<Column> value_columns(const prophet::Forecast& forecast) {
  std::vector<Column> columns;
  columns.push_back({"trend", &forecast.trend});
  add_with_bounds(columns, "yhat", forecast.yhat, forecast.yhat_lower, forecast.yhat_upper);
  if (forecast.trend_lower.size() > 0) {
    columns.push_back({"trend_lower", &forecast.trend_lower});
    columns.push_back({"trend_upper", &forecast.trend_upper});
  }
  if (forecast.cap.size() > 0) columns.push_back({"cap", &forecast.cap});
  if (forecast.floor.size() > 0) columns.push_back({"floor", &forecast.floor});
  for (const prophet::ComponentForecast& component : forecast.components) {
    add_with_bounds(columns, component.name, component.values, component.lower, component.upper);
  }
  return columns;
}

// Shortest text that reads back to the same double; "" for none. Through the JSON library, whose
// writer is the same on every platform.
std::string number_text(double value) { return std::isnan(value) ? "" : Json(value).dump(); }

Json numbers(const Eigen::VectorXd& values) {
  return std::vector<double>(values.begin(), values.end());
}

Json dates(const std::vector<Timestamp>& times) {
  Json list = Json::array();
  for (const Timestamp time : times) list.push_back(to_iso_string(time));
  return list;
}

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

std::string forecast_csv(const ForecastRun& run) {
  const std::vector<Column> columns = value_columns(run.forecast);
  std::string csv = "ds,y";
  for (const Column& column : columns) {
    const bool needs_quotes = column.name.find_first_of(",\"\r\n") != std::string::npos;
    std::string quoted;
    for (const char c : column.name) quoted.append(c == '"' ? 2 : 1, c);
    csv += ',';
    if (needs_quotes) csv += '"';
    csv += needs_quotes ? quoted : column.name;
    if (needs_quotes) csv += '"';
  }
  csv += '\n';
  for (std::size_t i = 0; i < run.forecast.ds.size(); ++i) {
    csv += to_iso_string(run.forecast.ds[i]);
    csv += ',';
    csv += number_text(run.y[i]);
    for (const Column& column : columns) {
      csv += ',';
      csv += number_text((*column.values)[static_cast<Eigen::Index>(i)]);
    }
    csv += '\n';
  }
  return csv;
}

Json forecast_json(const ForecastRun& run) {
  Json json;
  json["ds"] = dates(run.forecast.ds);
  json["y"] = Json::array();
  for (const double y : run.y) json["y"].push_back(std::isnan(y) ? Json(nullptr) : Json(y));
  for (const Column& column : value_columns(run.forecast)) {
    json[column.name] = numbers(*column.values);
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
  json["changepoints"] = dates(structure.changepoints);
  json["changepoints_t"] = numbers(structure.changepoints_t);
  json["k"] = model.parameters.k;
  json["m"] = model.parameters.m;
  json["sigma_obs"] = model.parameters.sigma_obs;
  json["delta"] = numbers(model.parameters.delta);
  json["beta_names"] = structure.features.column_names();
  json["beta"] = numbers(model.parameters.beta);
  const bool is_constant = model.summary.iterations == 0;
  json["level_steps"] = dates(structure.level_steps);
  json["steps"] = numbers(model.parameters.steps);
  if (model.parameters.nu > 0.0) json["nu"] = model.parameters.nu;
  json["log_posterior"] = is_constant ? Json(nullptr) : Json(model.summary.log_posterior);
  json["kkt_residual"] = is_constant ? Json(nullptr) : Json(model.summary.kkt_residual);
  json["termination"] =
      is_constant ? "constant_history" : termination_word(model.summary.termination);
  json["iterations"] = model.summary.iterations;
  return json;
}

}  // namespace expense::analysis
