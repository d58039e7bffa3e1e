#include "prophet/growing_fit.h"

#include <algorithm>
#include <cmath>

#include "prophet/changepoints.h"
#include "prophet/index_sums.h"
#include "prophet/optimality.h"

namespace expense::prophet {
namespace {

bool are_alike(const std::vector<Seasonality>& a, const std::vector<Seasonality>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Seasonality& left, const Seasonality& right) {
                      return left.name == right.name && left.fourier_order == right.fourier_order;
                    });
}

}  // namespace

bool GrowingFit::is_possible(const Table& rows, const Options& options) {
  const auto is_multiplicative = [&options](const auto& term) {
    return term.mode.value_or(options.seasonality_mode) == Mode::kMultiplicative;
  };
  const bool is_linear =
      options.growth != Growth::kLogistic && options.seasonality_mode == Mode::kAdditive &&
      holidays_mode(options) == Mode::kAdditive &&
      std::none_of(options.seasonalities.begin(), options.seasonalities.end(), is_multiplicative) &&
      std::none_of(options.month_positions.begin(), options.month_positions.end(),
                   is_multiplicative);
  const bool is_plain = options.likelihood.kind == Likelihood::Kind::kNormal &&
                        options.likelihood.noise_growth == 0.0 && options.mcmc_samples == 0 &&
                        options.regressors.empty() && !options.country_holidays &&
                        !options.changepoints && !options.level_steps && options.n_level_steps <= 0;
  if (!is_linear || !is_plain || rows.ds.size() < 2) return false;
  if (even_step(rows.ds) <= 0) return false;
  return std::all_of(rows.y.begin(), rows.y.end(), [](double y) { return std::isfinite(y); });
}

GrowingFit::GrowingFit(const Table& rows, const Options& options)
    : rows_(rows),
      options_(options),
      step_(rows.ds[1] - rows.ds[0]),
      trend_columns_(options.growth == Growth::kFlat ? 1 : 2),
      shift_(options.scaling == Scaling::kMinmax ? rows.y.front() : 0.0) {
  const auto count = static_cast<Eigen::Index>(rows.row_count());
  y_sums_ = Eigen::VectorXd::Zero(count + 1);
  y_moments_ = Eigen::VectorXd::Zero(count + 1);
  y_squares_ = Eigen::VectorXd::Zero(count + 1);
  lowest_.resize(count);
  highest_.resize(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const double y = rows.y[static_cast<std::size_t>(i)];
    const double shifted = y - shift_;
    y_sums_[i + 1] = y_sums_[i] + shifted;
    y_moments_[i + 1] = y_moments_[i] + static_cast<double>(i) * shifted;
    y_squares_[i + 1] = y_squares_[i] + shifted * shifted;
    lowest_[i] = i == 0 ? y : std::min(lowest_[i - 1], y);
    highest_[i] = i == 0 ? y : std::max(highest_[i - 1], y);
  }
}

// The features that n rows would have; the sums are made anew only when those are others.
void GrowingFit::plan_features(Eigen::Index n) {
  const std::span<const Timestamp> dates(rows_.ds.data(), static_cast<std::size_t>(n));
  // Evenly spaced: the first, second and last date tell what the rules ask.
  const Timestamp ends[] = {dates[0], dates[1], dates.back()};
  const std::span<const Timestamp> telling(ends, n > 2 ? 3 : 2);
  std::vector<Seasonality> seasonalities = chosen_seasonalities(telling, options_);
  if (is_planned_ && are_alike(seasonalities, seasonalities_)) return;
  is_planned_ = true;
  seasonalities_ = std::move(seasonalities);

  Table first_rows = rows_;
  first_rows.ds.resize(static_cast<std::size_t>(n));
  // Holidays of the table have columns whatever the rows, so the plan of n rows holds for all that
  // have these seasonalities.
  const Features features = *Features::plan(first_rows, options_);
  Eigen::MatrixXd columns(static_cast<Eigen::Index>(rows_.row_count()), features.column_count());
  features.fill(rows_, columns);
  features_ = columns.transpose();
  feature_precision_.resize(features.column_count());
  for (const Component& component : features.components()) {
    feature_precision_.segment(component.first_column, component.column_count)
        .setConstant(1.0 / (component.prior_scale * component.prior_scale));
  }
  sum_features();
}

