#include "prophet/history.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace expense::prophet {
namespace {

Eigen::Map<const Eigen::VectorXd> as_vector(const std::vector<double>& values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

bool has_own_floor(const Table& rows, const Options& options) {
  return options.growth == Growth::kLogistic && rows.column("floor") != nullptr;
}

Result<const std::vector<double>*> needed_column(const Table& table, const std::string& name,
                                                 const std::string& why) {
  const std::vector<double>* values = table.column(name);
  if (values == nullptr) {
    return fail(ErrorCode::kInvalidTable, "The table has no column \"" + name + "\" " + why + ".",
                "Add the column, in the history and in the future.", Place{"", 0, name});
  }
  for (std::size_t i = 0; i < values->size(); ++i) {
    if (std::isfinite((*values)[i])) continue;
    return fail(ErrorCode::kInvalidTable,
                "\"" + name + "\" has no finite value on " + to_iso_string(table.ds[i]) + ".",
                "Fill in the value: this column is needed in every row.", Place{"", 0, name});
  }
  return values;
}

Result<void> check_condition(const Table& table, const Seasonality& seasonality) {
  const std::string& name = seasonality.condition_name;
  const auto values = needed_column(
      table, name, "that tells when the seasonality \"" + seasonality.name + "\" acts");
  if (!values) return tl::unexpected<Error>(values.error());
  for (std::size_t i = 0; i < table.ds.size(); ++i) {
    if ((**values)[i] == 0.0 || (**values)[i] == 1.0) continue;
    return fail(ErrorCode::kInvalidTable,
                "The condition \"" + name + "\" is neither true nor false on " +
                    to_iso_string(table.ds[i]) + ".",
                "Write 1 or 0, or true or false.", Place{"", 0, name});
  }
  return {};
}

Result<void> check_cap(const Table& table, const ValueScale& scale) {
  const auto cap = needed_column(table, "cap", "that logistic growth needs");
  if (!cap) return tl::unexpected<Error>(cap.error());
  const Eigen::VectorXd floors = scale.floors(table);
  for (std::size_t i = 0; i < table.ds.size(); ++i) {
    if ((**cap)[i] > floors[static_cast<Eigen::Index>(i)]) continue;
    return fail(ErrorCode::kInvalidTable,
                "The cap is not above the floor on " + to_iso_string(table.ds[i]) + ".",
                "Give a cap above the floor (which is 0 when not given).", Place{"", 0, "cap"});
  }
  return {};
}

// Rows that have a y.
Result<std::vector<std::size_t>> rows_with_y(const Table& table) {
  std::vector<std::size_t> with_y;
  for (std::size_t i = 0; i < table.y.size(); ++i) {
    if (std::isnan(table.y[i])) continue;
    if (std::isinf(table.y[i])) {
      return fail(ErrorCode::kInvalidTable, "An infinite y on " + to_iso_string(table.ds[i]) + ".",
                  "Remove the row or leave its y empty.", Place{"", 0, "y"});
    }
    with_y.push_back(i);
  }
  if (with_y.size() < 2) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history has " + std::to_string(with_y.size()) +
                    (with_y.size() == 1 ? " row" : " rows") + " with a value.",
                "At least 2 are needed.");
  }
  return with_y;
}

bool all_are_finite(const std::vector<double>& values) {
  double sum = 0.0;  // of zeros, or NaN
  for (const double value : values) sum += value * 0.0;
  return sum == 0.0;
}

bool are_ascending(const std::vector<Timestamp>& dates) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < dates.size(); ++i) steps += dates[i - 1] < dates[i] ? 1 : 0;
  return steps + 1 == dates.size();
}

// The rows that are learned from, ascending.
Result<Table> learned_rows(const Table& table, bool is_ascending) {
  // Nearly every table is whole; then it is copied as it is.
  if (is_ascending && table.y.size() >= 2 && all_are_finite(table.y)) return table;
  const auto with_y = rows_with_y(table);
  if (!with_y) return tl::unexpected<Error>(with_y.error());
  return sorted_by_date(select_rows(table, *with_y));
}

}  // namespace

