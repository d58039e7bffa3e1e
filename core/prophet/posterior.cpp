#include "prophet/posterior.h"

namespace expense::prophet {

Parameters PosteriorDraws::draw(Eigen::Index index) const {
  Parameters parameters;
  parameters.k = k[index];
  parameters.m = m[index];
  parameters.sigma_obs = sigma_obs[index];
  parameters.nu = nu.size() > 0 ? nu[index] : 0.0;
  parameters.delta = delta.col(index);
  parameters.beta = beta.col(index);
  parameters.steps = steps.col(index);
  return parameters;
}

Parameters PosteriorDraws::mean() const {
  Parameters parameters;
  parameters.k = k.mean();
  parameters.m = m.mean();
  parameters.sigma_obs = sigma_obs.mean();
  parameters.nu = nu.size() > 0 ? nu.mean() : 0.0;
  parameters.delta = delta.rowwise().mean();
  parameters.beta = beta.rowwise().mean();
  parameters.steps = steps.rowwise().mean();
  return parameters;
}

}  // namespace expense::prophet
