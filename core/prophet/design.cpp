#include "prophet/design.h"

#include <algorithm>
#include <utility>

#include "prophet/changepoints.h"

namespace expense::prophet {
namespace {

// The knots of hinges and steps among the rows.
void find_knots(Design& design) {
  const Structure& structure = design.structure;
  const Eigen::Index steps = structure.level_steps_t.size();
  design.knot_times.resize(design.hinge_count + steps);
  design.knot_times.head(design.hinge_count) = structure.changepoints_t.head(design.hinge_count);
  design.knot_times.tail(steps) = structure.level_steps_t;

  std::vector<Eigen::Index> rows;
  for (const double knot : design.knot_times) {
    rows.push_back(std::lower_bound(design.t.begin(), design.t.end(), knot) - design.t.begin());
  }
  design.knot_rows = rows;
  std::sort(design.knot_rows.begin(), design.knot_rows.end());
  design.knot_rows.erase(std::unique(design.knot_rows.begin(), design.knot_rows.end()),
                         design.knot_rows.end());
  for (const Eigen::Index row : rows) {
    const auto at = std::lower_bound(design.knot_rows.begin(), design.knot_rows.end(), row);
    design.knot_of.push_back(static_cast<std::size_t>(at - design.knot_rows.begin()));
  }
}

void set_priors(Design& design, const Options& options) {
  const Eigen::Index trend_columns = design.trend_columns();
  design.prior_precision = Eigen::VectorXd::Zero(design.column_count());
  design.prior_precision.head(trend_columns)
      .setConstant(1.0 / (kTrendPriorScale * kTrendPriorScale));
  for (const Component& component : design.structure.features.components()) {
    design.prior_precision.segment(trend_columns + component.first_column, component.column_count)
        .setConstant(1.0 / (component.prior_scale * component.prior_scale));
  }
  design.l1_rate.head(design.hinge_count).setConstant(1.0 / options.changepoint_prior_scale);
  design.l1_rate.tail(design.l1_rate.size() - design.hinge_count)
      .setConstant(1.0 / options.level_step_prior_scale);
}

}  // namespace

Eigen::VectorXd TimeScale::scaled(std::span<const Timestamp> dates) const {
  Eigen::VectorXd t(static_cast<Eigen::Index>(dates.size()));
  for (std::size_t i = 0; i < dates.size(); ++i) t[static_cast<Eigen::Index>(i)] = scaled(dates[i]);
  return t;
}

void Design::fill_columns(const Table& rows) const {
  const Features& features = structure.features;
  columns_.resize(row_count(), free_count());
  if (offset_column() == 1) columns_.col(0) = t;
  columns_.col(offset_column()).setOnes();
  features.fill(rows, columns_.rightCols(features.column_count()));
}

void Design::fill_even_columns() const {
  std::vector<Timestamp> dates;
  for (Eigen::Index row = 0; row < row_count(); ++row) dates.push_back(date(row));
  fill_columns(dates_only(std::move(dates)));
}

Result<Design> make_design(const Table& rows, const Options& options) {
  const std::span<const Timestamp> dates = rows.ds;
  Result<std::vector<Timestamp>> changepoints = place_changepoints(dates, options);
  if (!changepoints) return tl::unexpected<Error>(changepoints.error());
  Result<std::vector<Timestamp>> steps = place_level_steps(dates, options);
  if (!steps) return tl::unexpected<Error>(steps.error());
  Result<Features> features = Features::plan(rows, options);
  if (!features) return tl::unexpected<Error>(features.error());

  Structure structure;
  structure.growth = options.growth;
  structure.time = TimeScale{dates.front(), static_cast<double>(dates.back() - dates.front())};
  structure.changepoints = std::move(*changepoints);
  structure.changepoints_t = structure.changepoints.empty()
                                 ? Eigen::VectorXd::Zero(1)
                                 : structure.time.scaled(structure.changepoints);
  structure.level_steps = std::move(*steps);
  structure.level_steps_t = structure.time.scaled(structure.level_steps);
  structure.features = std::move(*features);
  return make_design(rows, std::move(structure), options);
}

Design make_design(const Table& rows, Structure structure, const Options& options) {
  Design design;
  design.structure = std::move(structure);
  const Features& features = design.structure.features;
  design.t = design.structure.time.scaled(rows.ds);
  design.even_step = even_step(rows.ds);
  const bool is_flat = design.structure.growth == Growth::kFlat;
  design.hinge_count = is_flat ? 0 : design.structure.changepoints_t.size();
  design.is_multiplicative = features.multiplicative_columns();

  design.first_date = rows.ds.front();
  const bool are_even_seasons =
      design.even_step != 0 &&
      std::all_of(features.components().begin(), features.components().end(),
                  [](const Component& component) {
                    return component.kind == Component::Kind::kSeasonality &&
                           component.condition_name.empty();
                  });
  if (!are_even_seasons) design.fill_columns(rows);

  design.l1_rate.resize(design.hinge_count + design.structure.level_steps_t.size());
  find_knots(design);
  set_priors(design, options);
  return design;
}

}  // namespace expense::prophet
