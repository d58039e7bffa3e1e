#include "prophet/design_products.h"

#include <algorithm>

#include "prophet/even_grid_gram.h"
#include "prophet/even_season.h"
#include "prophet/index_sums.h"

namespace expense::prophet {
void symmetrise(Eigen::MatrixXd& matrix) {
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) matrix(j, i) = matrix(i, j);
  }
}

DesignProducts::DesignProducts(const Design& design)
    : design_(design),
      zeroth_(design.knot_rows.size()),
      first_(design.knot_rows.size()),
      second_(design.knot_rows.size()),
      spare_(design.knot_rows.size()),
      scratch_(design.row_count()) {}

void DesignProducts::multiply(const Eigen::VectorXd& theta, Eigen::VectorXd& result) const {
  multiply_trend(theta, result);
  const Eigen::Index trend = design_.trend_columns();
  add_columns(columns_of(design_.free_columns(), trend), theta.data() + trend,
              design_.feature_count(), result.data());
}

void DesignProducts::multiply_trend(const Eigen::VectorXd& theta, Eigen::VectorXd& result) const {
  const Eigen::Index rows = design_.row_count();
  result.setConstant(rows, theta[design_.offset_column()]);
  if (design_.offset_column() == 1) result += design_.t * theta[0];
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const double coefficient = theta[design_.free_count() + j];
    if (coefficient == 0.0) continue;
    const Eigen::Index from = design_.knot_rows[design_.knot_of[static_cast<std::size_t>(j)]];
    if (j < design_.hinge_count) {
      result.tail(rows - from).array() +=
          coefficient * (design_.t.tail(rows - from).array() - design_.knot_times[j]);
    } else {
      result.tail(rows - from).array() += coefficient;
    }
  }
}

void DesignProducts::sum_from_knots(const double* v) {
  Eigen::Index end = design_.row_count();
  total_zeroth_ = 0.0;
  total_first_ = 0.0;
  const auto add_from = [&](Eigen::Index begin) {
    double zeroth = 0.0;
    double first = 0.0;
    sums_with_time(v + begin, design_.t.data() + begin, end - begin, zeroth, first);
    total_zeroth_ += zeroth;
    total_first_ += first;
    end = begin;
  };
  for (std::size_t knot = design_.knot_rows.size(); knot-- > 0;) {
    add_from(design_.knot_rows[knot]);
    zeroth_[knot] = total_zeroth_;
    first_[knot] = total_first_;
  }
  add_from(0);
}

double DesignProducts::knot_product(Eigen::Index column) const {
  const std::size_t knot = design_.knot_of[static_cast<std::size_t>(column)];
  if (column >= design_.hinge_count) return zeroth_[knot];
  return first_[knot] - design_.knot_times[column] * zeroth_[knot];
}

void DesignProducts::project(const Eigen::VectorXd& v, Eigen::VectorXd& result) {
  result.resize(design_.column_count());
  const Eigen::Index trend = design_.trend_columns();
  if (design_.has_columns()) {
    dot_columns(v.data(), columns_of(design_.free_columns(), trend), design_.feature_count(),
                result.data() + trend);
  } else {
    for (const EvenSeason& season : leading_even_seasons(design_)) {
      sum_with_season(design_, season, v, result.data() + season.first_column);
    }
  }
  project_trend(v, result);
}

void DesignProducts::project_trend(const Eigen::VectorXd& v, Eigen::VectorXd& result) {
  sum_from_knots(v.data());
  result[design_.offset_column()] = total_zeroth_;
  if (design_.offset_column() == 1) result[0] = total_first_;
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    result[design_.free_count() + j] = knot_product(j);
  }
}

// Products of free column `column`, whose entries are v, with the trend columns, hinges and steps.
void DesignProducts::fill_beside_trend(const double* v, Eigen::Index column,
                                       Eigen::MatrixXd& result) {
  sum_from_knots(v);
  const Eigen::Index offset = design_.offset_column();
  result(offset, column) = total_zeroth_;
  if (offset == 1) result(0, column) = total_first_;
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    result(column, design_.free_count() + j) = knot_product(j);
  }
}

