#include "prophet/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "prophet/expectation.h"
#include "prophet/map_search.h"
#include "prophet/noise.h"
#include "prophet/posterior_sampler.h"

namespace expense::prophet {
namespace {

// Noise of a constant history, which is not optimised.
constexpr double kConstantSigma = 1e-9;

// Without changepoints the fit had one dummy at t = 0, whose hinge is t itself: its rate change
// belongs to the base rate.
void fold_dummy_changepoint(const Structure& structure, Parameters& parameters) {
  if (!structure.changepoints.empty()) return;
  parameters.k += parameters.delta.sum();
  parameters.delta.setZero();
}

Parameters constant_parameters(const Design& design, double scaled_value) {
  Eigen::VectorXd theta = Eigen::VectorXd::Zero(design.column_count());
  theta[design.offset_column()] = scaled_value;
  return parameters_from(design, theta, kConstantSigma);
}

// What noise that grows with the level came to.
struct GrowingNoise {
  double mean_trend = 0.0;  // of |g|
  Eigen::VectorXd factors;  // T; empty for noise that is the same everywhere
};

// Noise that grows with the level: fitted in turns with the level it grows with, until neither
// moves (iterated weighted least squares; Carroll and Ruppert 1988, section 2).
MapEstimate solve_with_growing_noise(const Design& design, const Eigen::VectorXd& y,
                                     const Eigen::VectorXd& caps, const Likelihood& likelihood,
                                     const Parameters& start, GrowingNoise& noise) {
  Expectation expectation(design, caps);
  constexpr int kMostRounds = 20;
  Parameters from = start;
  MapEstimate estimate;
  for (int round = 0; round < kMostRounds; ++round) {
    estimate = solve_map_by_newton(design, y, caps, likelihood, noise.factors, from);
    from = parameters_of(design, estimate);
    expectation.evaluate(to_linear(design, estimate.theta));
    const Eigen::VectorXd& trend = expectation.trend();
    noise.mean_trend = trend.cwiseAbs().mean();
    const Eigen::VectorXd next = trend.unaryExpr([&](double value) {
      return noise_factor(value, noise.mean_trend, likelihood.noise_growth);
    });
    const bool rests =
        noise.factors.size() > 0 && (next - noise.factors).cwiseAbs().maxCoeff() < 1e-9;
    if (rests) break;
    noise.factors = next;
  }
  return estimate;
}

MapEstimate solve_any(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                      const Options& options, const std::optional<Parameters>& start,
                      GrowingNoise& noise) {
  if (is_linear_and_normal(design, options.likelihood)) {
    const GramSystem system = plain_gram_system(design);
    return LinearMapSolver(design, system).solve(y, design.l1_rate);
  }
  const MapEstimate found = search_map(design, y, caps, options.likelihood, start);
  if (options.likelihood.noise_growth == 0.0) return found;
  return solve_with_growing_noise(design, y, caps, options.likelihood, parameters_of(design, found),
                                  noise);
}

// The posterior around the maximum in `model`, whose parameters become the means of the draws.
Result<void> sample(const Design& design, const Eigen::VectorXd& y, const Eigen::VectorXd& caps,
                    const Eigen::VectorXd& factors, Model& model) {
  SamplerOptions options;
  options.iterations = model.options.mcmc_samples;
  Result<Posterior> posterior = sample_posterior(design, y, caps, model.options.likelihood, factors,
                                                 model.parameters, options);
  if (!posterior) return tl::unexpected<Error>(posterior.error());
  model.draws = std::move(posterior->draws);
  model.sampling = std::move(posterior->summary);
  if (design.structure.changepoints.empty()) {
    model.draws->k += model.draws->delta.colwise().sum().transpose();
    model.draws->delta.setZero();
  }
  model.parameters = model.draws->mean();
  return {};
}

Result<void> check_start(const Design& design, const Parameters& start) {
  if (start.delta.size() == design.structure.changepoints_t.size() &&
      start.beta.size() == design.feature_count() &&
      start.steps.size() == design.structure.level_steps_t.size() && start.sigma_obs > 0.0) {
    return {};
  }
  return fail(
      ErrorCode::kInvalidOption,
      "The model to start from has another number of changepoints, features or level steps.",
      "Start from a model with the same options, or from none.");
}

}  // namespace

bool is_determined(const Model& model) {
  const Parameters& parameters = model.parameters;
  return model.summary.termination != Termination::kUndetermined &&
         std::isfinite(model.summary.log_posterior) && std::isfinite(parameters.k) &&
         std::isfinite(parameters.m) && std::isfinite(parameters.sigma_obs) &&
         parameters.delta.allFinite() && parameters.beta.allFinite() &&
         parameters.steps.allFinite() && std::isfinite(model.scale.y_scale);
}

Result<Model> fit(const Table& table, const Options& options,
                  const std::optional<Parameters>& start) {
  if (auto valid = validate(options); !valid) return tl::unexpected<Error>(valid.error());
  Result<History> history = make_history(table, options);
  if (!history) return tl::unexpected<Error>(history.error());
  Result<Design> design = make_design(history->rows, options);
  if (!design) return tl::unexpected<Error>(design.error());
  if (start) {
    if (auto ok = check_start(*design, *start); !ok) return tl::unexpected<Error>(ok.error());
  }

  Model model;
  model.options = options;
  model.scale = value_scale(history->rows, options);
  const Eigen::VectorXd caps = scaled_caps(history->rows, model.scale, options.growth);
  const Eigen::Map<const Eigen::VectorXd> y(history->rows.y.data(), design->row_count());
  const Eigen::VectorXd scaled = (y - model.scale.floors(history->rows)) / model.scale.y_scale;
  const bool is_constant = options.growth != Growth::kLogistic && y.minCoeff() == y.maxCoeff();
  if (is_constant) {
    model.parameters = constant_parameters(*design, scaled[0]);
  } else {
    GrowingNoise noise;
    const MapEstimate estimate = solve_any(*design, scaled, caps, options, start, noise);
    model.mean_trend = noise.mean_trend;
    model.parameters = parameters_of(*design, estimate);
    model.summary = estimate.summary;
    if (options.mcmc_samples > 0 && is_determined(model)) {
      if (auto ok = sample(*design, scaled, caps, noise.factors, model); !ok) {
        return tl::unexpected<Error>(ok.error());
      }
    }
    fold_dummy_changepoint(design->structure, model.parameters);
  }
  model.structure = std::move(design->structure);
  if (!is_determined(model)) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history does not determine the parameters of the model.",
                "Give more rows, or ask for fewer seasonalities, holidays and changepoints.");
  }
  model.history = std::move(history->rows);
  model.history_dates = std::move(history->history_dates);
  return model;
}

