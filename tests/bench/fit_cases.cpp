#include "fit_cases.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "fit_data.h"
#include "prophet/design_products.h"
#include "prophet/fit.h"
#include "prophet/forecast.h"
#include "prophet/future_dates.h"
#include "prophet/growing_fit.h"

namespace expense::bench {
namespace {

using namespace expense::prophet;

double figure_of(const Result<Model>& model) {
  return model ? model->summary.log_posterior : std::numeric_limits<double>::quiet_NaN();
}

Run default_fit() {
  return [rows = cost_history()] { return figure_of(fit(rows, Options{})); };
}

Run multiplicative_fit() {
  Options options;
  options.seasonality_mode = Mode::kMultiplicative;
  return [rows = cost_history(), options] { return figure_of(fit(rows, options)); };
}

Run logistic_fit() {
  Options options;
  options.growth = Growth::kLogistic;
  Table rows = cost_history();
  rows.columns["cap"].assign(rows.row_count(), 1500.0);
  return [rows, options] { return figure_of(fit(rows, options)); };
}

Run robust_fit() {
  Options options;
  options.likelihood.kind = Likelihood::Kind::kStudentT;
  options.likelihood.nu = 4.0;
  return [rows = cost_history(), options] { return figure_of(fit(rows, options)); };
}

/// From the dates and values of 1,000 series to their models.
Run series_1000() {
  return [family = make_family(1000)] {
    const Result<SharedDesign> shared = make_shared_design(dates_only(family.dates), Options{});
    SeriesFitter fitter(*shared);
    double sum = 0.0;
    for (const Eigen::VectorXd& y : family.series) sum += fitter.fit(y).summary.log_posterior;
    return sum;
  };
}

/// What a fit of each of the last 365 days would have said, knowing the days up to it.
Run refits_365() {
  return [rows = cost_history()] {
    GrowingFit growing(rows, Options{});
    const auto days = static_cast<Eigen::Index>(rows.row_count());
    double sum = 0.0;
    for (Eigen::Index known = days - 364; known <= days; ++known) {
      sum += growing.fit_first(known) ? growing.fitted().summary.log_posterior
                                      : std::numeric_limits<double>::quiet_NaN();
    }
    return sum;
  };
}

/// History and 90 days after it, with the default 1,000 simulated trends.
Run forecast_1000_samples() {
  const Result<Model> model = fit(cost_history(), Options{});
  const Table future = dates_only(future_dates(model->history_dates.back(), Frequency::kDay, 90));
  return [model = *model, table = concatenate(dates_only(model->history_dates), future)] {
    return forecast(model, table)->yhat_upper.sum();
  };
}

/// Four chains of 250 draws each; the figure is the largest R-hat.
Run draws_1000() {
  Options options;
  options.mcmc_samples = 500;
  return [rows = cost_history(), options] {
    const Result<Model> model = fit(rows, options);
    return model ? model->sampling.largest_r_hat : std::numeric_limits<double>::quiet_NaN();
  };
}

/// Series of a family that differ in how many iterations their fit takes, and in nothing else: the
/// two must allocate alike.
template <class Choose>
Run fit_on_chosen(Choose choose) {
  const Family family = make_family(100);
  const auto shared = std::make_shared<const SharedDesign>(
      *make_shared_design(dates_only(family.dates), Options{}));
  const auto fitter = std::make_shared<SeriesFitter>(*shared);
  const auto iterations = [&](const Eigen::VectorXd& y) {
    const FitSummary summary = fitter->fit(y).summary;
    return std::pair(summary.iterations, summary.linear_solves);
  };
  const auto chosen =
      choose(family.series.begin(), family.series.end(),
             [&](const auto& a, const auto& b) { return iterations(a) < iterations(b); });
  return [shared, fitter, y = *chosen] { return fitter->fit(y).summary.log_posterior; };
}

Run fewest_iterations() {
  return fit_on_chosen([](auto... range) { return std::min_element(range...); });
}

Run most_iterations() {
  return fit_on_chosen([](auto... range) { return std::max_element(range...); });
}

constexpr FitCase kCases[] = {
    {"default_fit", default_fit},
    {"multiplicative_fit", multiplicative_fit},
    {"logistic_fit", logistic_fit},
    {"robust_fit", robust_fit},
    {"series_1000", series_1000},
    {"refits_365", refits_365},
    {"forecast_1000_samples", forecast_1000_samples},
    {"draws_1000", draws_1000},
    {"fewest_iterations", fewest_iterations},
    {"most_iterations", most_iterations},
};

}  // namespace

std::span<const FitCase> fit_cases() { return kCases; }

double keep_10000_series() {
  const Family family = make_family(10'000);
  const Result<SharedDesign> shared = make_shared_design(dates_only(family.dates), Options{});
  const DesignProducts products(shared->design);
  SeriesFitter fitter(*shared);
  std::vector<SeriesFitter::Fitted> models;
  std::vector<Eigen::VectorXd> expected;
  models.reserve(family.series.size());
  expected.reserve(family.series.size());
  for (const Eigen::VectorXd& y : family.series) {
    models.push_back(fitter.fit(y));
    const SeriesFitter::Fitted& model = models.back();
    expected.emplace_back();
    products.multiply(coefficients(shared->design, model.parameters), expected.back());
    expected.back() *= model.scale.y_scale;
  }
  // Asked for when all are there, so that none could be given up before.
  double sum = 0.0;
  for (std::size_t i = 0; i < models.size(); ++i) {
    sum += models[i].summary.log_posterior + expected[i].mean();
  }
  return sum;
}

}  // namespace expense::bench
