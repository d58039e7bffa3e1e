// The optimum is an optimum: optimality conditions, no better neighbour, exact zeros, invariances.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"
#include "prophet/fit.h"
#include "prophet/forecast.h"

namespace expense::prophet {
namespace {

Table made_up_series(std::uint64_t seed, int days, double step) {
  Random random(seed);
  Table rows;
  const Day first = *make_day(2024, 1, 1);
  for (int i = 0; i < days; ++i) {
    const double weekday_part = i % 7 < 5 ? 20.0 : 0.0;
    const double level = 100.0 + 0.1 * i + (i > days / 2 ? step : 0.0);
    rows.ds.push_back(Timestamp::midnight(first + i));
    rows.y.push_back(level + weekday_part + 3.0 * random.normal());
  }
  return rows;
}

Options without_intervals() {
  Options options;
  options.uncertainty_samples = 0;
  return options;
}

struct Problem {
  SharedDesign shared;
  Eigen::VectorXd scaled;
  ValueScale scale;
};

Problem problem_of(const Table& rows, const Options& options) {
  const ValueScale scale = value_scale(rows, options);
  const Eigen::Map<const Eigen::VectorXd> y(rows.y.data(),
                                            static_cast<Eigen::Index>(rows.y.size()));
  return {*make_shared_design(rows, options), (y.array() - scale.y_min) / scale.y_scale, scale};
}

}  // namespace

TEST_CASE("no nearby parameters have a higher log posterior", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const auto days = *rc::gen::inRange(30, 400);
    const double step = *rc::gen::inRange(-60, 60);
    const Options options = without_intervals();
    const auto rows = made_up_series(seed, days, step);
    const Problem problem = problem_of(rows, options);
    const Model model = *fit(rows, options);
    const double best = log_posterior(problem.shared.design, problem.scaled, model.parameters, {});
    RC_ASSERT(std::fabs(best - model.summary.log_posterior) < 1e-7 * std::fabs(best) + 1e-7);
    RC_ASSERT(model.summary.kkt_residual < 1e-5);
    Random random(seed + 1);
    for (int trial = 0; trial < 20; ++trial) {
      Parameters moved = model.parameters;
      const double size = std::pow(10.0, random.uniform(-6.0, -1.0));
      moved.k += size * random.normal();
      moved.m += size * random.normal();
      moved.sigma_obs *= 1.0 + size * random.uniform();
      for (double& value : moved.delta) value += size * random.normal();
      for (double& value : moved.beta) value += size * random.normal();
      RC_ASSERT(log_posterior(problem.shared.design, problem.scaled, moved, {}) <= best + 1e-9);
    }
  }));
}

TEST_CASE("most rate changes are exactly zero", "[unit]") {
  const auto rows = made_up_series(3, 300, 0.0);
  const Model model = *fit(rows, without_intervals());
  const auto zeros = std::count(model.parameters.delta.begin(), model.parameters.delta.end(), 0.0);
  CHECK(zeros >= 20);
}

TEST_CASE("multiplying y by a constant multiplies the forecast", "[property]") {
  CHECK(rc::check([] {
    auto rows = made_up_series(*rc::gen::inRange<std::uint64_t>(0, 1000), 120, 30.0);
    const double factor = *rc::gen::element(0.001, 0.5, 3.0, 1e6);
    const Model model = *fit(rows, without_intervals());
    const Table ds = dates_only(model.history_dates);
    const Forecast before = *forecast(model, ds);
    for (double& y : rows.y) y *= factor;
    const Forecast after = *forecast(*fit(rows, without_intervals()), ds);
    const double largest = before.yhat.cwiseAbs().maxCoeff();
    RC_ASSERT((after.yhat / factor - before.yhat).cwiseAbs().maxCoeff() < 1e-8 * largest);
  }));
}

TEST_CASE("unsorted rows give the same model as sorted ones, bit for bit", "[unit]") {
  auto rows = made_up_series(5, 90, 0.0);
  const Model sorted = *fit(rows, without_intervals());
  std::reverse(rows.ds.begin(), rows.ds.end());
  std::reverse(rows.y.begin(), rows.y.end());
  const Model reversed = *fit(rows, without_intervals());
  CHECK(sorted.parameters.beta == reversed.parameters.beta);
  CHECK(sorted.parameters.delta == reversed.parameters.delta);
}

