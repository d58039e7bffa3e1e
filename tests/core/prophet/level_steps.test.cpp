// Level steps: a jump of the level is one exact step, and what is no jump is exactly none.
#include <cmath>

#include "prophet/changepoints.h"
#include "series.h"

namespace expense::prophet {
namespace {

// A year that jumps by 60 on its day 200, a Friday in July.
constexpr std::size_t kStepRow = 200;
constexpr double kStep = 60.0;

Table year_with_step(double step = kStep, std::uint64_t seed = 1) {
  Table rows = noisy_days(365, seed, 2.0);
  for (std::size_t i = kStepRow; i < rows.row_count(); ++i) rows.y[i] += step;
  return rows;
}

// Candidates every tenth day.
Options with_candidates(const Table& rows) {
  Options options = without_intervals();
  options.level_steps.emplace();
  for (std::size_t i = 10; i < rows.row_count(); i += 10) {
    options.level_steps->push_back(rows.ds[i]);
  }
  options.level_step_prior_scale = 0.001;
  return options;
}

Eigen::Index index_of(const Model& model, Timestamp date) {
  const auto& steps = model.structure.level_steps;
  return std::find(steps.begin(), steps.end(), date) - steps.begin();
}

}  // namespace

TEST_CASE("a jump is found as one step, the other candidates are exactly zero", "[level_steps]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  const Table rows = year_with_step(kStep, seed);
  const Model model = *fit(rows, with_candidates(rows));
  const Eigen::Index found = index_of(model, rows.ds[kStepRow]);
  REQUIRE(found < model.parameters.steps.size());
  CHECK(model.parameters.steps[found] * model.scale.y_scale == Approx(kStep).epsilon(0.10));
  CHECK((model.parameters.steps.array() != 0.0).count() == 1);

  // The trend jumps there, and on no other day.
  const Forecast past = *forecast(model, history_table(model));
  for (Eigen::Index i = 1; i < past.trend.size(); ++i) {
    const double change = past.trend[i] - past.trend[i - 1];
    if (i == static_cast<Eigen::Index>(kStepRow)) {
      CHECK(change == Approx(kStep).epsilon(0.10));
    } else {
      CHECK(std::fabs(change) < 1.0);
    }
  }
}

TEST_CASE("a flat trend jumps too", "[level_steps]") {
  Table rows = year_with_step();
  for (std::size_t i = 0; i < rows.row_count(); ++i) rows.y[i] -= 0.1 * static_cast<double>(i);
  Options options = with_candidates(rows);
  options.growth = Growth::kFlat;
  const Model model = *fit(rows, options);
  const Eigen::Index found = index_of(model, rows.ds[kStepRow]);
  CHECK(model.parameters.steps[found] * model.scale.y_scale == Approx(kStep).epsilon(0.05));
  const double others =
      model.parameters.steps.cwiseAbs().sum() - std::fabs(model.parameters.steps[found]);
  CHECK(others * model.scale.y_scale < 0.05 * kStep);
  const Forecast past = *forecast(model, history_table(model));
  CHECK(past.trend[364] - past.trend[0] == Approx(kStep).epsilon(0.05));
}

TEST_CASE("without a jump there is no step", "[level_steps]") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    const Table rows = year_with_step(0.0, seed);
    CHECK(fit(rows, with_candidates(rows))->parameters.steps.isZero(0.0));
  }
}

TEST_CASE("with a step a jump leaves the forecast and the noise alone", "[level_steps]") {
  const Table rows = year_with_step();
  Options stepless = without_intervals();
  const Model bent = *fit(rows, stepless);
  const Model stepped = *fit(rows, with_candidates(rows));
  CHECK(stepped.parameters.sigma_obs < 0.5 * bent.parameters.sigma_obs);
  const Forecast ahead = *forecast(stepped, days_after(stepped, 30));
  for (Eigen::Index i = 0; i < 30; ++i) {
    const auto day = static_cast<double>(365 + i);
    CHECK(ahead.trend[i] == Approx(100.0 + 0.1 * day + 100.0 / 7.0 + kStep).epsilon(0.03));
  }
}

TEST_CASE("a step between two rows acts from the next row on", "[level_steps]") {
  Table rows = year_with_step();
  const Timestamp noon{rows.ds[kStepRow].seconds - Timestamp::kSecondsPerDay / 2};
  Options options = without_intervals();
  options.level_steps = std::vector<Timestamp>{noon};
  const Model model = *fit(rows, options);
  CHECK(model.parameters.steps[0] * model.scale.y_scale == Approx(kStep).epsilon(0.05));
  const Forecast around =
      *forecast(model, dates_only({Timestamp{noon.seconds - 1}, noon, rows.ds[kStepRow]}));
  CHECK(around.trend[1] - around.trend[0] == Approx(kStep).epsilon(0.05));
  CHECK(around.trend[2] - around.trend[1] == Approx(0.0).margin(0.5));
}

TEST_CASE("steps may be given in any order and more than once", "[level_steps]") {
  const Table rows = year_with_step();
  Options options = without_intervals();
  options.level_steps = std::vector<Timestamp>{rows.ds[kStepRow], rows.ds[50], rows.ds[kStepRow]};
  const Model model = *fit(rows, options);
  CHECK(model.summary.termination == Termination::kConverged);
  CHECK(model.structure.level_steps.front() == rows.ds[50]);
  CHECK((model.parameters.steps[1] + model.parameters.steps[2]) * model.scale.y_scale ==
        Approx(kStep).epsilon(0.05));
}

TEST_CASE("automatic candidates lie evenly within the history, never at an end", "[level_steps]") {
  const Table rows = noisy_days(100, 3);
  Options options;
  for (const int wanted : {1, 5, 49, 98, 500}) {
    options.n_level_steps = wanted;
    const std::vector<Timestamp> steps = *place_level_steps(rows.ds, options);
    CHECK(steps.size() == static_cast<std::size_t>(std::min(wanted, 98)));
    CHECK(steps.front() > rows.ds.front());
    CHECK(steps.back() < rows.ds.back());
    CHECK(std::adjacent_find(steps.begin(), steps.end(),
                             [](Timestamp a, Timestamp b) { return a >= b; }) == steps.end());
  }
  options.n_level_steps = 1;
  CHECK(place_level_steps(rows.ds, options)->front() == rows.ds[50]);  // 49.5, to even
  options.n_level_steps = 0;
  CHECK(place_level_steps(rows.ds, options)->empty());
  // Two rows leave no room; repeated dates count once.
  options.n_level_steps = 5;
  CHECK(place_level_steps(first_rows(rows, 2).ds, options)->empty());
  Table repeated = first_rows(rows, 4);
  repeated.ds[1] = repeated.ds[0];
  repeated.ds[2] = repeated.ds[0];
  CHECK(*place_level_steps(repeated.ds, options) == std::vector<Timestamp>{});
}

TEST_CASE("a step and a bend are told apart", "[level_steps]") {
  Table rows = noisy_days(365, 7, 1.0);
  for (std::size_t i = kStepRow; i < rows.row_count(); ++i) {
    rows.y[i] += 0.5 * static_cast<double>(i - kStepRow);
  }
  const Model bent = *fit(rows, with_candidates(rows));
  CHECK(bent.parameters.steps.cwiseAbs().sum() * bent.scale.y_scale < 5.0);
  CHECK(bent.parameters.delta.sum() > 0.0);
}

}  // namespace expense::prophet
