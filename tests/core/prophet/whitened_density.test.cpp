// Coordinates in which a covariance is the identity.
#include "prophet/whitened_density.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "log_densities.h"

namespace expense::prophet {

using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST_CASE("whitened coordinates have the density and gradient of the original", "[property]") {
  CHECK(rc::check([] {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Eigen::Index d = *rc::gen::inRange(1, 20);
    const MatrixXd covariance = made_up_covariance(d, 1e3, seed);
    const MatrixXd factor = made_up_covariance(d, 1e2, seed + 1).llt().matrixL();
    Gaussian gaussian(VectorXd::Constant(d, 0.3), covariance);
    const VectorXd center = VectorXd::LinSpaced(d, -1.0, 1.0);
    WhitenedDensity whitened(gaussian, center, factor);

    Point point = whitened.origin();
    RC_ASSERT(whitened.position(point) == center);
    const VectorXd z = VectorXd::LinSpaced(d, 2.0, -1.0);
    point.z.head(d) = z;
    whitened.evaluate(point);
    const VectorXd q = center + factor * z;
    RC_ASSERT((whitened.position(point) - q).norm() < 1e-12 * (1.0 + q.norm()));
    VectorXd gradient(d);
    RC_ASSERT(std::fabs(gaussian.evaluate(q, gradient) - point.log_density) <
              1e-9 * (1.0 + std::fabs(point.log_density)));
    const VectorXd by_z = factor.transpose() * gradient;
    RC_ASSERT((point.gradient.head(d) - by_z).norm() < 1e-9 * (1.0 + by_z.norm()));
    // The padding stays out of everything.
    const Eigen::Index padding = whitened.padded_dimension() - d;
    RC_ASSERT(point.z.tail(padding).isZero(0.0));
    RC_ASSERT(point.gradient.tail(padding).isZero(0.0));

    // Other coordinates leave the place where it is, and have the covariance asked for.
    const double log_density = point.log_density;
    const MatrixXd learned = made_up_covariance(d, 1e2, seed + 2);
    whitened.rescale(learned, point);
    RC_ASSERT(point.z.isZero(0.0));
    RC_ASSERT((whitened.position(point) - q).norm() < 1e-9 * (1.0 + q.norm()));
    RC_ASSERT(std::fabs(point.log_density - log_density) < 1e-9 * (1.0 + std::fabs(log_density)));
    const MatrixXd expected = factor * learned * factor.transpose();
    MatrixXd basis(d, d);
    for (Eigen::Index i = 0; i < d; ++i) {
      Point unit = point;
      unit.z[i] = 1.0;
      basis.col(i) = whitened.position(unit) - q;
    }
    RC_ASSERT((basis * basis.transpose() - expected).norm() < 1e-9 * (1.0 + expected.norm()));
  }));
}

}  // namespace expense::prophet
