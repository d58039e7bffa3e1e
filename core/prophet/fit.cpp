#include "prophet/fit.h"

#include <cmath>
#include <utility>

#include "prophet/gram.h"

namespace expense::prophet {
namespace {

// Noise of a constant history, which is not optimised.
constexpr double kConstantSigma = 1e-9;

Eigen::VectorXd without_rows(const Eigen::VectorXd& y, const std::vector<Eigen::Index>& left_out) {
  Eigen::VectorXd kept(y.size() - static_cast<Eigen::Index>(left_out.size()));
  Eigen::Index next = 0;
  auto skip = left_out.begin();
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    if (skip != left_out.end() && *skip == i) {
      ++skip;
    } else {
      kept[next++] = y[i];
    }
  }
  return kept;
}

Parameters constant_parameters(const Design& design, double scaled_value) {
  Eigen::VectorXd theta = Eigen::VectorXd::Zero(design.column_count());
  theta[design.offset_column()] = scaled_value;
  return parameters_from(design, theta, kConstantSigma);
}

// Without changepoints the fit had one dummy at t = 0, whose hinge is t itself: its rate change
// belongs to the base rate.
void fold_dummy_changepoint(const Structure& structure, Parameters& parameters) {
  if (!structure.changepoints.empty()) return;
  parameters.k += parameters.delta.sum();
  parameters.delta.setZero();
}

}  // namespace

Result<SharedDesign> make_shared_design(std::vector<Timestamp> dates, const Options& options) {
  Result<Design> design = make_design(dates, options);
  if (!design) return tl::unexpected<Error>(design.error());
  Eigen::MatrixXd gram = gram_matrix(design->columns);
  return SharedDesign{options, std::move(*design), std::move(gram), std::move(dates)};
}

Model fit_on(const SharedDesign& shared, const Eigen::VectorXd& y,
             const std::vector<Eigen::Index>& left_out, double tau) {
  Model model;
  model.options = shared.options;
  if (tau > 0.0) model.options.changepoint_prior_scale = tau;
  model.structure = shared.design.structure;
  const Eigen::VectorXd kept = without_rows(y, left_out);
  model.scale = value_scale(kept, shared.options.scaling);
  const Eigen::VectorXd scaled = (y.array() - model.scale.floor) / model.scale.y_scale;

  if (kept.minCoeff() == kept.maxCoeff()) {
    const double value = (kept[0] - model.scale.floor) / model.scale.y_scale;
    model.parameters = constant_parameters(shared.design, value);
    return model;
  }
  Eigen::MatrixXd reduced_gram;
  if (!left_out.empty()) {
    reduced_gram = shared.gram;
    remove_rows(shared.design.columns, left_out, reduced_gram);
  }
  const MapEstimate estimate =
      solve_map(MapProblem{shared.design, left_out.empty() ? shared.gram : reduced_gram, scaled,
                           left_out, model.options.changepoint_prior_scale});
  model.parameters = parameters_from(shared.design, estimate.theta, estimate.sigma_obs);
  model.summary = estimate.summary;
  fold_dummy_changepoint(model.structure, model.parameters);
  return model;
}

bool is_determined(const Model& model) {
  const Parameters& parameters = model.parameters;
  return model.summary.termination != Termination::kUndetermined && std::isfinite(parameters.k) &&
         std::isfinite(parameters.m) && std::isfinite(parameters.sigma_obs) &&
         parameters.delta.allFinite() && parameters.beta.allFinite() &&
         std::isfinite(model.scale.y_scale);
}

Result<Model> fit(std::span<const Observation> rows, const Options& options) {
  if (auto valid = validate(options); !valid) return tl::unexpected<Error>(valid.error());
  Result<History> history = make_history(rows);
  if (!history) return tl::unexpected<Error>(history.error());
  Result<SharedDesign> shared = make_shared_design(history->ds, options);
  if (!shared) return tl::unexpected<Error>(shared.error());
  Model model = fit_on(*shared, history->y);
  if (!is_determined(model)) {
    return fail(ErrorCode::kTooLittleHistory,
                "The history does not determine the parameters of the model.",
                "Give more rows, or ask for fewer seasonalities, holidays and changepoints.");
  }
  model.history_dates = std::move(history->history_dates);
  return model;
}

}  // namespace expense::prophet
