#include "analysis/fit_report.h"

#include <algorithm>
#include <cmath>

#include "analysis/column_json.h"
#include "prophet/leave_one_out.h"
#include "prophet/regressor_coefficients.h"
#include "prophet/saved_model_words.h"

namespace expense::analysis {
namespace {

// Above it the chains had better run longer; Vehtari et al. (2021).
constexpr double kLargestRHat = 1.01;
// Prophet's documentation samples with as many.
constexpr int kUsualMcmcSamples = 300;

// Whether there were draws enough to tell.
bool is_diagnosed(const prophet::SamplingSummary& sampling) {
  return !sampling.worst_parameter.empty();
}

Json sampling_json(const prophet::PosteriorDraws& draws, const prophet::SamplingSummary& sampling) {
  Json json;
  json["draws"] = draws.count();
  if (sampling.chains == 0) return json;  // sampled by another program
  const bool is_known = is_diagnosed(sampling);
  json["chains"] = sampling.chains;
  json["draws_per_chain"] = sampling.draws_per_chain;
  json["divergences"] = sampling.divergences;
  json["treedepth_hits"] = sampling.treedepth_hits;
  json["largest_r_hat"] = is_known ? Json(sampling.largest_r_hat) : Json();
  json["worst_parameter"] = is_known ? Json(sampling.worst_parameter) : Json();
  json["smallest_bulk_ess"] = is_known ? Json(sampling.smallest_bulk_ess) : Json();
  json["smallest_tail_ess"] = is_known ? Json(sampling.smallest_tail_ess) : Json();
  return json;
}

Json regressors_json(const prophet::Model& model) {
  Json list = Json::array();
  for (const prophet::RegressorCoefficient& one : prophet::regressor_coefficients(model)) {
    list.push_back({{"regressor", one.regressor},
                    {"regressor_mode", prophet::word_for(prophet::kModeWords, one.regressor_mode)},
                    {"center", one.center},
                    {"coef_lower", one.coef_lower},
                    {"coef", one.coef},
                    {"coef_upper", one.coef_upper}});
  }
  return list;
}

Json choice_json(const std::vector<prophet::ChoiceStep>& steps) {
  Json list = Json::array();
  for (const prophet::ChoiceStep& step : steps) {
    // A holiday seen on fewer days was not tried.
    const bool is_tried = step.days >= 2;
    list.push_back({{"term", step.term},
                    {"kept", step.is_kept},
                    {"days", step.days},
                    {"error_with", is_tried ? Json(step.error_with) : Json()},
                    {"error_without", is_tried ? Json(step.error_without) : Json()},
                    {"standard_errors", is_tried ? Json(step.standard_errors) : Json()},
                    {"reason", step.reason}});
  }
  return list;
}

// How the fit ended; the two figures are null where nothing was optimised, or where another program
// did it and did not write them down.
void add_summary(const prophet::Model& model, Json& json) {
  const prophet::FitSummary& summary = model.summary;
  const bool is_known = summary.iterations > 0;
  const auto [lowest, highest] =
      std::minmax_element(model.history.y.begin(), model.history.y.end());
  json["log_posterior"] = is_known ? Json(summary.log_posterior) : Json();
  json["kkt_residual"] = is_known ? Json(summary.kkt_residual) : Json();
  json["termination"] = is_known
                            ? prophet::word_for(prophet::kTerminationWords, summary.termination)
                        : *lowest == *highest ? "constant_history"
                                              : "unknown";
  json["iterations"] = summary.iterations;
}

}  // namespace

Json fit_json(const ForecastRun& run) {
  const prophet::Model& model = run.model;
  const prophet::Structure& structure = model.structure;
  const prophet::Parameters& parameters = model.parameters;
  Json json;
  json["t_start"] = to_iso_string(structure.time.start);
  json["t_scale_days"] = structure.time.seconds / static_cast<double>(Timestamp::kSecondsPerDay);
  json["y_scale"] = model.scale.y_scale;
  json["y_min"] = model.scale.y_min;
  json["changepoints"] = dates_json(structure.changepoints);
  json["changepoints_t"] = numbers_json(structure.changepoints_t);
  json["k"] = parameters.k;
  json["m"] = parameters.m;
  json["sigma_obs"] = parameters.sigma_obs;
  json["delta"] = numbers_json(parameters.delta);
  json["beta_names"] = structure.features.column_names();
  json["beta"] = numbers_json(parameters.beta);
  json["level_steps"] = dates_json(structure.level_steps);
  json["steps"] = numbers_json(parameters.steps);
  json["level_step_sizes"] = numbers_json(parameters.steps * model.scale.y_scale);
  json["regressor_coefficients"] = regressors_json(model);
  if (parameters.nu > 0.0) json["nu"] = parameters.nu;
  add_summary(model, json);
  if (model.draws) json["sampling"] = sampling_json(*model.draws, model.sampling);
  if (run.choice) json["choice"] = choice_json(*run.choice);
  return json;
}

std::vector<std::string> sampling_warnings(const prophet::Model& model) {
  std::vector<std::string> warnings;
  const prophet::SamplingSummary& sampling = model.sampling;
  if (!model.draws || sampling.chains == 0) return warnings;
  const int now = model.options.mcmc_samples;
  const std::string advice = " Raise mcmc_samples from " + std::to_string(now) +
                             ", for example to " +
                             std::to_string(std::max(2 * now, kUsualMcmcSamples)) + ".";
  if (!is_diagnosed(sampling)) {
    warnings.push_back("The draws are too few to tell whether the chains agree." + advice);
  } else if (sampling.largest_r_hat > kLargestRHat) {
    const double r_hat = std::floor(sampling.largest_r_hat * 1000.0) / 1000.0;
    warnings.push_back("The chains do not agree yet: R-hat of " + sampling.worst_parameter +
                       " is " + Json(r_hat).dump() + ", and should be at most 1.01." + advice);
  }
  if (sampling.divergences > 0) {
    warnings.push_back("The sampler lost its way " + std::to_string(sampling.divergences) +
                       " times (divergences), so part of the posterior may be missing from the "
                       "intervals." +
                       advice);
  }
  return warnings;
}

Result<std::string> leave_one_out_csv(const prophet::Model& model) {
  const Result<prophet::LeaveOneOut> rows = prophet::leave_one_out(model);
  if (!rows) return tl::unexpected<Error>(rows.error());
  Json columns;
  columns["ds"] = dates_json(model.history.ds);
  columns["y"] = model.history.y;
  columns["prediction"] = numbers_json(rows->prediction);
  columns["residual"] = numbers_json(rows->residual);
  columns["leverage"] = numbers_json(rows->leverage);
  return columns_csv(columns);
}

}  // namespace expense::analysis