// Sums over the rows from each knot on of w, t w and t^2 w: zeroth_, first_ and second_.
void DesignProducts::sum_weights_from_knots(const double* weights) {
  const Eigen::Index rows = design_.row_count();
  if (weights == nullptr && design_.even_step > 0) {
    const double step = static_cast<double>(design_.even_step) / design_.structure.time.seconds;
    const auto n = static_cast<double>(rows);
    for (std::size_t knot = 0; knot < zeroth_.size(); ++knot) {
      const auto from = static_cast<double>(design_.knot_rows[knot]);
      zeroth_[knot] = n - from;
      first_[knot] = step * (sum_of_indices(n) - sum_of_indices(from));
      second_[knot] = step * step * (sum_of_squared_indices(n) - sum_of_squared_indices(from));
    }
    return;
  }
  for (Eigen::Index i = 0; i < rows; ++i) {
    scratch_[i] = weights == nullptr ? design_.t[i] : design_.t[i] * weights[i];
  }
  sum_from_knots(scratch_.data());
  second_.swap(first_);  // the first moment of t w is the second of w
  spare_.swap(zeroth_);
  if (weights == nullptr) {
    for (std::size_t knot = 0; knot < zeroth_.size(); ++knot) {
      zeroth_[knot] = static_cast<double>(rows - design_.knot_rows[knot]);
    }
  } else {
    sum_from_knots(weights);
  }
  first_.swap(spare_);
}

// Trend columns beside hinges and steps, all weights 1.
void DesignProducts::fill_trend_beside_penalised(Eigen::MatrixXd& result) {
  sum_weights_from_knots(nullptr);
  const Eigen::Index offset = design_.offset_column();
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const std::size_t knot = design_.knot_of[static_cast<std::size_t>(j)];
    const double s = design_.knot_times[j];
    const bool is_hinge = j < design_.hinge_count;
    const Eigen::Index column = design_.free_count() + j;
    result(offset, column) = is_hinge ? first_[knot] - s * zeroth_[knot] : zeroth_[knot];
    if (offset == 1) {
      result(0, column) = is_hinge ? second_[knot] - s * first_[knot] : first_[knot];
    }
  }
}

// Hinges and steps beside each other: all is told by the rows after the later knot.
void DesignProducts::fill_penalised_block(const double* weights, Eigen::MatrixXd& result) {
  sum_weights_from_knots(weights);
  const Eigen::Index free = design_.free_count();
  for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
    const bool is_hinge = j < design_.hinge_count;
    for (Eigen::Index i = 0; i <= j; ++i) {
      const std::size_t knot = std::max(design_.knot_of[static_cast<std::size_t>(i)],
                                        design_.knot_of[static_cast<std::size_t>(j)]);
      const double w0 = zeroth_[knot];
      const double w1 = first_[knot];
      const double s = design_.knot_times[i];
      const double r = design_.knot_times[j];
      double value = w0;  // step beside step
      if (is_hinge) {
        value = second_[knot] - (s + r) * w1 + s * r * w0;
      } else if (i < design_.hinge_count) {
        value = w1 - s * w0;
      }
      result(free + i, free + j) = value;
    }
  }
}

void DesignProducts::gram(Eigen::MatrixXd& result) {
  const Eigen::Index free = design_.free_count();
  const Eigen::Index trend = design_.trend_columns();
  result.resize(design_.column_count(), design_.column_count());
  const Eigen::Index closed = fill_even_grid_gram(design_, result);
  if (closed > 0) fill_trend_beside_penalised(result);
  for (Eigen::Index l = closed; l < free; ++l) {
    const double* column = design_.free_columns().col(l).data();
    if (l >= trend) {
      dot_columns(column, columns_of(design_.free_columns(), trend), l - trend + 1,
                  result.col(l).data() + trend);
    }
    fill_beside_trend(column, l, result);
  }
  if (design_.penalised_count() > 0) fill_penalised_block(nullptr, result);
  symmetrise(result);
}

