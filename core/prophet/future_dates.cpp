#include "prophet/future_dates.h"

namespace expense::prophet {
namespace {

Timestamp with_day(Timestamp time, Day day) {
  return Timestamp{Timestamp::midnight(day).seconds + (time - Timestamp::midnight(time.day()))};
}

Day last_of_month(const CivilDate& date) {
  return *make_day(date.year, date.month, days_in_month(date.year, date.month));
}

Timestamp next_date(Timestamp time, Frequency frequency) {
  switch (frequency) {
    case Frequency::kHour:
      return Timestamp{time.seconds + 3600};
    case Frequency::kDay:
      return Timestamp{time.seconds + Timestamp::kSecondsPerDay};
    case Frequency::kWeek: {
      const int until_sunday = 6 - static_cast<int>(weekday(time.day()));
      const int days = until_sunday == 0 ? 7 : until_sunday;
      return Timestamp{time.seconds + days * Timestamp::kSecondsPerDay};
    }
    case Frequency::kMonthStart:
      return with_day(time, last_of_month(civil_date(time.day())) + 1);
    case Frequency::kMonthEnd: {
      const Day end = last_of_month(civil_date(time.day()));
      return with_day(time, time.day() < end ? end : last_of_month(civil_date(end + 1)));
    }
  }
  return time;
}

}  // namespace

std::vector<Timestamp> future_dates(Timestamp last, Frequency frequency, int periods) {
  std::vector<Timestamp> dates;
  const Day end_of_calendar = *make_day(9998, 11, 30);
  for (int i = 0; i < periods && last.day() <= end_of_calendar; ++i) {
    last = next_date(last, frequency);
    dates.push_back(last);
  }
  return dates;
}

}  // namespace expense::prophet