Result<SharedDesign> make_shared_design(const Table& rows, const Options& options) {
  if (auto ok = check_columns(rows, options, ValueScale{}); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  Result<Design> design = make_design(rows, options);
  if (!design) return tl::unexpected<Error>(design.error());
  if (!is_linear_and_normal(*design, options.likelihood)) {
    return fail(ErrorCode::kNotSupported,
                "Only linear models with normal noise can share a design.",
                "Fit the series one by one.");
  }
  (void)design->free_columns();  // made once, here
  GramSystem plain = plain_gram_system(*design);
  GramSystem diagonal = diagonal_gram_system(*design, plain);
  return SharedDesign{options, std::move(*design), std::move(plain), std::move(diagonal)};
}

SeriesFitter::SeriesFitter(const SharedDesign& shared)
    : shared_(shared),
      solver_(shared.design, shared.diagonal),
      scaled_(shared.design.row_count()),
      l1_rate_(shared.design.l1_rate) {}

SeriesFitter::Fitted SeriesFitter::fit(const Eigen::VectorXd& y,
                                       const std::vector<Eigen::Index>& left_out, double tau,
                                       double step_scale) {
  const Design& design = shared_.design;
  Fitted fitted;
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  auto skip = left_out.begin();
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    if (skip != left_out.end() && *skip == i) {
      ++skip;
      continue;
    }
    lowest = std::min(lowest, y[i]);
    highest = std::max(highest, y[i]);
  }
  fitted.scale = scale_of_range(lowest, highest, shared_.options.scaling);
  if (lowest == highest) {
    fitted.parameters =
        constant_parameters(design, (lowest - fitted.scale.y_min) / fitted.scale.y_scale);
    return fitted;
  }

  scaled_ = (y.array() - fitted.scale.y_min) / fitted.scale.y_scale;
  l1_rate_ = design.l1_rate;
  if (tau > 0.0) l1_rate_.head(design.hinge_count).setConstant(1.0 / tau);
  if (step_scale > 0.0) {
    l1_rate_.tail(l1_rate_.size() - design.hinge_count).setConstant(1.0 / step_scale);
  }
  MapEstimate estimate;
  if (left_out.empty()) {
    estimate = solver_.solve(scaled_, l1_rate_);
  } else {
    GramSystem reduced = shared_.plain;
    remove_rows(design, left_out, reduced.gram);
    estimate = LinearMapSolver(design, reduced).solve(scaled_, l1_rate_, left_out);
  }
  fitted.parameters = parameters_from(design, estimate.theta, estimate.sigma_obs);
  fitted.summary = estimate.summary;
  fold_dummy_changepoint(design.structure, fitted.parameters);
  return fitted;
}

}  // namespace expense::prophet
