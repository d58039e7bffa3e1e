// Robust and level-dependent noise: what a spike does to a fit, and how wide intervals are.
#include <cmath>

#include "series.h"

namespace expense::prophet {
namespace {

constexpr double kSpike = 2000.0;
constexpr std::size_t kSpikeRow = 90;

Options with_noise(Likelihood::Kind kind, std::optional<double> nu = {}) {
  Options options = without_intervals();
  options.likelihood.kind = kind;
  options.likelihood.nu = nu;
  return options;
}

// How far one spike moves the fit elsewhere, in units of the noise.
double moved_by_spike(const Options& options, double spike = kSpike) {
  const Table calm = noisy_days(180, 42);
  Table rows = calm;
  rows.y[kSpikeRow] += spike;
  const Model before = *fit(calm, options);
  const Model after = *fit(rows, options);
  const Eigen::VectorXd difference =
      forecast(after, history_table(after))->yhat - forecast(before, history_table(before))->yhat;
  return difference.cwiseAbs().maxCoeff() / 3.0;
}

// Cost that grows tenfold in three years, with noise in proportion.
Table growing_noise(std::uint64_t seed = 9) {
  Random random(seed);
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) {
    const double level = 100.0 + 0.9 * i;
    values.push_back(level * (1.0 + 0.05 * random.normal()));
  }
  return daily(values);
}

// Mean error of the trend in the first 100 of those days, over some of them.
double early_error(const Options& options) {
  double sum = 0.0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Model model = *fit(growing_noise(seed), options);
    const Eigen::VectorXd trend = forecast(model, history_table(model))->trend;
    for (Eigen::Index i = 0; i < 100; ++i) {
      sum += std::fabs(trend[i] - (100.0 + 0.9 * static_cast<double>(i))) / 1000.0;
    }
  }
  return sum;
}

// Share of a history within its bounds.
double coverage(const Model& model) {
  const Forecast past = *forecast(model, history_table(model));
  int within = 0;
  for (std::size_t i = 0; i < model.history.row_count(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double y = model.history.y[i];
    if (past.yhat_lower[row] <= y && y <= past.yhat_upper[row]) ++within;
  }
  return within / static_cast<double>(model.history.row_count());
}

}  // namespace

TEST_CASE("one huge spike bends the normal fit and hardly moves the robust ones", "[noise]") {
  CHECK(moved_by_spike(without_intervals()) > 20.0);
  CHECK(moved_by_spike(with_noise(Likelihood::Kind::kStudentT, 4.0)) < 1.0);
  CHECK(moved_by_spike(with_noise(Likelihood::Kind::kStudentT, 1.0)) < 1.0);
  CHECK(moved_by_spike(with_noise(Likelihood::Kind::kHuber)) < 1.0);
}

TEST_CASE("a robust fit cares little how high a spike is", "[noise]") {
  // y_scale follows the spike, so priors weigh a little differently.
  for (const Options& options :
       {with_noise(Likelihood::Kind::kStudentT, 4.0), with_noise(Likelihood::Kind::kHuber)}) {
    CHECK(moved_by_spike(options, 1000.0) == Approx(moved_by_spike(options)).margin(0.5));
  }
}

TEST_CASE("robust fits stay robust with multiplicative seasonality", "[noise]") {
  for (Options options :
       {with_noise(Likelihood::Kind::kStudentT, 4.0), with_noise(Likelihood::Kind::kHuber)}) {
    options.seasonality_mode = Mode::kMultiplicative;
    CHECK(moved_by_spike(options) < 1.0);
  }
}

TEST_CASE("on tame data all noises find the same forecast and the same sigma", "[noise]") {
  const Table rows = noisy_days(365, 12);
  const Model normal = *fit(rows, without_intervals());
  const Eigen::VectorXd expected = forecast(normal, history_table(normal))->yhat;
  const auto distance = [&](const Options& options) {
    const Model model = *fit(rows, options);
    return (forecast(model, history_table(model))->yhat - expected).cwiseAbs().maxCoeff();
  };
  CHECK(distance(with_noise(Likelihood::Kind::kHuber)) < 1.5);
  CHECK(distance(with_noise(Likelihood::Kind::kStudentT, 8.0)) < 1.5);
  // Far from robust they are the normal itself.
  Options huber = with_noise(Likelihood::Kind::kHuber);
  huber.likelihood.huber_threshold = 100.0;
  CHECK(distance(huber) < 1e-5);
  CHECK(distance(with_noise(Likelihood::Kind::kStudentT, 1000.0)) < 0.05);
  CHECK(fit(rows, huber)->parameters.sigma_obs ==
        Approx(normal.parameters.sigma_obs).epsilon(1e-6));
  CHECK(fit(rows, with_noise(Likelihood::Kind::kStudentT, 1000.0))->parameters.sigma_obs ==
        Approx(normal.parameters.sigma_obs).epsilon(0.01));
}

TEST_CASE("few degrees of freedom are found where tails are heavy", "[noise]") {
  Random random(3);
  std::vector<double> values;
  for (int i = 0; i < 600; ++i) {
    // Student's t of 2: a normal over the root of half a chi-square of 2.
    const double t = random.normal() / std::sqrt(-log(1.0 - random.uniform()));
    values.push_back(100.0 + 3.0 * t);
  }
  const Model model = *fit(daily(values), with_noise(Likelihood::Kind::kStudentT));
  CHECK(model.parameters.nu == Approx(2.0).epsilon(0.3));
  CHECK(model.parameters.sigma_obs * model.scale.y_scale == Approx(3.0).epsilon(0.2));
}

