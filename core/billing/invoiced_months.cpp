#include "billing/invoiced_months.h"

#include <algorithm>

#include "billing/day_cells.h"

namespace expense::billing {

InvoicedMonths::InvoicedMonths(const Header& header, const ChargeFormat& format)
    : invoice_(header.find_any(format.invoice)), month_(header.find_any(format.billing_period)) {}

std::vector<Day> InvoicedMonths::open_months() const {
  const bool has_any =
      std::find(has_invoice_.begin(), has_invoice_.end(), true) != has_invoice_.end();
  std::vector<Day> days;
  for (std::size_t code = 1; code < has_invoice_.size(); ++code) {
    const std::optional<Day> first = parse_day(months_.values()[code]);
    if (!has_any || has_invoice_[code] || !first) continue;
    const CivilDate date = civil_date(*first);
    days.push_back(*first);
    days.push_back(*first + (days_in_month(date.year, date.month) - date.day));
  }
  std::sort(days.begin(), days.end());
  return days;
}

}  // namespace expense::billing
