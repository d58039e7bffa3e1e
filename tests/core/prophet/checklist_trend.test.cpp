// What Prophet's own tests check, sentence by sentence (items 19 to 30): growth, initial values,
// changepoints.
#include <cmath>

#include "analysis/forecast_options.h"
#include "prophet/changepoints.h"
#include "prophet/trend.h"
#include "series.h"

namespace expense::prophet {
namespace {

Table with_cap(Table rows, double cap) {
  rows.columns["cap"].assign(rows.row_count(), cap);
  return rows;
}

Parameters initial(const Table& rows, Growth growth, Scaling scaling) {
  Options options;
  options.growth = growth;
  options.scaling = scaling;
  const ValueScale scale = value_scale(rows, options);
  return initial_parameters(*make_design(rows, options), scaled_y(rows, scale),
                            scaled_caps(rows, scale, growth));
}

void check_initial(const Table& rows, Scaling scaling, const std::vector<double>& expected) {
  const double cap = as_vector(rows.y).maxCoeff();
  const Parameters linear = initial(rows, Growth::kLinear, scaling);
  CHECK(linear.k == Approx(expected[0]).epsilon(2e-6));
  CHECK(linear.m == Approx(expected[1]).epsilon(2e-6));
  const Parameters logistic = initial(with_cap(rows, cap), Growth::kLogistic, scaling);
  CHECK(logistic.k == Approx(expected[2]).epsilon(2e-6));
  CHECK(logistic.m == Approx(expected[3]).epsilon(2e-6));
  const Parameters flat = initial(rows, Growth::kFlat, scaling);
  CHECK(flat.k == 0.0);
  CHECK(flat.m == Approx(expected[4]).epsilon(2e-6));
  for (const Parameters& start : {linear, logistic, flat}) {
    CHECK(start.delta.isZero(0.0));
    CHECK(start.beta.isZero(0.0));
    CHECK(start.sigma_obs == 1.0);
  }
}

// A trend of rate 1 and offset 0 that bends by half at 5.
struct BentTrend {
  explicit BentTrend(Growth growth) {
    structure.growth = growth;
    structure.changepoints_t = Eigen::VectorXd::Constant(1, 5.0);
    parameters.k = 1.0;
    parameters.delta = Eigen::VectorXd::Constant(1, 0.5);
  }
  [[nodiscard]] double at(int t, double cap = 1.0) const {
    return trend_at(structure, parameters, static_cast<double>(t), cap);
  }
  Structure structure;
  Parameters parameters;
};

std::vector<Timestamp> changepoints_of(const Table& rows, const Options& options) {
  return *place_changepoints(rows.ds, options);
}

}  // namespace

TEST_CASE("growth of an unknown kind is refused", "[checklist][20.19]") {
  const auto read = analysis::parse_forecast_options("{\"growth\": \"constant\"}");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::kInvalidOption);
  CHECK(read.error().message.find("constant") != std::string::npos);
}

TEST_CASE("a fit starts from the line or curve through the first and the last row",
          "[checklist][20.20][20.21]") {
  const Table rows = daily({10.0, 12.0, 20.0});
  check_initial(rows, Scaling::kAbsmax, {0.5, 0.5, 4.59511985, 0.0, 0.7});
  check_initial(rows, Scaling::kMinmax, {1.0, 0.0, 9.19023970, 0.5, 0.4});
  for (const NamedTable& table : daily_510()) {
    if (!is_prophets(table)) continue;
    const Table first = first_rows(table.rows, 468);
    check_initial(first, Scaling::kAbsmax,
                  {0.3055671, 0.5307511, 1.507925, -0.08167497, 0.49335657});
    check_initial(first, Scaling::kMinmax, {0.4053406, 0.3775322, 1.782523, 0.280521, 0.32792770});
  }
}

TEST_CASE("of repeated first and last dates the first rows count", "[checklist][20.20]") {
  Table rows = daily({10.0, 99.0, 12.0, 20.0, 98.0});
  rows.ds[1] = rows.ds[0];
  rows.ds[4] = rows.ds[3];
  Table shorter = daily({10.0, 20.0});
  shorter.ds[1] = rows.ds[3];
  // The same scale for both.
  rows.columns["cap"].assign(5, 200.0);
  shorter.columns["cap"].assign(2, 200.0);
  Options options;
  for (const Growth growth : {Growth::kLinear, Growth::kLogistic}) {
    options.growth = growth;
    const ValueScale scale{100.0, 0.0, false};
    const auto start_of = [&](const Table& table) {
      return initial_parameters(*make_design(table, options), scaled_y(table, scale),
                                scaled_caps(table, scale, growth));
    };
    CHECK(start_of(rows).k == start_of(shorter).k);
    CHECK(start_of(rows).m == start_of(shorter).m);
  }
}