TEST_CASE("given degrees of freedom are kept, other noises have none", "[noise]") {
  const Table rows = noisy_days(100, 4);
  CHECK(fit(rows, with_noise(Likelihood::Kind::kStudentT, 3.5))->parameters.nu == 3.5);
  CHECK(fit(rows, with_noise(Likelihood::Kind::kHuber))->parameters.nu == 0.0);
  CHECK(fit(rows, without_intervals())->parameters.nu == 0.0);
}

TEST_CASE("bounds hold the share of days they should, whatever the noise", "[noise]") {
  const double width = GENERATE(0.5, 0.8, 0.95);
  Table rows = noisy_days(730, 13);
  for (Options options : {without_intervals(), with_noise(Likelihood::Kind::kHuber),
                          with_noise(Likelihood::Kind::kStudentT, 5.0)}) {
    options.uncertainty_samples = 100;
    options.interval_width = width;
    CHECK(coverage(*fit(rows, options)) == Approx(width).margin(0.05));
  }
}

TEST_CASE("bounds of the widest width there is are finite", "[noise]") {
  const double widest = std::nextafter(1.0, 0.0);
  for (Options options :
       {without_intervals(), with_noise(Likelihood::Kind::kHuber),
        with_noise(Likelihood::Kind::kStudentT, 1.0), with_noise(Likelihood::Kind::kStudentT)}) {
    options.uncertainty_samples = 10;
    options.interval_width = widest;
    const Model model = *fit(noisy_days(60, 3), options);
    const Forecast both = *forecast(model, concatenate(history_table(model), days_after(model, 3)));
    CHECK(both.yhat_lower.allFinite());
    CHECK(both.yhat_upper.allFinite());
    CHECK(both.yhat_upper[0] - both.yhat[0] > 8.0 * model.parameters.sigma_obs);
  }
}

TEST_CASE("noise that grows with the level widens intervals where the level is high", "[noise]") {
  const Table rows = growing_noise();
  Options options;
  options.uncertainty_samples = 100;
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.likelihood.noise_growth = 1.0;
  const Model model = *fit(rows, options);
  const Forecast past = *forecast(model, history_table(model));
  const Eigen::VectorXd width = past.yhat_upper - past.yhat_lower;
  for (const Eigen::Index row : {0, 300, 999}) {
    // 80 % of normal noise of 5 % of the level.
    CHECK(width[row] == Approx(2.0 * 1.2816 * 0.05 * past.trend[row]).epsilon(0.1));
    CHECK(width[row] / width[0] == Approx(past.trend[row] / past.trend[0]).epsilon(1e-9));
  }
  // By the root of the level when asked, the same everywhere by default.
  options.likelihood.noise_growth = 0.5;
  const Forecast by_root = *forecast(*fit(rows, options), history_table(model));
  CHECK((by_root.yhat_upper[999] - by_root.yhat_lower[999]) /
            (by_root.yhat_upper[0] - by_root.yhat_lower[0]) ==
        Approx(std::sqrt(by_root.trend[999] / by_root.trend[0])).epsilon(1e-9));
  options.likelihood.noise_growth = 0.0;
  const Forecast even = *forecast(*fit(rows, options), history_table(model));
  CHECK(even.yhat_upper[999] - even.yhat_lower[999] ==
        Approx(even.yhat_upper[0] - even.yhat_lower[0]).epsilon(1e-9));
}

TEST_CASE("growing noise goes on growing in the future", "[noise]") {
  Options options;
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.uncertainty_samples = 2000;
  options.n_changepoints = 0;  // a certain trend
  options.likelihood.noise_growth = 1.0;
  const Model model = *fit(growing_noise(), options);
  const Forecast ahead = *forecast(model, days_after(model, 400));
  const Forecast past = *forecast(model, history_table(model));
  const double share = (past.yhat_upper[999] - past.yhat_lower[999]) / past.trend[999];
  CHECK((ahead.yhat_upper[399] - ahead.yhat_lower[399]) / ahead.trend[399] ==
        Approx(share).epsilon(0.03));
}

TEST_CASE("where noise grows with the level the calm days count for more", "[noise]") {
  Options options = without_intervals();
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.n_changepoints = 0;
  const double even = early_error(options);
  options.likelihood.noise_growth = 1.0;
  CHECK(early_error(options) < 0.8 * even);
}

TEST_CASE("growing noise and spikes go together", "[noise]") {
  Table rows = growing_noise();
  for (std::size_t i = 50; i < rows.row_count(); i += 100) rows.y[i] *= 5.0;
  Options options = with_noise(Likelihood::Kind::kStudentT, 3.0);
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.likelihood.noise_growth = 1.0;
  const Model model = *fit(rows, options);
  CHECK(model.summary.termination == Termination::kConverged);
  const Forecast past = *forecast(model, history_table(model));
  for (Eigen::Index i = 0; i < past.trend.size(); i += 50) {
    CHECK(past.trend[i] == Approx(100.0 + 0.9 * static_cast<double>(i)).epsilon(0.05));
  }
}

}  // namespace expense::prophet
