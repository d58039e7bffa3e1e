// Months of a bill that have no invoice yet: their costs are estimates.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "billing/charge_format.h"
#include "billing/dictionary.h"
#include "calendar/day.h"

namespace expense::billing {

/// Providers write the invoice's number into every row once a month is closed. A file in which no
/// month has one tells nothing: there the numbers were taken out.
class InvoicedMonths {
 public:
  InvoicedMonths(const Header& header, const ChargeFormat& format);

  void note(Cells cells) {
    if (invoice_ == Header::kAbsent || month_ == Header::kAbsent) return;
    const ValueCode month = months_.intern(said_at(cells, month_));
    if (month >= has_invoice_.size()) has_invoice_.resize(month + std::size_t{1});
    if (!has_invoice_[month]) has_invoice_[month] = !said_at(cells, invoice_).empty();
  }

  /// The first and the last day of each month without an invoice, ascending; none when all months
  /// are alike.
  [[nodiscard]] std::vector<Day> open_months() const;

 private:
  std::size_t invoice_;
  std::size_t month_;
  Dictionary months_;  // as the bill writes when they begin
  std::vector<bool> has_invoice_;
};

}  // namespace expense::billing
