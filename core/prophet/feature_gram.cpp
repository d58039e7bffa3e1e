#include "prophet/feature_gram.h"

#include <algorithm>

#include "prophet/fourier_features.h"

namespace expense::prophet {
namespace {

// Cycles up to so many rows are worth sums of their own.
constexpr Eigen::Index kLongestCycle = 31;

// bins[d] = sum of w x over the rows i with i mod cycle = d; x may be null for 1. A length of cycle
// that is known beforehand keeps the bins in registers.
template <Eigen::Index kCycle>
void sum_by_phase_of(const double* w, const double* x, Eigen::Index rows, Eigen::Index cycle,
                     double* __restrict bins) {
  const Eigen::Index length = kCycle > 0 ? kCycle : cycle;
  double sums[kCycle > 0 ? kCycle : kLongestCycle] = {};
  Eigen::Index i = 0;
  for (; i + length <= rows; i += length) {
    for (Eigen::Index d = 0; d < length; ++d)
      sums[d] += x == nullptr ? w[i + d] : w[i + d] * x[i + d];
  }
  for (Eigen::Index d = 0; i < rows; ++i, ++d) sums[d] += x == nullptr ? w[i] : w[i] * x[i];
  std::copy_n(sums, length, bins);
}

void sum_by_phase(const double* w, const double* x, Eigen::Index rows, Eigen::Index cycle,
                  double* bins) {
  if (cycle == 7) return sum_by_phase_of<7>(w, x, rows, cycle, bins);
  sum_by_phase_of<0>(w, x, rows, cycle, bins);
}

}  // namespace

FeatureGram::FeatureGram(const Design& design)
    : design_(design),
      features_(columns_of(design.free_columns(), design.trend_columns())),
      dots_(design.feature_count()),
      bins_(kLongestCycle),
      scratch_(design.row_count()) {
  find_waves();
  if (smooth_.pairs == 0) return;
  const Eigen::Index pairs = smooth_.pairs;
  sines_.resize(2 * pairs + 1);
  cosines_.resize(2 * pairs + 1);
  higher_.resize(design.row_count(), 2 * pairs);
  // By the addition theorem from pairs N and n.
  const double* top_sine = features_.column(smooth_.first + 2 * pairs - 2);
  const double* top_cosine = features_.column(smooth_.first + 2 * pairs - 1);
  for (Eigen::Index n = 0; n < pairs; ++n) {
    const double* sine = features_.column(smooth_.first + 2 * n);
    const double* cosine = features_.column(smooth_.first + 2 * n + 1);
    for (Eigen::Index i = 0; i < design.row_count(); ++i) {
      higher_(i, 2 * n) = top_sine[i] * cosine[i] + top_cosine[i] * sine[i];
      higher_(i, 2 * n + 1) = top_cosine[i] * cosine[i] - top_sine[i] * sine[i];
    }
  }
}

void FeatureGram::find_waves() {
  for (const Component& component : design_.structure.features.components()) {
    const bool is_wave = component.kind == Component::Kind::kSeasonality &&
                         component.condition_name.empty() && component.column_count > 0;
    const Eigen::Index cycle = is_wave && design_.even_step != 0
                                   ? rows_of_cycle(design_.even_step, component.period_days,
                                                   std::min(kLongestCycle, design_.row_count() - 1))
                                   : 0;
    Waves& waves = cycle > 0 ? cyclic_ : smooth_;
    if (is_wave && waves.pairs == 0) {
      waves = {component.first_column, component.column_count / 2,
               component.mode == Mode::kMultiplicative, cycle};
      continue;
    }
    for (Eigen::Index i = 0; i < component.column_count; ++i) {
      others_.push_back(component.first_column + i);
    }
  }
}

const Eigen::VectorXd& FeatureGram::weight(const FeatureWeights& weights, bool is_multiplicative,
                                           bool other_is_multiplicative) const {
  if (is_multiplicative != other_is_multiplicative) return weights.mixed;
  return is_multiplicative ? weights.multiplicative : weights.additive;
}

double& FeatureGram::at(Eigen::MatrixXd& gram, Eigen::Index row, Eigen::Index column) const {
  const Eigen::Index trend = design_.trend_columns();
  return gram(trend + std::min(row, column), trend + std::max(row, column));
}

void FeatureGram::fill_smooth(const FeatureWeights& weights, Eigen::MatrixXd& gram) {
  const Eigen::Index pairs = smooth_.pairs;
  const Eigen::VectorXd& w = weight(weights, smooth_.is_multiplicative, smooth_.is_multiplicative);
  sines_[0] = 0.0;
  cosines_[0] = w.sum();
  dots_.resize(std::max(dots_.size(), 2 * pairs));
  for (const bool is_higher : {false, true}) {
    const Columns columns =
        is_higher ? columns_of(higher_)
                  : Columns{features_.column(smooth_.first), features_.rows, features_.stride};
    dot_columns(w.data(), columns, 2 * pairs, dots_.data());
    for (Eigen::Index n = 0; n < pairs; ++n) {
      const Eigen::Index harmonic = n + 1 + (is_higher ? pairs : 0);
      sines_[harmonic] = dots_[2 * n];
      cosines_[harmonic] = dots_[2 * n + 1];
    }
  }
  for (Eigen::Index b = 1; b <= pairs; ++b) {
    for (Eigen::Index a = 1; a <= b; ++a) {
      const Eigen::Index row = smooth_.first + 2 * a - 2;
      const Eigen::Index column = smooth_.first + 2 * b - 2;
      at(gram, row, column) = 0.5 * (cosines_[b - a] - cosines_[a + b]);
      at(gram, row + 1, column + 1) = 0.5 * (cosines_[b - a] + cosines_[a + b]);
      at(gram, row, column + 1) = 0.5 * (sines_[a + b] - sines_[b - a]);  // sin a cos b
      if (a < b) at(gram, row + 1, column) = 0.5 * (sines_[a + b] + sines_[b - a]);
    }
  }
}

void FeatureGram::fill_cyclic(const FeatureWeights& weights, Eigen::MatrixXd& gram) {
  const Eigen::VectorXd& w = weight(weights, cyclic_.is_multiplicative, cyclic_.is_multiplicative);
  sum_by_phase(w.data(), nullptr, features_.rows, cyclic_.cycle, bins_.data());
  for (Eigen::Index b = 0; b < 2 * cyclic_.pairs; ++b) {
    const double* right = features_.column(cyclic_.first + b);
    for (Eigen::Index a = 0; a <= b; ++a) {
      const double* left = features_.column(cyclic_.first + a);
      double sum = 0.0;
      for (Eigen::Index d = 0; d < cyclic_.cycle; ++d) sum += bins_[d] * left[d] * right[d];
      at(gram, cyclic_.first + a, cyclic_.first + b) = sum;
    }
  }
}

void FeatureGram::fill_smooth_by_cyclic(const FeatureWeights& weights, Eigen::MatrixXd& gram) {
  const Eigen::VectorXd& w = weight(weights, smooth_.is_multiplicative, cyclic_.is_multiplicative);
  for (Eigen::Index a = 0; a < 2 * smooth_.pairs; ++a) {
    sum_by_phase(w.data(), features_.column(smooth_.first + a), features_.rows, cyclic_.cycle,
                 bins_.data());
    for (Eigen::Index b = 0; b < 2 * cyclic_.pairs; ++b) {
      const double* column = features_.column(cyclic_.first + b);
      double sum = 0.0;
      for (Eigen::Index d = 0; d < cyclic_.cycle; ++d) sum += bins_[d] * column[d];
      at(gram, smooth_.first + a, cyclic_.first + b) = sum;
    }
  }
}

void FeatureGram::fill_others(const FeatureWeights& weights, Eigen::MatrixXd& gram) {
  const Eigen::Index count = design_.feature_count();
  dots_.resize(std::max(dots_.size(), count));
  for (const Eigen::Index l : others_) {
    const bool is_multiplicative = design_.is_multiplicative[l] != 0.0;
    const Eigen::Map<const Eigen::VectorXd> column(features_.column(l), features_.rows);
    for (const bool other_is_multiplicative : {false, true}) {
      const Eigen::VectorXd& w = weight(weights, is_multiplicative, other_is_multiplicative);
      if (w.size() == 0) continue;
      scratch_ = column.cwiseProduct(w);
      dot_columns(scratch_.data(), features_, count, dots_.data());
      for (Eigen::Index other = 0; other < count; ++other) {
        if ((design_.is_multiplicative[other] != 0.0) == other_is_multiplicative) {
          at(gram, l, other) = dots_[other];
        }
      }
    }
  }
}

void FeatureGram::fill(const FeatureWeights& weights, Eigen::MatrixXd& gram) {
  if (smooth_.pairs > 0) fill_smooth(weights, gram);
  if (cyclic_.pairs > 0) fill_cyclic(weights, gram);
  if (smooth_.pairs > 0 && cyclic_.pairs > 0) fill_smooth_by_cyclic(weights, gram);
  fill_others(weights, gram);
}

}  // namespace expense::prophet
