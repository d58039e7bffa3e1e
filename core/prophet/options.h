// What a person may ask of the model: Prophet's arguments with Prophet's names and defaults, and
// what cloud costs need besides, off by default.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"

namespace expense {
class HolidayCalendar;
}

namespace expense::prophet {

enum class Growth { kLinear, kLogistic, kFlat };
enum class Mode { kAdditive, kMultiplicative };
enum class Scaling { kAbsmax, kMinmax };

/// Value of `yearly_seasonality` and its kin.
struct SeasonalitySwitch {
  enum class Kind {
    kAuto,          ///< On when the history is long and fine enough for it.
    kOff,           ///< Also given as an order of 0.
    kDefaultOrder,  ///< On: order 10 yearly, 3 weekly, 4 daily.
    kOrder,         ///< On, with `order`.
  };
  Kind kind = Kind::kAuto;
  int order = 0;  ///< >= 1 when kind is kOrder.
};

/// A seasonality added by name.
struct Seasonality {
  std::string name;          ///< Unique within a model: "weekly", "monthly".
  double period_days = 7.0;  ///< Length P of one cycle, in days; finite, > 0.
  int fourier_order = 3;     ///< Number N of sine and cosine pairs; >= 1.
  /// Standard deviation of each coefficient's normal prior, > 0; default seasonality_prior_scale.
  std::optional<double> prior_scale;
  std::optional<Mode> mode;  ///< Default seasonality_mode.
  /// Column of the table that holds 1 where the seasonality acts and 0 elsewhere; "" for always.
  std::string condition_name;
};

/// One row of the holidays table.
struct Holiday {
  std::string name;
  Day day;
  int lower_window = 0;  ///< First marked day relative to `day`; <= 0.
  int upper_window = 0;  ///< Last marked day relative to `day`; >= 0.
  /// > 0 and the same in all rows of a name; default holidays_prior_scale.
  std::optional<double> prior_scale;
};

/// The public holidays of one region, generated for the years of the table at hand.
struct CountryHolidays {
  std::string region;  ///< "US", "US-CA": one that the calendar has.
  std::shared_ptr<const HolidayCalendar> calendar;
};

/// A column of the table that explains part of y.
struct Regressor {
  enum class Standardize { kAuto, kYes, kNo };
  std::string name;
  std::optional<double> prior_scale;             ///< > 0; default holidays_prior_scale.
  Standardize standardize = Standardize::kAuto;  ///< kAuto: unless its values are 0 and 1.
  std::optional<Mode> mode;                      ///< Default seasonality_mode.
};

/// Days of the month that cost differently: fees, taxes, support, batch runs.
struct MonthPosition {
  enum class Kind {
    kFirstDay,        ///< Component "month_first_day".
    kFirstThreeDays,  ///< Component "month_first_three_days": one coefficient for all three.
    kLastDay,         ///< Component "month_last_day".
    kDayOfMonth,      ///< Component "day_of_month": 31 coefficients.
  };
  Kind kind = Kind::kFirstDay;
  std::optional<double> prior_scale;  ///< > 0; default seasonality_prior_scale.
  std::optional<Mode> mode;           ///< Default seasonality_mode.
};

/// Distribution of the noise around the expected value.
struct Likelihood {
  enum class Kind {
    kNormal,    ///< Prophet's.
    kStudentT,  ///< Heavy tails: a spike counts for little.
    kHuber,     ///< Normal in the middle, Laplace beyond `huber_threshold` sigma.
  };
  Kind kind = Kind::kNormal;
  /// Degrees of freedom of the Student-t, from 1 to 1000; when not given they are estimated between
  /// these bounds with the prior nu ~ Gamma(2, rate 0.1) of Juarez and Steel (2010).
  std::optional<double> nu;
  double huber_threshold = 1.345;  ///< > 0; 1.345 keeps 95 % efficiency on normal noise.
  /// Noise in proportion to |trend|^noise_growth, in [0, 1]: 0 the same everywhere, 1 in proportion
  /// to the level.
  double noise_growth = 0.0;
};

struct Options {
  Growth growth = Growth::kLinear;
  /// Explicit changepoints, within the history; then n_changepoints and changepoint_range are
  /// ignored.
  std::optional<std::vector<Timestamp>> changepoints;
  int n_changepoints = 25;         ///< Automatic changepoints wanted; <= 0: none.
  double changepoint_range = 0.8;  ///< Share of history rows that may hold them; in [0, 1].
  SeasonalitySwitch yearly_seasonality;
  SeasonalitySwitch weekly_seasonality;
  SeasonalitySwitch daily_seasonality;
  std::vector<Seasonality> seasonalities;  ///< Custom ones, in the order added.
  std::vector<Holiday> holidays;
  std::optional<CountryHolidays> country_holidays;
  std::vector<Regressor> regressors;  ///< In the order added.
  Mode seasonality_mode = Mode::kAdditive;
  std::optional<Mode> holidays_mode;      ///< Default seasonality_mode.
  double seasonality_prior_scale = 10.0;  ///< > 0
  double holidays_prior_scale = 10.0;     ///< > 0
  double changepoint_prior_scale = 0.05;  ///< Laplace scale tau of the rate changes; > 0.
  int mcmc_samples = 0;                   ///< 0: the maximum; > 0: as many iterations a chain.
  double interval_width = 0.80;           ///< In (0, 1).
  int uncertainty_samples = 1000;         ///< Simulated futures; 0: no intervals.
  Scaling scaling = Scaling::kAbsmax;

  // Beyond Prophet.
  std::vector<MonthPosition> month_positions;
  /// Dates at which the level may step, within the history; then n_level_steps is ignored. Not with
  /// logistic growth.
  std::optional<std::vector<Timestamp>> level_steps;
  int n_level_steps = 0;                 ///< Candidates spread evenly over the history; 0: none.
  double level_step_prior_scale = 0.05;  ///< Laplace scale of a step, on the scaled data; > 0.
  Likelihood likelihood;
};

[[nodiscard]] Mode holidays_mode(const Options& options);

/// Names of the columns besides ds and y that tables of a model with these options may need: cap
/// and floor for logistic growth, conditions, regressors.
[[nodiscard]] std::vector<std::string> table_columns(const Options& options);

/// Checks everything that does not depend on the history.
/// @error kInvalidOption naming the field and what it may be.
[[nodiscard]] Result<void> validate(const Options& options);

}  // namespace expense::prophet
