// The densities that sampling asks for: the log posterior with its Jacobians, and gradients that
// are its differences.
#include "prophet/posterior_density.h"

#include <rapidcheck.h>

#include "made_up_designs.h"
#include "prophet/objective.h"

namespace expense::prophet {
namespace {

// A problem and a position where the density is not zero and no coefficient is at a kink.
struct Place {
  explicit Place(std::uint64_t seed)
      : random(seed, 2),
        made(random_design(seed)),
        design(*make_design(made.rows, made.options)),
        y(Eigen::VectorXd::NullaryExpr(design.row_count(),
                                       [this] { return 0.8 + 0.1 * random.normal(); })),
        caps(Eigen::VectorXd::Constant(design.row_count(), 1.5)) {
    likelihood.kind = static_cast<Likelihood::Kind>(random.below(3));  // normal, Student-t or Huber
    if (random.chance(0.3)) {
      v = (0.3 * random_vector(design.row_count(), random)).array().abs() + 0.5;
    }
    position = 0.2 * random_vector(design.column_count() + 1, random);
    for (double& value : position) value += value > 0.0 ? 0.05 : -0.05;
    position.tail(1).array() -= 1.0;
  }

  // By the objective of a fit, which has neither Jacobian.
  double log_posterior_at(const Eigen::VectorXd& at) const {
    const Eigen::Index size = design.column_count();
    Parameters parameters =
        parameters_from(design, from_linear(design, at.head(size)), std::exp(at[size]));
    parameters.nu = nu;
    double value = log_posterior(design, y, parameters, caps, likelihood, v) + at[size];
    if (design.structure.growth == Growth::kLogistic) value -= std::log(std::fabs(at[0]));
    return value;
  }

  Random random;
  MadeUpDesign made;
  Design design;
  Eigen::VectorXd y, caps, v;
  Likelihood likelihood;
  double nu = 5.0;
  Eigen::VectorXd position;
};

std::uint64_t any_seed() { return *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000); }

double largest_difference_from_slopes(LogDensity& density, const Eigen::VectorXd& position) {
  Eigen::VectorXd gradient(density.dimension()), unused(density.dimension());
  static_cast<void>(density.evaluate(position, gradient));
  constexpr double kStep = 1e-4;
  double worst = 0.0;
  for (Eigen::Index i = 0; i < position.size(); ++i) {
    const auto at = [&](double distance) {
      Eigen::VectorXd moved = position;
      moved[i] += distance * kStep;
      return density.evaluate(moved, unused);
    };
    const double slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * kStep);
    worst = std::max(worst, std::fabs(slope - gradient[i]));
  }
  return worst / (1.0 + gradient.cwiseAbs().maxCoeff());
}

}  // namespace

TEST_CASE("the density from rows is the log posterior with its Jacobians", "[property]") {
  CHECK(rc::check([] {
    Place place(any_seed());
    RowDensity density(place.design, place.y, place.caps, place.likelihood, place.v, place.nu);
    Eigen::VectorXd gradient(density.dimension());
    const double value = density.evaluate(place.position, gradient);
    const double expected = place.log_posterior_at(place.position);
    RC_ASSERT(std::fabs(value - expected) < 1e-10 * (1.0 + std::fabs(expected)));
  }));
}

TEST_CASE("the gradient of the density from rows is its slope", "[property]") {
  CHECK(rc::check([] {
    Place place(any_seed());
    // Huber's curvature jumps at the threshold, which differences of four points feel.
    if (place.likelihood.kind == Likelihood::Kind::kHuber) place.likelihood.huber_threshold = 1e3;
    RowDensity density(place.design, place.y, place.caps, place.likelihood, place.v, place.nu);
    RC_ASSERT(largest_difference_from_slopes(density, place.position) < 1e-6);
  }));
}

TEST_CASE("the densities from sums and from rows differ by a constant", "[property]") {
  CHECK(rc::check([] {
    Place place(any_seed());
    if (!place.design.is_linear()) return;
    place.v.resize(0);
    place.likelihood = {};
    RowDensity from_rows(place.design, place.y, place.caps, place.likelihood, place.v, 0.0);
    LinearDensity from_sums(place.design, place.y,
                            0.1 * random_vector(place.design.column_count(), place.random));
    RC_ASSERT(from_rows.dimension() == from_sums.dimension());
    RC_ASSERT(largest_difference_from_slopes(from_sums, place.position) < 1e-5);
    Eigen::VectorXd gradient(from_rows.dimension()), other(from_rows.dimension());
    double constant = 0.0;
    for (int i = 0; i < 3; ++i) {
      const double value = from_rows.evaluate(place.position, gradient);
      const double difference = from_sums.evaluate(place.position, other) - value;
      if (i == 0) constant = difference;
      RC_ASSERT(std::fabs(difference - constant) < 1e-10 * (1.0 + std::fabs(value)));
      RC_ASSERT((gradient - other).cwiseAbs().maxCoeff() <
                1e-10 * (1.0 + gradient.cwiseAbs().maxCoeff()));
      place.position += 0.1 * random_vector(place.position.size(), place.random);
    }
  }));
}

TEST_CASE("the sums of a density are the products of its columns", "[unit]") {
  const Table rows = noisy_days(90, 8);
  const Design design = *make_design(rows, without_intervals());
  const LinearDensity density(design, Eigen::VectorXd::Ones(90),
                              Eigen::VectorXd::Zero(design.column_count()));
  const Eigen::MatrixXd columns = whole_matrix(design);
  CHECK((density.gram() - columns.transpose() * columns).cwiseAbs().maxCoeff() < 1e-10);
}

}  // namespace expense::prophet