Eigen::VectorXd ValueScale::floors(const Table& table) const {
  const std::vector<double>* own = logistic_floor ? table.column("floor") : nullptr;
  if (own != nullptr) return as_vector(*own);
  return Eigen::VectorXd::Constant(static_cast<Eigen::Index>(table.row_count()), y_min);
}

Result<void> check_columns(const Table& table, const Options& options, const ValueScale& scale) {
  for (const Seasonality& seasonality : options.seasonalities) {
    if (seasonality.condition_name.empty()) continue;
    if (auto ok = check_condition(table, seasonality); !ok) return ok;
  }
  for (const Regressor& regressor : options.regressors) {
    const auto values = needed_column(table, regressor.name, "of the regressor of that name");
    if (!values) return tl::unexpected<Error>(values.error());
  }
  if (scale.logistic_floor) {
    const auto floor = needed_column(table, "floor", "that the history had");
    if (!floor) return tl::unexpected<Error>(floor.error());
  }
  if (options.growth == Growth::kLogistic) return check_cap(table, scale);
  return {};
}

Result<History> make_history(const Table& table, const Options& options) {
  if (auto ok = check_lengths(table); !ok) return tl::unexpected<Error>(ok.error());
  const bool is_ascending = are_ascending(table.ds);
  Result<Table> rows = learned_rows(table, is_ascending);
  if (!rows) return tl::unexpected<Error>(rows.error());
  if (rows->ds.front() == rows->ds.back()) {
    return fail(ErrorCode::kTooLittleHistory, "All rows of the history have the same date.",
                "At least 2 different dates are needed.");
  }
  ValueScale floors;
  floors.logistic_floor = has_own_floor(*rows, options);
  if (options.scaling == Scaling::kMinmax) floors.y_min = as_vector(rows->y).minCoeff();
  if (auto ok = check_columns(*rows, options, floors); !ok)
    return tl::unexpected<Error>(ok.error());
  History history;
  history.rows = std::move(*rows);
  history.history_dates = table.ds;
  if (!is_ascending) {
    std::sort(history.history_dates.begin(), history.history_dates.end());
    history.history_dates.erase(
        std::unique(history.history_dates.begin(), history.history_dates.end()),
        history.history_dates.end());
  }
  return history;
}

ValueScale scale_of_range(double lowest, double highest, Scaling scaling) {
  ValueScale scale;
  if (scaling == Scaling::kMinmax) {
    scale.y_min = lowest;
    scale.y_scale = highest - lowest;
  } else {
    scale.y_scale = std::max(std::fabs(lowest), std::fabs(highest));
  }
  if (scale.y_scale == 0.0) scale.y_scale = 1.0;
  return scale;
}

ValueScale value_scale(const Table& rows, const Options& options) {
  const auto y = as_vector(rows.y);
  if (!has_own_floor(rows, options)) {
    return scale_of_range(y.minCoeff(), y.maxCoeff(), options.scaling);
  }
  ValueScale scale;
  scale.logistic_floor = true;
  const auto floor = as_vector(*rows.column("floor"));
  if (options.scaling == Scaling::kMinmax) {
    scale.y_min = floor.minCoeff();
    scale.y_scale = as_vector(*rows.column("cap")).maxCoeff() - scale.y_min;
  } else {
    scale.y_min = (y - floor).cwiseAbs().minCoeff();
    scale.y_scale = (y - floor).cwiseAbs().maxCoeff();
  }
  if (scale.y_scale == 0.0) scale.y_scale = 1.0;
  return scale;
}

Eigen::VectorXd scaled_caps(const Table& table, const ValueScale& scale, Growth growth) {
  if (growth != Growth::kLogistic) {
    return Eigen::VectorXd::Ones(static_cast<Eigen::Index>(table.row_count()));
  }
  return (as_vector(*table.column("cap")) - scale.floors(table)) / scale.y_scale;
}

}  // namespace expense::prophet
