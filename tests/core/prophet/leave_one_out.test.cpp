// Leave-one-out predictions are those of fits without the row.
#include "prophet/leave_one_out.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"
#include "prophet/forecast.h"

namespace expense::prophet {
namespace {

Table made_up(int days) {
  Random random(11);
  Table rows;
  const Day first = *make_day(2024, 1, 1);
  for (int i = 0; i < days; ++i) {
    rows.ds.push_back(Timestamp::midnight(first + i));
    rows.y.push_back(100.0 + 0.2 * i + (i % 7 < 5 ? 20.0 : 0.0) + 3.0 * random.normal());
  }
  return rows;
}

}  // namespace

TEST_CASE("a row left out of the fit is predicted as leave-one-out says", "[unit]") {
  const Table rows = made_up(120);
  const Model model = *fit(rows, Options{});
  const LeaveOneOut left_out = *leave_one_out(model);
  for (const std::size_t row : {30U, 61U, 100U}) {
    Table fewer = rows;
    fewer.y[row] = std::nan("");  // its date still counts, so that all scales stay
    const Model without = *fit(fewer, Options{});
    const Forecast forecast_of_row = *forecast(without, dates_only({rows.ds[row]}));
    INFO("row " << row);
    // sigma is another without the row, which the formula does not follow.
    CHECK(left_out.prediction[static_cast<Eigen::Index>(row)] ==
          Approx(forecast_of_row.yhat[0]).margin(0.1));
    CHECK(left_out.residual[static_cast<Eigen::Index>(row)] ==
          Approx(rows.y[row] - left_out.prediction[static_cast<Eigen::Index>(row)]));
  }
}

TEST_CASE("a spike shows nearly whole in its leave-one-out residual", "[unit]") {
  Table rows = made_up(120);
  rows.y[60] += 40.0;
  const Model model = *fit(rows, Options{});
  const Forecast fitted = *forecast(model, dates_only({rows.ds[60]}));
  const LeaveOneOut left_out = *leave_one_out(model);
  CHECK(left_out.residual[60] > rows.y[60] - fitted.yhat[0]);
  CHECK(left_out.residual[60] == Approx(40.0).margin(5.0));
}

TEST_CASE("leverages lie between 0 and 1 and add up to about the number of coefficients",
          "[unit]") {
  const Model model = *fit(made_up(200), Options{});
  const LeaveOneOut left_out = *leave_one_out(model);
  CHECK(left_out.leverage.minCoeff() > 0.0);
  CHECK(left_out.leverage.maxCoeff() < 1.0);
  const auto used =
      2 + model.parameters.beta.size() + (model.parameters.delta.array() != 0.0).count();
  CHECK(left_out.leverage.sum() <= static_cast<double>(used));
  CHECK(left_out.leverage.sum() > static_cast<double>(used) - 1.0);
}

TEST_CASE("leave-one-out of a model that is not linear is refused in words", "[unit]") {
  Options options;
  options.seasonality_mode = Mode::kMultiplicative;
  const auto refused = leave_one_out(*fit(made_up(100), options));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::kNotSupported);
}

}  // namespace expense::prophet
