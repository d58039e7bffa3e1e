// Fitted models of every kind on a made-up daily history.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "prophet/fit.h"

namespace expense::prophet {

inline Timestamp day_of_2025(int days) { return Timestamp::midnight(*make_day(2025, 1, 1) + days); }

/// Rows with all columns that the models below may need; y is NaN in none.
inline Table made_up_rows(int first_day, int days) {
  Table table;
  for (int i = first_day; i < first_day + days; ++i) {
    table.ds.push_back(day_of_2025(i));
    table.y.push_back(70.3 + 0.13 * i + 4.7 * (i % 7) + 0.31 * ((i * 37) % 11));
    table.columns["is_open"].push_back(i % 3 == 0 ? 0.0 : 1.0);
    table.columns["load"].push_back(3.3 + 0.7 * ((i * 13) % 17));
    table.columns["deploy"].push_back(i % 5 == 0 ? 1.0 : 0.0);
    table.columns["traffic"].push_back(1e3 + 1.1 * ((i * 29) % 23));
    table.columns["fixed"].push_back(2.0);
    table.columns["cap"].push_back(200.0 + 0.1 * i);
    table.columns["floor"].push_back(10.0);
  }
  return table;
}

/// Everything that Prophet has but a country.
inline Options options_with_everything() {
  Options options;
  options.changepoints = {{day_of_2025(60), day_of_2025(20), day_of_2025(90)}};
  options.seasonality_mode = Mode::kMultiplicative;
  options.holidays_mode = Mode::kAdditive;
  options.weekly_seasonality = {SeasonalitySwitch::Kind::kOrder, 2};
  options.seasonalities.push_back({"monthly", 30.5, 3, 0.5, {}, ""});
  options.seasonalities.push_back({"open_days", 3.5, 1, 4.0, Mode::kAdditive, "is_open"});
  options.holidays.push_back({"launch", day_of_2025(33).day(), -1, 2, 3.0});
  options.holidays.push_back({"launch", day_of_2025(133).day(), -1, 2, 3.0});
  options.holidays.push_back({"audit", day_of_2025(70).day(), 0, 0, {}});
  options.regressors.push_back({"load", 2.0, Regressor::Standardize::kAuto, Mode::kAdditive});
  options.regressors.push_back({"deploy", {}, Regressor::Standardize::kYes, {}});
  options.regressors.push_back({"traffic", 0.2, Regressor::Standardize::kNo, Mode::kAdditive});
  options.regressors.push_back({"fixed", {}, Regressor::Standardize::kAuto, {}});
  options.interval_width = 0.9;
  options.uncertainty_samples = 50;
  return options;
}

inline Options options_beyond_prophet() {
  Options options;
  options.month_positions.push_back({MonthPosition::Kind::kFirstDay, 2.0, {}});
  options.month_positions.push_back({MonthPosition::Kind::kLastDay, {}, Mode::kMultiplicative});
  options.n_level_steps = 4;
  options.level_step_prior_scale = 0.1;
  options.likelihood.kind = Likelihood::Kind::kStudentT;
  options.likelihood.noise_growth = 0.5;
  options.uncertainty_samples = 50;
  return options;
}

/// What sampling would give, near the maximum.
inline void add_made_up_draws(Model& model, Eigen::Index count) {
  PosteriorDraws draws;
  const Parameters& maximum = model.parameters;
  const auto spread = [count](const Eigen::VectorXd& values) -> Eigen::MatrixXd {
    Eigen::MatrixXd drawn = values.replicate(1, count);
    for (Eigen::Index i = 0; i < count; ++i) {
      drawn.col(i).array() += 0.001 * static_cast<double>((i * 7) % 5);
    }
    return drawn;
  };
  const auto scalars = [&spread](double value) -> Eigen::VectorXd {
    return spread(Eigen::VectorXd::Constant(1, value)).row(0);
  };
  draws.k = scalars(maximum.k);
  draws.m = scalars(maximum.m);
  draws.sigma_obs = scalars(maximum.sigma_obs);
  draws.delta = spread(maximum.delta);
  draws.beta = spread(maximum.beta);
  draws.steps = spread(maximum.steps);
  if (maximum.nu > 0.0) draws.nu = scalars(maximum.nu);
  model.options.mcmc_samples = static_cast<int>(count);
  model.parameters = draws.mean();
  model.draws = std::move(draws);
  model.sampling.chains = 4;
  model.sampling.draws_per_chain = static_cast<int>(count / 4);
  model.sampling.largest_r_hat = 1.0125;
  model.sampling.worst_parameter = "beta[3]";
}

/// @param kind  one of kMadeUpModels.
inline Model made_up_model(const std::string& kind) {
  const Table rows = made_up_rows(0, 120);
  Options options;
  options.uncertainty_samples = 50;
  if (kind == "everything") options = options_with_everything();
  if (kind == "beyond Prophet") options = options_beyond_prophet();
  if (kind == "logistic with floor") options.growth = Growth::kLogistic;
  if (kind == "flat, minmax") {
    options.growth = Growth::kFlat;
    options.scaling = Scaling::kMinmax;
  }
  if (kind == "bare") {
    options.n_changepoints = 0;
    options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  }
  if (kind == "constant") {
    Table constant = rows;
    std::fill(constant.y.begin(), constant.y.end(), 20.1);
    return *fit(constant, options);
  }
  if (kind == "Huber, given steps") {
    options.likelihood.kind = Likelihood::Kind::kHuber;
    options.level_steps = {{day_of_2025(70), day_of_2025(30)}};
  }
  if (kind == "drawn beyond Prophet") options = options_beyond_prophet();
  Model model = *fit(rows, options);
  if (kind == "drawn" || kind == "drawn beyond Prophet") add_made_up_draws(model, 12);
  return model;
}

inline const std::vector<std::string> kMadeUpModels = {"defaults",       "everything",
                                                       "beyond Prophet", "logistic with floor",
                                                       "flat, minmax",   "bare",
                                                       "constant",       "Huber, given steps",
                                                       "drawn",          "drawn beyond Prophet"};

}  // namespace expense::prophet
