#include "prophet/trend.h"

#include "base/elementary.h"

namespace expense::prophet {

double linear_trend_at(const Structure& structure, const Parameters& parameters, double t) {
  double value = parameters.m;
  if (structure.growth == Growth::kLinear) value += parameters.k * t;
  if (structure.growth == Growth::kLogistic) value = parameters.k * (t - parameters.m);
  for (Eigen::Index j = 0; j < parameters.steps.size(); ++j) {
    if (t < structure.level_steps_t[j]) break;  // ascending
    value += parameters.steps[j];
  }
  if (structure.growth == Growth::kFlat) return value;
  for (Eigen::Index j = 0; j < parameters.delta.size(); ++j) {
    const double since = t - structure.changepoints_t[j];
    if (since <= 0.0) break;
    value += parameters.delta[j] * since;
  }
  return value;
}

double logistic(double z, double cap) { return cap / (1.0 + exp(-z)); }

double trend_at(const Structure& structure, const Parameters& parameters, double t, double cap) {
  const double z = linear_trend_at(structure, parameters, t);
  return structure.growth == Growth::kLogistic ? logistic(z, cap) : z;
}

}  // namespace expense::prophet
