// Fits that begin at the parameters of another model.
#include <catch2/catch.hpp>
#include <cmath>

#include "made_up_models.h"
#include "prophet/forecast.h"
#include "prophet/saved_model.h"

namespace expense::prophet {
namespace {

// Not linear, so that the fit is a search that begins somewhere.
Options multiplicative() {
  Options options;
  options.seasonality_mode = Mode::kMultiplicative;
  return options;
}

void check_close(const Model& a, const Model& b) {
  const Table rows = made_up_rows(0, 140);
  const Eigen::VectorXd difference = forecast(a, rows)->yhat - forecast(b, rows)->yhat;
  CHECK(difference.cwiseAbs().maxCoeff() < 1e-4 * a.scale.y_scale);
  CHECK(a.summary.log_posterior == Approx(b.summary.log_posterior).epsilon(1e-9));
}

}  // namespace

TEST_CASE("a model of ten rows fewer is a start: the same answer in fewer steps than from nothing",
          "[unit]") {
  const Table rows = made_up_rows(0, 120);
  const Model before = *fit(made_up_rows(0, 110), multiplicative());
  const Model cold = *fit(rows, multiplicative());
  const Result<Model> warm = fit(rows, multiplicative(), before.parameters);
  REQUIRE(warm.has_value());
  CHECK(warm->parameters.delta.size() == 25);
  CHECK(warm->summary.termination == Termination::kConverged);
  Parameters nothing = before.parameters;
  nothing.k = 0.0;
  nothing.delta.setZero();
  nothing.beta.setZero();
  nothing.sigma_obs = 1.0;
  const Model from_nothing = *fit(rows, multiplicative(), nothing);
  CHECK(warm->summary.iterations < from_nothing.summary.iterations);
  check_close(*warm, cold);
}

TEST_CASE("a loaded model is a start", "[unit]") {
  const Table rows = made_up_rows(0, 120);
  const Model before = *fit(made_up_rows(0, 110), multiplicative());
  const Model loaded = *model_from_json(to_json(before));
  const Model from_loaded = *fit(rows, multiplicative(), loaded.parameters);
  const Model from_original = *fit(rows, multiplicative(), before.parameters);
  CHECK(from_loaded.parameters.beta == from_original.parameters.beta);
  CHECK(from_loaded.parameters.delta == from_original.parameters.delta);
}

TEST_CASE("the means of draws are a start", "[unit]") {
  Model drawn = *fit(made_up_rows(0, 110), multiplicative());
  add_made_up_draws(drawn, 8);
  const Table rows = made_up_rows(0, 120);
  check_close(*fit(rows, multiplicative(), drawn.parameters), *fit(rows, multiplicative()));
}

TEST_CASE("degrees of freedom that are given do not come from the start", "[unit]") {
  const Table rows = made_up_rows(0, 120);
  Options options;
  options.likelihood.kind = Likelihood::Kind::kStudentT;
  options.likelihood.nu = 20.0;
  const Model before = *fit(rows, options);
  options.likelihood.nu = 3.0;
  const Model cold = *fit(rows, options);
  const Model warm = *fit(rows, options, before.parameters);
  CHECK(warm.parameters.nu == 3.0);
  CHECK(warm.summary.log_posterior == Approx(cold.summary.log_posterior).epsilon(1e-9));
}

TEST_CASE("a model of another shape is refused as a start", "[unit]") {
  const Table rows = made_up_rows(0, 120);
  const Parameters good = fit(rows, multiplicative())->parameters;
  const auto refused = [&rows](const Parameters& start) {
    const Result<Model> model = fit(rows, multiplicative(), start);
    return !model && model.error().code == ErrorCode::kInvalidOption;
  };
  CHECK_FALSE(refused(good));
  Parameters fewer_changepoints = good;
  fewer_changepoints.delta.conservativeResize(24);
  CHECK(refused(fewer_changepoints));
  Parameters more_features = good;
  more_features.beta = Eigen::VectorXd::Zero(good.beta.size() + 2);
  CHECK(refused(more_features));
  Parameters with_steps = good;
  with_steps.steps = Eigen::VectorXd::Zero(1);
  CHECK(refused(with_steps));
  Parameters without_noise = good;
  without_noise.sigma_obs = 0.0;
  CHECK(refused(without_noise));
}

}  // namespace expense::prophet