void GrowingFit::sum_features() {
  const Eigen::Index rows = features_.cols();
  feature_sums_ = Eigen::MatrixXd::Zero(features_.rows(), rows + 1);
  feature_moments_ = Eigen::MatrixXd::Zero(features_.rows(), rows + 1);
  for (Eigen::Index i = 0; i < rows; ++i) {
    feature_sums_.col(i + 1) = feature_sums_.col(i) + features_.col(i);
    feature_moments_.col(i + 1) =
        feature_moments_.col(i) + static_cast<double>(i) * features_.col(i);
  }
  counted_ = 0;
  solver_.clear();
}

// Takes the feature products up to the first n rows.
void GrowingFit::add_rows(Eigen::Index n) {
  if (counted_ == 0 || counted_ > n) {
    feature_gram_ = Eigen::MatrixXd::Zero(features_.rows(), features_.rows());
    feature_right_ = Eigen::VectorXd::Zero(features_.rows());
    counted_ = 0;
  }
  for (; counted_ < n; ++counted_) {
    const auto x = features_.col(counted_);
    feature_right_ += (rows_.y[static_cast<std::size_t>(counted_)] - shift_) * x;
    for (Eigen::Index l = 0; l < x.size(); ++l) feature_gram_.col(l) += x[l] * x;
  }
}

void GrowingFit::set_scale(Eigen::Index n) {
  fitted_.scale = scale_of_range(lowest_[n - 1], highest_[n - 1], options_.scaling);
}

void GrowingFit::place_knots(Eigen::Index n) {
  time_step_ = 1.0 / static_cast<double>(n - 1);
  knots_ = changepoint_rows(static_cast<std::size_t>(n), options_.n_changepoints,
                            options_.changepoint_range);
  const bool has_dummy = knots_.empty();
  if (has_dummy) knots_.push_back(0);
  changepoints_t_.resize(static_cast<Eigen::Index>(knots_.size()));
  for (std::size_t j = 0; j < knots_.size(); ++j) {
    changepoints_t_[static_cast<Eigen::Index>(j)] = static_cast<double>(knots_[j]) * time_step_;
  }
}

void GrowingFit::fill_gram(Eigen::Index n) {
  const Eigen::Index free = free_count();
  const Eigen::Index features = features_.rows();
  const Eigen::Index hinges = trend_columns_ == 1 ? 0 : changepoints_t_.size();
  const Eigen::Index offset = trend_columns_ - 1;
  Eigen::MatrixXd& gram = system_.gram;
  gram.resize(free + hinges, free + hinges);
  const auto count = static_cast<double>(n);
  const double h = time_step_;

  gram(offset, offset) = count;
  gram.col(offset).segment(trend_columns_, features) = feature_sums_.col(n);
  if (offset == 1) {
    gram(1, 0) = h * sum_of_indices(count);
    gram(0, 0) = h * h * sum_of_squared_indices(count);
    gram.col(0).segment(2, features) = h * feature_moments_.col(n);
  }
  gram.block(trend_columns_, trend_columns_, features, features) = feature_gram_;
  for (Eigen::Index j = 0; j < hinges; ++j) {
    const auto row = static_cast<Eigen::Index>(knots_[static_cast<std::size_t>(j)]);
    const auto from = static_cast<double>(row);
    const double s = changepoints_t_[j];
    const double w0 = count - from;
    const double w1 = h * (sum_of_indices(count) - sum_of_indices(from));
    const double w2 = h * h * (sum_of_squared_indices(count) - sum_of_squared_indices(from));
    gram(0, free + j) = w2 - s * w1;
    gram(1, free + j) = w1 - s * w0;
    gram.col(free + j).segment(2, features) =
        h * (feature_moments_.col(n) - feature_moments_.col(row)) -
        s * (feature_sums_.col(n) - feature_sums_.col(row));
    for (Eigen::Index i = 0; i <= j; ++i) {
      const double r = changepoints_t_[i];
      gram(free + i, free + j) = w2 - (s + r) * w1 + s * r * w0;
    }
  }
  // The trend columns were filled downwards, the hinges upwards.
  for (Eigen::Index j = 0; j < trend_columns_; ++j) {
    for (Eigen::Index i = j + 1; i < free; ++i) gram(j, i) = gram(i, j);
  }
  for (Eigen::Index j = free; j < gram.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) gram(j, i) = gram(i, j);
  }
}

