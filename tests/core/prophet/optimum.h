// Whether a fitted model stands at a maximum, judged by the log posterior alone: by its values a
// little way off, not by the derivatives the solvers use.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/noise.h"
#include "prophet/trend.h"
#include "series.h"

namespace expense::prophet {

/// What the log posterior of a fitted model is a function of.
struct FittedProblem {
  explicit FittedProblem(const Model& model)
      : design(*make_design(model.history, model.options)),
        y(scaled_y(model.history, model.scale)),
        caps(scaled_caps(model.history, model.scale, model.options.growth)),
        likelihood(model.options.likelihood) {
    if (likelihood.noise_growth == 0.0) return;
    v.resize(y.size());
    for (Eigen::Index i = 0; i < v.size(); ++i) {
      const double trend = trend_at(design.structure, model.parameters, design.t[i], caps[i]);
      v[i] = noise_factor(trend, model.mean_trend, likelihood.noise_growth);
    }
  }

  [[nodiscard]] double log_posterior(const Parameters& parameters) const {
    return prophet::log_posterior(design, y, parameters, caps, likelihood, v);
  }

  Design design;
  Eigen::VectorXd y;
  Eigen::VectorXd caps;
  Likelihood likelihood;
  Eigen::VectorXd v;
};

/// Largest violated optimality condition in (k, m, delta, ln sigma, beta, steps, nu), with
/// derivatives by differences.
inline double largest_violation(const FittedProblem& problem, const Parameters& at) {
  const Eigen::Index penalised = problem.design.penalised_count();
  // The log posterior without the Laplace priors, which have a kink at 0.
  const auto smooth = [&](const Eigen::VectorXd& x) {
    const Eigen::Index last = x.size() - 1;
    Parameters moved = parameters_from(problem.design, x.head(last), exp(x[last]));
    moved.nu = at.nu;
    const double l1 = x.segment(last - penalised, penalised).cwiseAbs().dot(problem.design.l1_rate);
    return problem.log_posterior(moved) + l1;
  };
  Eigen::VectorXd x(problem.design.column_count() + 1);
  x << coefficients(problem.design, at), log(at.sigma_obs);
  const double h = 0.01 * std::min(1e-2, at.sigma_obs);
  double worst = 0.0;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const auto at_distance = [&](double distance) {
      Eigen::VectorXd moved = x;
      moved[i] += distance;
      return smooth(moved);
    };
    const double slope = (8.0 * (at_distance(h) - at_distance(-h)) -
                          (at_distance(2.0 * h) - at_distance(-2.0 * h))) /
                         (12.0 * h);
    const Eigen::Index j = i - problem.design.free_count();
    double violation = std::fabs(slope);
    if (j >= 0 && j < penalised) {
      const double rate = problem.design.l1_rate[j];
      violation = x[i] == 0.0 ? std::max(0.0, violation - rate)
                              : std::fabs(slope - (x[i] > 0.0 ? rate : -rate));
    }
    worst = std::max(worst, violation);
  }
  if (at.nu > 1.001 && at.nu < 999.0 && !problem.likelihood.nu) {
    Parameters more = at;
    Parameters less = at;
    more.nu += 1e-4;
    less.nu -= 1e-4;
    worst = std::max(worst,
                     std::fabs(problem.log_posterior(more) - problem.log_posterior(less)) / 2e-4);
  }
  return worst;
}

}  // namespace expense::prophet
