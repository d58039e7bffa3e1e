// Models on which a search is easily led to a worse optimum, or loses its way to the best.
#include "series.h"

namespace expense::prophet {

TEST_CASE("on tame data Student-t noise has many degrees of freedom", "[unit]") {
  // From the initial values a search falls to nu = 1; from the normal fit it finds 23, and a log
  // posterior higher by 68.
  Options options = without_intervals();
  options.likelihood.kind = Likelihood::Kind::kStudentT;
  CHECK(fit(noisy_days(365, 1, 1.0), options)->parameters.nu > 5.0);
}

TEST_CASE("a month of tame data leaves Student-t noise its sigma", "[unit]") {
  Options options = without_intervals();
  options.likelihood.kind = Likelihood::Kind::kStudentT;
  const Model model = *fit(noisy_days(30, 2, 1.0), options);
  CHECK(model.parameters.sigma_obs * model.scale.y_scale > 0.3);
}

TEST_CASE("a multiplicative seasonality that can be constant converges", "[unit]") {
  // On business days the weekly columns add up to a constant, which may scale the trend: a long
  // bent valley in which Newton steps are short.
  Options options = without_intervals();
  options.seasonality_mode = Mode::kMultiplicative;
  const Model model = *fit(business_days(), options);
  CHECK(model.summary.termination == Termination::kConverged);
}

}  // namespace expense::prophet
