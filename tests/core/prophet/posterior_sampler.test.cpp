// Sampling with mcmc_samples: as many draws as asked for, near the maximum, the same for a seed,
// right where the posterior can be integrated; and forecasts from them (checklist 7, 61).
#include "prophet/posterior_sampler.h"

#include "made_up_models.h"
#include "optimum.h"

namespace expense::prophet {
namespace {

Options sampled(int mcmc_samples) {
  Options options;
  options.mcmc_samples = mcmc_samples;
  options.n_changepoints = 5;
  return options;
}

double mean_of(const Eigen::VectorXd& values) { return values.mean(); }
double sd_of(const Eigen::VectorXd& values) {
  return std::sqrt((values.array() - values.mean()).square().mean());
}

// As numpy has them, each value standing `times` times in the sample.
double quantile_of(std::vector<double> values, Eigen::Index times, double p) {
  std::sort(values.begin(), values.end());
  const double position = p * static_cast<double>(times * as_vector(values).size() - 1);
  const auto below = static_cast<Eigen::Index>(position);
  const auto at = [&](Eigen::Index i) { return values[static_cast<std::size_t>(i / times)]; };
  if (below + 1 >= times * as_vector(values).size()) return values.back();
  return at(below) + (position - static_cast<double>(below)) * (at(below + 1) - at(below));
}

Model model_at_maximum(const Table& rows, Options options) {
  options.mcmc_samples = 0;
  return *fit(rows, options);
}

// Draws around the maximum, without warnings.
void check_sound(const Model& model, const Model& maximum) {
  REQUIRE(model.draws.has_value());
  CHECK(model.sampling.divergences == 0);
  CHECK(model.sampling.treedepth_hits == 0);
  CHECK(model.sampling.largest_r_hat < 1.05);
  CHECK(model.sampling.smallest_bulk_ess > 100.0);
  const PosteriorDraws& draws = *model.draws;
  for (const Eigen::VectorXd* values : {&draws.k, &draws.m, &draws.sigma_obs}) {
    CHECK(values->allFinite());
  }
  CHECK(draws.beta.allFinite());
  CHECK(draws.delta.allFinite());
  CHECK(draws.sigma_obs.minCoeff() > 0.0);
  // Slopes and offsets trade with rate changes, which are 0 at the maximum and not in the draws:
  // two standard deviations, one for the others.
  CHECK(std::fabs(mean_of(draws.m) - maximum.parameters.m) < 2.0 * sd_of(draws.m));
  CHECK(std::fabs(mean_of(draws.k) - maximum.parameters.k) <= 2.0 * sd_of(draws.k));
  CHECK(mean_of(draws.sigma_obs) == Approx(maximum.parameters.sigma_obs).epsilon(0.15));
  for (Eigen::Index l = 0; l < draws.beta.rows(); ++l) {
    CHECK(std::fabs(mean_of(draws.beta.row(l)) - maximum.parameters.beta[l]) <
          sd_of(draws.beta.row(l)));
  }
}

}  // namespace

TEST_CASE("of M iterations four chains keep half each", "[checklist][20.61]") {
  const Table rows = noisy_days(120, 1);
  const Model model = *fit(rows, sampled(100));
  REQUIRE(model.draws.has_value());
  CHECK(model.draws->count() == 200);
  CHECK(model.draws->k.size() == 200);
  CHECK(model.draws->m.size() == 200);
  CHECK(model.draws->sigma_obs.size() == 200);
  CHECK(model.draws->nu.size() == 0);
  CHECK(model.draws->delta.rows() == 5);
  CHECK(model.draws->delta.cols() == 200);
  CHECK(model.draws->beta.rows() == 6);
  CHECK(model.draws->beta.cols() == 200);
  CHECK(model.sampling.chains == 4);
  CHECK(model.sampling.draws_per_chain == 50);
  CHECK(model.parameters.k == model.draws->k.mean());
  CHECK(model.parameters.delta == model.draws->delta.rowwise().mean());
  // Each draw stands under its own number.
  const Parameters draw = model.draws->draw(137);
  CHECK(draw.m == model.draws->m[137]);
  CHECK(draw.beta == model.draws->beta.col(137));
  // A warm start takes the means.
  CHECK(fit(rows, without_intervals(), std::nullopt).has_value());
  Options again = without_intervals();
  again.n_changepoints = 5;
  CHECK(fit(first_rows(rows, 110), again, model.parameters).has_value());
}

TEST_CASE("a model without changepoints also samples and predicts", "[checklist][20.7]") {
  for (const NamedTable& table : daily_510()) {
    INFO(table.name);
    Options options = sampled(100);
    options.n_changepoints = 0;
    options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
    const Table rows = first_rows(table.rows, 480);
    const Model model = *fit(rows, options);
    CHECK(model.draws->count() == 200);
    CHECK(model.structure.changepoints.empty());
    CHECK(model.draws->delta.rows() == 1);
    CHECK(model.draws->delta.isZero(0.0));  // folded into the rate
    const Model maximum = model_at_maximum(rows, options);
    CHECK(std::fabs(model.parameters.k - maximum.parameters.k) < sd_of(model.draws->k));
    const Forecast ahead = *forecast(model, days_after(model, 30));
    CHECK(ahead.yhat.allFinite());
    CHECK((ahead.yhat_upper.array() > ahead.yhat_lower.array()).all());
    CHECK((ahead.trend_upper.array() > ahead.trend_lower.array()).all());
  }
}

TEST_CASE("the same seed gives the same draws, another one others", "[unit]") {
  const Model maximum = model_at_maximum(noisy_days(60, 2), sampled(0));
  const FittedProblem problem(maximum);
  const auto draws = [&](std::uint64_t seed) {
    SamplerOptions options;
    options.iterations = 40;
    options.chains = 2;
    options.seed = seed;
    return sample_posterior(problem.design, problem.y, problem.caps, problem.likelihood, problem.v,
                            maximum.parameters, options)
        ->draws;
  };
  const PosteriorDraws first = draws(5);
  const PosteriorDraws second = draws(5);
  CHECK(first.count() == 40);
  CHECK(first.k == second.k);
  CHECK(first.beta == second.beta);
  CHECK(first.sigma_obs == second.sigma_obs);
  CHECK(first.k != draws(6).k);
  // Chains go ways of their own.
  CHECK(first.k.head(20) != first.k.tail(20));
}

TEST_CASE("models of every kind sample without trouble", "[unit]") {
  const Table rows = made_up_rows(0, 100);
  Options options = sampled(200);
  SECTION("linear") {}
  SECTION("flat") { options.growth = Growth::kFlat; }
  SECTION("logistic") { options.growth = Growth::kLogistic; }
  SECTION("multiplicative") {
    options.seasonality_mode = Mode::kMultiplicative;
    options.regressors.push_back({"load", {}, {}, Mode::kAdditive});
  }
  SECTION("Student-t noise") { options.likelihood.kind = Likelihood::Kind::kStudentT; }
  SECTION("Huber noise that grows with the level") {
    options.likelihood.kind = Likelihood::Kind::kHuber;
    options.likelihood.noise_growth = 1.0;
  }
  SECTION("level steps") { options.n_level_steps = 3; }
  const Model model = *fit(rows, options);
  const Model maximum = model_at_maximum(rows, options);
  check_sound(model, maximum);
  if (options.growth == Growth::kFlat) {
    CHECK(model.draws->k.isZero(0.0));
    CHECK(model.draws->delta.isZero(0.0));
  }
  CHECK(model.draws->nu.size() ==
        (options.likelihood.kind == Likelihood::Kind::kStudentT ? model.draws->count() : 0));
  CHECK(model.draws->steps.rows() == options.n_level_steps);
  const Forecast past = *forecast(model, history_table(model));
  const Forecast of_maximum = *forecast(maximum, history_table(model));
  CHECK((past.yhat - of_maximum.yhat).cwiseAbs().maxCoeff() < 3.0);
}

TEST_CASE("a level and its noise have the distribution that integration gives", "[unit]") {
  // Flat growth without features: y ~ N(m, sigma), m ~ N(0, 5), sigma ~ N+(0, 0.5); the fewer rows,
  // the further from a normal distribution.
  const std::vector<double> values = {3.0, 4.5, 2.0, 5.0, 4.0, 1.0, 3.7, 2.9};
  Options options = sampled(2'000);
  options.growth = Growth::kFlat;
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  const Model model = *fit(daily(values), options);
  const double y_scale = model.scale.y_scale;
  CHECK(y_scale == 5.0);
  double total = 0.0;
  double m_sum = 0.0, m_squares = 0.0, sigma_sum = 0.0, sigma_squares = 0.0;
  for (double m = -1.0; m < 2.5; m += 0.005) {
    for (double sigma = 0.02; sigma < 2.5; sigma += 0.01) {
      double log_density = -0.5 * m * m / 25.0 - 2.0 * sigma * sigma -
                           static_cast<double>(values.size()) * std::log(sigma);
      for (const double y : values) {
        const double z = (y / y_scale - m) / sigma;
        log_density -= 0.5 * z * z;
      }
      const double density = std::exp(log_density);
      total += density;
      m_sum += m * density;
      m_squares += m * m * density;
      sigma_sum += sigma * density;
      sigma_squares += sigma * sigma * density;
    }
  }
  const double m_mean = m_sum / total;
  const double m_sd = std::sqrt(m_squares / total - m_mean * m_mean);
  const double sigma_mean = sigma_sum / total;
  const double sigma_sd = std::sqrt(sigma_squares / total - sigma_mean * sigma_mean);
  // 4000 draws: standard errors of about a sixtieth of a standard deviation.
  REQUIRE(model.draws->count() == 4'000);
  CHECK(model.sampling.smallest_bulk_ess > 2'000.0);
  CHECK(mean_of(model.draws->m) == Approx(m_mean).margin(0.07 * m_sd));
  CHECK(sd_of(model.draws->m) == Approx(m_sd).epsilon(0.06));
  CHECK(mean_of(model.draws->sigma_obs) == Approx(sigma_mean).margin(0.07 * sigma_sd));
  CHECK(sd_of(model.draws->sigma_obs) == Approx(sigma_sd).epsilon(0.08));
}

TEST_CASE("data that the model passes through are refused", "[unit]") {
  std::vector<double> line;
  for (int i = 0; i < 40; ++i) line.push_back(10.0 + 0.5 * i);
  const Result<Model> model = fit(daily(line), sampled(100));
  REQUIRE_FALSE(model.has_value());
  CHECK(model.error().code == ErrorCode::kTooLittleHistory);
  CHECK(model.error().message.find("no noise") != std::string::npos);
  CHECK(model.error().advice.find("mcmc_samples") != std::string::npos);
}

TEST_CASE("a constant history is not sampled and forecasts its value", "[unit]") {
  const Model model = *fit(daily(std::vector<double>(30, 20.0)), sampled(100));
  CHECK_FALSE(model.draws.has_value());
  const Forecast ahead = *forecast(model, days_after(model, 5));
  CHECK((ahead.yhat.array() - 20.0).abs().maxCoeff() < 1e-12);
}

TEST_CASE("forecasts from draws follow their means and quantiles", "[unit]") {
  Options options = sampled(60);
  options.seasonality_mode = Mode::kMultiplicative;
  options.regressors.push_back({"load", {}, {}, Mode::kAdditive});
  options.uncertainty_samples = 250;  // 120 draws: 3 simulations each
  options.interval_width = 0.9;
  const Table rows = made_up_rows(0, 80);
  const Model model = *fit(rows, options);
  const Eigen::Index count = model.draws->count();
  REQUIRE(count == 120);
  const Forecast got = *forecast(model, made_up_rows(70, 20));
  Eigen::MatrixXd columns(20, model.structure.features.column_count());
  model.structure.features.fill(made_up_rows(70, 20), columns);
  const double y_scale = model.scale.y_scale;
  const Component& weekly = *find_component(model.structure.features, "weekly");
  const Component& load = *find_component(model.structure.features, "load");
  for (Eigen::Index row = 0; row < 20; ++row) {
    const double t = model.structure.time.scaled(got.ds[static_cast<std::size_t>(row)]);
    CHECK(got.trend[row] == trend_at(model.structure, model.parameters, t) * y_scale);
    std::vector<double> trends, of_weekly, of_load;
    for (Eigen::Index i = 0; i < count; ++i) {
      const Parameters draw = model.draws->draw(i);
      trends.push_back(trend_at(model.structure, draw, t) * y_scale);
      of_weekly.push_back(columns.row(row)
                              .segment(weekly.first_column, weekly.column_count)
                              .dot(draw.beta.segment(weekly.first_column, weekly.column_count)));
      of_load.push_back(columns(row, load.first_column) * draw.beta[load.first_column] * y_scale);
    }
    for (const auto& [name, values] :
         {std::pair{"weekly", of_weekly}, std::pair{"load", of_load}}) {
      const ComponentForecast& component = *got.component(name);
      CHECK(component.values[row] == Approx(as_vector(values).mean()).margin(1e-12));
      CHECK(component.lower[row] == Approx(quantile_of(values, 1, 0.05)).margin(1e-12));
      CHECK(component.upper[row] == Approx(quantile_of(values, 1, 0.95)).margin(1e-12));
    }
    if (t > 1.0) continue;
    // Within the history the trend of a draw is certain: each stands there once a simulation.
    CHECK(got.trend_lower[row] == Approx(quantile_of(trends, 3, 0.05)).epsilon(1e-13));
    CHECK(got.trend_upper[row] == Approx(quantile_of(trends, 3, 0.95)).epsilon(1e-13));
  }
  // Groups have bounds of their own sum.
  CHECK(got.component("multiplicative_terms")->lower == got.component("weekly")->lower);
  CHECK((got.yhat.array() -
         (got.trend.array() * (1.0 + got.component("multiplicative_terms")->values.array()) +
          got.component("additive_terms")->values.array()))
            .abs()
            .maxCoeff() < 1e-12);
  // The interval of a day of history holds the noise and little more.
  const double width = got.yhat_upper[0] - got.yhat_lower[0];
  CHECK(width == Approx(2.0 * 1.645 * model.parameters.sigma_obs * y_scale).epsilon(0.25));
}

TEST_CASE("with fewer simulations than draws each draw is simulated once", "[unit]") {
  Options options = sampled(60);
  options.uncertainty_samples = 7;
  const Model model = *fit(noisy_days(60, 3), options);
  const Forecast past = *forecast(model, history_table(model));
  std::vector<double> trends;
  for (Eigen::Index i = 0; i < model.draws->count(); ++i) {
    trends.push_back(trend_at(model.structure, model.draws->draw(i), 0.0) * model.scale.y_scale);
  }
  CHECK(past.trend_lower[0] == Approx(quantile_of(trends, 1, 0.1)).epsilon(1e-13));
  CHECK(past.trend_upper[0] == Approx(quantile_of(trends, 1, 0.9)).epsilon(1e-13));
}

}  // namespace expense::prophet
