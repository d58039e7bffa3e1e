// What a person may ask of the model: Prophet's arguments with Prophet's names and defaults.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"

namespace expense::prophet {

enum class Growth { kLinear, kLogistic, kFlat };
enum class SeasonalityMode { kAdditive, kMultiplicative };
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
  std::optional<SeasonalityMode> mode;  ///< Default seasonality_mode.
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
  SeasonalityMode seasonality_mode = SeasonalityMode::kAdditive;
  std::optional<SeasonalityMode> holidays_mode;  ///< Default seasonality_mode.
  double seasonality_prior_scale = 10.0;         ///< > 0
  double holidays_prior_scale = 10.0;            ///< > 0
  double changepoint_prior_scale = 0.05;         ///< Laplace scale tau of the rate changes; > 0.
  double interval_width = 0.80;                  ///< In (0, 1).
  int uncertainty_samples = 1000;                ///< Simulated futures; 0: no intervals.
  Scaling scaling = Scaling::kAbsmax;
};

/// Checks every field by itself; what depends on the history is checked by the fit.
/// @error kInvalidOption naming the field and its range; kNotSupported for logistic growth and
/// multiplicative terms, which this version does not fit.
[[nodiscard]] Result<void> validate(const Options& options);

}  // namespace expense::prophet
