#include "prophet/saved_params.h"

#include <string>
#include <utility>

#include "prophet/history.h"
#include "prophet/trend.h"

namespace expense::prophet {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Json list_json(const VectorXd& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(value);
  return list;
}

// @param values  one column for each draw.
Json rows_json(const MatrixXd& values) {
  Json rows = Json::array();
  for (Index draw = 0; draw < values.cols(); ++draw) rows.push_back(list_json(values.col(draw)));
  return rows;
}

Json scalar_json(double value) { return Json::array({Json::array({value})}); }

// Without features Prophet fits the coefficient of one column of zeros.
MatrixXd with_dummy(const MatrixXd& beta) {
  return beta.rows() > 0 ? beta : MatrixXd::Zero(1, beta.cols());
}

bool is_student_t(const Model& model) {
  return model.options.likelihood.kind == Likelihood::Kind::kStudentT;
}

VectorXd scaled_trend(const Model& model) {
  const VectorXd t = model.structure.time.scaled(model.history.ds);
  const VectorXd caps = scaled_caps(model.history, model.scale, model.structure.growth);
  VectorXd trend(t.size());
  for (Index i = 0; i < t.size(); ++i) {
    trend[i] = trend_at(model.structure, model.parameters, t[i], caps[i]);
  }
  return trend;
}

// One column for each draw, as many rows as the model has such parameters.
MatrixXd read_vector(const JsonCursor& json, Index draws, Index expected) {
  MatrixXd values = json.matrix().transpose();
  if (values.rows() == expected && values.cols() == draws) return values;
  json.refuse("has not " + std::to_string(expected) + " values for each of the " +
              std::to_string(draws) + " draws of k");
  return MatrixXd::Zero(expected, draws);
}

VectorXd read_scalar(const JsonCursor& json, Index draws) {
  return read_vector(json, draws, 1).row(0);
}

PosteriorDraws read_draws(const JsonCursor& params, const JsonCursor& extension, const Model& model,
                          Index draws) {
  const Structure& structure = model.structure;
  const Index features = structure.features.column_count();
  PosteriorDraws read;
  read.k = read_scalar(params["k"], draws);
  read.m = read_scalar(params["m"], draws);
  read.sigma_obs = read_scalar(params["sigma_obs"], draws);
  read.delta = read_vector(params["delta"], draws, structure.changepoints_t.size());
  read.beta = read_vector(params["beta"], draws, features > 0 ? features : 1).topRows(features);
  const Index steps = structure.level_steps_t.size();
  read.steps = steps > 0 ? read_vector(extension["steps"], draws, steps) : MatrixXd(0, draws);
  if (is_student_t(model)) read.nu = read_scalar(extension["nu"], draws);
  if (!(read.sigma_obs.minCoeff() > 0.0)) params["sigma_obs"].refuse("is not above 0");
  return read;
}

}  // namespace

Json params_json(const Model& model) {
  if (model.draws) {
    const PosteriorDraws& draws = *model.draws;
    return {{"k", list_json(draws.k)},
            {"m", list_json(draws.m)},
            {"delta", rows_json(draws.delta)},
            {"sigma_obs", list_json(draws.sigma_obs)},
            {"beta", rows_json(with_dummy(draws.beta))}};
  }
  const Parameters& parameters = model.parameters;
  return {{"k", scalar_json(parameters.k)},
          {"m", scalar_json(parameters.m)},
          {"delta", rows_json(parameters.delta)},
          {"sigma_obs", scalar_json(parameters.sigma_obs)},
          {"beta", rows_json(with_dummy(parameters.beta))},
          {"trend", rows_json(scaled_trend(model))}};
}

Json extension_params_json(const Model& model) {
  Json params = Json::object();
  if (model.structure.level_steps_t.size() > 0) {
    params["steps"] =
        model.draws ? rows_json(model.draws->steps) : rows_json(model.parameters.steps);
  }
  if (is_student_t(model)) {
    params["nu"] = model.draws ? list_json(model.draws->nu) : scalar_json(model.parameters.nu);
  }
  return params;
}

void read_params(const JsonCursor& params, const JsonCursor& extension, Model& model) {
  const JsonCursor k = params["k"];
  const auto count = static_cast<Index>(k.size());
  if (count == 0) {
    k.refuse("is empty");
    return;
  }
  PosteriorDraws draws = read_draws(params, extension, model, count);
  const bool is_sampled = count > 1 || k[std::size_t{0}].is_number();
  model.parameters = is_sampled ? draws.mean() : draws.draw(0);
  if (is_sampled) model.draws = std::move(draws);
}

}  // namespace expense::prophet
