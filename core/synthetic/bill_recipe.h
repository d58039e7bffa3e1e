// The recipe of a synthetic AWS bill: its cells, how each behaves, and the anomalies planted in
// them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "calendar/day.h"
#include "synthetic/aws_catalog.h"
#include "synthetic/planted_anomaly.h"

namespace expense::synthetic {

struct BillOptions {
  static constexpr int kMostDays = 3660;

  std::uint64_t seed = 1;
  int days = 730;                ///< Length of the bill, 1..kMostDays.
  Day last_day = Day{20'634};    ///< 2026-06-30: fixed, so that no clock is asked.
  std::string currency = "USD";  ///< ISO code, three capital letters.

  friend bool operator==(const BillOptions&, const BillOptions&) = default;
};

struct Account {
  std::string id;  ///< Twelve digits.
  std::string name;
};

/// From `first_day` on, costs are multiplied by `factor`: capacity that grows in steps.
struct CapacityStep {
  Day first_day;
  double factor = 1.0;
};

/// One cell of the bill, service x account x region x usage type, and what moves its cost.
struct CellRecipe {
  std::string service;
  Account account;
  Region region;
  std::string usage_type;  ///< With the region's prefix.
  std::string operation;
  std::string unit;
  double unit_price = 1.0;     ///< Currency units, > 0.
  std::uint64_t stream = 0;    ///< Stream of its random draws; follows from its name alone.
  double level_per_day = 0.0;  ///< Mean cost of a day at the bill's beginning; a month's for a fee.
  double growth_per_year = 0.0;     ///< Rate of exponential growth.
  std::vector<CapacityStep> steps;  ///< Ascending.
  std::array<double, 7> weekly = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};  ///< Monday first, mean 1.
  double yearly_amplitude = 0.0;  ///< Share by which early December exceeds the mean, < 1.
  double holiday_factor = 1.0;    ///< On public holidays that are weekdays.
  double sale_factor = 1.0;       ///< From Black Friday to Cyber Monday.
  double month_end_factor = 1.0;  ///< On the last day of a month.
  double active_chance = 1.0;     ///< Probability that a day costs anything.
  double noise = 0.0;             ///< Standard deviation of the log of a day's cost.
  bool heavy_tailed = false;      ///< Laplace instead of normal noise.
  bool monthly_fee = false;       ///< Charged on the first of each month only.
};

struct BillRecipe {
  BillOptions options;
  Account payer;
  std::vector<CellRecipe> cells;
  std::vector<PlantedAnomaly> anomalies;  ///< By first day.

  [[nodiscard]] Day first_day() const { return options.last_day - (options.days - 1); }
  [[nodiscard]] Day last_day() const { return options.last_day; }
};

/// Draws a recipe: some 80 cells of about 20 services in 4 accounts and 2 or 3 regions, in all
/// 2,000 to 4,000 currency units a day; about 5 anomalies a year, none in the first 60 days, one in
/// bills of 45 to 145 days and none in shorter ones. Equal options give equal recipes on every
/// platform.
/// @error kInvalidOption if an option is out of its range, or the bill would begin before 1970 or
/// end after the year 9998.
[[nodiscard]] Result<BillRecipe> make_recipe(const BillOptions& options);

/// The same bill without its anomalies.
[[nodiscard]] BillRecipe without_anomalies(BillRecipe recipe);

}  // namespace expense::synthetic
