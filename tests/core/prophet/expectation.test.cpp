// Expected values and their derivatives against plain products with the whole matrix and against
// differences; sums of sines against products of columns.
#include "prophet/expectation.h"

#include <rapidcheck.h>

#include "made_up_designs.h"
#include "prophet/trend.h"

namespace expense::prophet {
namespace {

// A design with coefficients, and what the definition makes of them row by row.
struct Written {
  explicit Written(std::uint64_t seed)
      : random(seed, 1),
        made(random_design(seed)),
        design(*make_design(made.rows, made.options)),
        caps(Eigen::VectorXd::NullaryExpr(design.row_count(),
                                          [this] { return 1.0 + random.uniform(); })),
        columns(whole_matrix(design)),
        u(0.3 * random_vector(design.column_count(), random)) {}

  // d mu / d u and, in `mu`, the values.
  Eigen::MatrixXd jacobian(Eigen::VectorXd& mu) const {
    Eigen::MatrixXd result = columns;
    mu.resize(design.row_count());
    const Eigen::Index first = design.trend_columns();
    const Eigen::Index end = design.free_count();
    const bool is_logistic = design.structure.growth == Growth::kLogistic;
    for (Eigen::Index i = 0; i < mu.size(); ++i) {
      double g = 0.0;
      double factor = 1.0;
      double sum = 0.0;
      for (Eigen::Index j = 0; j < u.size(); ++j) {
        const double value = columns(i, j) * u[j];
        if (j < first || j >= end) {
          g += value;
        } else if (design.is_multiplicative[j - first] != 0.0) {
          factor += value;
        } else {
          sum += value;
        }
      }
      double slope = 1.0;
      if (is_logistic) {
        g = logistic(g, caps[i]);
        slope = g * (1.0 - g / caps[i]);
      }
      mu[i] = g * factor + sum;
      for (Eigen::Index j = 0; j < u.size(); ++j) {
        if (j < first || j >= end) {
          result(i, j) *= factor * slope;
        } else if (design.is_multiplicative[j - first] != 0.0) {
          result(i, j) *= g;
        }
      }
    }
    return result;
  }

