// Simulated trends have the distribution they are said to have.
#include "prophet/trend_paths.h"

#include <cmath>

#include "prophet/trend.h"
#include "series.h"

namespace expense::prophet {
namespace {

constexpr Eigen::Index kPaths = 20'000;

Structure structure_of(Growth growth) {
  Structure structure;
  structure.growth = growth;
  structure.changepoints_t = Eigen::VectorXd::LinSpaced(25, 0.03, 0.8);
  return structure;
}

Parameters parameters_of(const Structure& structure) {
  Parameters parameters;
  parameters.k = 0.3;
  parameters.m = 0.5;
  parameters.delta = Eigen::VectorXd::Zero(structure.changepoints_t.size());
  parameters.delta[3] = 0.5;
  parameters.delta[12] = -0.4;
  return parameters;
}

// Deviations from the fitted trend on the last of `steps` dates, `spacing` apart.
Eigen::VectorXd deviations(const Structure& structure, const Parameters& parameters,
                           TrendSampling sampling, double spacing, int steps, double cap = 1.0) {
  TrendPaths paths(structure, parameters, sampling, spacing, kPaths);
  Random random(12);
  Eigen::VectorXd trend(kPaths);
  for (int i = 1; i <= steps; ++i) {
    paths.advance(1.0 + i * spacing, cap, random, trend.data());
  }
  return trend.array() - trend_at(structure, parameters, 1.0 + steps * spacing, cap);
}

double standard_deviation(const Eigen::VectorXd& values) {
  return std::sqrt((values.array() - values.mean()).square().mean());
}

}  // namespace

TEST_CASE("a path's deviation grows as that of a sum of shifts at random times", "[unit]") {
  const Structure structure = structure_of(Growth::kLinear);
  const Parameters parameters = parameters_of(structure);
  const double scale = parameters.delta.cwiseAbs().mean() + 1e-8;
  for (const int steps : {10, 100, 400}) {
    const Eigen::VectorXd values =
        deviations(structure, parameters, TrendSampling::kPath, 0.01, steps);
    const double ahead = 0.01 * steps;
    // 25 shifts a unit of time, of variance 2 scale^2, each acting from its own time on.
    const double expected = scale * std::sqrt(2.0 * 25.0 * ahead * ahead * ahead / 3.0);
    CHECK(values.mean() == Approx(0.0).margin(0.03 * expected));
    CHECK(standard_deviation(values) == Approx(expected).epsilon(0.05));
  }
  // In 0.01 units of time a quarter of a shift is expected: most paths have none.
  const Eigen::VectorXd soon = deviations(structure, parameters, TrendSampling::kPath, 0.01, 1);
  CHECK(static_cast<double>((soon.array() == 0.0).count()) / kPaths ==
        Approx(std::exp(-0.25)).epsilon(0.02));
}

TEST_CASE("on the grid a deviation grows as that of a smoothed sum of shifts", "[unit]") {
  const Structure structure = structure_of(Growth::kLinear);
  const Parameters parameters = parameters_of(structure);
  const double scale = parameters.delta.cwiseAbs().mean() + 1e-8;
  for (const double spacing : {0.002, 0.01, 0.1}) {  // at the last a shift is sure
    const double probability = std::min(1.0, 25.0 * spacing);
    for (const int steps : {1, 2, 50}) {
      const Eigen::VectorXd values =
          deviations(structure, parameters, TrendSampling::kGrid, spacing, steps);
      double squares = 0.0;
      for (int k = 0; k < steps; ++k) squares += (k + 0.5) * (k + 0.5);
      const double expected = spacing * scale * std::sqrt(2.0 * probability * squares);
      CHECK(standard_deviation(values) == Approx(expected).epsilon(0.06));
    }
  }
  const Eigen::VectorXd soon = deviations(structure, parameters, TrendSampling::kGrid, 0.01, 1);
  CHECK(static_cast<double>((soon.array() == 0.0).count()) / kPaths == Approx(0.75).epsilon(0.02));
}

TEST_CASE("a logistic trend deviates about its fitted curve, within its cap", "[unit]") {
  Structure structure = structure_of(Growth::kLogistic);
  const Parameters parameters = parameters_of(structure);
  for (const TrendSampling sampling : {TrendSampling::kGrid, TrendSampling::kPath}) {
    const Eigen::VectorXd near = deviations(structure, parameters, sampling, 0.01, 20, 2.0);
    // Its linear part deviates as a linear trend, its slope carries that over.
    const double slope = logistic(linear_trend_at(structure, parameters, 1.2), 1.0);
    const double scale = parameters.delta.cwiseAbs().mean();
    const double linear = scale * std::sqrt(2.0 * 25.0 * 0.008 / 3.0);
    CHECK(standard_deviation(near) == Approx(2.0 * slope * (1.0 - slope) * linear).epsilon(0.10));
    if (sampling == TrendSampling::kGrid) CHECK(near.mean() == Approx(0.0).margin(1e-12));
    const Eigen::VectorXd far = deviations(structure, parameters, sampling, 0.05, 200, 2.0);
    if (sampling == TrendSampling::kGrid) continue;  // there deviations are added to the curve
    const double fitted = trend_at(structure, parameters, 11.0, 2.0);
    CHECK((far.array() + fitted).minCoeff() >= 0.0);
    CHECK((far.array() + fitted).maxCoeff() <= 2.0);
  }
}

TEST_CASE("a flat trend, or one without changepoints, does not deviate", "[unit]") {
  Structure structure = structure_of(Growth::kFlat);
  const Parameters parameters = parameters_of(structure);
  for (const TrendSampling sampling : {TrendSampling::kGrid, TrendSampling::kPath}) {
    CHECK(deviations(structure, parameters, sampling, 0.01, 50).isZero(0.0));
  }
}

TEST_CASE("without changepoints the one dummy counts, with next to no deviation", "[unit]") {
  Options options;
  options.n_changepoints = 0;
  const Model model = *fit(noisy_days(200, 3), options);
  const Forecast ahead = *forecast(model, days_after(model, 60));
  const double width = ahead.trend_upper[59] - ahead.trend_lower[59];
  CHECK(width >= 0.0);
  CHECK(width < 1e-5 * ahead.trend[59]);
}

}  // namespace expense::prophet
