#include "prophet/saved_extension.h"

#include <limits>
#include <utility>

#include "prophet/pandas_json.h"
#include "prophet/saved_history.h"
#include "prophet/saved_model_words.h"
#include "prophet/saved_params.h"

namespace expense::prophet {
namespace {

// Raised when readers of the version before would take a file for something else than it is.
constexpr int kExtensionVersion = 1;

Json month_positions_json(const Features& features) {
  Json positions = Json::array();
  for (const Component& component : features.components()) {
    if (component.kind != Component::Kind::kMonthPosition) continue;
    positions.push_back({{"kind", word_for(kMonthPositionWords, component.month_position)},
                         {"prior_scale", component.prior_scale},
                         {"mode", word_for(kModeWords, component.mode)}});
  }
  return positions;
}

void read_month_positions(const JsonCursor& json, std::vector<MonthPosition>& positions) {
  if (json.is_missing()) return;
  for (std::size_t i = 0; i < json.size(); ++i) {
    MonthPosition position;
    position.mode = Mode::kAdditive;
    read_word(json[i]["kind"], kMonthPositionWords, position.kind);
    json[i]["prior_scale"].read(position.prior_scale);
    read_word(json[i]["mode"], kModeWords, *position.mode);
    positions.push_back(position);
  }
}

Json level_steps_json(const Model& model) {
  Json dates = Json::array();
  for (const Timestamp step : model.structure.level_steps) dates.push_back(pandas_date(step));
  return {{"specified", model.options.level_steps.has_value()},
          {"wanted", model.options.n_level_steps},
          {"prior_scale", model.options.level_step_prior_scale},
          {"dates", std::move(dates)}};
}

void read_level_steps(const JsonCursor& json, Model& model) {
  if (json.is_missing()) return;
  model.structure.level_steps = json["dates"].dates();
  if (json["specified"].boolean()) model.options.level_steps = model.structure.level_steps;
  json["wanted"].read(model.options.n_level_steps);
  json["prior_scale"].read(model.options.level_step_prior_scale);
}

Json likelihood_json(const Likelihood& likelihood) {
  return {{"kind", word_for(kLikelihoodWords, likelihood.kind)},
          {"nu", likelihood.nu ? Json(*likelihood.nu) : Json()},
          {"huber_threshold", likelihood.huber_threshold},
          {"noise_growth", likelihood.noise_growth}};
}

void read_likelihood(const JsonCursor& json, Likelihood& likelihood) {
  if (json.is_missing()) return;
  read_word(json["kind"], kLikelihoodWords, likelihood.kind);
  json["nu"].read(likelihood.nu);
  json["huber_threshold"].read(likelihood.huber_threshold);
  json["noise_growth"].read(likelihood.noise_growth);
}

Json summary_json(const FitSummary& summary) {
  return {{"termination", word_for(kTerminationWords, summary.termination)},
          {"iterations", summary.iterations},
          {"linear_solves", summary.linear_solves},
          {"kkt_residual", summary.kkt_residual},
          {"log_posterior", summary.log_posterior}};
}

void read_summary(const JsonCursor& json, FitSummary& summary) {
  if (json.is_missing()) return;
  read_word(json["termination"], kTerminationWords, summary.termination);
  json["iterations"].read(summary.iterations);
  json["linear_solves"].read(summary.linear_solves);
  json["kkt_residual"].read(summary.kkt_residual);
  json["log_posterior"].read(summary.log_posterior);
}

Json sampling_json(const SamplingSummary& sampling) {
  return {{"chains", sampling.chains},
          {"draws_per_chain", sampling.draws_per_chain},
          {"divergences", sampling.divergences},
          {"treedepth_hits", sampling.treedepth_hits},
          {"largest_r_hat", sampling.largest_r_hat},
          {"smallest_bulk_ess", sampling.smallest_bulk_ess},
          {"smallest_tail_ess", sampling.smallest_tail_ess},
          {"worst_parameter", sampling.worst_parameter}};
}

// JSON has null in the place of a diagnostic that is no finite number.
double diagnostic(const JsonCursor& json) {
  return json.is_missing() ? std::numeric_limits<double>::quiet_NaN() : json.number();
}

void read_sampling(const JsonCursor& json, SamplingSummary& sampling) {
  if (json.is_missing()) return;
  json["chains"].read(sampling.chains);
  json["draws_per_chain"].read(sampling.draws_per_chain);
  json["divergences"].read(sampling.divergences);
  json["treedepth_hits"].read(sampling.treedepth_hits);
  sampling.largest_r_hat = diagnostic(json["largest_r_hat"]);
  sampling.smallest_bulk_ess = diagnostic(json["smallest_bulk_ess"]);
  sampling.smallest_tail_ess = diagnostic(json["smallest_tail_ess"]);
  json["worst_parameter"].read(sampling.worst_parameter);
}

}  // namespace

Json extension_json(const Model& model) {
  return {{"version", kExtensionVersion},
          {"month_positions", month_positions_json(model.structure.features)},
          {"level_steps", level_steps_json(model)},
          {"likelihood", likelihood_json(model.options.likelihood)},
          {"params", extension_params_json(model)},
          {"mean_trend", model.mean_trend},
          {"summary", summary_json(model.summary)},
          {"sampling", model.draws ? sampling_json(model.sampling) : Json()},
          {"columns", given_columns_json(model)}};
}

void read_extension(const JsonCursor& extension, Model& model) {
  if (extension.is_missing()) return;
  if (extension["version"].integer() > kExtensionVersion) {
    extension["version"].refuse("is of a later version of this program");
  }
  read_month_positions(extension["month_positions"], model.options.month_positions);
  read_level_steps(extension["level_steps"], model);
  read_likelihood(extension["likelihood"], model.options.likelihood);
  extension["mean_trend"].read(model.mean_trend);
  read_summary(extension["summary"], model.summary);
  read_sampling(extension["sampling"], model.sampling);
}

}  // namespace expense::prophet
