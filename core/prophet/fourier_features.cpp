#include "prophet/fourier_features.h"

#include "base/elementary.h"

namespace expense::prophet {

void fill_fourier_features(std::span<const Timestamp> dates, double period_days,
                           Eigen::Ref<Eigen::MatrixXd> columns) {
  const Eigen::Index pairs = columns.cols() / 2;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const SineCosine first = sine_cosine_of_turns(dates[i].days() / period_days);
    // Higher harmonics by the addition theorem: one pair of series a row instead of N.
    SineCosine nth = first;
    for (Eigen::Index n = 0; n < pairs; ++n) {
      columns(row, 2 * n) = nth.sine;
      columns(row, 2 * n + 1) = nth.cosine;
      nth = {nth.sine * first.cosine + nth.cosine * first.sine,
             nth.cosine * first.cosine - nth.sine * first.sine};
    }
  }
}

}  // namespace expense::prophet