TEST_CASE("flat growth of 30 and a sine is 30 everywhere", "[checklist][20.22]") {
  const Scaling scaling = GENERATE(Scaling::kAbsmax, Scaling::kMinmax);
  std::vector<double> values;
  Random random(22);
  for (int i = 0; i < 56; ++i) {
    values.push_back(30.0 + sine_cosine_of_turns(8.0 * i / 55.0).sine + 0.1 * random.normal());
  }
  Options options = without_intervals();
  options.growth = Growth::kFlat;
  options.scaling = scaling;
  const Model model = *fit(daily(values, *make_day(2020, 1, 1)), options);
  CHECK(model.parameters.k == 0.0);
  CHECK(model.parameters.delta.isZero(0.0));
  const Forecast result =
      *forecast(model, concatenate(history_table(model), days_after(model, 60)));
  const double level = model.parameters.m * model.scale.y_scale + model.scale.y_min;
  CHECK((result.trend.array() == level).all());
  CHECK(std::nearbyint(level) == 30.0);
}

TEST_CASE("a piecewise linear trend bends at its changepoint", "[checklist][20.23]") {
  const BentTrend trend(Growth::kLinear);
  const std::vector<double> expected = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.5, 8.0, 9.5, 11.0, 12.5};
  for (int t = 0; t <= 10; ++t) CHECK(trend.at(t) == expected[static_cast<std::size_t>(t)]);
}

TEST_CASE("a piecewise logistic trend is continuous at its changepoint", "[checklist][20.24]") {
  const BentTrend trend(Growth::kLogistic);
  const std::vector<double> expected = {5.000000, 7.310586, 8.807971, 9.525741, 9.820138, 9.933071,
                                        9.984988, 9.996646, 9.999252, 9.999833, 9.999963};
  for (int t = 0; t <= 10; ++t) {
    CHECK(trend.at(t, 10.0) ==
          Approx(expected[static_cast<std::size_t>(t)]).epsilon(0.0).margin(1e-6));
  }
}

TEST_CASE("a flat trend is its offset, whatever the rate", "[checklist][20.25]") {
  BentTrend trend(Growth::kFlat);
  trend.parameters.m = 0.5;
  for (int t = 0; t <= 10; ++t) CHECK(trend.at(t) == 0.5);
}

TEST_CASE("automatic changepoints lie in the first 80 % of the rows, or what share is asked",
          "[checklist][20.26][20.27]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Table rows = first_rows(table.rows, 468);
    for (const double range : {0.8, 0.4}) {
      Options options;
      options.changepoint_range = range;
      const std::vector<Timestamp> changepoints = changepoints_of(rows, options);
      CHECK(changepoints.size() == 25);
      CHECK(changepoints.front() > rows.ds.front());
      const auto candidates = static_cast<std::size_t>(std::ceil(range * 468.0));
      CHECK(changepoints.back() <= rows.ds[candidates]);
      CHECK(std::is_sorted(changepoints.begin(), changepoints.end()));
      const Design design = *make_design(rows, options);
      CHECK(design.structure.changepoints_t.minCoeff() > 0.0);
      CHECK(design.structure.changepoints_t.maxCoeff() <= design.t[std::ptrdiff_t(candidates)]);
    }
  }
}

TEST_CASE("a changepoint_range outside 0 to 1 is refused", "[checklist][20.28]") {
  for (const double range : {-0.1, 2.0, std::nan("")}) {
    Options options;
    options.changepoint_range = range;
    const Result<Model> model = fit(business_days(), options);
    REQUIRE_FALSE(model.has_value());
    CHECK(model.error().code == ErrorCode::kInvalidOption);
    CHECK(model.error().message.find("changepoint_range") != std::string::npos);
  }
  Options none;
  none.changepoint_range = 0.0;
  CHECK(fit(business_days(), none)->structure.changepoints.empty());
}

TEST_CASE("without changepoints there is one dummy at 0", "[checklist][20.29]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options;
    options.n_changepoints = 0;
    const Design design = *make_design(first_rows(table.rows, 468), options);
    REQUIRE(design.structure.changepoints_t.size() == 1);
    CHECK(design.structure.changepoints_t[0] == 0.0);
    options.n_changepoints = 25;
    options.changepoints = std::vector<Timestamp>{};  // none, given explicitly
    CHECK(make_design(table.rows, options)->structure.changepoints_t == Eigen::VectorXd::Zero(1));
  }
}

TEST_CASE("20 rows hold at most 15 changepoints", "[checklist][20.30]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Table rows = first_rows(table.rows, 20);
    Options options = without_intervals();
    for (const int wanted : {15, 16, 25}) {
      options.n_changepoints = wanted;
      CHECK(changepoints_of(rows, options).size() == 15);
      CHECK(fit(rows, options)->structure.changepoints.size() == 15);
    }
    options.n_changepoints = 14;
    CHECK(changepoints_of(rows, options).size() == 14);
  }
}

}  // namespace expense::prophet
