// What a layout of a bill's text must be able to do, and the CSV pieces that layouts share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "synthetic/daily_costs.h"

namespace expense::synthetic {

/// One layout: a header, then the text of each day in turn.
class BillText {
 public:
  virtual ~BillText() = default;
  virtual void append_header(std::string& out) const = 0;
  /// @param day 0-based from the bill's first day; called once for each, ascending.
  virtual void append_day(std::string& out, const DailyCosts& costs, int day) const = 0;
};

/// Appends a field, in quotes only where CSV (RFC 4180) needs them.
void append_csv_field(std::string& out, std::string_view field);

/// Appends count x 10^-decimals in shortest form: (1250, 3) is "1.25". @param count >= 0
void append_decimal(std::string& out, std::int64_t count, int decimals);

/// Appends a cost as bills state it. @param cost >= 0, at most ten decimals, below 1e8.
void append_cost(std::string& out, Money cost);

}  // namespace expense::synthetic
