#include "analysis/forecast_options.h"

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/json_fields.h"

namespace expense::analysis {
namespace {

using prophet::SeasonalityMode;
using prophet::SeasonalitySwitch;

// Reads a field that holds one of a few words.
template <class Value>
void read_word(JsonFields& fields, const char* name,
               const std::vector<std::pair<std::string, Value>>& words, Value& value) {
  std::string word;
  fields.read(name, word);
  if (word.empty()) return;
  std::string allowed;
  for (const auto& [text, meaning] : words) {
    if (text == word) {
      value = meaning;
      return;
    }
    allowed += (allowed.empty() ? "" : ", ") + text;
  }
  fields.refuse(name, "is \"" + word + "\", which is none of " + allowed);
}

void read_mode(JsonFields& fields, const char* name, std::optional<SeasonalityMode>& mode) {
  SeasonalityMode value = SeasonalityMode::kAdditive;
  const bool is_given = fields.raw(name) != nullptr;
  read_word(fields, name,
            {{"additive", SeasonalityMode::kAdditive},
             {"multiplicative", SeasonalityMode::kMultiplicative}},
            value);
  if (is_given) mode = value;
}

void read_switch(JsonFields& fields, const char* name, SeasonalitySwitch& value) {
  const Json* field = fields.raw(name);
  if (field == nullptr || *field == "auto") return;
  if (field->is_boolean()) {
    value.kind =
        field->get<bool>() ? SeasonalitySwitch::Kind::kDefaultOrder : SeasonalitySwitch::Kind::kOff;
  } else if (field->is_number()) {
    fields.read(name, value.order);
    value.kind = value.order == 0 ? SeasonalitySwitch::Kind::kOff : SeasonalitySwitch::Kind::kOrder;
  } else {
    fields.refuse(name, "is neither \"auto\", true, false nor a whole number");
  }
}

std::optional<Timestamp> read_date(JsonFields& fields, const char* name, const Json* field) {
  if (field != nullptr && field->is_string()) {
    if (const auto time = parse_timestamp(field->get<std::string>())) return time;
  }
  fields.refuse(name, "holds a date that is not of the form 2026-01-31 or 2026-01-31 13:00:00");
  return std::nullopt;
}

// Calls `read_one(element, fields)` for each element of an array of objects.
template <class ReadOne>
Result<void> read_array(JsonFields& fields, const char* name, const std::string& element_name,
                        ReadOne read_one) {
  const Json* array = fields.raw(name);
  if (array == nullptr) return {};
  if (!array->is_array()) {
    fields.refuse(name, "is not a list");
    return {};
  }
  for (const Json& element : *array) {
    JsonFields element_fields(element, element_name);
    read_one(element_fields);
    if (auto done = element_fields.finish(); !done) return done;
  }
  return {};
}

Result<void> read_holidays(JsonFields& fields, prophet::Options& options) {
  return read_array(fields, "holidays", "holiday", [&options](JsonFields& row) {
    prophet::Holiday holiday;
    row.read("holiday", holiday.name);
    if (const auto date = read_date(row, "ds", row.raw("ds"))) holiday.day = date->day();
    row.read("lower_window", holiday.lower_window);
    row.read("upper_window", holiday.upper_window);
    row.read("prior_scale", holiday.prior_scale);
    options.holidays.push_back(std::move(holiday));
  });
}

Result<void> read_seasonalities(JsonFields& fields, prophet::Options& options,
                                bool& has_condition) {
  return read_array(fields, "seasonalities", "seasonality", [&](JsonFields& row) {
    prophet::Seasonality seasonality;
    row.read("name", seasonality.name);
    row.read("period", seasonality.period_days);
    row.read("fourier_order", seasonality.fourier_order);
    row.read("prior_scale", seasonality.prior_scale);
    read_mode(row, "mode", seasonality.mode);
    std::string condition;
    row.read("condition_name", condition);
    has_condition = has_condition || !condition.empty();
    options.seasonalities.push_back(std::move(seasonality));
  });
}

void read_changepoints(JsonFields& fields, prophet::Options& options) {
  const Json* array = fields.raw("changepoints");
  if (array == nullptr) return;
  if (!array->is_array()) return fields.refuse("changepoints", "is not a list of dates");
  options.changepoints.emplace();
  for (const Json& element : *array) {
    const auto date = read_date(fields, "changepoints", &element);
    if (date) options.changepoints->push_back(*date);
  }
}

void read_scalars(JsonFields& fields, ForecastOptions& options) {
  prophet::Options& model = options.model;
  std::string about;
  fields.read("about", about);
  read_word(fields, "growth",
            {{"linear", prophet::Growth::kLinear},
             {"logistic", prophet::Growth::kLogistic},
             {"flat", prophet::Growth::kFlat}},
            model.growth);
  fields.read("n_changepoints", model.n_changepoints);
  fields.read("changepoint_range", model.changepoint_range);
  read_switch(fields, "yearly_seasonality", model.yearly_seasonality);
  read_switch(fields, "weekly_seasonality", model.weekly_seasonality);
  read_switch(fields, "daily_seasonality", model.daily_seasonality);
  std::optional<SeasonalityMode> mode;
  read_mode(fields, "seasonality_mode", mode);
  model.seasonality_mode = mode.value_or(SeasonalityMode::kAdditive);
  read_mode(fields, "holidays_mode", model.holidays_mode);
  fields.read("seasonality_prior_scale", model.seasonality_prior_scale);
  fields.read("holidays_prior_scale", model.holidays_prior_scale);
  fields.read("changepoint_prior_scale", model.changepoint_prior_scale);
  fields.read("interval_width", model.interval_width);
  fields.read("uncertainty_samples", model.uncertainty_samples);
  read_word(fields, "scaling",
            {{"absmax", prophet::Scaling::kAbsmax}, {"minmax", prophet::Scaling::kMinmax}},
            model.scaling);
  fields.read("horizon", options.horizon);
  if (options.horizon < 0 || options.horizon > kLongestHorizon) {
    fields.refuse("horizon", "is not from 0 to 100000");
  }
  read_word(fields, "freq",
            {{"h", prophet::Frequency::kHour},
             {"H", prophet::Frequency::kHour},
             {"D", prophet::Frequency::kDay},
             {"W", prophet::Frequency::kWeek},
             {"MS", prophet::Frequency::kMonthStart},
             {"ME", prophet::Frequency::kMonthEnd}},
            options.frequency);
}

}  // namespace

Result<ForecastOptions> parse_forecast_options(std::string_view json) {
  const Result<Json> object = parse_json_object(json, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  ForecastOptions options;
  JsonFields fields(*object, "options");
  read_scalars(fields, options);
  read_changepoints(fields, options.model);
  bool has_condition = false;
  if (auto ok = read_holidays(fields, options.model); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = read_seasonalities(fields, options.model, has_condition); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  const Json* regressors = fields.raw("regressors");
  int mcmc_samples = 0;
  fields.read("mcmc_samples", mcmc_samples);
  if (auto ok = fields.finish(); !ok) return tl::unexpected<Error>(ok.error());

  const auto unsupported = [](const std::string& what) {
    return fail(ErrorCode::kNotSupported, what + " not fitted by this version.",
                "Leave them out of the options.");
  };
  if (has_condition) return unsupported("Conditional seasonalities are");
  if (regressors != nullptr && !regressors->empty()) return unsupported("Extra regressors are");
  if (mcmc_samples > 0) return unsupported("Posterior samples (mcmc_samples) are");
  if (auto ok = prophet::validate(options.model); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

}  // namespace expense::analysis
