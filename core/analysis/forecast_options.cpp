#include "analysis/forecast_options.h"

#include <optional>
#include <string>

#include "analysis/json_fields.h"
#include "analysis/option_fields.h"
#include "analysis/option_terms.h"

namespace expense::analysis {
namespace {

using prophet::Mode;
using prophet::TrendSampling;

// What a model has to be fitted for, but for its terms.
void read_scalars(JsonFields& fields, prophet::Options& model) {
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
  std::optional<Mode> mode;
  read_mode(fields, "seasonality_mode", mode);
  model.seasonality_mode = mode.value_or(Mode::kAdditive);
  read_mode(fields, "holidays_mode", model.holidays_mode);
  fields.read("seasonality_prior_scale", model.seasonality_prior_scale);
  fields.read("holidays_prior_scale", model.holidays_prior_scale);
  fields.read("changepoint_prior_scale", model.changepoint_prior_scale);
  fields.read("mcmc_samples", model.mcmc_samples);
  fields.read("n_level_steps", model.n_level_steps);
  fields.read("level_step_prior_scale", model.level_step_prior_scale);
  read_word(fields, "scaling",
            {{"absmax", prophet::Scaling::kAbsmax}, {"minmax", prophet::Scaling::kMinmax}},
            model.scaling);
}

// What may be asked of a model that is fitted already.
void read_settings(JsonFields& fields, ForecastOptions& options) {
  prophet::Options& model = options.model;
  std::string about;
  fields.read("about", about);
  fields.read("interval_width", model.interval_width);
  const Json* samples = fields.raw("uncertainty_samples");
  if (samples != nullptr && *samples == false) {
    model.uncertainty_samples = 0;  // Prophet's other word for none
  } else {
    fields.read("uncertainty_samples", model.uncertainty_samples);
  }
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
  read_word(fields, "trend_sampling",
            {{"grid", TrendSampling::kGrid}, {"path", TrendSampling::kPath}},
            options.settings.trend_sampling);
  read_seed(fields, "seed", options.settings.seed);
}

}  // namespace

Result<ForecastOptions> parse_forecast_options(std::string_view json,
                                               std::string_view country_holidays) {
  const Result<Json> object = parse_json_object(json, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  ForecastOptions options;
  JsonFields fields(*object, "options");
  read_settings(fields, options);
  read_scalars(fields, options.model);
  read_dates(fields, "changepoints", options.model.changepoints);
  read_dates(fields, "level_steps", options.model.level_steps);
  if (auto ok = read_terms(fields, country_holidays, options.model); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = fields.finish(); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = prophet::validate(options.model); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

Result<ForecastOptions> parse_options_beside_model(std::string_view json,
                                                   const prophet::Options& model) {
  const Result<Json> object = parse_json_object(json, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  ForecastOptions options;
  options.model = model;
  JsonFields fields(*object, "options beside a saved model");
  read_settings(fields, options);
  if (auto ok = fields.finish(); !ok) {
    Error error = ok.error();
    error.advice =
        "There give horizon, freq, interval_width, uncertainty_samples, trend_sampling and seed "
        "only: the rest was settled when the model was fitted.";
    return tl::unexpected<Error>(error);
  }
  if (auto ok = prophet::validate(options.model); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

}  // namespace expense::analysis
