// What Prophet's own tests check, sentence by sentence (items 12 to 18, 83 and 86): the rows a
// model learns from, their scales, and the dates after them.
#include <cmath>
#include <limits>

#include "series.h"

namespace expense::prophet {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// The first half of a series between floor 10 and cap 80.
Table bounded(const Table& rows) {
  Table half = first_rows(rows, rows.row_count() / 2);
  half.columns["floor"].assign(half.row_count(), 10.0);
  half.columns["cap"].assign(half.row_count(), 80.0);
  return half;
}

Table lifted(Table rows, double by) {
  for (double& y : rows.y) y += by;
  for (auto& [name, values] : rows.columns) {
    for (double& value : values) value += by;
  }
  return rows;
}

Options logistic(Scaling scaling) {
  Options options = without_intervals();
  options.growth = Growth::kLogistic;
  options.scaling = scaling;
  return options;
}

Eigen::VectorXd prepared_y(const Table& rows, const Options& options) {
  const History history = *make_history(rows, options);
  return scaled_y(history.rows, value_scale(history.rows, options));
}

}  // namespace

TEST_CASE("scaled time runs from exactly 0 to exactly 1", "[checklist][20.12]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Design design = *make_design(table.rows, Options{});
    CHECK(design.t[0] == 0.0);
    CHECK(design.t[design.row_count() - 1] == 1.0);
    CHECK(design.t.minCoeff() == 0.0);
    CHECK(design.t.maxCoeff() == 1.0);
  }
}

TEST_CASE("the largest scaled value is exactly 1", "[checklist][20.13]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    CHECK(prepared_y(table.rows, Options{}).maxCoeff() == 1.0);
    Options minmax;
    minmax.scaling = Scaling::kMinmax;
    CHECK(prepared_y(table.rows, minmax).maxCoeff() == 1.0);
    CHECK(prepared_y(table.rows, minmax).minCoeff() == 0.0);
  }
}

TEST_CASE("absmax scales by the largest magnitude, also of negative values", "[checklist][20.13]") {
  const Eigen::VectorXd scaled = prepared_y(daily({-8.0, 2.0, 4.0}), Options{});
  CHECK(scaled == Eigen::Vector3d(-1.0, 0.25, 0.5));
}

TEST_CASE("a further column also named ds does not confuse the dates", "[checklist][20.14]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = first_rows(table.rows, 100);
    const Model plain = *fit(rows, without_intervals());
    rows.columns["ds"].assign(rows.row_count(), 7.0);
    const Model model = *fit(rows, without_intervals());
    CHECK(model.history.ds == rows.ds);
    CHECK(model.structure.time.start == rows.ds.front());
    CHECK(forecast(model, history_table(model))->yhat ==
          forecast(plain, history_table(plain))->yhat);
  }
  // As a table with an index is written: the index first, without a name.
  const auto read = analysis::read_history_csv(",ds,y\n1970-01-01,2026-03-01,5\n,2026-03-02,6\n");
  REQUIRE(read.has_value());
  CHECK(read->ds[0] == midnight(2026, 3, 1));
}

TEST_CASE("under absmax a logistic history is scaled by its distance from the floor",
          "[checklist][20.15]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Options options = logistic(Scaling::kAbsmax);
    const Table rows = bounded(table.rows);
    const ValueScale scale = value_scale(rows, options);
    CHECK(scale.logistic_floor);
    const Eigen::VectorXd scaled = prepared_y(rows, options);
    Eigen::Index farthest = 0;
    (as_vector(rows.y).array() - 10.0).abs().maxCoeff(&farthest);
    CHECK(scaled[farthest] == 1.0);
    if (is_prophets(table)) CHECK(farthest == 0);
    CHECK(prepared_y(lifted(rows, 10.0), options)[farthest] == 1.0);
    CHECK(scaled_caps(rows, scale, Growth::kLogistic)[0] == Approx(70.0 / scale.y_scale));
    CHECK(fit(rows, options)->scale.logistic_floor);
  }
}

TEST_CASE("under minmax a logistic history lies between its floor and its cap",
          "[checklist][20.16]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Options options = logistic(Scaling::kMinmax);
    const Table rows = bounded(table.rows);
    const ValueScale scale = value_scale(rows, options);
    CHECK(scale.logistic_floor);
    CHECK(scale.y_min == 10.0);
    CHECK(scale.y_scale == 70.0);
    const Eigen::VectorXd scaled = prepared_y(rows, options);
    CHECK(scaled.minCoeff() > 0.0);
    CHECK(scaled.maxCoeff() < 1.0);
    const Eigen::VectorXd again = prepared_y(lifted(rows, 10.0), options);
    CHECK((again - scaled).cwiseAbs().maxCoeff() < 1e-12);
  }
}

TEST_CASE("a floor without logistic growth is let be", "[checklist][20.15]") {
  const Table rows = bounded(business_days());
  const ValueScale scale = value_scale(rows, Options{});
  CHECK_FALSE(scale.logistic_floor);
  CHECK(scale.floors(rows).isZero(0.0));
}

