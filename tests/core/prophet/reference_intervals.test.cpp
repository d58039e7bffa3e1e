// Simulated intervals of real Prophet fits: the same widths by both methods.
#include <cmath>

#include "analysis/forecast_options.h"
#include "series.h"

namespace expense::prophet {
namespace {

// Shares of the interval's width. The references are simulated too, with 20 000 draws on the grid
// and 4 000 on paths; soon after the history the trend's own bounds stand where few draws are.
struct Tolerance {
  double yhat;
  double trend;
};
constexpr Tolerance kGridTolerance = {0.03, 0.05};
constexpr Tolerance kPathTolerance = {0.05, 0.10};

struct Bounds {
  const std::vector<double>& lower;
  const std::vector<double>& upper;
};

Bounds bounds_of(const ReferenceTable& reference, const std::string& value,
                 const std::string& method) {
  return {reference.columns.at(value + "_lower_" + method),
          reference.columns.at(value + "_upper_" + method)};
}

void check_bounds(double lower, double upper, const Bounds& expected, std::size_t row,
                  double tolerance) {
  const double width = expected.upper[row] - expected.lower[row];
  // Where next to no draw has left the fitted trend, a bound lies just beside it.
  const double margin = tolerance * width + 5e-6 * std::fabs(expected.upper[row]);
  CHECK(lower == Approx(expected.lower[row]).epsilon(0.0).margin(margin));
  CHECK(upper == Approx(expected.upper[row]).epsilon(0.0).margin(margin));
}

void check_method(const Model& model, const Table& rows, const ReferenceTable& reference,
                  TrendSampling sampling) {
  const bool is_grid = sampling == TrendSampling::kGrid;
  const std::string method = is_grid ? "grid" : "path";
  const Tolerance tolerance = is_grid ? kGridTolerance : kPathTolerance;
  const Result<Forecast> result = forecast(model, rows, {1, sampling});
  REQUIRE(result.has_value());
  const Bounds yhat = bounds_of(reference, "yhat", method);
  const Bounds trend = bounds_of(reference, "trend", method);
  for (std::size_t i = 0; i < reference.ds.size(); ++i) {
    const auto at = std::find(result->ds.begin(), result->ds.end(), reference.ds[i]);
    REQUIRE(at != result->ds.end());
    const Eigen::Index row = at - result->ds.begin();
    INFO(method << " on " << to_iso_string(reference.ds[i]));
    check_bounds(result->yhat_lower[row], result->yhat_upper[row], yhat, i, tolerance.yhat);
    check_bounds(result->trend_lower[row], result->trend_upper[row], trend, i, tolerance.trend);
  }
}

}  // namespace

TEST_CASE("simulated intervals are as wide as Prophet's, by both methods", "[golden]") {
  const std::string name = GENERATE(as<std::string>{}, "cost_3y", "cost_3y_multiplicative",
                                    "flat_growth", "logistic_cap_floor", "regressors");
  const std::string folder = case_folder(name);
  if (folder.empty()) {
    WARN("skipped: the reference case " << name << " is not beside this checkout");
    return;
  }
  INFO("case " << name);
  auto options = analysis::parse_forecast_options(read_file(folder + "/options.json"));
  REQUIRE(options.has_value());
  options->model.uncertainty_samples = 20'000;
  const auto columns = table_columns(options->model);
  const auto history = analysis::read_history_csv(read_file(folder + "/input.csv"), columns);
  const auto future = analysis::read_future_csv(read_file(folder + "/future.csv"), columns);
  REQUIRE(history.has_value());
  REQUIRE(future.has_value());
  const Result<Model> model = fit(*history, options->model);
  REQUIRE(model.has_value());
  // The grid method looks at the spacing of the whole future, so all of it is forecast.
  const Table rows = concatenate(first_of_each_date(*history), *future);
  const ReferenceTable reference = read_reference_table(folder + "/intervals.csv");
  check_method(*model, rows, reference, TrendSampling::kGrid);
  check_method(*model, rows, reference, TrendSampling::kPath);
}

}  // namespace expense::prophet
