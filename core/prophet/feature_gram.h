// Weighted products of feature columns with each other, by what is known of seasonal ones.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "prophet/column_dots.h"
#include "prophet/design.h"

namespace expense::prophet {

/// Weights of the T rows in products of two features, by their modes; those no pair needs may be
/// empty.
struct FeatureWeights {
  Eigen::VectorXd additive;        ///< Both additive.
  Eigen::VectorXd mixed;           ///< One of each.
  Eigen::VectorXd multiplicative;  ///< Both multiplicative.
};

/// Products of sines are sums of sines, so the N pairs of a seasonality need 4N sums over the rows
/// instead of 2N^2 products; and a seasonality that repeats after a few rows (weekdays) needs the
/// sums of those rows alone. All other columns are multiplied one by one.
class FeatureGram {
 public:
  /// @param design  must outlive this.
  explicit FeatureGram(const Design& design);

  /// Fills the upper triangle of the features' block in `gram` (P x P).
  void fill(const FeatureWeights& weights, Eigen::MatrixXd& gram);

 private:
  /// An unconditional seasonality. Columns are counted among the features.
  struct Waves {
    Eigen::Index first = 0;
    Eigen::Index pairs = 0;  // 0: there is none
    bool is_multiplicative = false;
    Eigen::Index cycle = 0;  // rows after which it repeats; 0 when it does not
  };
  void find_waves();
  [[nodiscard]] const Eigen::VectorXd& weight(const FeatureWeights& weights, bool is_multiplicative,
                                              bool other_is_multiplicative) const;
  [[nodiscard]] double& at(Eigen::MatrixXd& gram, Eigen::Index row, Eigen::Index column) const;
  void fill_smooth(const FeatureWeights& weights, Eigen::MatrixXd& gram);
  void fill_cyclic(const FeatureWeights& weights, Eigen::MatrixXd& gram);
  void fill_smooth_by_cyclic(const FeatureWeights& weights, Eigen::MatrixXd& gram);
  void fill_others(const FeatureWeights& weights, Eigen::MatrixXd& gram);

  const Design& design_;
  Columns features_;
  Waves smooth_;                      // the first that does not repeat after few rows
  Waves cyclic_;                      // the first that does
  Eigen::MatrixXd higher_;            // T x 2N; the pairs N + 1 .. 2N of smooth_
  std::vector<Eigen::Index> others_;  // columns of neither
  Eigen::VectorXd sines_, cosines_;   // 2N + 1; sums of smooth_'s pairs 0 .. 2N
  Eigen::VectorXd dots_, bins_, scratch_;
};

}  // namespace expense::prophet
