// Tests of rolling means and medians by horizon.
#include "prophet/rolling_by_horizon.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "reference_case.h"

namespace expense::prophet {
namespace {

using Horizons = std::vector<std::int64_t>;

std::vector<double> values_of(const ByHorizon& result) {
  return {result.values.begin(), result.values.end()};
}

Eigen::VectorXd vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Horizons count_from(std::int64_t first, std::size_t size) {
  Horizons horizons(size);
  std::iota(horizons.begin(), horizons.end(), first);
  return horizons;
}

void check_equal(const ByHorizon& result, const Horizons& horizon,
                 const std::vector<double>& expected) {
  CHECK(result.horizon == horizon);
  REQUIRE(static_cast<std::size_t>(result.values.size()) == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(result.values[static_cast<Eigen::Index>(i)] == Approx(expected[i]).epsilon(1e-12));
  }
}

const Eigen::VectorXd kDigits = Eigen::VectorXd::LinSpaced(10, 0.0, 9.0);
const Horizons kUneven = {1, 2, 3, 4, 4, 4, 4, 4, 7, 7};

}  // namespace

TEST_CASE("rolling means and medians equal Prophet's to 1e-9", "[golden][rolling]") {
  const auto fixtures = read_json(std::string(EXPENSE_TEST_DATA) + "/prophet/units.json");
  REQUIRE(fixtures["rolling"].size() == 5);
  for (const auto& fixture : fixtures["rolling"]) {
    INFO(fixture.dump());
    const Eigen::VectorXd x = vector_of(fixture["x"]);
    const auto h = fixture["h"].get<Horizons>();
    const auto check = [&](const ByHorizon& result, const nlohmann::json& expected) {
      CHECK(result.horizon == expected["h"].get<Horizons>());
      REQUIRE(result.values.size() == static_cast<Eigen::Index>(expected["v"].size()));
      CHECK((result.values - vector_of(expected["v"])).cwiseAbs().maxCoeff() < 1e-9);
    };
    check(rolling_mean_by_h(x, h, fixture["w"]), fixture["mean"]);
    check(rolling_median_by_h(x, h, fixture["w"]), fixture["median"]);
  }
}

// Checklist 76 and 77.
TEST_CASE("a window of one term changes nothing", "[unit][rolling]") {
  const Horizons h = count_from(0, 10);
  CHECK(values_of(rolling_mean_by_h(kDigits, h, 1)) == values_of({h, kDigits}));
  CHECK(values_of(rolling_median_by_h(kDigits, h, 1)) == values_of({h, kDigits}));
}

TEST_CASE("a window of four begins at the fourth term", "[unit][rolling]") {
  const Horizons h = count_from(0, 10);
  const std::vector<double> expected = {1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5};
  check_equal(rolling_mean_by_h(kDigits, h, 4), count_from(3, 7), expected);
  check_equal(rolling_median_by_h(kDigits, h, 4), count_from(3, 7), expected);
}

TEST_CASE("horizons of uneven size fill a window from the nearest backwards", "[unit][rolling]") {
  check_equal(rolling_mean_by_h(kDigits, kUneven, 3), {3, 4, 7}, {1.0, 5.0, 22.0 / 3.0});
  check_equal(rolling_median_by_h(kDigits, kUneven, 3), {3, 4, 7}, {1.0, 5.0, 8.0});
}

TEST_CASE("a window of all terms gives one value", "[unit][rolling]") {
  check_equal(rolling_mean_by_h(kDigits, kUneven, 10), {7}, {4.5});
  check_equal(rolling_median_by_h(kDigits, kUneven, 10), {7}, {4.5});
}

TEST_CASE("a window of more than all terms gives none", "[unit][rolling]") {
  CHECK(rolling_mean_by_h(kDigits, kUneven, 11).horizon.empty());
  CHECK(rolling_median_by_h(kDigits, kUneven, 11).values.size() == 0);
  CHECK(rolling_mean_by_h(Eigen::VectorXd(), {}, 1).horizon.empty());
}

TEST_CASE("an infinite or missing term spoils only the windows that hold it", "[unit][rolling]") {
  Eigen::VectorXd x = kDigits;
  x[0] = std::numeric_limits<double>::infinity();
  x[4] = std::numeric_limits<double>::quiet_NaN();
  const Horizons h = count_from(0, 10);
  const Eigen::VectorXd means = rolling_mean_by_h(x, h, 3).values;
  const Eigen::VectorXd medians = rolling_median_by_h(x, h, 3).values;
  CHECK(std::isinf(means[0]));
  CHECK(medians[0] == 2.0);
  for (const Eigen::VectorXd& values : {means, medians}) {
    CHECK(values[1] == 2.0);
    for (const Eigen::Index spoilt : {2, 3, 4}) CHECK(std::isnan(values[spoilt]));
    CHECK(values[5] == 6.0);
    CHECK(values[7] == 8.0);
  }
}

TEST_CASE("the mean and median of a window lie within its terms", "[property][rolling]") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(1, 40);
    const auto numbers = *rc::gen::container<std::vector<double>>(
        size, rc::gen::map(rc::gen::inRange(-1'000, 1'000), [](int i) { return i / 8.0; }));
    auto h = *rc::gen::container<Horizons>(size, rc::gen::inRange<std::int64_t>(0, 12));
    std::sort(h.begin(), h.end());
    const auto w = *rc::gen::inRange<Eigen::Index>(1, static_cast<Eigen::Index>(size) + 1);
    const Eigen::VectorXd x = vector_of(numbers);
    for (const ByHorizon& result : {rolling_mean_by_h(x, h, w), rolling_median_by_h(x, h, w)}) {
      RC_ASSERT(static_cast<std::size_t>(result.values.size()) == result.horizon.size());
      RC_ASSERT(result.horizon.back() == h.back());
      RC_ASSERT(result.values.minCoeff() >= x.minCoeff() - 1e-9);
      RC_ASSERT(result.values.maxCoeff() <= x.maxCoeff() + 1e-9);
    }
    const auto all = static_cast<Eigen::Index>(size);
    RC_ASSERT(std::fabs(rolling_mean_by_h(x, h, all).values[0] - x.mean()) < 1e-9);
  }));
}

}  // namespace expense::prophet
