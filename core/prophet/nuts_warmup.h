// What the sampler learns before its draws count: a schedule, the step size, the covariance.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace expense::prophet {

/// Warm-up transitions in three phases: on the way to where the density lies only the step size is
/// learned, then the covariance too, in windows of doubling length, then the step size alone again.
struct WarmupSchedule {
  int first = 0;                 ///< Where the first window begins.
  std::vector<int> window_ends;  ///< One past each window, ascending; the next begins there.

  /// Whether the draw of a transition belongs to a window.
  [[nodiscard]] bool in_window(int transition) const;
  [[nodiscard]] bool ends_window(int transition) const;
};

/// 75 transitions before and 50 behind the windows; or if that is less, 15 % and 10 % of them all,
/// the latter at least 15. Windows of 25, 50, 100 and so on, the last of them longer. No window in
/// a warm-up below 50.
/// @param warmup  >= 0.
/// @source Stan reference manual, "Automatic parameter tuning"; the scaling is our own.
[[nodiscard]] WarmupSchedule make_warmup_schedule(int warmup);

/// The step size by dual averaging.
/// @source Hoffman, Gelman (2014), section 3.2, with their gamma, t_0 and kappa.
class StepSizeAdaptation {
 public:
  /// @param target  mean acceptance aimed at, in (0, 1).
  explicit StepSizeAdaptation(double target) : target_(target) {}

  /// Begins anew near a step size.
  void restart(double step_size);
  /// @param acceptance  of the transition made with current(), in [0, 1].
  void learn(double acceptance);
  /// To be tried next.
  [[nodiscard]] double current() const { return current_; }
  /// To be kept at the end: the average of those tried, the later ones counting most.
  [[nodiscard]] double averaged() const;

 private:
  double target_;
  double current_ = 1.0;
  double log_center_ = 0.0;
  double log_average_ = 0.0;
  double mean_shortfall_ = 0.0;
  double count_ = 0.0;
};

/// The covariance of a window of draws, drawn towards that which the coordinates make the identity.
class WindowCovariance {
 public:
  explicit WindowCovariance(Eigen::Index dimension) : dimension_(dimension) {}

  void restart() { draws_.clear(); }
  /// @param z  whitened coordinates; entries behind the dimension are not looked at.
  void learn(const Eigen::VectorXd& z);
  /// As if further draws with the identity for their covariance had been seen: between d / 16 and
  /// 64 d of them, as many as let the first half of the window predict the second half best. So
  /// coordinates that are right already stay nearly as they are, and wrong ones soon do not. Needs
  /// four draws; positive definite even with fewer than d.
  [[nodiscard]] Eigen::MatrixXd shrunk() const;

 private:
  Eigen::Index dimension_;
  std::vector<double> draws_;
};

}  // namespace expense::prophet
