// The rules by which built-in seasonalities switch themselves on.
#include <algorithm>
#include <limits>

#include "prophet/features.h"

namespace expense::prophet {
namespace {

struct BuiltinSeasonality {
  const char* name;
  double period_days;
  int default_order;
};
constexpr BuiltinSeasonality kYearly = {"yearly", 365.25, 10};
constexpr BuiltinSeasonality kWeekly = {"weekly", 7.0, 3};
constexpr BuiltinSeasonality kDaily = {"daily", 1.0, 4};

// Smallest non-zero gap between neighbouring dates, in seconds.
std::int64_t smallest_gap(std::span<const Timestamp> dates) {
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 1; i < dates.size(); ++i) {
    const std::int64_t gap = dates[i] - dates[i - 1];
    if (gap > 0) smallest = std::min(smallest, gap);
  }
  return smallest;
}

// Order of a built-in seasonality, 0 for off.
int chosen_order(const SeasonalitySwitch& value, const BuiltinSeasonality& builtin,
                 bool automatically_on) {
  switch (value.kind) {
    case SeasonalitySwitch::Kind::kAuto:
      return automatically_on ? builtin.default_order : 0;
    case SeasonalitySwitch::Kind::kOff:
      return 0;
    case SeasonalitySwitch::Kind::kDefaultOrder:
      return builtin.default_order;
    case SeasonalitySwitch::Kind::kOrder:
      return value.order;
  }
  return 0;
}

// A name added again overwrites the earlier one, in its place.
void add_or_replace(std::vector<Seasonality>& seasonalities, const Seasonality& added) {
  const auto same_name = std::find_if(
      seasonalities.begin(), seasonalities.end(),
      [&added](const Seasonality& seasonality) { return seasonality.name == added.name; });
  if (same_name == seasonalities.end()) {
    seasonalities.push_back(added);
  } else {
    *same_name = added;
  }
}

}  // namespace

std::vector<Seasonality> chosen_seasonalities(std::span<const Timestamp> dates,
                                              const Options& options) {
  const std::int64_t span = dates.back() - dates.front();
  const std::int64_t gap = smallest_gap(dates);
  constexpr std::int64_t kDay = Timestamp::kSecondsPerDay;

  std::vector<Seasonality> seasonalities;
  for (const Seasonality& custom : options.seasonalities) add_or_replace(seasonalities, custom);
  const auto switch_on = [&](const BuiltinSeasonality& builtin, const SeasonalitySwitch& value,
                             bool automatically_on) {
    const bool is_custom = std::any_of(
        seasonalities.begin(), seasonalities.end(),
        [&builtin](const Seasonality& seasonality) { return seasonality.name == builtin.name; });
    const int order = chosen_order(value, builtin, automatically_on && !is_custom);
    if (order == 0) return;
    Seasonality seasonality;
    seasonality.name = builtin.name;
    seasonality.period_days = builtin.period_days;
    seasonality.fourier_order = order;
    // A built-in that is asked for replaces a custom one of its name, in its place.
    add_or_replace(seasonalities, seasonality);
  };
  switch_on(kYearly, options.yearly_seasonality, span >= 730 * kDay);
  switch_on(kWeekly, options.weekly_seasonality, span >= 14 * kDay && gap < 7 * kDay);
  switch_on(kDaily, options.daily_seasonality, span >= 2 * kDay && gap < kDay);

  for (Seasonality& seasonality : seasonalities) {
    if (!seasonality.prior_scale) seasonality.prior_scale = options.seasonality_prior_scale;
    if (!seasonality.mode) seasonality.mode = options.seasonality_mode;
  }
  return seasonalities;
}

}  // namespace expense::prophet
