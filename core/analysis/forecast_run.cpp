#include "analysis/forecast_run.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "analysis/column_json.h"
#include "prophet/forecast_columns.h"

namespace expense::analysis {
namespace {

// Mean of the observations of each date, so that repeated dates have one figure beside the
// forecast.
std::map<Timestamp, double> observed(const prophet::Table& history) {
  std::map<Timestamp, std::pair<double, int>> sums;
  for (std::size_t i = 0; i < history.ds.size(); ++i) {
    auto& [sum, count] = sums[history.ds[i]];
    sum += history.y[i];
    ++count;
  }
  std::map<Timestamp, double> means;
  for (const auto& [ds, sum] : sums) means[ds] = sum.first / sum.second;
  return means;
}

// @param history  the rows that the forecast begins with.
Result<ForecastRun> forecast_rows(prophet::Model model, const prophet::Table& history,
                                  const ForecastOptions& options,
                                  const std::optional<prophet::Table>& future) {
  const prophet::Table ahead =
      future ? *future
             : prophet::dates_only(prophet::future_dates(model.history_dates.back(),
                                                         options.frequency, options.horizon));
  const prophet::Table table = prophet::concatenate(history, ahead);
  Result<prophet::Forecast> forecast = prophet::forecast(model, table, options.settings);
  if (!forecast) return tl::unexpected<Error>(forecast.error());

  const std::map<Timestamp, double> means = observed(model.history);
  ForecastRun run{std::move(model), std::move(*forecast), {}, {}};
  for (const Timestamp time : run.forecast.ds) {
    const auto found = means.find(time);
    run.y.push_back(found == means.end() ? std::numeric_limits<double>::quiet_NaN()
                                         : found->second);
  }
  return run;
}

// The rows of a model's history as far as it remembers them: of those without y the dates alone,
// which do where it needs no columns.
prophet::Table remembered_rows(const prophet::Model& model) {
  return prophet::table_columns(model.options).empty() ? prophet::dates_only(model.history_dates)
                                                       : prophet::first_of_each_date(model.history);
}

}  // namespace

Result<ForecastRun> run_forecast(const prophet::Table& history, const ForecastOptions& options,
                                 const std::optional<prophet::Table>& future,
                                 const FitSettings& settings) {
  prophet::Options chosen = options.model;
  std::optional<std::vector<prophet::ChoiceStep>> steps;
  if (settings.chooses_terms) {
    Result<prophet::ModelChoice> choice = prophet::choose_model(history, options.model);
    if (!choice) return tl::unexpected<Error>(choice.error());
    chosen = std::move(choice->options);
    steps = std::move(choice->steps);
  }
  Result<prophet::Model> model = prophet::fit(history, chosen, settings.start);
  if (!model) return tl::unexpected<Error>(model.error());
  Result<ForecastRun> run =
      forecast_rows(std::move(*model), prophet::first_of_each_date(history), options, future);
  if (run) run->choice = std::move(steps);
  return run;
}

Result<ForecastRun> run_forecast(prophet::Model model, const ForecastOptions& options,
                                 const std::optional<prophet::Table>& future) {
  model.options.interval_width = options.model.interval_width;
  model.options.uncertainty_samples = options.model.uncertainty_samples;
  const prophet::Table history = remembered_rows(model);
  return forecast_rows(std::move(model), history, options, future);
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

}  // namespace expense::analysis
