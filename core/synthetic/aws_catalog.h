// What an AWS bill consists of: services, usage types, regions, as fixed tables to draw from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace expense::synthetic {

/// What drives a cost from day to day.
enum class Rhythm : std::uint8_t {
  kSteady,      ///< Runs always: storage, databases.
  kTraffic,     ///< Follows the shop's customers: mild week, yearly peak, sales.
  kOffice,      ///< Follows working hours: quiet weekends and holidays.
  kBatch,       ///< Nightly and weekly jobs, more at the month's end, rough noise.
  kOccasional,  ///< Costs something on some days only.
  kMonthlyFee,  ///< One charge on the first of each month.
};

/// Which account of the organisation uses it.
enum class AccountRole : std::uint8_t { kShop, kDevelopment, kData, kSandbox };

struct Service {
  std::string_view name;          ///< As in FOCUS `ServiceName`.
  std::string_view console_name;  ///< As in Cost Explorer: without "Amazon" and "AWS".
  std::string_view category;      ///< As in FOCUS `ServiceCategory`.
};

/// One kind of use in one account; it becomes a cell in each of its regions.
struct Use {
  std::string_view service;     ///< Name of a Service.
  std::string_view usage_type;  ///< Without the region's prefix.
  std::string_view operation;
  std::string_view unit;
  double unit_price = 0.0;  ///< Currency units, > 0.
  AccountRole role = AccountRole::kShop;
  Rhythm rhythm = Rhythm::kSteady;
  int regions = 1;            ///< Number of regions it runs in, 1..3; 0 for a global service.
  double typical_cost = 0.0;  ///< Currency units a day in all regions; a month for a fee.
  double noise = 0.0;         ///< Standard deviation of the log of a day's cost.
};

struct Region {
  std::string_view id;
  std::string_view name;
  std::string_view usage_prefix;  ///< In front of usage types: "EU-"; "" in us-east-1.
};

[[nodiscard]] std::span<const Service> services();
[[nodiscard]] std::span<const Use> uses();
/// Uses that no bill has until an anomaly brings them; `typical_cost` is a day's.
[[nodiscard]] std::span<const Use> unexpected_uses();
/// The regions an organisation may choose from, the home region first.
[[nodiscard]] std::span<const Region> regions();
/// Where unexpected uses appear: a region nobody works in.
[[nodiscard]] const Region& foreign_region();
/// Region of global services.
[[nodiscard]] const Region& global_region();
/// The service of that name; it must be in the catalogue.
[[nodiscard]] const Service& service_named(std::string_view name);

}  // namespace expense::synthetic
