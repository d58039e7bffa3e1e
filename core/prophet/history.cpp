#include "prophet/history.h"

#include <algorithm>
#include <cmath>

namespace expense::prophet {

Result<History> make_history(std::span<const Observation> rows) {
  History history;
  std::vector<Observation> with_y;
  for (const Observation& row : rows) {
    history.history_dates.push_back(row.ds);
    if (std::isnan(row.y)) continue;
    if (std::isinf(row.y)) {
      return fail(ErrorCode::kInvalidTable, "An infinite y on " + to_iso_string(row.ds) + ".",
                  "Remove the row or leave its y empty.", Place{"", 0, "y"});
    }
    with_y.push_back(row);
  }
  if (with_y.size() < 2) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history has " + std::to_string(with_y.size()) + " rows with a value.",
                "At least 2 are needed.");
  }
  const auto by_date = [](const Observation& a, const Observation& b) { return a.ds < b.ds; };
  std::stable_sort(with_y.begin(), with_y.end(), by_date);
  if (with_y.front().ds == with_y.back().ds) {
    return fail(ErrorCode::kTooLittleHistory, "All rows of the history have the same date.",
                "At least 2 different dates are needed.");
  }
  std::sort(history.history_dates.begin(), history.history_dates.end());
  history.history_dates.erase(
      std::unique(history.history_dates.begin(), history.history_dates.end()),
      history.history_dates.end());

  history.ds.reserve(with_y.size());
  history.y.resize(static_cast<Eigen::Index>(with_y.size()));
  for (std::size_t i = 0; i < with_y.size(); ++i) {
    history.ds.push_back(with_y[i].ds);
    history.y[static_cast<Eigen::Index>(i)] = with_y[i].y;
  }
  return history;
}

ValueScale value_scale(const Eigen::VectorXd& y, Scaling scaling) {
  ValueScale scale;
  if (scaling == Scaling::kMinmax) scale.floor = y.minCoeff();
  scale.y_scale =
      scaling == Scaling::kMinmax ? y.maxCoeff() - y.minCoeff() : y.cwiseAbs().maxCoeff();
  if (scale.y_scale == 0.0) scale.y_scale = 1.0;
  return scale;
}

}  // namespace expense::prophet
