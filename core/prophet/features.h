// Which feature columns a model has (seasonalities and holidays), and their values on any dates.
#pragma once

#include <Eigen/Core>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "calendar/timestamp.h"
#include "prophet/options.h"

namespace expense::prophet {

/// A run of columns that belong together and are reported under one name.
struct Component {
  enum class Kind { kSeasonality, kHoliday };
  std::string name;
  Kind kind = Kind::kSeasonality;
  Eigen::Index first_column = 0;
  Eigen::Index column_count = 0;
  double prior_scale = 10.0;  ///< Of each of its coefficients.
  double period_days = 0.0;   ///< Of a seasonality; 0 for a holiday.
};

/// The K feature columns of a model: seasonalities in the order added (custom ones first, then
/// yearly, weekly, daily), then holidays by column name.
class Features {
 public:
  /// Decides the automatic seasonalities from the history's dates (ascending, at least 2).
  /// @param options must be valid.
  static Features plan(std::span<const Timestamp> dates, const Options& options);

  [[nodiscard]] const std::vector<Component>& components() const { return components_; }
  [[nodiscard]] Eigen::Index column_count() const;
  /// "weekly_delim_1", "newyear_delim_+0", in column order.
  [[nodiscard]] std::vector<std::string> column_names() const;

  /// Fills `columns` (T x K) for T dates in any order.
  void fill(std::span<const Timestamp> dates, Eigen::Ref<Eigen::MatrixXd> columns) const;

 private:
  struct HolidayColumn {
    std::string name;
    std::vector<Day> days;  // ascending
  };
  void add_seasonality(const Seasonality& seasonality, double default_prior_scale);
  void add_holidays(const Options& options);

  std::vector<Component> components_;
  std::vector<HolidayColumn> holiday_columns_;
};

}  // namespace expense::prophet