void DesignProducts::weighted_trend_gram(const Eigen::VectorXd& trend_weights,
                                         Eigen::MatrixXd& result) {
  result.resize(design_.column_count(), design_.column_count());
  for (Eigen::Index l = 0; l < design_.trend_columns(); ++l) {
    scratch_ = design_.free_columns().col(l).cwiseProduct(trend_weights);
    fill_beside_trend(scratch_.data(), l, result);
  }
  if (design_.penalised_count() > 0) fill_penalised_block(trend_weights.data(), result);
}

// Features `first` to before first + count, all with the same weights, beside trend columns, hinges
// and steps: between two knots both sums of all features at once.
void DesignProducts::fill_features_beside_trend(const Eigen::VectorXd& weights, Eigen::Index first,
                                                Eigen::Index count, Eigen::MatrixXd& result) {
  const Eigen::Index column = design_.trend_columns() + first;
  const Columns all = columns_of(design_.free_columns(), column);
  scratch_ = weights.cwiseProduct(design_.t);
  plain_sums_.setZero(count);
  timed_sums_.setZero(count);
  part_.resize(count);
  Eigen::Index end = design_.row_count();
  const auto add_from = [&](Eigen::Index begin) {
    const Columns rows = {all.first + begin, end - begin, all.stride};
    dot_columns(weights.data() + begin, rows, count, part_.data());
    plain_sums_ += part_;
    dot_columns(scratch_.data() + begin, rows, count, part_.data());
    timed_sums_ += part_;
    end = begin;
  };
  for (std::size_t knot = design_.knot_rows.size(); knot-- > 0;) {
    add_from(design_.knot_rows[knot]);
    for (Eigen::Index j = 0; j < design_.penalised_count(); ++j) {
      if (design_.knot_of[static_cast<std::size_t>(j)] != knot) continue;
      auto target = result.col(design_.free_count() + j).segment(column, count);
      if (j < design_.hinge_count) {
        target = timed_sums_ - design_.knot_times[j] * plain_sums_;
      } else {
        target = plain_sums_;
      }
    }
  }
  add_from(0);
  const Eigen::Index offset = design_.offset_column();
  result.row(offset).segment(column, count) = plain_sums_.transpose();
  if (offset == 1) result.row(0).segment(column, count) = timed_sums_.transpose();
}

void DesignProducts::weighted_gram(const Eigen::VectorXd& trend, const Eigen::VectorXd& additive,
                                   const Eigen::VectorXd& multiplicative, Eigen::MatrixXd& result) {
  weighted_trend_gram(trend, result);
  const Eigen::VectorXd& is_multiplicative = design_.is_multiplicative;
  Eigen::Index first = 0;
  for (Eigen::Index end = 1; end <= is_multiplicative.size(); ++end) {
    // Neighbours of one mode go together.
    if (end < is_multiplicative.size() && is_multiplicative[end] == is_multiplicative[first]) {
      continue;
    }
    fill_features_beside_trend(is_multiplicative[first] != 0.0 ? multiplicative : additive, first,
                               end - first, result);
    first = end;
  }
}

void fill_row(const Design& design, Eigen::Index row, Eigen::VectorXd& result) {
  result.resize(design.column_count());
  result.head(design.free_count()) = design.free_columns().row(row).transpose();
  for (Eigen::Index j = 0; j < design.penalised_count(); ++j) {
    const double since = design.t[row] - design.knot_times[j];
    const double step = since >= 0.0 ? 1.0 : 0.0;
    result[design.free_count() + j] = j < design.hinge_count ? step * since : step;
  }
}

void remove_rows(const Design& design, const std::vector<Eigen::Index>& rows,
                 Eigen::MatrixXd& gram) {
  Eigen::VectorXd row;
  for (const Eigen::Index index : rows) {
    fill_row(design, index, row);
    for (Eigen::Index j = 0; j < row.size(); ++j) {
      if (row[j] != 0.0) gram.col(j) -= row * row[j];
    }
  }
}

}  // namespace expense::prophet