  Random random;
  MadeUpDesign made;
  Design design;
  Eigen::VectorXd caps;
  Eigen::MatrixXd columns;
  Eigen::VectorXd u;
};

std::uint64_t any_seed() { return *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000); }

double largest(const Eigen::MatrixXd& matrix) {
  return matrix.size() == 0 ? 0.0 : matrix.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("expected values and their slopes follow the definition", "[property]") {
  CHECK(rc::check([] {
    Written written(any_seed());
    Expectation expectation(written.design, written.caps);
    expectation.evaluate(written.u);
    Eigen::VectorXd mu;
    const Eigen::MatrixXd jacobian = written.jacobian(mu);
    RC_ASSERT(largest(expectation.mu() - mu) < 1e-12 * (1.0 + largest(mu)));
    const Eigen::VectorXd v = random_vector(mu.size(), written.random);
    Eigen::VectorXd projected;
    expectation.project(v, projected);
    const Eigen::VectorXd plain = jacobian.transpose() * v;
    RC_ASSERT(largest(projected - plain) < 1e-11 * (1.0 + largest(plain)));
  }));
}

TEST_CASE("the curvature without second derivatives is the weighted product of slopes",
          "[property]") {
  CHECK(rc::check([] {
    Written written(any_seed());
    Expectation expectation(written.design, written.caps);
    expectation.evaluate(written.u);
    Eigen::VectorXd mu;
    const Eigen::MatrixXd jacobian = written.jacobian(mu);
    const Eigen::VectorXd w = random_vector(mu.size(), written.random).cwiseAbs();
    Eigen::MatrixXd curvature;
    expectation.curvature(w, nullptr, curvature);
    const Eigen::MatrixXd plain = jacobian.transpose() * w.asDiagonal() * jacobian;
    RC_ASSERT(largest(curvature - plain) < 1e-11 * (1.0 + largest(plain)));
    RC_ASSERT(curvature == curvature.transpose());
  }));
}

TEST_CASE("the second derivatives are the differences of the first", "[property]") {
  CHECK(rc::check([] {
    Written written(any_seed());
    Expectation expectation(written.design, written.caps);
    const Eigen::Index size = written.u.size();
    const Eigen::VectorXd c = random_vector(written.design.row_count(), written.random);
    Eigen::MatrixXd differences(size, size);
    constexpr double kStep = 1e-5;
    Eigen::VectorXd above, below;
    for (Eigen::Index j = 0; j < size; ++j) {
      Eigen::VectorXd moved = written.u;
      moved[j] += kStep;
      expectation.evaluate(moved);
      expectation.project(c, above);
      moved[j] -= 2.0 * kStep;
      expectation.evaluate(moved);
      expectation.project(c, below);
      differences.col(j) = (above - below) / (2.0 * kStep);
    }
    expectation.evaluate(written.u);
    Eigen::MatrixXd curvature;
    expectation.curvature(Eigen::VectorXd::Zero(c.size()), &c, curvature);
    RC_ASSERT(largest(curvature + differences) < 1e-6 * (1.0 + largest(differences)));
  }));
}

TEST_CASE("products of features by sums of sines equal the plain ones", "[property]") {
  CHECK(rc::check([] {
    Written written(any_seed());
    const Design& design = written.design;
    const Eigen::Index rows = design.row_count();
    const FeatureWeights weights = {random_vector(rows, written.random),
                                    random_vector(rows, written.random),
                                    random_vector(rows, written.random)};
    const Eigen::Index count = design.feature_count();
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(written.u.size(), written.u.size());
    FeatureGram(design).fill(weights, gram);
    const Eigen::Index first = design.trend_columns();
    for (Eigen::Index b = 0; b < count; ++b) {
      for (Eigen::Index a = 0; a <= b; ++a) {
        const double modes = design.is_multiplicative[a] + design.is_multiplicative[b];
        const Eigen::VectorXd& w = modes == 0.0   ? weights.additive
                                   : modes == 1.0 ? weights.mixed
                                                  : weights.multiplicative;
        const double plain = (w.array() * written.columns.col(first + a).array() *
                              written.columns.col(first + b).array())
                                 .sum();
        RC_ASSERT(std::fabs(gram(first + a, first + b) - plain) < 1e-11 * (1.0 + w.norm()));
      }
    }
  }));
}

TEST_CASE("seasonalities that repeat after a few rows sum the rows of each phase", "[unit]") {
  // Daily rows beside weekly, fortnightly and monthly seasonalities; hourly ones beside daily and
  // weekly: a smooth, a cyclic and another of each kind.
  for (const std::int64_t step : {86'400, 3'600}) {
    Table rows;
    for (int i = 0; i < 301; ++i) {
      rows.ds.push_back({midnight(2023, 3, 5).seconds + step * i});
      rows.y.push_back(1.0 + i % 3);
    }
    Options options = without_intervals();
    options.yearly_seasonality = {SeasonalitySwitch::Kind::kOrder, 10};
    options.weekly_seasonality = {SeasonalitySwitch::Kind::kOrder, 3};
    options.daily_seasonality = {SeasonalitySwitch::Kind::kOrder, 4};
    options.seasonalities.push_back({"fortnight", 14.0, 2, {}, Mode::kMultiplicative, ""});
    options.seasonalities.push_back({"monthly", 30.5, 5, {}, Mode::kMultiplicative, ""});
    const Design design = *make_design(rows, options);
    CHECK(design.even_step == step);
    Random random(3);
    const Eigen::VectorXd w = random_vector(design.row_count(), random);
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(design.column_count(), design.column_count());
    FeatureGram(design).fill({w, w, w}, gram);
    const Eigen::MatrixXd features = design.free_columns().rightCols(design.feature_count());
    Eigen::MatrixXd expected = features.transpose() * w.asDiagonal() * features;
    const Eigen::MatrixXd got = gram.block(2, 2, design.feature_count(), design.feature_count());
    expected.triangularView<Eigen::StrictlyLower>().setZero();
    CHECK(largest(got - expected) < 1e-11);
  }
}

}  // namespace expense::prophet
