#include "analysis/option_terms.h"

#include <memory>
#include <string>
#include <utility>

#include "analysis/option_fields.h"
#include "calendar/holiday_calendar.h"

namespace expense::analysis {
namespace {

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

Result<void> read_likelihood(JsonFields& fields, prophet::Options& options) {
  prophet::Likelihood& likelihood = options.likelihood;
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

Result<void> read_terms(JsonFields& fields, std::string_view country_holidays,
                        prophet::Options& options) {
  for (const auto read : {read_holidays, read_seasonalities, read_regressors, read_month_positions,
                          read_likelihood}) {
    if (auto ok = read(fields, options); !ok) return ok;
  }
  return read_country(fields, country_holidays, options);
}

}  // namespace expense::analysis
