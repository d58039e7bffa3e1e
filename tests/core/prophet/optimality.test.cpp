// Fits of every kind stand at a maximum of their log posterior, judged by differences.
#include "optimum.h"

namespace expense::prophet {
namespace {

struct Kind {
  std::string name;
  Options options;
  Table rows;
};

Table with_cap(Table rows) {
  rows.columns["cap"].assign(rows.row_count(), 300.0);
  return rows;
}

Table with_spikes(Table rows) {
  for (std::size_t i = 11; i < rows.row_count(); i += 23) rows.y[i] += 60.0;
  return rows;
}

std::vector<Kind> kinds() {
  const Table plain = noisy_days(200, 85);
  const Table spiky = with_spikes(plain);
  std::vector<Kind> kinds;
  const auto add = [&kinds](const std::string& name, const Table& rows, auto change) {
    Options options = without_intervals();
    change(options);
    kinds.push_back({name, options, rows});
  };
  const auto multiplicative = [](Options& o) { o.seasonality_mode = Mode::kMultiplicative; };
  const auto student = [](std::optional<double> nu) {
    return [nu](Options& o) {
      o.likelihood.kind = Likelihood::Kind::kStudentT;
      o.likelihood.nu = nu;
    };
  };
  const auto huber = [](Options& o) { o.likelihood.kind = Likelihood::Kind::kHuber; };
  add("linear", plain, [](Options&) {});
  add("flat", plain, [](Options& o) { o.growth = Growth::kFlat; });
  add("minmax", plain, [](Options& o) { o.scaling = Scaling::kMinmax; });
  add("multiplicative", plain, multiplicative);
  add("mixed modes", plain, [](Options& o) {
    o.seasonality_mode = Mode::kMultiplicative;
    o.seasonalities.push_back({"monthly", 30.5, 3, {}, Mode::kAdditive, ""});
  });
  add("logistic", with_cap(plain), [](Options& o) { o.growth = Growth::kLogistic; });
  add("logistic multiplicative", with_cap(plain), [](Options& o) {
    o.growth = Growth::kLogistic;
    o.seasonality_mode = Mode::kMultiplicative;
  });
  add("student-t of 4", spiky, student(4.0));
  add("student-t", spiky, student({}));
  add("huber", spiky, huber);
  add("student-t multiplicative", spiky, [&](Options& o) {
    student(4.0)(o);
    multiplicative(o);
  });
  add("huber logistic", with_cap(spiky), [&](Options& o) {
    huber(o);
    o.growth = Growth::kLogistic;
  });
  add("level steps", plain, [](Options& o) { o.n_level_steps = 30; });
  add("student-t level steps", spiky, [&](Options& o) {
    student(4.0)(o);
    o.n_level_steps = 30;
  });
  add("noise growth", plain, [](Options& o) { o.likelihood.noise_growth = 1.0; });
  add("huber noise growth", spiky, [&](Options& o) {
    huber(o);
    o.likelihood.noise_growth = 0.5;
  });
  add("month positions", plain, [](Options& o) {
    o.month_positions = {{MonthPosition::Kind::kFirstDay, {}, {}},
                         {MonthPosition::Kind::kDayOfMonth, 0.5, Mode::kMultiplicative}};
  });
  return kinds;
}

}  // namespace

TEST_CASE("a fit stands where no derivative of the log posterior is left", "[checklist][20.85]") {
  for (const Kind& kind : kinds()) {
    INFO(kind.name);
    const Model model = *fit(kind.rows, kind.options);
    CHECK(model.summary.termination == Termination::kConverged);
    const FittedProblem problem(model);
    const double value = problem.log_posterior(model.parameters);
    CHECK(value == Approx(model.summary.log_posterior).epsilon(1e-12));
    CHECK(largest_violation(problem, model.parameters) < 1e-3);
  }
}

TEST_CASE("no parameters a little way off have a higher log posterior", "[checklist][20.85]") {
  Random random(85);
  for (const Kind& kind : kinds()) {
    INFO(kind.name);
    const Model model = *fit(kind.rows, kind.options);
    const FittedProblem problem(model);
    const double best = problem.log_posterior(model.parameters);
    for (int trial = 0; trial < 50; ++trial) {
      Parameters moved = model.parameters;
      const double size = exp(random.uniform(-14.0, -4.0));
      moved.k += size * random.normal();
      moved.m += size * random.normal();
      moved.sigma_obs *= exp(size * random.normal());
      for (double& value : moved.beta) value += size * random.normal();
      for (double& value : moved.steps) value += size * random.normal();
      if (problem.design.hinge_count > 0) {
        for (double& value : moved.delta) value += size * random.normal();
      }
      CHECK(problem.log_posterior(moved) <= best + 1e-9);
    }
  }
}

TEST_CASE("rate changes that the data do not ask for are exactly zero", "[checklist][20.85]") {
  for (const Kind& kind : kinds()) {
    INFO(kind.name);
    const Model model = *fit(kind.rows, kind.options);
    const auto zeros = (model.parameters.delta.array() == 0.0).count();
    CHECK(zeros >= model.parameters.delta.size() - 8);
    // None is small instead of zero.
    for (const double delta : model.parameters.delta) {
      CHECK((delta == 0.0 || std::fabs(delta) > 1e-6));
    }
  }
}

}  // namespace expense::prophet
