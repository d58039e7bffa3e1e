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

// The density of Student's t over the angle x, in steps from the far end of a quarter turn: with
// z = sqrt(nu) cot(x) it is proportional to sin^(nu - 1) of x.
double angle_density(double x, double nu) {
  return exp((nu - 1.0) * log(sine_cosine_of_turns(0.25 * x / kAngles).sine));
}

// Its integral over up to one step, by Gauss and Legendre's rule of three points.
double angle_mass(double from, double to, double nu) {
  constexpr double kNode = 0.38729833462074168852;
  const double middle = 0.5 * (from + to);
  const double reach = kNode * (to - from);
  return (to - from) *
         (5.0 * angle_density(middle - reach, nu) + 8.0 * angle_density(middle, nu) +
          5.0 * angle_density(middle + reach, nu)) /
         18.0;
}

}  // namespace

void fill_bounds(Eigen::VectorXd& samples, double width, double& lower, double& upper) {
  lower = quantile(samples.data(), samples.size(), 0.5 - 0.5 * width);
  upper = quantile(samples.data(), samples.size(), 0.5 + 0.5 * width);
}

NoiseQuantiles::NoiseQuantiles(const Likelihood& likelihood, double nu)
    : likelihood_(likelihood), nu_(nu) {
  if (likelihood.kind != Likelihood::Kind::kStudentT || nu <= 0.0) return;
  share_up_to_.resize(kAngles + 1);
  share_up_to_[0] = 0.0;
  share_up_to_[1] = angle_density(1.0, nu) / nu;  // there the density is a power of x
  for (std::size_t i = 1; i < kAngles; ++i) {
    const auto x = static_cast<double>(i);
    share_up_to_[i + 1] = share_up_to_[i] + angle_mass(x, x + 1.0, nu);
  }
}

double NoiseQuantiles::student(double p) const {
  const double share = std::min(p, 1.0 - p) * 2.0 * share_up_to_.back();
  const auto above = std::upper_bound(share_up_to_.begin(), share_up_to_.end(), share);
  const auto i = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(above - share_up_to_.begin() - 1, 0, kAngles - 1));
  const auto from = static_cast<double>(i);
  double x = 0.0;
  if (i == 0) {
    x = exp(log(share / share_up_to_[1]) / nu_);
  } else {
    x = from + (share - share_up_to_[i]) / (share_up_to_[i + 1] - share_up_to_[i]);
    // Newton's method; the chord is so near that two steps do.
    for (int step = 0; step < 2; ++step) {
      const double excess = share_up_to_[i] + angle_mass(from, x, nu_) - share;
      x -= excess / angle_density(x, nu_);
    }
  }
  const SineCosine angle = sine_cosine_of_turns(0.25 * x / kAngles);
  const double z = std::sqrt(nu_) * angle.cosine / angle.sine;
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
      return share_up_to_.empty() ? normal_quantile(p) : student(p);
    case Likelihood::Kind::kHuber:
      return huber(p);
  }
  return normal_quantile(p);
}

}  // namespace expense::prophet
