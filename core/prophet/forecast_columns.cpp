#include "prophet/forecast_columns.h"

namespace expense::prophet {
namespace {

void add_bounds(std::vector<ForecastColumn>& columns, const std::string& name,
                const Eigen::VectorXd& lower, const Eigen::VectorXd& upper) {
  if (lower.size() == 0) return;
  columns.push_back({name + "_lower", &lower});
  columns.push_back({name + "_upper", &upper});
}

}  // namespace

std::vector<ForecastColumn> columns_of(const Forecast& forecast) {
  std::vector<ForecastColumn> columns = {{"trend", &forecast.trend}, {"yhat", &forecast.yhat}};
  add_bounds(columns, "yhat", forecast.yhat_lower, forecast.yhat_upper);
  add_bounds(columns, "trend", forecast.trend_lower, forecast.trend_upper);
  if (forecast.cap.size() > 0) columns.push_back({"cap", &forecast.cap});
  if (forecast.floor.size() > 0) columns.push_back({"floor", &forecast.floor});
  for (const ComponentForecast& component : forecast.components) {
    columns.push_back({component.name, &component.values});
    add_bounds(columns, component.name, component.lower, component.upper);
  }
  return columns;
}

}  // namespace expense::prophet
