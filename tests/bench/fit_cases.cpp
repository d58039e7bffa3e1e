#include "fit_cases.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "fit_data.h"
#include "prophet/fit.h"
#include "prophet/forecast.h"
#include "prophet/future_dates.h"

namespace expense::bench {
namespace {

using namespace expense::prophet;

double figure_of(const Result<Model>& model) {
  return model ? model->summary.log_posterior : std::numeric_limits<double>::quiet_NaN();
}

Run default_fit() {
  return [rows = cost_history()] { return figure_of(fit(rows, Options{})); };
}

/// From the dates and values of 1,000 series to their models.
Run series_1000() {
  return [family = make_family(1000)] {
    const Result<SharedDesign> shared = make_shared_design(family.dates, Options{});
    double sum = 0.0;
    for (const Eigen::VectorXd& y : family.series) sum += fit_on(*shared, y).summary.log_posterior;
    return sum;
  };
}

/// What a fit of each of the last 365 days would have said, knowing the days up to it.
Run refits_365() {
  return [rows = cost_history()] {
    double sum = 0.0;
    for (std::size_t days = rows.size() - 364; days <= rows.size(); ++days) {
      sum += figure_of(fit(std::span(rows).first(days), Options{}));
    }
    return sum;
  };
}

/// History and 90 days after it, with the default 1,000 simulated trends.
Run forecast_1000_samples() {
  const Result<Model> model = fit(cost_history(), Options{});
  std::vector<Timestamp> dates = model->history_dates;
  for (const Timestamp ds : future_dates(dates.back(), Frequency::kDay, 90)) dates.push_back(ds);
  return [model = *model, dates = std::move(dates)] {
    return forecast(model, dates)->yhat_upper.sum();
  };
}

/// Series of a family that differ in how many iterations their fit takes, and in nothing else: the
/// two must allocate alike.
template <class Choose>
Run fit_on_chosen(Choose choose) {
  const Family family = make_family(100);
  const Result<SharedDesign> shared = make_shared_design(family.dates, Options{});
  const auto iterations = [&](const Eigen::VectorXd& y) {
    const FitSummary summary = fit_on(*shared, y).summary;
    return std::pair(summary.iterations, summary.linear_solves);
  };
  const auto chosen =
      choose(family.series.begin(), family.series.end(),
             [&](const auto& a, const auto& b) { return iterations(a) < iterations(b); });
  return [shared = *shared, y = *chosen] { return fit_on(shared, y).summary.log_posterior; };
}

Run fewest_iterations() {
  return fit_on_chosen([](auto... range) { return std::min_element(range...); });
}

Run most_iterations() {
  return fit_on_chosen([](auto... range) { return std::max_element(range...); });
}

constexpr FitCase kCases[] = {
    {"default_fit", default_fit},
    {"series_1000", series_1000},
    {"refits_365", refits_365},
    {"forecast_1000_samples", forecast_1000_samples},
    {"fewest_iterations", fewest_iterations},
    {"most_iterations", most_iterations},
};

}  // namespace

std::span<const FitCase> fit_cases() { return kCases; }

}  // namespace expense::bench
