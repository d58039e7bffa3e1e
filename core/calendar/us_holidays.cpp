#include "calendar/us_holidays.h"

namespace expense {

std::vector<HolidayDate> us_holidays(int year) {
  const Day memorial_day = nth_weekday(year, 5, Weekday::kMonday, 5)
                               .value_or(*nth_weekday(year, 5, Weekday::kMonday, 4));
  const Day thanksgiving = *nth_weekday(year, 11, Weekday::kThursday, 4);
  return {
      {kNewYear, *make_day(year, 1, 1)},
      {"memorial_day", memorial_day},
      {"independence_day", *make_day(year, 7, 4)},
      {"labor_day", *nth_weekday(year, 9, Weekday::kMonday, 1)},
      {"thanksgiving", thanksgiving},
      {kBlackFriday, thanksgiving + 1},
      {kThanksgivingSale, thanksgiving + 2},
      {kThanksgivingSale, thanksgiving + 3},
      {kThanksgivingSale, thanksgiving + 4},
      {"christmas_eve", *make_day(year, 12, 24)},
      {"christmas", *make_day(year, 12, 25)},
  };
}

}  // namespace expense