TEST_CASE("leaving rows out equals removing them when the design stays the same", "[unit]") {
  const auto rows = made_up_series(6, 200, 0.0);
  Options options = without_intervals();
  options.growth = Growth::kFlat;  // its design does not depend on which rows there are
  const Problem problem = problem_of(rows, options);
  const std::vector<Eigen::Index> left_out = {50, 51, 120};
  Eigen::VectorXd y(200);
  for (Eigen::Index i = 0; i < 200; ++i) y[i] = rows.y[static_cast<std::size_t>(i)];
  Eigen::VectorXd spoiled = y;
  for (const Eigen::Index row : left_out) spoiled[row] = 0.5 * y[row];
  const SeriesFitter::Fitted fitted = SeriesFitter(problem.shared).fit(spoiled, left_out);
  auto fewer = rows;
  for (auto row = left_out.rbegin(); row != left_out.rend(); ++row) {
    fewer.ds.erase(fewer.ds.begin() + *row);
    fewer.y.erase(fewer.y.begin() + *row);
  }
  const Model expected = *fit(fewer, options);
  CHECK((fitted.parameters.beta - expected.parameters.beta).cwiseAbs().maxCoeff() < 1e-9);
  CHECK(fitted.parameters.m == Approx(expected.parameters.m).epsilon(1e-9));
  CHECK(fitted.parameters.sigma_obs == Approx(expected.parameters.sigma_obs).epsilon(1e-9));
}

namespace {

// The whole matrix X, row by row.
Eigen::MatrixXd matrix_of(const Design& design) {
  Eigen::MatrixXd matrix(design.row_count(), design.column_count());
  Eigen::VectorXd row;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    fill_row(design, i, row);
    matrix.row(i) = row.transpose();
  }
  return matrix;
}

}  // namespace

TEST_CASE("products with hinges and steps equal those with the whole matrix", "[property]") {
  CHECK(rc::check([] {
    const auto days = *rc::gen::inRange(20, 90);
    Table rows = made_up_series(1, days, 0.0);
    rows.ds.erase(rows.ds.begin() + 7);  // a gap
    rows.ds[12] = rows.ds[11];           // a repeated date
    Options options = without_intervals();
    options.growth = *rc::gen::element(Growth::kLinear, Growth::kFlat);
    options.n_changepoints = *rc::gen::inRange(0, 30);
    options.changepoint_range = *rc::gen::element(0.5, 1.0);
    options.n_level_steps = *rc::gen::inRange(0, 100);
    rows.y.clear();
    const Design design = make_shared_design(rows, options)->design;
    const Eigen::MatrixXd x = matrix_of(design);
    Random random(2);
    Eigen::VectorXd theta(design.column_count());
    for (double& value : theta) value = random.normal();
    Eigen::VectorXd v(design.row_count());
    for (double& value : v) value = random.normal();

    DesignProducts products(design);
    Eigen::VectorXd product;
    products.multiply(theta, product);
    RC_ASSERT((product - x * theta).cwiseAbs().maxCoeff() < 1e-11);
    Eigen::VectorXd projection;
    products.project(v, projection);
    RC_ASSERT((projection - x.transpose() * v).cwiseAbs().maxCoeff() < 1e-11);
    Eigen::MatrixXd gram;
    products.gram(gram);
    RC_ASSERT((gram - x.transpose() * x).cwiseAbs().maxCoeff() < 1e-10);
    remove_rows(design, {3, 15}, gram);
    Eigen::MatrixXd fewer = x;
    fewer.row(3).setZero();
    fewer.row(15).setZero();
    RC_ASSERT((gram - fewer.transpose() * fewer).cwiseAbs().maxCoeff() < 1e-10);
  }));
}

TEST_CASE("data that the model can interpolate end at the smallest sigma, without NaN", "[unit]") {
  Table rows;
  const Day first = *make_day(2024, 1, 1);
  for (int i = 0; i < 40; ++i) {
    rows.ds.push_back(Timestamp::midnight(first + i));
    rows.y.push_back(10.0 + i);
  }
  const Model model = *fit(rows, without_intervals());
  CHECK(std::isfinite(model.summary.log_posterior));
  CHECK(model.parameters.sigma_obs > 0.0);
  const Forecast result = *forecast(model, dates_only(model.history_dates));
  for (int i = 0; i < 40; ++i) CHECK(result.yhat[i] == Approx(10.0 + i).epsilon(1e-3));
}

TEST_CASE("more coefficients than rows give a finite fit or a refusal, never rubbish", "[unit]") {
  const int rows_wanted = GENERATE(14, 20, 30);
  Options options = without_intervals();
  options.yearly_seasonality = {SeasonalitySwitch::Kind::kOrder, 30};
  options.seasonalities.push_back({"odd", 11.3, 15, {}, {}, ""});
  const Result<Model> model = fit(made_up_series(9, rows_wanted, 0.0), options);
  if (!model) {
    CHECK(model.error().code == ErrorCode::kTooLittleHistory);
    return;
  }
  const Forecast result = *forecast(*model, dates_only(model->history_dates));
  CHECK(result.yhat.allFinite());
  CHECK(result.yhat.cwiseAbs().maxCoeff() < 1000.0);
}

TEST_CASE("repeated and explicit changepoints in a gap are legal", "[unit]") {
  const auto rows = made_up_series(8, 60, 20.0);
  Options options = without_intervals();
  const Timestamp middle = Timestamp{rows.ds[30].seconds + 3600};
  options.changepoints = std::vector<Timestamp>{middle, middle};
  const Result<Model> model = fit(rows, options);
  REQUIRE(model.has_value());
  CHECK(model->summary.kkt_residual < 1e-6);
}

}  // namespace expense::prophet
