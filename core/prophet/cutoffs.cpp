#include "prophet/cutoffs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "calendar/duration.h"

namespace expense::prophet {
namespace {

// Each is a fit of the model: far beyond any use, and far from filling the memory.
constexpr std::size_t kMostCutoffs = 100'000;

// Dates lie on whole seconds, so comparing with the next whole second is exact.
std::int64_t whole_seconds(double days) {
  return static_cast<std::int64_t>(std::ceil(days * double{Timestamp::kSecondsPerDay}));
}

Result<void> check_horizon(std::span<const Timestamp> dates, std::int64_t horizon) {
  if (horizon <= 0) {
    return fail(ErrorCode::kInvalidOption, "The horizon is not longer than 0.",
                "Say how far to forecast from each cutoff.");
  }
  if (dates.empty()) {
    return fail(ErrorCode::kTooLittleHistory, "The history has no rows with a value.",
                "Cross-validation needs a longer history.");
  }
  return {};
}

}  // namespace

Result<Cutoffs> make_cutoffs(std::span<const Timestamp> dates, const CutoffOptions& options,
                             double longest_period_days) {
  const std::int64_t horizon = options.horizon_seconds;
  if (auto ok = check_horizon(dates, horizon); !ok) return tl::unexpected(ok.error());
  const Timestamp first = dates.front();
  const Timestamp last = dates.back();
  if (horizon > last - first) {
    return fail(ErrorCode::kTooLittleHistory,
                "The horizon of " + duration_in_words(horizon) + " is longer than the history of " +
                    duration_in_words(last - first) + ".",
                "Choose a shorter horizon.");
  }
  const std::int64_t longest_period = whole_seconds(longest_period_days);
  const std::int64_t initial =
      options.initial_seconds.value_or(std::max(3 * horizon, longest_period));
  if (initial < 0) {
    return fail(ErrorCode::kInvalidOption, "The initial window is negative.",
                "Say how much history comes before the first cutoff.");
  }
  std::int64_t period = options.period_seconds.value_or(horizon / 2);
  if (period <= 0) {
    return fail(ErrorCode::kInvalidOption, "The period between cutoffs is shorter than a second.",
                "Choose a period longer than 0.");
  }
  period = std::min(period, last - first + 1);  // One that leaves the history is long enough.

  std::vector<Timestamp> newest_first = {Timestamp{last.seconds - horizon}};
  while (newest_first.back() - first >= initial) {
    if (newest_first.size() > kMostCutoffs) {
      return fail(ErrorCode::kInvalidOption,
                  "A period of " + duration_in_words(period) + " makes more than " +
                      std::to_string(kMostCutoffs) + " cutoffs.",
                  "Choose a longer period.");
    }
    Timestamp cutoff{newest_first.back().seconds - period};
    const auto next = std::upper_bound(dates.begin(), dates.end(), cutoff);
    const bool has_rows = next != dates.end() && *next - cutoff <= horizon;
    if (!has_rows && cutoff > first) cutoff = Timestamp{std::prev(next)->seconds - horizon};
    newest_first.push_back(cutoff);
  }
  newest_first.pop_back();
  if (newest_first.empty()) {
    return fail(ErrorCode::kTooLittleHistory,
                "A history of " + duration_in_words(last - first) +
                    " has no cutoff with an initial window of " + duration_in_words(initial) +
                    " before it and a horizon of " + duration_in_words(horizon) + " after it.",
                "Choose a shorter initial window or a shorter horizon.");
  }
  std::reverse(newest_first.begin(), newest_first.end());
  return Cutoffs{std::move(newest_first), initial < longest_period};
}

Result<Cutoffs> check_cutoffs(std::span<const Timestamp> dates, std::vector<Timestamp> cutoffs,
                              std::int64_t horizon_seconds, double longest_period_days) {
  if (auto ok = check_horizon(dates, horizon_seconds); !ok) return tl::unexpected(ok.error());
  if (cutoffs.empty()) {
    return fail(ErrorCode::kInvalidOption, "The list of cutoffs is empty.",
                "Give at least one cutoff, or none at all to have them placed.");
  }
  for (const Timestamp cutoff : cutoffs) {
    if (cutoff <= dates.front()) {
      return fail(ErrorCode::kInvalidOption,
                  "The cutoff " + to_iso_string(cutoff) +
                      " does not come after the first date of the history, " +
                      to_iso_string(dates.front()) + ".",
                  "Give later cutoffs only.");
    }
    if (dates.back() - cutoff < horizon_seconds) {
      return fail(ErrorCode::kInvalidOption,
                  "After the cutoff " + to_iso_string(cutoff) +
                      " the history does not last for the horizon of " +
                      duration_in_words(horizon_seconds) + ".",
                  "Give earlier cutoffs only, or a shorter horizon.");
    }
  }
  const bool is_short = cutoffs.front() - dates.front() < whole_seconds(longest_period_days);
  return Cutoffs{std::move(cutoffs), is_short};
}

}  // namespace expense::prophet
