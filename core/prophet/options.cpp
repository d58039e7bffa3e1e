#include "prophet/options.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "calendar/holiday_calendar.h"
#include "prophet/names.h"

namespace expense::prophet {
namespace {

tl::unexpected<Error> invalid(const std::string& field, const std::string& problem) {
  return fail(ErrorCode::kInvalidOption, field + " " + problem + ".",
              "Correct the option " + field + ".");
}

// Far beyond any use, and far from where squares of them overflow.
constexpr double kSmallestScale = 1e-9;
constexpr double kLargestScale = 1e9;
constexpr int kMostFourierOrder = 1'000;
constexpr int kMostChangepoints = 2'000;
constexpr int kMostSamples = 1'000'000;
constexpr int kWidestWindowDays = 366;
constexpr double kMostNu = 1'000.0;

bool is_scale(double value) { return value >= kSmallestScale && value <= kLargestScale; }
bool is_period(double value) { return value > 0.0 && value <= 1e6; }
bool is_order(int value) { return value >= 1 && value <= kMostFourierOrder; }
bool is_share(double value) { return value >= 0.0 && value <= 1.0; }

Result<void> check_scale(const std::string& field, double value) {
  if (is_scale(value)) return {};
  return invalid(field, "must be from 1e-9 to 1e9");
}

Result<void> check_switch(const SeasonalitySwitch& value, const std::string& field) {
  if (value.kind == SeasonalitySwitch::Kind::kOrder && !is_order(value.order)) {
    return invalid(field, "must be \"auto\", true, false or an order from 1 to 1000");
  }
  return {};
}

Result<void> check_seasonalities(const Options& options) {
  for (const Seasonality& seasonality : options.seasonalities) {
    const std::string field = "seasonality \"" + seasonality.name + "\"";
    if (!is_builtin_seasonality(seasonality.name)) {
      if (auto named = check_name(seasonality.name, "seasonality"); !named) return named;
    }
    if (!is_period(seasonality.period_days)) {
      return invalid(field, "needs a period above 0 and up to 1e6 days");
    }
    if (!is_order(seasonality.fourier_order)) {
      return invalid(field, "needs a Fourier order from 1 to 1000");
    }
    if (seasonality.prior_scale && !is_scale(*seasonality.prior_scale)) {
      return invalid(field, "needs a prior scale from 1e-9 to 1e9");
    }
    if (!seasonality.condition_name.empty()) {
      if (auto named = check_name(seasonality.condition_name, "condition"); !named) return named;
    }
  }
  return {};
}

Result<void> check_holidays(const Options& options) {
  std::map<std::string_view, double> scales;
  for (const Holiday& holiday : options.holidays) {
    if (auto named = check_name(holiday.name, "holiday"); !named) return named;
    const std::string field = "holiday \"" + holiday.name + "\"";
    if (holiday.lower_window > 0 || holiday.lower_window < -kWidestWindowDays) {
      return invalid(field, "needs a lower_window from -366 to 0");
    }
    if (holiday.upper_window < 0 || holiday.upper_window > kWidestWindowDays) {
      return invalid(field, "needs an upper_window from 0 to 366");
    }
    const double scale = holiday.prior_scale.value_or(options.holidays_prior_scale);
    if (!is_scale(scale)) return invalid(field, "needs a prior scale from 1e-9 to 1e9");
    if (scales.try_emplace(holiday.name, scale).first->second != scale) {
      return invalid(field, "has two different prior scales");
    }
  }
  return {};
}

Result<void> check_regressors(const Options& options) {
  for (const Regressor& regressor : options.regressors) {
    if (auto named = check_name(regressor.name, "regressor"); !named) return named;
    if (regressor.prior_scale && !is_scale(*regressor.prior_scale)) {
      return invalid("regressor \"" + regressor.name + "\"",
                     "needs a prior scale from 1e-9 to 1e9");
    }
  }
  return {};
}

Result<void> check_country(const Options& options) {
  if (!options.country_holidays) return {};
  const CountryHolidays& country = *options.country_holidays;
  if (country.calendar == nullptr) {
    return invalid("country_holidays", "needs the calendar of the countries, which is not loaded");
  }
  // A year that all calendars know; the error tells which regions may be meant.
  const auto holidays = country.calendar->holidays(country.region, 2024);
  if (!holidays) return tl::unexpected<Error>(holidays.error());
  return {};
}

// A name means one thing: a holiday, a seasonality, a regressor or a condition.
Result<void> check_clashes(const Options& options) {
  std::map<std::string_view, std::string_view> meanings;
  const auto clash = [&meanings](const std::string& name, std::string_view what) -> Result<void> {
    const std::string_view first = meanings.try_emplace(name, what).first->second;
    if (first == what) return {};
    return fail(ErrorCode::kInvalidOption,
                "\"" + name + "\" is the name of a " + std::string(first) + " and of a " +
                    std::string(what) + ".",
                "Give each its own name.");
  };
  for (const Holiday& holiday : options.holidays) {
    if (auto ok = clash(holiday.name, "holiday"); !ok) return ok;
  }
  for (const Seasonality& seasonality : options.seasonalities) {
    if (auto ok = clash(seasonality.name, "seasonality"); !ok) return ok;
  }
  for (const Regressor& regressor : options.regressors) {
    if (auto ok = clash(regressor.name, "regressor"); !ok) return ok;
  }
  for (const Seasonality& seasonality : options.seasonalities) {
    if (seasonality.condition_name.empty()) continue;
    if (auto ok = clash(seasonality.condition_name, "condition"); !ok) return ok;
  }
  return {};
}

Result<void> check_beyond_prophet(const Options& options) {
  for (const MonthPosition& position : options.month_positions) {
    if (position.prior_scale && !is_scale(*position.prior_scale)) {
      return invalid("month_positions", "needs prior scales from 1e-9 to 1e9");
    }
  }
  if (auto ok = check_scale("level_step_prior_scale", options.level_step_prior_scale); !ok) {
    return ok;
  }
  if (options.n_level_steps > kMostChangepoints) {
    return invalid("n_level_steps", "must be at most 2000");
  }
  const bool has_steps =
      options.level_steps ? !options.level_steps->empty() : options.n_level_steps > 0;
  if (has_steps && options.growth == Growth::kLogistic) {
    return invalid("level_steps", "cannot be combined with logistic growth");
  }
  const Likelihood& likelihood = options.likelihood;
  if (likelihood.nu && !(*likelihood.nu >= 1.0 && *likelihood.nu <= kMostNu)) {
    return invalid("nu", "must be from 1 to 1000");
  }
  if (!(likelihood.huber_threshold > 0.0 && likelihood.huber_threshold <= 100.0)) {
    return invalid("huber_threshold", "must be above 0 and up to 100");
  }
  if (!is_share(likelihood.noise_growth)) return invalid("noise_growth", "must be from 0 to 1");
  return {};
}

Result<void> check_scalars(const Options& options) {
  if (!is_share(options.changepoint_range)) {
    return invalid("changepoint_range", "must be a number from 0 to 1");
  }
  if (auto ok = check_scale("seasonality_prior_scale", options.seasonality_prior_scale); !ok) {
    return ok;
  }
  if (auto ok = check_scale("holidays_prior_scale", options.holidays_prior_scale); !ok) return ok;
  if (auto ok = check_scale("changepoint_prior_scale", options.changepoint_prior_scale); !ok) {
    return ok;
  }
  if (!(options.interval_width > 0.0 && options.interval_width < 1.0)) {
    return invalid("interval_width", "must be above 0 and below 1");
  }
  if (options.uncertainty_samples < 0 || options.uncertainty_samples > kMostSamples) {
    return invalid("uncertainty_samples", "must be from 0 to 1000000");
  }
  const bool is_sampled = options.mcmc_samples != 0;
  if (is_sampled && (options.mcmc_samples < 4 || options.mcmc_samples > kMostSamples)) {
    return invalid("mcmc_samples", "must be 0, or from 4 to 1000000");
  }
  if (options.n_changepoints > kMostChangepoints) {
    return invalid("n_changepoints", "must be at most 2000");
  }
  return {};
}

}  // namespace

Mode holidays_mode(const Options& options) {
  return options.holidays_mode.value_or(options.seasonality_mode);
}

std::vector<std::string> table_columns(const Options& options) {
  std::vector<std::string> names;
  if (options.growth == Growth::kLogistic) names = {"cap", "floor"};
  for (const Seasonality& seasonality : options.seasonalities) {
    if (!seasonality.condition_name.empty()) names.push_back(seasonality.condition_name);
  }
  for (const Regressor& regressor : options.regressors) names.push_back(regressor.name);
  return names;
}

Result<void> validate(const Options& options) {
  if (auto ok = check_scalars(options); !ok) return ok;
  if (auto ok = check_switch(options.yearly_seasonality, "yearly_seasonality"); !ok) return ok;
  if (auto ok = check_switch(options.weekly_seasonality, "weekly_seasonality"); !ok) return ok;
  if (auto ok = check_switch(options.daily_seasonality, "daily_seasonality"); !ok) return ok;
  if (auto ok = check_seasonalities(options); !ok) return ok;
  if (auto ok = check_holidays(options); !ok) return ok;
  if (auto ok = check_regressors(options); !ok) return ok;
  if (auto ok = check_country(options); !ok) return ok;
  if (auto ok = check_clashes(options); !ok) return ok;
  return check_beyond_prophet(options);
}

}  // namespace expense::prophet