void GrowingFit::fill_right(Eigen::Index n) {
  const Eigen::Index free = free_count();
  const Eigen::Index features = features_.rows();
  const Eigen::Index hinges = trend_columns_ == 1 ? 0 : changepoints_t_.size();
  const Eigen::MatrixXd& gram = system_.gram;
  const double floor = fitted_.scale.y_min - shift_;
  const double unit = 1.0 / fitted_.scale.y_scale;
  const Eigen::Index offset = trend_columns_ - 1;
  Eigen::VectorXd& right = sums_.right;
  right.resize(free + hinges);
  right[offset] = y_sums_[n];
  if (offset == 1) right[0] = time_step_ * y_moments_[n];
  right.segment(trend_columns_, features) = feature_right_;
  for (Eigen::Index j = 0; j < hinges; ++j) {
    const auto row = static_cast<Eigen::Index>(knots_[static_cast<std::size_t>(j)]);
    right[free + j] = time_step_ * (y_moments_[n] - y_moments_[row]) -
                      changepoints_t_[j] * (y_sums_[n] - y_sums_[row]);
  }
  // X'(y - floor): the products with 1 stand in the offset's column.
  if (floor != 0.0) right -= floor * gram.col(offset);
  right *= unit;
  sums_.rows = static_cast<double>(n);
  sums_.squares =
      unit * unit *
      std::max(0.0, y_squares_[n] - 2.0 * floor * y_sums_[n] + floor * floor * sums_.rows);
}

bool GrowingFit::solve() {
  const Eigen::Index free = free_count();
  const Eigen::Index hinges = system_.gram.cols() - free;
  if (system_.precision.size() != free + hinges) {
    system_.precision = Eigen::VectorXd::Zero(free + hinges);
    system_.precision.head(trend_columns_).setConstant(1.0 / (kTrendPriorScale * kTrendPriorScale));
    system_.precision.segment(trend_columns_, feature_precision_.size()) = feature_precision_;
    l1_rate_ = Eigen::VectorXd::Constant(hinges, 1.0 / options_.changepoint_prior_scale);
    solver_.clear();
  }
  const bool goes_on = !solver_.empty() && has_one_maximum(sums_.rows, system_.gram.cols());
  if (solver_.empty()) solver_.emplace_back(free, hinges);
  GramMapSolver& solver = solver_.front();
  const bool is_solved = goes_on ? solver.solve_again(system_, sums_, l1_rate_)
                                 : solver.solve(system_, sums_, l1_rate_);
  if (!is_solved) {
    solver_.clear();
    return false;
  }
  fitted_.summary = solver.summary();
  solver.fill_theta(theta_);
  return solver.rounding() <= kOptimal && fitted_.summary.kkt_residual <= kOptimal;
}

// Where sums do not suffice: the plain way.
bool GrowingFit::fit_from_rows(Eigen::Index n) {
  Table first_rows = rows_;
  first_rows.ds.resize(static_cast<std::size_t>(n));
  first_rows.y.resize(static_cast<std::size_t>(n));
  for (auto& [name, values] : first_rows.columns) values.resize(static_cast<std::size_t>(n));
  const Result<Model> model = fit(first_rows, options_);
  if (!model) return false;
  fitted_ = {model->scale, model->parameters, model->summary};
  return true;
}

bool GrowingFit::fit_first(Eigen::Index n) {
  plan_features(n);
  add_rows(n);
  set_scale(n);
  place_knots(n);
  if (lowest_[n - 1] == highest_[n - 1]) return fit_from_rows(n);
  fill_gram(n);
  fill_right(n);
  if (!solve()) return fit_from_rows(n);

  Parameters& parameters = fitted_.parameters;
  const Eigen::Index hinges = theta_.size() - free_count();
  parameters.k = trend_columns_ == 2 ? theta_[0] : 0.0;
  parameters.m = theta_[trend_columns_ - 1];
  parameters.beta = theta_.segment(trend_columns_, features_.rows());
  parameters.delta = Eigen::VectorXd::Zero(changepoints_t_.size());
  parameters.delta.head(hinges) = theta_.tail(hinges);
  parameters.sigma_obs = std::sqrt(solver_.front().lambda());
  if (knots_.size() == 1 && knots_.front() == 0) {  // the dummy: its rate belongs to the base rate
    parameters.k += parameters.delta.sum();
    parameters.delta.setZero();
  }
  return true;
}

double GrowingFit::expected(Eigen::Index row) const {
  const Parameters& parameters = fitted_.parameters;
  const double t = static_cast<double>(row) * time_step_;
  double value = parameters.m + parameters.k * t;
  for (Eigen::Index j = 0; j < parameters.delta.size(); ++j) {
    value += parameters.delta[j] * std::max(0.0, t - changepoints_t_[j]);
  }
  value += features_.col(row).dot(parameters.beta);
  return value * fitted_.scale.y_scale + fitted_.scale.y_min;
}

}  // namespace expense::prophet
