#include "analysis/forecast_options.h"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/json_fields.h"
#include "calendar/holiday_calendar.h"

namespace expense::analysis {
namespace {

using prophet::Mode;
using prophet::SeasonalitySwitch;

// Reads a field that holds one of a few words.
template <class Value>
void read_word(JsonFields& fields, const char* name,
               const std::vector<std::pair<std::string, Value>>& words, Value& value) {
  if (fields.raw(name) == nullptr) return;
  std::string word;
  fields.read(name, word);
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

void read_mode(JsonFields& fields, const char* name, std::optional<Mode>& mode) {
  Mode value = Mode::kAdditive;
  const bool is_given = fields.raw(name) != nullptr;
  read_word(fields, name,
            {{"additive", Mode::kAdditive}, {"multiplicative", Mode::kMultiplicative}}, value);
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

Result<void> read_seasonalities(JsonFields& fields, prophet::Options& options) {
  return read_array(fields, "seasonalities", "seasonality", [&](JsonFields& row) {
    prophet::Seasonality seasonality;
    row.read("name", seasonality.name);
    row.read("period", seasonality.period_days);
    row.read("fourier_order", seasonality.fourier_order);
    row.read("prior_scale", seasonality.prior_scale);
    read_mode(row, "mode", seasonality.mode);
    row.read("condition_name", seasonality.condition_name);
    options.seasonalities.push_back(std::move(seasonality));
  });
}

Result<void> read_regressors(JsonFields& fields, prophet::Options& options) {
  using Standardize = prophet::Regressor::Standardize;
  return read_array(fields, "regressors", "regressor", [&options](JsonFields& row) {
    prophet::Regressor regressor;
    row.read("name", regressor.name);
    row.read("prior_scale", regressor.prior_scale);
    const Json* standardize = row.raw("standardize");
    if (standardize != nullptr && *standardize != "auto") {
      bool value = false;
      row.read("standardize", value);
      regressor.standardize = value ? Standardize::kYes : Standardize::kNo;
    }
    read_mode(row, "mode", regressor.mode);
    options.regressors.push_back(std::move(regressor));
  });
}

Result<void> read_month_positions(JsonFields& fields, prophet::Options& options) {
  using Kind = prophet::MonthPosition::Kind;
  return read_array(fields, "month_positions", "month position", [&options](JsonFields& row) {
    prophet::MonthPosition position;
    read_word(row, "kind",
              {{"first_day", Kind::kFirstDay},
               {"first_three_days", Kind::kFirstThreeDays},
               {"last_day", Kind::kLastDay},
               {"day_of_month", Kind::kDayOfMonth}},
              position.kind);
    row.read("prior_scale", position.prior_scale);
    read_mode(row, "mode", position.mode);
    options.month_positions.push_back(position);
  });
}

Result<void> read_likelihood(JsonFields& fields, prophet::Likelihood& likelihood) {
  const Json* object = fields.raw("likelihood");
  if (object == nullptr) return {};
  JsonFields own(*object, "likelihood");
  read_word(own, "kind",
            {{"normal", prophet::Likelihood::Kind::kNormal},
             {"student_t", prophet::Likelihood::Kind::kStudentT},
             {"huber", prophet::Likelihood::Kind::kHuber}},
            likelihood.kind);
  own.read("nu", likelihood.nu);
  own.read("huber_threshold", likelihood.huber_threshold);
  own.read("noise_growth", likelihood.noise_growth);
  return own.finish();
}

void read_dates(JsonFields& fields, const char* name,
                std::optional<std::vector<Timestamp>>& dates) {
  const Json* array = fields.raw(name);
  if (array == nullptr) return;
  if (!array->is_array()) return fields.refuse(name, "is not a list of dates");
  dates.emplace();
  for (const Json& element : *array) {
    if (const auto date = read_date(fields, name, &element)) dates->push_back(*date);
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
  fields.read("interval_width", model.interval_width);
  const Json* samples = fields.raw("uncertainty_samples");
  if (samples != nullptr && *samples == false) {
    model.uncertainty_samples = 0;  // Prophet's other word for none
  } else {
    fields.read("uncertainty_samples", model.uncertainty_samples);
  }
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

Result<void> read_country(JsonFields& fields, std::string_view text, prophet::Options& options) {
  std::string region;
  fields.read("country_holidays", region);
  if (region.empty()) return {};
  prophet::CountryHolidays country{region, nullptr};
  if (!text.empty()) {
    Result<HolidayCalendar> calendar = HolidayCalendar::parse(text);
    if (!calendar) return tl::unexpected<Error>(calendar.error());
    country.calendar = std::make_shared<const HolidayCalendar>(std::move(*calendar));
  }
  options.country_holidays = std::move(country);
  return {};
}

}  // namespace

Result<ForecastOptions> parse_forecast_options(std::string_view json,
                                               std::string_view country_holidays) {
  const Result<Json> object = parse_json_object(json, "options");
  if (!object) return tl::unexpected<Error>(object.error());
  ForecastOptions options;
  JsonFields fields(*object, "options");
  read_scalars(fields, options);
  read_dates(fields, "changepoints", options.model.changepoints);
  read_dates(fields, "level_steps", options.model.level_steps);
  for (const auto read :
       {read_holidays, read_seasonalities, read_regressors, read_month_positions}) {
    if (auto ok = read(fields, options.model); !ok) return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = read_likelihood(fields, options.model.likelihood); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = read_country(fields, country_holidays, options.model); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = fields.finish(); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = prophet::validate(options.model); !ok) return tl::unexpected<Error>(ok.error());
  return options;
}

}  // namespace expense::analysis
