// Where the log posterior need not have one maximum: no random start finds a better one than `fit`.
#include <cmath>

#include "analysis/forecast_options.h"
#include "optimum.h"

namespace expense::prophet {
namespace {

Parameters random_start(const Design& design, Random& random) {
  const bool is_logistic = design.structure.growth == Growth::kLogistic;
  Parameters start;
  start.k = (is_logistic ? 5.0 : 1.0) * random.normal();
  start.m = random.uniform(-1.0, 2.0);
  start.delta = Eigen::VectorXd::Zero(design.structure.changepoints_t.size());
  for (double& value : start.delta) {
    if (random.chance(0.3)) value = random.laplace(0.2);
  }
  start.beta = Eigen::VectorXd::Zero(design.feature_count());
  for (double& value : start.beta) value = 0.5 * random.normal();
  start.steps = Eigen::VectorXd::Zero(design.structure.level_steps_t.size());
  start.sigma_obs = exp(random.uniform(-4.0, 0.0));
  return start;
}

struct Ends {
  int higher = 0;
  int same = 0;
  int lower = 0;
};

// How ten random starts end, compared with the fit.
Ends ends_of_random_starts(const Table& rows, const Options& options) {
  const Model model = *fit(rows, options);
  CHECK(model.summary.termination == Termination::kConverged);
  const FittedProblem problem(model);
  const double tolerance = 1e-7 * std::fabs(model.summary.log_posterior);
  Random random(20);
  Ends ends;
  for (int start = 0; start < 10; ++start) {
    const MapEstimate estimate =
        solve_map_by_newton(problem.design, problem.y, problem.caps, problem.likelihood, problem.v,
                            random_start(problem.design, random));
    const double rise = estimate.summary.log_posterior - model.summary.log_posterior;
    ++(rise > tolerance ? ends.higher : rise < -tolerance ? ends.lower : ends.same);
  }
  return ends;
}

Table with_spikes(Table rows) {
  for (std::size_t i = 11; i < rows.row_count(); i += 23) rows.y[i] += 60.0;
  return rows;
}

// A year on the way from a few to a hundred, below a cap and above a floor.
Table s_curve() {
  Random random(4);
  std::vector<double> values;
  for (int i = 0; i < 300; ++i) {
    const double level = 100.0 / (1.0 + exp(-(i - 120.0) / 40.0));
    values.push_back(level + (i % 7 < 5 ? 5.0 : 0.0) + 2.0 * random.normal());
  }
  Table rows = daily(values);
  rows.columns["cap"].assign(values.size(), 120.0);
  rows.columns["floor"].assign(values.size(), -10.0);
  return rows;
}

Options with(Growth growth, Mode mode, Likelihood::Kind kind = Likelihood::Kind::kNormal,
             std::optional<double> nu = {}) {
  Options options = without_intervals();
  options.growth = growth;
  options.seasonality_mode = mode;
  options.likelihood.kind = kind;
  options.likelihood.nu = nu;
  return options;
}

}  // namespace

TEST_CASE("no random start ends above the fit, and most end in it", "[random_starts]") {
  constexpr Mode kAdditive = Mode::kAdditive;
  constexpr Mode kMultiplicative = Mode::kMultiplicative;
  using Kind = Likelihood::Kind;
  struct Case {
    std::string name;
    Table rows;
    Options options;
  };
  std::vector<Case> cases = {
      {"multiplicative", noisy_days(365, 1), with(Growth::kLinear, kMultiplicative)},
      {"short multiplicative", noisy_days(40, 1), with(Growth::kLinear, kMultiplicative)},
      {"flat multiplicative", noisy_days(200, 2), with(Growth::kFlat, kMultiplicative)},
      {"logistic", s_curve(), with(Growth::kLogistic, kAdditive)},
      {"logistic multiplicative", s_curve(), with(Growth::kLogistic, kMultiplicative)},
      {"student-t of 4", with_spikes(noisy_days(365, 5)),
       with(Growth::kLinear, kAdditive, Kind::kStudentT, 4.0)},
      {"student-t", with_spikes(noisy_days(365, 5)),
       with(Growth::kLinear, kAdditive, Kind::kStudentT)},
      {"student-t of 4, multiplicative", with_spikes(noisy_days(365, 5)),
       with(Growth::kLinear, kMultiplicative, Kind::kStudentT, 4.0)},
      {"huber", with_spikes(noisy_days(365, 5)), with(Growth::kLinear, kAdditive, Kind::kHuber)},
      {"huber, multiplicative", with_spikes(noisy_days(365, 5)),
       with(Growth::kLinear, kMultiplicative, Kind::kHuber)},
      {"huber, logistic", s_curve(), with(Growth::kLogistic, kAdditive, Kind::kHuber)}};
  // Multiplicative beside additive parts.
  cases.push_back(cases[0]);
  cases.back().name = "mixed modes";
  cases.back().options.seasonalities.push_back({"monthly", 30.5, 3, {}, kAdditive, ""});
  for (const Case& one : cases) {
    INFO(one.name);
    const Ends ends = ends_of_random_starts(one.rows, one.options);
    CHECK(ends.higher == 0);
    CHECK(ends.same >= 7);
  }
}

TEST_CASE("no random start ends above the reference fits", "[random_starts]") {
  for (const std::string name : {"air_passengers_multiplicative", "cost_3y_multiplicative",
                                 "logistic_cap_floor", "minmax_holidays_mode", "regressors"}) {
    const std::string folder = case_folder(name);
    if (folder.empty()) {
      WARN("skipped: the reference case " << name << " is not beside this checkout");
      continue;
    }
    INFO(name);
    const auto options = analysis::parse_forecast_options(read_file(folder + "/options.json"));
    REQUIRE(options.has_value());
    const auto rows =
        analysis::read_history_csv(read_file(folder + "/input.csv"), table_columns(options->model));
    REQUIRE(rows.has_value());
    const Ends ends = ends_of_random_starts(*rows, options->model);
    CHECK(ends.higher == 0);
    CHECK(ends.same >= 5);
  }
}

}  // namespace expense::prophet
