#include "prophet/performance_metrics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "prophet/rolling_by_horizon.h"

namespace expense::prophet {
namespace {

Result<void> check_table(const CrossValidation& table) {
  const std::size_t rows = table.ds.size();
  if (rows == 0) {
    return fail(ErrorCode::kInvalidTable, "The cross-validation holds no forecasts.",
                "Metrics need at least one.");
  }
  const auto has_rows = [rows](const Eigen::VectorXd& column) {
    return static_cast<std::size_t>(column.size()) == rows;
  };
  const auto may_be_missing = [&](const Eigen::VectorXd& column) {
    return column.size() == 0 || has_rows(column);
  };
  if (table.cutoff.size() != rows || !has_rows(table.y) || !has_rows(table.yhat) ||
      !may_be_missing(table.yhat_lower) || !may_be_missing(table.yhat_upper)) {
    return fail(ErrorCode::kInvalidTable,
                "The columns of the cross-validation differ in their number of rows.",
                "Give each row ds, cutoff, y and yhat.");
  }
  if (!table.y.allFinite() || !table.yhat.allFinite()) {
    return fail(ErrorCode::kInvalidTable, "A y or yhat of the cross-validation is not a number.",
                "Leave out rows without a value.");
  }
  return {};
}

tl::unexpected<Error> invalid_metric(const std::string& name, const std::string& problem,
                                     std::string advice) {
  return fail(ErrorCode::kInvalidOption, "The metric \"" + name + "\" " + problem + ".",
              std::move(advice));
}

// Built-in and own metrics together.
Result<std::vector<MetricDefinition>> known_metrics(const MetricOptions& options) {
  std::vector<MetricDefinition> known = builtin_metrics();
  for (const MetricDefinition& own : options.own_metrics) {
    if (!own.terms) return invalid_metric(own.name, "has no terms", "Define them.");
    const auto has_its_name = [&own](const MetricDefinition& other) {
      return other.name == own.name;
    };
    if (own.name.empty() || own.name == "horizon" ||
        std::any_of(known.begin(), known.end(), has_its_name)) {
      return invalid_metric(own.name, "has a name that is empty or taken", "Choose another.");
    }
    known.push_back(own);
  }
  return known;
}

Result<std::vector<MetricDefinition>> chosen_metrics(const MetricOptions& options) {
  auto known = known_metrics(options);
  if (!known || !options.metrics) return known;
  std::vector<MetricDefinition> chosen;
  for (const std::string& name : *options.metrics) {
    const auto is_it = [&name](const MetricDefinition& metric) { return metric.name == name; };
    if (std::any_of(chosen.begin(), chosen.end(), is_it)) {
      return invalid_metric(name, "is asked for twice", "Name each metric once.");
    }
    const auto metric = std::find_if(known->begin(), known->end(), is_it);
    if (metric == known->end()) {
      std::string names;
      for (const MetricDefinition& each : *known) names += (names.empty() ? "" : ", ") + each.name;
      return invalid_metric(name, "is unknown", "Choose from " + names + ".");
    }
    chosen.push_back(*metric);
  }
  return chosen;
}

int months_since_year_0(Timestamp time) {
  const CivilDate date = civil_date(time.day());
  return date.year * 12 + date.month;
}

// Terms a figure averages; nullopt when it averages none.
Result<std::optional<Eigen::Index>> window_size(double rolling_window, std::size_t rows) {
  const double size = std::trunc(rolling_window * static_cast<double>(rows));
  if (std::isnan(size)) {
    return fail(ErrorCode::kInvalidOption, "The rolling_window is not a number.",
                "Give a share of the rows from 0 to 1, or -1 for no averaging.");
  }
  if (size < 0.0) return std::optional<Eigen::Index>();
  return static_cast<Eigen::Index>(std::clamp(size, 1.0, static_cast<double>(rows)));
}

// Rows of a table in ascending order of their horizon.
struct RowsByHorizon {
  std::vector<std::int64_t> horizon;  // Ascending.
  std::vector<Eigen::Index> row;      // Where each stands in the table.
};

RowsByHorizon sort_by_horizon(const CrossValidation& table, bool monthly) {
  const std::size_t rows = table.ds.size();
  std::vector<std::int64_t> horizons;
  horizons.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    horizons.push_back(monthly
                           ? months_since_year_0(table.ds[i]) - months_since_year_0(table.cutoff[i])
                           : table.ds[i] - table.cutoff[i]);
  }
  RowsByHorizon sorted;
  sorted.row.resize(rows);
  std::iota(sorted.row.begin(), sorted.row.end(), Eigen::Index{0});
  std::stable_sort(sorted.row.begin(), sorted.row.end(), [&](Eigen::Index a, Eigen::Index b) {
    return horizons[static_cast<std::size_t>(a)] < horizons[static_cast<std::size_t>(b)];
  });
  sorted.horizon.reserve(rows);
  for (const Eigen::Index row : sorted.row) {
    sorted.horizon.push_back(horizons[static_cast<std::size_t>(row)]);
  }
  return sorted;
}

ByHorizon average(const Eigen::VectorXd& terms, const RowsByHorizon& rows,
                  std::optional<Eigen::Index> window, Averaging averaging) {
  ByHorizon result;
  if (!window) {
    result = {rows.horizon, terms};
  } else if (averaging == Averaging::kMedian) {
    result = rolling_median_by_h(terms, rows.horizon, *window);
  } else {
    result = rolling_mean_by_h(terms, rows.horizon, *window);
  }
  if (averaging == Averaging::kRootMean) result.values = result.values.cwiseSqrt();
  return result;
}

}  // namespace

Result<void> validate(const MetricOptions& options) {
  if (auto metrics = chosen_metrics(options); !metrics) return tl::unexpected(metrics.error());
  if (auto window = window_size(options.rolling_window, 1); !window) {
    return tl::unexpected(window.error());
  }
  return {};
}

Result<PerformanceMetrics> performance_metrics(const CrossValidation& table,
                                               const MetricOptions& options) {
  if (auto ok = check_table(table); !ok) return tl::unexpected(ok.error());
  const auto metrics = chosen_metrics(options);
  if (!metrics) return tl::unexpected(metrics.error());
  const auto window = window_size(options.rolling_window, table.ds.size());
  if (!window) return tl::unexpected(window.error());

  const RowsByHorizon rows = sort_by_horizon(table, options.monthly);
  PerformanceMetrics result;
  for (const MetricDefinition& metric : *metrics) {
    const Result<Eigen::VectorXd> terms = metric.terms(table);
    if (!terms) {
      result.dropped.push_back({metric.name, terms.error().message});
      continue;
    }
    if (terms->size() != table.y.size()) {
      return invalid_metric(metric.name, "does not give one term for each row",
                            "Mend its definition.");
    }
    ByHorizon averages = average((*terms)(rows.row), rows, *window, metric.averaging);
    result.horizon = std::move(averages.horizon);
    result.columns.push_back({metric.name, std::move(averages.values)});
  }
  return result;
}

}  // namespace expense::prophet
