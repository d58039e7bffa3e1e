// The layouts of a synthetic bill by service: Cost Explorer's wide download and a plain daily file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "synthetic/bill_recipe.h"
#include "synthetic/bill_text.h"

namespace expense::synthetic {

/// Costs summed by service, services ordered by falling total and then by name.
class ServiceCosts {
 public:
  ServiceCosts(const BillRecipe& recipe, const DailyCosts& costs);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Total of each service over all days.
  [[nodiscard]] const std::vector<Money>& totals() const { return totals_; }
  /// Cost of each service on one day.
  [[nodiscard]] std::vector<Money> on_day(const DailyCosts& costs, int day) const;

 private:
  std::vector<std::string> names_;
  std::vector<Money> totals_;
  std::vector<std::size_t> service_of_cell_;
};

/// `costs.csv` as the console of Cost Explorer gives it: byte order mark, every cell quoted, a
/// total row, a total column, shortened service names, no line end after the last line.
class CostExplorerText final : public BillText {
 public:
  CostExplorerText(const BillRecipe& recipe, const DailyCosts& costs);

  void append_header(std::string& out) const override;
  void append_day(std::string& out, const DailyCosts& costs, int day) const override;

 private:
  Day first_day_;
  ServiceCosts services_;
  std::string unit_;  ///< "$" for USD, else the code.
};

/// `date,service,cost`, one row for each day and service with cost.
class DailyText final : public BillText {
 public:
  DailyText(const BillRecipe& recipe, const DailyCosts& costs);

  void append_header(std::string& out) const override;
  void append_day(std::string& out, const DailyCosts& costs, int day) const override;

 private:
  Day first_day_;
  ServiceCosts services_;
};

}  // namespace expense::synthetic
