#include "synthetic/business_day.h"

#include "calendar/us_holidays.h"

namespace expense::synthetic {

BusinessDay business_day(Day day) {
  const CivilDate date = civil_date(day);
  BusinessDay facts;
  facts.day = day;
  facts.weekday = weekday(day);
  facts.weekend = facts.weekday == Weekday::kSaturday || facts.weekday == Weekday::kSunday;
  for (const HolidayDate& known : us_holidays(date.year)) {
    if (known.day != day) continue;
    facts.holiday = known.name != kThanksgivingSale;
    facts.sale = known.name == kThanksgivingSale || known.name == kBlackFriday;
  }
  facts.month_start = date.day == 1;
  facts.month_end = date.day == days_in_month(date.year, date.month);
  return facts;
}

}  // namespace expense::synthetic
