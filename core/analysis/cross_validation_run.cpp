#include "analysis/cross_validation_run.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "analysis/column_json.h"
#include "calendar/duration.h"
#include "prophet/fit.h"
#include "prophet/future_dates.h"

namespace expense::analysis {
namespace {

// nullopt for "".
Result<std::optional<std::int64_t>> read_duration(const std::string& text, const char* argument) {
  if (text.empty()) return std::nullopt;
  Result<std::int64_t> seconds = parse_duration(text);
  if (seconds) return *seconds;
  Error error = seconds.error();
  error.message = std::string(argument) + ": " + error.message;
  return tl::unexpected<Error>(std::move(error));
}

// nullopt for none.
Result<std::optional<std::vector<Timestamp>>> read_cutoffs(const std::vector<std::string>& texts) {
  if (texts.empty()) return std::nullopt;
  std::vector<Timestamp> cutoffs;
  for (const std::string& text : texts) {
    const std::optional<Timestamp> cutoff = parse_timestamp(text);
    if (!cutoff) {
      return fail(ErrorCode::kInvalidOption, "The cutoff \"" + text + "\" is no date.",
                  "Write dates as 2026-01-31 or 2026-01-31 13:00:00, without time zone.");
    }
    cutoffs.push_back(*cutoff);
  }
  return cutoffs;
}

// The horizon stays 0 where the request does not say it.
Result<prophet::CrossValidationOptions> read_validation(const CrossValidationRequest& request) {
  const auto horizon = read_duration(request.horizon, "horizon");
  if (!horizon) return tl::unexpected<Error>(horizon.error());
  const auto period = read_duration(request.period, "period");
  if (!period) return tl::unexpected<Error>(period.error());
  const auto initial = read_duration(request.initial, "initial");
  if (!initial) return tl::unexpected<Error>(initial.error());
  auto cutoffs = read_cutoffs(request.cutoffs);
  if (!cutoffs) return tl::unexpected<Error>(cutoffs.error());
  prophet::CrossValidationOptions options;
  options.placing = {horizon->value_or(0), *period, *initial};
  options.cutoffs = std::move(*cutoffs);
  options.extra_output_columns = request.extra_output_columns;
  return options;
}

Result<prophet::MetricOptions> read_metrics(const CrossValidationRequest& request) {
  prophet::MetricOptions options;
  if (!request.metrics.empty()) options.metrics = request.metrics;
  options.rolling_window = request.rolling_window;
  if (auto ok = prophet::validate(options); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

// From the last date of the history to the last one that would be forecast.
std::int64_t forecast_seconds(const prophet::Model& model, const ForecastOptions& options) {
  const Timestamp last = model.history_dates.back();
  const auto ahead = prophet::future_dates(last, options.frequency, options.horizon);
  return ahead.empty() ? 0 : ahead.back() - last;
}

}  // namespace

Result<CrossValidationRun> begin_cross_validation(const prophet::Table& history,
                                                  const ForecastOptions& options,
                                                  const CrossValidationRequest& request) {
  Result<prophet::CrossValidationOptions> validation = read_validation(request);
  if (!validation) return tl::unexpected<Error>(validation.error());
  Result<prophet::MetricOptions> metrics = read_metrics(request);
  if (!metrics) return tl::unexpected<Error>(metrics.error());
  Result<prophet::Model> model = prophet::fit(history, options.model);
  if (!model) return tl::unexpected<Error>(model.error());
  validation->forecast = options.settings;
  if (request.horizon.empty()) {
    validation->placing.horizon_seconds = forecast_seconds(*model, options);
  }
  auto validator = prophet::CrossValidator::make(std::move(*model), std::move(*validation));
  if (!validator) return tl::unexpected<Error>(validator.error());
  return CrossValidationRun{std::move(*validator), std::move(*metrics)};
}

Result<Json> cross_validation_json(const CrossValidationRun& run) {
  const auto metrics = prophet::performance_metrics(run.validator.table(), run.metrics);
  if (!metrics) return tl::unexpected<Error>(metrics.error());
  Json json;
  const prophet::Cutoffs& cutoffs = run.validator.cutoffs();
  json["cutoffs"] = dates_json(cutoffs.cutoffs);
  json["warnings"] = Json::array();
  if (cutoffs.initial_is_short) {
    json["warnings"].push_back(
        "The initial window is shorter than the longest seasonality, which the first fits can then "
        "not learn well.");
  }
  for (const prophet::DroppedMetric& dropped : metrics->dropped) {
    json["warnings"].push_back("The metric " + dropped.name + " is left out. " + dropped.reason);
  }
  Json& errors = json["errors"];
  errors["horizon"] = Json::array();
  for (const std::int64_t seconds : metrics->horizon) {
    errors["horizon"].push_back(duration_in_words(seconds));
  }
  for (const prophet::NamedColumn& column : metrics->columns) {
    errors[column.name] = numbers_json(column.values);
  }
  return json;
}

Json cross_validation_rows_json(const CrossValidationRun& run) {
  const prophet::CrossValidation& table = run.validator.table();
  Json json;
  json["ds"] = dates_json(table.ds);
  json["yhat"] = numbers_json(table.yhat);
  if (table.yhat_lower.size() > 0) {
    json["yhat_lower"] = numbers_json(table.yhat_lower);
    json["yhat_upper"] = numbers_json(table.yhat_upper);
  }
  for (const prophet::NamedColumn& column : table.extra_columns) {
    json[column.name] = numbers_json(column.values);
  }
  json["y"] = numbers_json(table.y);
  json["cutoff"] = dates_json(table.cutoff);
  return json;
}

}  // namespace expense::analysis
