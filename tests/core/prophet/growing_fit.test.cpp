// Fits of a growing history are those of the history cut off at each day.
#include "prophet/growing_fit.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"
#include "prophet/forecast.h"

namespace expense::prophet {
namespace {

Table made_up(std::uint64_t seed, int days) {
  Random random(seed);
  Table rows;
  const Day first = *make_day(2022, 3, 1);
  const int change = days / 2;
  for (int i = 0; i < days; ++i) {
    const double weekday = i % 7 < 5 ? 20.0 : 0.0;
    const double level = 100.0 + 0.1 * i + (i > change ? 40.0 : 0.0);
    rows.ds.push_back(Timestamp::midnight(first + i));
    rows.y.push_back(level + weekday + 3.0 * random.normal());
  }
  return rows;
}

Table first_rows(const Table& rows, int n) {
  Table first = rows;
  first.ds.resize(static_cast<std::size_t>(n));
  first.y.resize(static_cast<std::size_t>(n));
  return first;
}

void check_same(const Table& rows, const Options& options, GrowingFit& growing, int n) {
  INFO("rows " << n);
  const Result<Model> model = fit(first_rows(rows, n), options);
  REQUIRE(model.has_value());
  REQUIRE(growing.fit_first(n));
  const SeriesFitter::Fitted& fitted = growing.fitted();
  CHECK(fitted.scale.y_scale == model->scale.y_scale);
  CHECK(fitted.scale.y_min == model->scale.y_min);
  CHECK(fitted.summary.log_posterior ==
        Approx(model->summary.log_posterior).epsilon(1e-9).margin(1e-7));
  CHECK(fitted.parameters.sigma_obs == Approx(model->parameters.sigma_obs).epsilon(1e-6));
  REQUIRE(fitted.parameters.delta.size() == model->parameters.delta.size());
  CHECK((fitted.parameters.delta - model->parameters.delta).cwiseAbs().maxCoeff() < 1e-6);
  const int ahead = std::min<int>(n + 5, static_cast<int>(rows.ds.size()) - 1);
  const Forecast forecast_ahead =
      *forecast(*model, dates_only({rows.ds[static_cast<std::size_t>(ahead)]}));
  CHECK(std::fabs(growing.expected(ahead) - forecast_ahead.yhat[0]) <= 1e-6 * fitted.scale.y_scale);
}

}  // namespace

TEST_CASE("each day's fit is the fit of the rows up to it", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1000);
    Options options;
    options.uncertainty_samples = 0;
    options.scaling = *rc::gen::element(Scaling::kAbsmax, Scaling::kMinmax);
    options.growth = *rc::gen::element(Growth::kLinear, Growth::kFlat);
    options.n_changepoints = *rc::gen::element(0, 10, 25);
    if (*rc::gen::arbitrary<bool>()) {
      options.month_positions.push_back({MonthPosition::Kind::kFirstDay, {}, {}});
    }
    if (*rc::gen::arbitrary<bool>()) {
      options.holidays.push_back({"launch", *make_day(2022, 5, 5), -1, 1, {}});
    }
    const Table rows = made_up(seed, 260);
    RC_ASSERT(GrowingFit::is_possible(rows, options));
    GrowingFit growing(rows, options);
    const int first = *rc::gen::inRange(200, 230);
    for (const int n : {first, first + 1, first + 2, first + 9, first - 60, 260}) {
      check_same(rows, options, growing, n);
    }
  }));
}

TEST_CASE("seasonalities switch on as the history grows", "[unit]") {
  const Table rows = made_up(4, 735);
  Options options;
  options.uncertainty_samples = 0;
  GrowingFit growing(rows, options);
  for (const int n : {12, 14, 15, 16, 40, 729, 730, 731, 732}) {
    check_same(rows, options, growing, n);
  }
}

TEST_CASE("a history that is constant at first is fitted all the same", "[unit]") {
  Table rows = made_up(5, 80);
  for (std::size_t i = 0; i < 40; ++i) rows.y[i] = 7.0;
  GrowingFit growing(rows, Options{});
  REQUIRE(growing.fit_first(30));
  CHECK(growing.expected(31) == Approx(7.0));
  REQUIRE(growing.fit_first(60));
}

TEST_CASE("series with gaps or terms that need all rows are not fitted so", "[unit]") {
  Table rows = made_up(6, 80);
  CHECK(GrowingFit::is_possible(rows, Options{}));
  Options multiplicative;
  multiplicative.seasonality_mode = Mode::kMultiplicative;
  CHECK_FALSE(GrowingFit::is_possible(rows, multiplicative));
  Options robust;
  robust.likelihood.kind = Likelihood::Kind::kHuber;
  CHECK_FALSE(GrowingFit::is_possible(rows, robust));
  Table with_nan = rows;
  with_nan.y[3] = std::nan("");
  CHECK_FALSE(GrowingFit::is_possible(with_nan, Options{}));
  rows.ds.erase(rows.ds.begin() + 10);
  rows.y.erase(rows.y.begin() + 10);
  CHECK_FALSE(GrowingFit::is_possible(rows, Options{}));
}

}  // namespace expense::prophet