TEST_CASE("future dates follow the last date by day or by month end", "[checklist][20.17]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    const Model model = *fit(first_rows(table.rows, 468), without_intervals());
    const Timestamp last = model.history_dates.back();
    const std::vector<Timestamp> days = future_dates(last, Frequency::kDay, 3);
    REQUIRE(days.size() == 3);
    for (int i = 0; i < 3; ++i) {
      CHECK(days[static_cast<std::size_t>(i)] == Timestamp::midnight(last.day() + (i + 1)));
    }
    const std::vector<Timestamp> months = future_dates(last, Frequency::kMonthEnd, 3);
    REQUIRE(months.size() == 3);
    CHECK(months[0] > last);
    for (const Timestamp end : months) CHECK(civil_date(end.day() + 1).day == 1);
    CHECK(civil_date(months[2].day()).month == (civil_date(months[0].day()).month + 1) % 12 + 1);
  }
}

TEST_CASE("the history's dates and the future make rows of the input plus periods, y or no y",
          "[checklist][20.18]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = first_rows(table.rows, 468);
    for (const std::size_t row : {0, 100, 101, 467}) rows.y[row] = kMissing;
    analysis::ForecastOptions options;
    options.model = without_intervals();
    options.horizon = 3;
    const auto run = analysis::run_forecast(rows, options, std::nullopt);
    REQUIRE(run.has_value());
    REQUIRE(run->forecast.ds.size() == 471);
    CHECK(run->forecast.ds.front() == rows.ds.front());
    CHECK(run->forecast.ds[467] == rows.ds.back());
    CHECK(run->forecast.ds[468] == Timestamp::midnight(rows.ds.back().day() + 1));
    CHECK(run->forecast.yhat.allFinite());
    // Time is scaled by the rows with y.
    CHECK(run->model.structure.time.start == rows.ds[1]);
    CHECK(run->model.history.row_count() == 464);
  }
}

TEST_CASE("unsorted input gives the same model as sorted input, bit for bit",
          "[checklist][20.83]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Table rows = bounded(table.rows);
    for (std::size_t i = 0; i < rows.row_count(); ++i) {
      rows.columns["load"].push_back(static_cast<double>(i * 37 % 101));
      rows.columns["cap"][i] += 0.01 * static_cast<double>(i);
    }
    Options options = logistic(Scaling::kAbsmax);
    Regressor load;
    load.name = "load";
    load.mode = Mode::kMultiplicative;
    options.regressors.push_back(load);
    std::vector<std::size_t> order(rows.row_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(83);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);

    const Model sorted = *fit(rows, options);
    const Model shuffled = *fit(select_rows(rows, order), options);
    CHECK(shuffled.parameters.k == sorted.parameters.k);
    CHECK(shuffled.parameters.m == sorted.parameters.m);
    CHECK(shuffled.parameters.sigma_obs == sorted.parameters.sigma_obs);
    CHECK(shuffled.parameters.delta == sorted.parameters.delta);
    CHECK(shuffled.parameters.beta == sorted.parameters.beta);
    CHECK(shuffled.history.ds == rows.ds);
    CHECK(shuffled.history_dates == rows.ds);
    // So does a forecast of unsorted dates, which comes sorted.
    const Forecast a = *forecast(sorted, rows);
    const Forecast b = *forecast(sorted, select_rows(rows, order));
    CHECK(a.ds == b.ds);
    CHECK(a.yhat == b.yhat);
  }
}

TEST_CASE("rows of equal date keep the order given", "[checklist][20.83]") {
  Table rows = daily({1.0, 2.0, 3.0, 4.0});
  rows.ds = {rows.ds[1], rows.ds[0], rows.ds[1], rows.ds[0]};
  CHECK(make_history(rows, Options{})->rows.y == std::vector<double>{2.0, 4.0, 1.0, 3.0});
}

TEST_CASE("rows of one single date are refused, two dates are enough", "[checklist][20.86]") {
  Table rows = daily({3.0, 4.0, 5.0});
  rows.ds = {rows.ds[0], rows.ds[0], rows.ds[0]};
  const Result<Model> refused = fit(rows, Options{});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kTooLittleHistory);
  CHECK(refused.error().message.find("same date") != std::string::npos);

  for (const Growth growth : {Growth::kLinear, Growth::kFlat, Growth::kLogistic}) {
    Table two = daily({10.0, 12.0});
    two.columns["cap"] = {20.0, 20.0};
    Options options;
    options.growth = growth;
    const Result<Model> model = fit(two, options);
    REQUIRE(model.has_value());
    CHECK(model->structure.changepoints.empty());
    CHECK(model->structure.features.components().empty());
    const Forecast past = *forecast(*model, history_table(*model));
    CHECK(past.yhat.allFinite());
    if (growth == Growth::kFlat) {
      CHECK(past.yhat[0] == Approx(11.0).epsilon(0.05));
    } else {
      CHECK(past.yhat[0] == Approx(10.0).epsilon(0.02));
      CHECK(past.yhat[1] == Approx(12.0).epsilon(0.02));
    }
  }
}

}  // namespace expense::prophet
