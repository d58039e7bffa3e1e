#include "prophet/design.h"

#include <algorithm>

#include "prophet/changepoints.h"

namespace expense::prophet {
namespace {

constexpr double kTrendPriorScale = 5.0;  // of k and m, on the scaled data

}  // namespace

Result<Design> make_design(std::span<const Timestamp> dates, const Options& options) {
  Result<std::vector<Timestamp>> changepoints = place_changepoints(dates, options);
  if (!changepoints) return tl::unexpected<Error>(changepoints.error());

  Design design;
  Structure& structure = design.structure;
  structure.growth = options.growth;
  structure.time = TimeScale{dates.front(), static_cast<double>(dates.back() - dates.front())};
  structure.changepoints = std::move(*changepoints);
  structure.features = Features::plan(dates, options);
  const auto changepoint_count = static_cast<Eigen::Index>(structure.changepoints.size());
  structure.changepoints_t = Eigen::VectorXd::Zero(std::max<Eigen::Index>(1, changepoint_count));
  for (Eigen::Index j = 0; j < changepoint_count; ++j) {
    structure.changepoints_t[j] =
        structure.time.scaled(structure.changepoints[static_cast<std::size_t>(j)]);
  }

  const bool is_flat = options.growth == Growth::kFlat;
  const auto rows = static_cast<Eigen::Index>(dates.size());
  const Eigen::Index trend_columns = is_flat ? 1 : 2;
  const Eigen::Index feature_columns = structure.features.column_count();
  design.hinge_count = is_flat ? 0 : structure.changepoints_t.size();
  design.columns.resize(rows, trend_columns + feature_columns + design.hinge_count);

  Eigen::VectorXd t(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    t[i] = structure.time.scaled(dates[static_cast<std::size_t>(i)]);
  }
  if (!is_flat) design.columns.col(0) = t;
  design.columns.col(design.offset_column()).setOnes();
  structure.features.fill(dates, design.columns.middleCols(trend_columns, feature_columns));
  for (Eigen::Index j = 0; j < design.hinge_count; ++j) {
    design.columns.col(design.free_count() + j) =
        (t.array() - structure.changepoints_t[j]).max(0.0);
  }

  design.prior_precision = Eigen::VectorXd::Zero(design.column_count());
  design.prior_precision.head(trend_columns)
      .setConstant(1.0 / (kTrendPriorScale * kTrendPriorScale));
  for (const Component& component : structure.features.components()) {
    design.prior_precision.segment(trend_columns + component.first_column, component.column_count)
        .setConstant(1.0 / (component.prior_scale * component.prior_scale));
  }
  return design;
}

}  // namespace expense::prophet
