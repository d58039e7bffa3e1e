#include "prophet/trend.h"

namespace expense::prophet {

double trend_at(const Structure& structure, const Parameters& parameters, double t) {
  if (structure.growth == Growth::kFlat) return parameters.m;
  double value = parameters.m + parameters.k * t;
  for (Eigen::Index j = 0; j < parameters.delta.size(); ++j) {
    const double since = t - structure.changepoints_t[j];
    if (since <= 0.0) break;  // changepoints ascend
    value += parameters.delta[j] * since;
  }
  return value;
}

}  // namespace expense::prophet
