#include "prophet/intervals.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/elementary.h"
#include "base/random.h"

namespace expense::prophet {
namespace {

// Linear interpolation between order statistics, as numpy's default. Sorts nothing: the samples are
// only partitioned.
double quantile(std::vector<double>& samples, double p) {
  const double position = p * static_cast<double>(samples.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto nth = samples.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(samples.begin(), nth, samples.end());
  const double low = *nth;
  if (below + 1 >= samples.size()) return low;
  const double high = *std::min_element(nth + 1, samples.end());
  return low + (position - static_cast<double>(below)) * (high - low);
}

// Deviations of the scaled trend from its fitted course: future steps x draws.
Eigen::MatrixXd simulate_trend(const Model& model, Eigen::Index steps, double spacing,
                               Eigen::Index draws, Random& random) {
  Eigen::MatrixXd deviation = Eigen::MatrixXd::Zero(steps, draws);
  if (model.structure.growth == Growth::kFlat) return deviation;
  const Eigen::VectorXd& delta = model.parameters.delta;
  const double scale = delta.cwiseAbs().mean() + 1e-8;
  const double shift_probability = static_cast<double>(delta.size()) * spacing;
  for (Eigen::Index draw = 0; draw < draws; ++draw) {
    double previous_shift = 0.0;
    double rate = 0.0;
    double level = 0.0;
    for (Eigen::Index step = 0; step < steps; ++step) {
      const double shift = random.chance(shift_probability) ? random.laplace(scale) : 0.0;
      rate += 0.5 * (previous_shift + shift);
      level += spacing * rate;
      deviation(step, draw) = level;
      previous_shift = shift;
    }
  }
  return deviation;
}

// Mean spacing of the future dates, or of the history when there is only one future date.
double mean_spacing(const Model& model, const Eigen::VectorXd& t, Eigen::Index first_future) {
  const Eigen::Index steps = t.size() - first_future;
  if (steps > 1) return (t[t.size() - 1] - t[first_future]) / static_cast<double>(steps - 1);
  const std::size_t rows = model.history_dates.size();
  return rows > 1 ? 1.0 / static_cast<double>(rows - 1) : 1.0;
}

}  // namespace

void fill_intervals(const Model& model, const Eigen::VectorXd& t, std::uint64_t seed,
                    Forecast& forecast) {
  const double width = model.options.interval_width;
  const double y_scale = model.scale.y_scale;
  const double sigma = model.parameters.sigma_obs * y_scale;
  const double reach = normal_quantile(0.5 + 0.5 * width) * sigma;
  forecast.trend_lower = forecast.trend;
  forecast.trend_upper = forecast.trend;
  forecast.yhat_lower = forecast.yhat.array() - reach;
  forecast.yhat_upper = forecast.yhat.array() + reach;

  const Eigen::Index first_future = std::upper_bound(t.begin(), t.end(), 1.0) - t.begin();
  const Eigen::Index steps = t.size() - first_future;
  if (steps == 0) return;
  Random random(seed);
  const Eigen::Index draws = model.options.uncertainty_samples;
  const Eigen::MatrixXd deviation =
      simulate_trend(model, steps, mean_spacing(model, t, first_future), draws, random);
  std::vector<double> trend_draws(static_cast<std::size_t>(draws));
  std::vector<double> yhat_draws(static_cast<std::size_t>(draws));
  for (Eigen::Index step = 0; step < steps; ++step) {
    const Eigen::Index row = first_future + step;
    for (Eigen::Index draw = 0; draw < draws; ++draw) {
      const double trend = forecast.trend[row] + deviation(step, draw) * y_scale;
      trend_draws[static_cast<std::size_t>(draw)] = trend;
      yhat_draws[static_cast<std::size_t>(draw)] =
          trend * (1.0 + forecast.multiplicative_terms[row]) + forecast.additive_terms[row] +
          sigma * random.normal();
    }
    forecast.trend_lower[row] = quantile(trend_draws, 0.5 - 0.5 * width);
    forecast.trend_upper[row] = quantile(trend_draws, 0.5 + 0.5 * width);
    forecast.yhat_lower[row] = quantile(yhat_draws, 0.5 - 0.5 * width);
    forecast.yhat_upper[row] = quantile(yhat_draws, 0.5 + 0.5 * width);
  }
}

}  // namespace expense::prophet
