// Which feature columns a model has (seasonalities, days of the month, holidays, regressors), and
// their values in any table.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "calendar/timestamp.h"
#include "prophet/options.h"
#include "prophet/table.h"

namespace expense::prophet {

/// A run of columns that belong together and are reported under one name.
struct Component {
  enum class Kind { kSeasonality, kMonthPosition, kHoliday, kRegressor };
  std::string name;
  Kind kind = Kind::kSeasonality;
  Mode mode = Mode::kAdditive;
  Eigen::Index first_column = 0;
  Eigen::Index column_count = 0;
  double prior_scale = 10.0;  ///< Of each of its coefficients.

  double period_days = 0.0;    ///< Of a seasonality.
  std::string condition_name;  ///< Of a conditional seasonality; else "".
  MonthPosition::Kind month_position = MonthPosition::Kind::kFirstDay;
  double mu = 0.0;   ///< A regressor enters as (x - mu) / std.
  double std = 1.0;  ///< > 0
};

/// The K feature columns of a model: seasonalities in the order added (custom ones first, then
/// yearly, weekly, daily), month positions, holidays by column name, regressors in the order added.
class Features {
 public:
  /// Decides the automatic seasonalities and the standardisation of regressors from the history.
  /// @param rows     ascending, at least 2 dates, with the columns the options ask for.
  /// @param options  must be valid.
  /// @error kInvalidOption when a holiday of the country bears a name the model cannot use.
  [[nodiscard]] static Result<Features> plan(const Table& rows, const Options& options);

  [[nodiscard]] const std::vector<Component>& components() const { return components_; }
  [[nodiscard]] Eigen::Index column_count() const;
  /// "weekly_delim_1", "newyear_delim_+0", in column order.
  [[nodiscard]] std::vector<std::string> column_names() const;
  /// Holidays that have columns, in the order of these.
  [[nodiscard]] std::vector<std::string> holiday_names() const;
  /// K entries, 1 for the columns of multiplicative components and 0 for the others.
  [[nodiscard]] Eigen::VectorXd multiplicative_columns() const;

  /// Replaces what `plan` found for a regressor; nothing when there is none of the name.
  void set_standardisation(const std::string& regressor, double mu, double std);

  /// Fills `columns` (T x K) for a table of T rows in any order that has been checked by
  /// check_columns.
  void fill(const Table& table, Eigen::Ref<Eigen::MatrixXd> columns) const;

 private:
  struct HolidayColumn {
    std::string name;
    std::string holiday;
    int offset = 0;
    std::vector<Day> days;  // of the holidays table, ascending
  };
  void append(Component component);
  void append_or_replace(Component component);
  void add_seasonalities(std::span<const Timestamp> dates, const Options& options);
  void add_month_positions(const Options& options);
  [[nodiscard]] Result<void> add_holidays(std::span<const Timestamp> dates, const Options& options);
  void add_regressors(const Table& rows, const Options& options);
  void fill_holidays(std::span<const Timestamp> dates, Eigen::Ref<Eigen::MatrixXd> columns) const;

  std::vector<Component> components_;
  std::vector<HolidayColumn> holiday_columns_;
  std::optional<CountryHolidays> country_holidays_;
};

/// The seasonalities of a model: the custom ones, and the built-in ones that the options or the
/// dates (ascending) switch on, with their prior scales and modes filled in.
[[nodiscard]] std::vector<Seasonality> chosen_seasonalities(std::span<const Timestamp> dates,
                                                            const Options& options);

}  // namespace expense::prophet
