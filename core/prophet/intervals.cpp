#include "prophet/intervals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/random.h"
#include "prophet/noise.h"
#include "prophet/quantiles.h"
#include "prophet/trend.h"
#include "prophet/trend_paths.h"

namespace expense::prophet {
namespace {

// Mean spacing of the future dates, or of the history when there is only one future date.
double mean_spacing(const Model& model, const Eigen::VectorXd& t, Eigen::Index first_future) {
  const Eigen::Index steps = t.size() - first_future;
  if (steps > 1) {
    const double spacing = (t[t.size() - 1] - t[first_future]) / static_cast<double>(steps - 1);
    if (spacing > 0.0) return spacing;
  }
  const std::size_t rows = model.history.row_count();
  return rows > 1 ? 1.0 / static_cast<double>(rows - 1) : 1.0;
}

// Values of noise with sigma 1, each as likely as another, in an order drawn at random.
Eigen::VectorXd noise_values(const NoiseQuantiles& quantiles, Eigen::Index count, Random& random) {
  Eigen::VectorXd values(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    values[i] = quantiles.at((static_cast<double>(i) + 0.5) / static_cast<double>(count));
  }
  for (Eigen::Index i = count; i > 1; --i) {
    std::swap(values[i - 1],
              values[static_cast<Eigen::Index>(random.below(static_cast<std::uint64_t>(i)))]);
  }
  return values;
}

class IntervalFiller {
 public:
  IntervalFiller(const Model& model, const IntervalInput& input, const ForecastSettings& settings,
                 Forecast& forecast)
      : model_(model),
        input_(input),
        settings_(settings),
        forecast_(forecast),
        random_(settings.seed),
        noise_quantiles_(model.options.likelihood, model.parameters.nu),
        is_multiplicative_(model.structure.features.multiplicative_columns()) {}

  // The rows [from, T) by simulation.
  void simulate(Eigen::Index from);
  // The rows [0, to) without.
  void fill_certain(Eigen::Index to);

 private:
  [[nodiscard]] double noise_factor_at(double scaled_trend) const {
    return noise_factor(scaled_trend, model_.mean_trend, model_.options.likelihood.noise_growth);
  }
  void draw_row(Eigen::Index row);

  const Model& model_;
  const IntervalInput& input_;
  const ForecastSettings& settings_;
  Forecast& forecast_;
  Random random_;
  NoiseQuantiles noise_quantiles_;
  Eigen::VectorXd is_multiplicative_;

  std::vector<Parameters> sets_;  // one for a maximum, else one a draw
  std::vector<TrendPaths> paths_;
  Eigen::Index paths_each_ = 1;
  Eigen::VectorXd noise_;
  Eigen::VectorXd trend_, yhat_;  // one for each path of each set
};

void IntervalFiller::fill_certain(Eigen::Index to) {
  const double width = model_.options.interval_width;
  const double y_scale = model_.scale.y_scale;
  // By the lower quantile: for a width next to 1 the probability of the upper one rounds to 1.
  const double reach =
      -noise_quantiles_.at(0.5 * (1.0 - width)) * model_.parameters.sigma_obs * y_scale;
  for (Eigen::Index row = 0; row < to; ++row) {
    const double scaled_trend = (forecast_.trend[row] - input_.floors[row]) / y_scale;
    const double own = reach * noise_factor_at(scaled_trend);
    forecast_.trend_lower[row] = forecast_.trend[row];
    forecast_.trend_upper[row] = forecast_.trend[row];
    forecast_.yhat_lower[row] = forecast_.yhat[row] - own;
    forecast_.yhat_upper[row] = forecast_.yhat[row] + own;
  }
}

// Trend and yhat of one row on each path; expects trend_ to hold the scaled trend.
void IntervalFiller::draw_row(Eigen::Index row) {
  const double y_scale = model_.scale.y_scale;
  // Each row meets the noise values in another rotation of their order.
  const auto rotation =
      static_cast<Eigen::Index>(random_.below(static_cast<std::uint64_t>(noise_.size())));
  Eigen::Index at = 0;
  for (std::size_t set = 0; set < sets_.size(); ++set) {
    const Parameters& parameters = sets_[set];
    double additive = 0.0;
    double multiplicative = 1.0;
    for (Eigen::Index l = 0; l < parameters.beta.size(); ++l) {
      const double value = input_.columns(row, l) * parameters.beta[l];
      if (is_multiplicative_[l] != 0.0) {
        multiplicative += value;
      } else {
        additive += value;
      }
    }
    for (Eigen::Index i = 0; i < paths_each_; ++i, ++at) {
      const double factor = noise_factor_at(trend_[at]);
      const double noise = noise_[(at + rotation) % noise_.size()] * factor * parameters.sigma_obs;
      trend_[at] = trend_[at] * y_scale + input_.floors[row];
      yhat_[at] = trend_[at] * multiplicative + (additive + noise) * y_scale;
    }
  }
}

void IntervalFiller::simulate(Eigen::Index from) {
  const Eigen::Index rows = input_.t.size();
  const Eigen::Index first_future =
      std::upper_bound(input_.t.begin(), input_.t.end(), 1.0) - input_.t.begin();
  const double spacing = mean_spacing(model_, input_.t, first_future);
  const Eigen::Index wanted = model_.options.uncertainty_samples;
  if (model_.draws) {
    for (Eigen::Index i = 0; i < model_.draws->count(); ++i) {
      sets_.push_back(model_.draws->draw(i));
    }
  } else {
    sets_.push_back(model_.parameters);
  }
  const auto sets = static_cast<Eigen::Index>(sets_.size());
  paths_each_ = (wanted + sets - 1) / sets;
  for (const Parameters& parameters : sets_) {
    paths_.emplace_back(model_.structure, parameters, settings_.trend_sampling, spacing,
                        paths_each_);
  }
  trend_.resize(sets * paths_each_);
  yhat_.resize(sets * paths_each_);
  noise_ = noise_values(noise_quantiles_, trend_.size(), random_);

  for (Eigen::Index row = from; row < rows; ++row) {
    for (Eigen::Index set = 0; set < sets; ++set) {
      double* trend = trend_.data() + set * paths_each_;
      if (row < first_future) {
        const double certain = trend_at(model_.structure, sets_[static_cast<std::size_t>(set)],
                                        input_.t[row], input_.caps[row]);
        std::fill_n(trend, paths_each_, certain);
      } else {
        paths_[static_cast<std::size_t>(set)].advance(input_.t[row], input_.caps[row], random_,
                                                      trend);
      }
    }
    draw_row(row);
    const double width = model_.options.interval_width;
    fill_bounds(trend_, width, forecast_.trend_lower[row], forecast_.trend_upper[row]);
    fill_bounds(yhat_, width, forecast_.yhat_lower[row], forecast_.yhat_upper[row]);
  }
}

}  // namespace

void fill_intervals(const Model& model, const IntervalInput& input,
                    const ForecastSettings& settings, Forecast& forecast) {
  const Eigen::Index rows = input.t.size();
  for (Eigen::VectorXd* bound :
       {&forecast.trend_lower, &forecast.trend_upper, &forecast.yhat_lower, &forecast.yhat_upper}) {
    bound->resize(rows);
  }
  IntervalFiller filler(model, input, settings, forecast);
  Eigen::Index certain = 0;
  if (!model.draws) {
    certain = std::upper_bound(input.t.begin(), input.t.end(), 1.0) - input.t.begin();
    filler.fill_certain(certain);
  }
  if (certain < rows) filler.simulate(certain);
}

}  // namespace expense::prophet
