#include "prophet/quantiles.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"

namespace expense::prophet {
namespace {

constexpr int kAngles = 4096;
constexpr double kSqrtTwoPi = 2.50662827463100050242;

double quantile(double* samples, Eigen::Index count, double p) {
  const double position = p * static_cast<double>(count - 1);
  const auto below = static_cast<Eigen::Index>(position);
  // Sorts nothing: the samples are only partitioned.
  std::nth_element(samples, samples + below, samples + count);
  const double low = samples[below];
  if (below + 1 >= count) return low;
  const double high = *std::min_element(samples + below + 1, samples + count);
  return low + (position - static_cast<double>(below)) * (high - low);
}

// cos^(nu - 1) of an angle in parts of a quarter turn: the density of Student's t over the angle.
double angle_density(double angle, double nu) {
  const double cosine = sine_cosine_of_turns(0.25 * angle / kAngles).cosine;
  if (cosine <= 0.0) return nu > 1.0 ? 0.0 : 1.0;
  return exp((nu - 1.0) * log(cosine));
}

// Its integral over a part or less, by Simpson's rule.
double angle_share(double from, double width, double nu) {
  return width / 6.0 *
         (angle_density(from, nu) + 4.0 * angle_density(from + 0.5 * width, nu) +
          angle_density(from + width, nu));
}

}  // namespace

void fill_bounds(Eigen::VectorXd& samples, double width, double& lower, double& upper) {
  lower = quantile(samples.data(), samples.size(), 0.5 - 0.5 * width);
  upper = quantile(samples.data(), samples.size(), 0.5 + 0.5 * width);
}

NoiseQuantiles::NoiseQuantiles(const Likelihood& likelihood, double nu)
    : likelihood_(likelihood), nu_(nu) {
  if (likelihood.kind != Likelihood::Kind::kStudentT) return;
  share_up_to_.assign(kAngles + 1, 0.0);
  double sum = 0.0;
  for (int i = 0; i < kAngles; ++i) {
    // Up to the quarter turn the density falls as the power nu - 1 of what is left of it.
    sum += i + 1 < kAngles ? angle_share(i, 1.0, nu) : angle_density(i, nu) / nu;
    share_up_to_[static_cast<std::size_t>(i) + 1] = sum;
  }
  share_unit_ = 0.5 / sum;
  for (double& share : share_up_to_) share *= share_unit_;
}

double NoiseQuantiles::student(double p) const {
  const double share = std::fabs(p - 0.5);
  const auto above = std::upper_bound(share_up_to_.begin(), share_up_to_.end(), share);
  const auto i = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(above - share_up_to_.begin() - 1, 0, kAngles - 1));
  const auto from = static_cast<double>(i);
  const double wanted = share - share_up_to_[i];
  const double width = share_up_to_[i + 1] - share_up_to_[i];
  double within = width > 0.0 ? std::min(1.0, wanted / width) : 0.0;
  if (i + 1 == kAngles) {
    within = within < 1.0 ? 1.0 - exp(log(1.0 - within) / nu_) : 1.0;
  } else if (width > 0.0) {
    // A step of Newton's method: the density bends a little within a part.
    const double excess = share_unit_ * angle_share(from, within, nu_) - wanted;
    within -= excess / (share_unit_ * angle_density(from + within, nu_));
  }
  const SineCosine angle = sine_cosine_of_turns(0.25 * (from + within) / kAngles);
  const double z = std::sqrt(nu_) * angle.sine / std::max(angle.cosine, 1e-300);
  return p < 0.5 ? -z : z;
}

// The density is proportional to exp(-z^2 / 2) up to the threshold c and to exp(c^2 / 2 - c |z|)
// beyond.
double NoiseQuantiles::huber(double p) const {
  const double c = likelihood_.huber_threshold;
  const double tail = exp(-0.5 * c * c) / c;
  const double middle = kSqrtTwoPi * (1.0 - 2.0 * normal_cdf(-c));
  const double all = middle + 2.0 * tail;
  const double smaller = std::min(p, 1.0 - p) * all;
  const double z = smaller < tail ? log(smaller / tail) / c - c
                                  : normal_quantile(normal_cdf(-c) + (smaller - tail) / kSqrtTwoPi);
  return p < 0.5 ? z : -z;
}

double NoiseQuantiles::at(double p) const {
  switch (likelihood_.kind) {
    case Likelihood::Kind::kNormal:
      return normal_quantile(p);
    case Likelihood::Kind::kStudentT:
      return student(p);
    case Likelihood::Kind::kHuber:
      return huber(p);
  }
  return normal_quantile(p);
}

}  // namespace expense::prophet
