#include "prophet/regressor_coefficients.h"

#include "prophet/quantiles.h"

namespace expense::prophet {

std::vector<RegressorCoefficient> regressor_coefficients(const Model& model) {
  std::vector<RegressorCoefficient> coefficients;
  for (const Component& component : model.structure.features.components()) {
    if (component.kind != Component::Kind::kRegressor) continue;
    const double unit =
        (component.mode == Mode::kAdditive ? model.scale.y_scale : 1.0) / component.std;
    RegressorCoefficient coefficient;
    coefficient.regressor = component.name;
    coefficient.regressor_mode = component.mode;
    coefficient.center = component.mu;
    coefficient.coef = model.parameters.beta[component.first_column] * unit;
    coefficient.coef_lower = coefficient.coef_upper = coefficient.coef;
    if (model.draws) {
      Eigen::VectorXd draws = model.draws->beta.row(component.first_column) * unit;
      fill_bounds(draws, model.options.interval_width, coefficient.coef_lower,
                  coefficient.coef_upper);
    }
    coefficients.push_back(coefficient);
  }
  return coefficients;
}

}  // namespace expense::prophet
