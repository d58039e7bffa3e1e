#include "prophet/trend_paths.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "prophet/trend.h"

namespace expense::prophet {
namespace {

// A value in (0, 1], whose logarithm is finite.
double open_uniform(Random& random) { return 1.0 - random.uniform(); }

// Prophet's vectorised simulation knows the history on a grid of the future's spacing only: each
// rate change moves to the first grid time after it, a later one in the same cell replaces an
// earlier one.
void move_to_grid(const Structure& structure, const Parameters& parameters, double spacing,
                  Structure& on_grid, Parameters& on_grid_parameters) {
  on_grid.growth = structure.growth;
  on_grid_parameters = parameters;
  std::vector<double> times;
  std::vector<double> deltas;
  for (Eigen::Index j = 0; j < parameters.delta.size(); ++j) {
    const double time = spacing * (std::floor(structure.changepoints_t[j] / spacing) + 1.0);
    if (!times.empty() && times.back() == time) {
      deltas.back() = parameters.delta[j];
    } else {
      times.push_back(time);
      deltas.push_back(parameters.delta[j]);
    }
  }
  const auto count = static_cast<Eigen::Index>(times.size());
  on_grid.changepoints_t = Eigen::Map<const Eigen::VectorXd>(times.data(), count);
  on_grid_parameters.delta = Eigen::Map<const Eigen::VectorXd>(deltas.data(), count);
}

}  // namespace

TrendPaths::TrendPaths(const Structure& structure, const Parameters& parameters,
                       TrendSampling sampling, double spacing, Eigen::Index count)
    : structure_(structure),
      parameters_(parameters),
      sampling_(sampling),
      spacing_(spacing),
      shift_scale_(parameters.delta.size() > 0 ? parameters.delta.cwiseAbs().mean() + 1e-8 : 0.0),
      shift_probability_(std::min(1.0, static_cast<double>(parameters.delta.size()) * spacing)),
      log_no_shift_(shift_probability_ < 1.0 ? log(1.0 - shift_probability_) : 0.0),
      shift_rate_(static_cast<double>(parameters.delta.size())),
      paths_(static_cast<std::size_t>(count)) {
  if (structure.growth == Growth::kLogistic && sampling == TrendSampling::kGrid) {
    move_to_grid(structure, parameters, spacing, on_grid_, on_grid_parameters_);
  }
}

void TrendPaths::advance_on_grid(Path& path, double step, Random& random) const {
  const auto next_gap = [&] {
    return log_no_shift_ < 0.0 ? 1.0 + std::floor(log(open_uniform(random)) / log_no_shift_) : 1.0;
  };
  if (!path.has_begun) {
    path.has_begun = true;
    path.next_shift = next_gap();
  }
  // The logistic recursion bends at a date, the linear sum has bent when it comes there.
  if (structure_.growth == Growth::kLogistic) path.level += path.rate * step;
  double shift = 0.0;
  path.next_shift -= 1.0;
  if (path.next_shift <= 0.0) {
    shift = random.laplace(shift_scale_);
    path.next_shift = next_gap();
  }
  path.rate += 0.5 * (path.previous_shift + shift);
  path.previous_shift = shift;
  if (structure_.growth != Growth::kLogistic) path.level += spacing_ * path.rate;
}

void TrendPaths::advance_on_path(Path& path, double t, Random& random) const {
  const auto next_gap = [&] { return -log(open_uniform(random)) / shift_rate_; };
  if (!path.has_begun) {
    path.has_begun = true;
    path.next_shift = 1.0 + next_gap();
  }
  double now = now_;
  while (path.next_shift <= t) {
    path.level += path.rate * (path.next_shift - now);
    path.rate += random.laplace(shift_scale_);
    now = path.next_shift;
    path.next_shift += next_gap();
  }
  path.level += path.rate * (t - now);
}

void TrendPaths::advance(double t, double cap, Random& random, double* trend) {
  const double fitted = trend_at(structure_, parameters_, t, cap);
  if (structure_.growth == Growth::kFlat || parameters_.delta.size() == 0) {
    std::fill_n(trend, paths_.size(), fitted);
    return;
  }
  for (Path& path : paths_) {
    if (sampling_ == TrendSampling::kGrid) {
      advance_on_grid(path, t - now_, random);
    } else {
      advance_on_path(path, t, random);
    }
  }
  now_ = t;
  if (structure_.growth != Growth::kLogistic) {
    for (std::size_t i = 0; i < paths_.size(); ++i) trend[i] = fitted + paths_[i].level;
    return;
  }
  const bool is_grid = sampling_ == TrendSampling::kGrid;
  const double linear = is_grid ? linear_trend_at(on_grid_, on_grid_parameters_, t)
                                : linear_trend_at(structure_, parameters_, t);
  double sum = 0.0;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    trend[i] = logistic(linear + paths_[i].level, cap);
    sum += trend[i];
  }
  if (!is_grid) return;
  // The grid's curves serve as deviations from their mean only.
  const double shift = fitted - sum / static_cast<double>(paths_.size());
  for (std::size_t i = 0; i < paths_.size(); ++i) trend[i] += shift;
}

}  // namespace expense::prophet
