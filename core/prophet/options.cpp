#include "prophet/options.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace expense::prophet {
namespace {

constexpr std::string_view kReservedNames[] = {"trend",
                                               "additive_terms",
                                               "multiplicative_terms",
                                               "daily",
                                               "weekly",
                                               "yearly",
                                               "holidays",
                                               "zeros",
                                               "extra_regressors_additive",
                                               "extra_regressors_multiplicative",
                                               "yhat"};
constexpr std::string_view kReservedColumns[] = {"ds",    "y",        "cap",
                                                 "floor", "y_scaled", "cap_scaled"};

bool is_builtin_seasonality(std::string_view name) {
  return name == "daily" || name == "weekly" || name == "yearly";
}

bool is_reserved(std::string_view name) {
  if (std::find(std::begin(kReservedColumns), std::end(kReservedColumns), name) !=
      std::end(kReservedColumns)) {
    return true;
  }
  for (const std::string_view suffix : {"_lower", "_upper"}) {
    if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix) {
      name.remove_suffix(suffix.size());
      break;
    }
  }
  return std::find(std::begin(kReservedNames), std::end(kReservedNames), name) !=
         std::end(kReservedNames);
}

tl::unexpected<Error> invalid(const std::string& field, const std::string& problem) {
  return fail(ErrorCode::kInvalidOption, field + " " + problem + ".",
              "Correct the option " + field + ".");
}

// Far beyond any use, and far from where squares of them overflow.
constexpr double kSmallestScale = 1e-9;
constexpr double kLargestScale = 1e9;
constexpr int kMostFourierOrder = 1'000;
constexpr int kMostChangepoints = 10'000;
constexpr int kMostSamples = 1'000'000;
constexpr int kWidestWindowDays = 366;

bool is_scale(double value) { return value >= kSmallestScale && value <= kLargestScale; }
bool is_period(double value) { return value > 0.0 && value <= 1e6; }
bool is_order(int value) { return value >= 1 && value <= kMostFourierOrder; }

Result<void> check_name(const std::string& name, std::string_view what) {
  const std::string field = std::string(what) + " name \"" + name + "\"";
  if (name.empty()) return invalid(std::string(what) + " name", "is empty");
  if (name.find("_delim_") != std::string::npos) return invalid(field, "must not hold \"_delim_\"");
  if (is_reserved(name)) return invalid(field, "is reserved by the model");
  return {};
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
    const auto has_name = [&](const Holiday& holiday) { return holiday.name == seasonality.name; };
    if (std::any_of(options.holidays.begin(), options.holidays.end(), has_name)) {
      return invalid(field, "has the name of a holiday");
    }
  }
  return {};
}

Result<void> check_holidays(const Options& options) {
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
    for (const Holiday& other : options.holidays) {
      if (other.name == holiday.name &&
          other.prior_scale.value_or(options.holidays_prior_scale) != scale) {
        return invalid(field, "has two different prior scales");
      }
    }
  }
  return {};
}

Result<void> check_supported(const Options& options) {
  const auto unsupported = [](const std::string& what) {
    return fail(ErrorCode::kNotSupported, what + " is not fitted by this version.",
                "Use linear or flat growth and additive terms.");
  };
  if (options.growth == Growth::kLogistic) return unsupported("Logistic growth");
  const auto is_multiplicative = [&options](const Seasonality& seasonality) {
    return seasonality.mode.value_or(options.seasonality_mode) == SeasonalityMode::kMultiplicative;
  };
  if (options.seasonality_mode == SeasonalityMode::kMultiplicative ||
      std::any_of(options.seasonalities.begin(), options.seasonalities.end(), is_multiplicative)) {
    return unsupported("Multiplicative seasonality");
  }
  if (options.holidays_mode.value_or(options.seasonality_mode) ==
      SeasonalityMode::kMultiplicative) {
    return unsupported("A multiplicative holiday");
  }
  return {};
}

}  // namespace

Result<void> validate(const Options& options) {
  if (!(options.changepoint_range >= 0.0 && options.changepoint_range <= 1.0)) {
    return invalid("changepoint_range", "must be a number from 0 to 1");
  }
  if (!is_scale(options.seasonality_prior_scale)) {
    return invalid("seasonality_prior_scale", "must be from 1e-9 to 1e9");
  }
  if (!is_scale(options.holidays_prior_scale)) {
    return invalid("holidays_prior_scale", "must be from 1e-9 to 1e9");
  }
  if (!is_scale(options.changepoint_prior_scale)) {
    return invalid("changepoint_prior_scale", "must be from 1e-9 to 1e9");
  }
  if (!(options.interval_width > 0.0 && options.interval_width < 1.0)) {
    return invalid("interval_width", "must be above 0 and below 1");
  }
  if (options.uncertainty_samples < 0 || options.uncertainty_samples > kMostSamples) {
    return invalid("uncertainty_samples", "must be from 0 to 1000000");
  }
  if (options.n_changepoints > kMostChangepoints) {
    return invalid("n_changepoints", "must be at most 10000");
  }
  if (auto ok = check_switch(options.yearly_seasonality, "yearly_seasonality"); !ok) return ok;
  if (auto ok = check_switch(options.weekly_seasonality, "weekly_seasonality"); !ok) return ok;
  if (auto ok = check_switch(options.daily_seasonality, "daily_seasonality"); !ok) return ok;
  if (auto ok = check_seasonalities(options); !ok) return ok;
  if (auto ok = check_holidays(options); !ok) return ok;
  return check_supported(options);
}

}  // namespace expense::prophet
