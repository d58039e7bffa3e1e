// Public holidays: the calendar of the program against days known from elsewhere, and texts that
// are none.
#include "calendar/holiday_calendar.h"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "cli/country_holidays_text.h"

namespace expense {
namespace {

HolidayCalendar program_calendar() {
  Result<HolidayCalendar> calendar = HolidayCalendar::parse(country_holidays_text());
  if (!calendar) FAIL(describe(calendar.error()));
  return *calendar;
}

std::vector<NamedDay> holidays_of(const HolidayCalendar& calendar, std::string_view region,
                                  int year) {
  const Result<std::vector<NamedDay>> holidays = calendar.holidays(region, year);
  if (!holidays) FAIL(describe(holidays.error()));
  return *holidays;
}

// The days of one holiday, "2024-11-28 2024-11-29".
std::string days_of(const HolidayCalendar& calendar, std::string_view region, int year,
                    std::string_view name) {
  std::string days;
  for (const NamedDay& holiday : holidays_of(calendar, region, year)) {
    if (holiday.name != name) continue;
    if (!days.empty()) days += ' ';
    days += to_iso_string(holiday.day);
  }
  return days;
}

std::string days_by_rule(const std::string& terms, int year) {
  const Result<HolidayCalendar> calendar = HolidayCalendar::parse(
      "feast moon = 2023-12-30 2024-06-01 2024-12-20\n[XX] Land\nDay = " + terms + "\n");
  return calendar ? days_of(*calendar, "XX", year, "Day") : describe(calendar.error());
}

std::string advice_for(const HolidayCalendar& calendar, std::string_view region) {
  const Result<std::vector<NamedDay>> holidays = calendar.holidays(region, 2026);
  return holidays ? "known" : holidays.error().advice;
}

}  // namespace

TEST_CASE("holidays of the United States stand where calendars have them", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "US", 2024, "Thanksgiving Day") == "2024-11-28");
  CHECK(days_of(calendar, "US", 2025, "Thanksgiving Day") == "2025-11-27");
  CHECK(days_of(calendar, "US", 2026, "Memorial Day") == "2026-05-25");
  CHECK(days_of(calendar, "US", 2027, "Memorial Day") == "2027-05-31");
  CHECK(days_of(calendar, "US", 2025, "Labor Day") == "2025-09-01");
  CHECK(days_of(calendar, "US", 2020, "Juneteenth") == "");
  CHECK(days_of(calendar, "US", 2021, "Juneteenth") == "2021-06-19");
  CHECK(days_of(calendar, "US", 2021, "Juneteenth (substitute day)") == "2021-06-18");
  CHECK(holidays_of(calendar, "US", 2024).size() == 11);
}

TEST_CASE("a substitute day may lie in the year before its holiday's", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "US", 2021, "New Year's Day (substitute day)") == "2021-12-31");
  CHECK(days_of(calendar, "US", 2022, "New Year's Day (substitute day)") == "");
  CHECK(days_of(calendar, "US", 2023, "New Year's Day (substitute day)") == "2023-01-02");
}

TEST_CASE("holidays follow both Easters", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "DE", 2024, "Easter Monday") == "2024-04-01");
  CHECK(days_of(calendar, "DE", 2026, "Easter Monday") == "2026-04-06");
  CHECK(days_of(calendar, "FR", 2025, "Ascension Day") == "2025-05-29");
  CHECK(days_of(calendar, "GR", 2024, "Easter Monday") == "2024-05-06");
}

TEST_CASE("a subdivision has holidays of its country and its own, and may lack some", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "DE", 2026, "Epiphany") == "");
  CHECK(days_of(calendar, "DE-BY", 2026, "Epiphany") == "2026-01-06");
  CHECK(days_of(calendar, "DE-BY", 2026, "National Holiday") == "2026-10-03");
  CHECK(days_of(calendar, "DE-BE", 2018, "International Women's Day") == "");
  CHECK(days_of(calendar, "DE-BE", 2019, "International Women's Day") == "2019-03-08");
  CHECK(days_of(calendar, "DE", 2017, "Reformation Day") == "2017-10-31");
  CHECK(days_of(calendar, "DE", 2018, "Reformation Day") == "");
  CHECK(days_of(calendar, "DE-SN", 2018, "Reformation Day") == "2018-10-31");
  CHECK(days_of(calendar, "GB", 2026, "Easter Monday") == "2026-04-06");
  CHECK(days_of(calendar, "GB-SCT", 2026, "Easter Monday") == "");
  CHECK(days_of(calendar, "GB-SCT", 2026, "Summer bank holiday") == "2026-08-03");
  CHECK(days_of(calendar, "GB-ENG", 2026, "Summer bank holiday") == "2026-08-31");
  CHECK(days_of(calendar, "US-CA", 2026, "Columbus Day") == "");
}

TEST_CASE("days that were decreed once are there, and the rule stands aside", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "GB", 2019, "Early May bank holiday") == "2019-05-06");
  CHECK(days_of(calendar, "GB", 2020, "Early May bank holiday") == "");
  CHECK(days_of(calendar, "GB", 2020, "Early May bank holiday (VE day)") == "2020-05-08");
  CHECK(days_of(calendar, "GB", 2022, "Spring bank holiday") == "2022-06-02");
}

TEST_CASE("Golden Week is a week", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  std::vector<std::string> days;
  for (const NamedDay& holiday : holidays_of(calendar, "JP", 2024)) {
    if (holiday.day >= *make_day(2024, 4, 29) && holiday.day <= *make_day(2024, 5, 6))
      days.push_back(to_iso_string(holiday.day) + " " + holiday.name);
  }
  CHECK(days == std::vector<std::string>{"2024-04-29 Showa Day", "2024-05-03 Constitution Day",
                                         "2024-05-04 Greenery Day", "2024-05-05 Children's Day",
                                         "2024-05-06 Children's Day (substitute day)"});
}

TEST_CASE("holidays of lunar calendars are known, also twice a year", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "SG", 2025, "Chinese New Year") == "2025-01-29 2025-01-30");
  CHECK(days_of(calendar, "SG", 2024, "Deepavali") == "2024-10-31");
  CHECK(days_of(calendar, "CN", 2024, "Mid-Autumn Festival") == "2024-09-17");
  CHECK(days_of(calendar, "KR", 2024, "Korean Thanksgiving") == "2024-09-16 2024-09-17 2024-09-18");
  CHECK(days_of(calendar, "IL", 2024, "Day of Atonement (Yom Kippur)") == "2024-10-12");
  CHECK(days_of(calendar, "MA", 2033, "End of Ramadan (Eid al-Fitr)") == "2033-01-02 2033-12-23");
  CHECK(days_of(calendar, "JP", 2024, "Spring Equinox Day") == "2024-03-20");
  CHECK(days_of(calendar, "JP", 2023, "Spring Equinox Day") == "2023-03-21");
}

TEST_CASE("in years not covered rules go on and lists end", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(days_of(calendar, "US", 1995, "Independence Day") == "1995-07-04");
  CHECK(days_of(calendar, "US", 2100, "Thanksgiving Day") == "2100-11-25");
  CHECK(days_of(calendar, "SG", 2060, "Good Friday") == "2060-04-16");
  CHECK(days_of(calendar, "SG", 2060, "Chinese New Year") == "");
  for (const int year :
       {0, -1, 10'000, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    CHECK(holidays_of(calendar, "US", year).empty());
  }
  CHECK_FALSE(holidays_of(calendar, "US", 1).empty());
  CHECK_FALSE(holidays_of(calendar, "US", 9999).empty());
}

TEST_CASE("regions ascend by code and have names", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  const std::vector<std::string> regions = calendar.regions();
  CHECK(std::is_sorted(regions.begin(), regions.end()));
  const auto countries = std::count_if(regions.begin(), regions.end(),
                                       [](const std::string& code) { return code.size() == 2; });
  CHECK(countries == 104);
  CHECK(calendar.has_region("US"));
  CHECK(calendar.has_region("CA-QC"));
  CHECK(calendar.has_region("AU-NSW"));
  CHECK_FALSE(calendar.has_region("us"));
  CHECK_FALSE(calendar.has_region(""));
  CHECK(calendar.region_name("US") == "United States");
  CHECK(calendar.region_name("US-CA") == "California");
  CHECK(calendar.region_name("XX") == "");
}

TEST_CASE("an unknown region is an error that names those that may be meant", "[unit]") {
  const HolidayCalendar calendar = program_calendar();
  CHECK(calendar.holidays("XX", 2026).error().code == ErrorCode::kInvalidOption);
  CHECK(calendar.holidays("XX", 2026).error().message == "The holidays of \"XX\" are not known.");
  CHECK(advice_for(calendar, "us") == "Did you mean US?");
  CHECK(advice_for(calendar, "germany") == "Did you mean DE?");
  CHECK(advice_for(calendar, "Georgia") == "Did you mean GE, US-GA?");
  CHECK(advice_for(calendar, "GB-XXX") == "Give one of GB-ALD, GB-ENG, GB-NIR, GB-SCT, GB-WLS.");
  CHECK(advice_for(calendar, "USA").substr(0, 16) == "Did you mean US?");
  CHECK(advice_for(calendar, "").substr(0, 29) == "Give a country, of AD, AE, AL");
}

TEST_CASE("days are ordered, of their year, and no name comes twice a day", "[property]") {
  const HolidayCalendar calendar = program_calendar();
  for (const std::string& region : calendar.regions()) {
    for (const int year : {2009, 2010, 2023, 2033, 2035, 2036}) {
      const std::vector<NamedDay> holidays = holidays_of(calendar, region, year);
      INFO(region << " " << year);
      REQUIRE(std::all_of(holidays.begin(), holidays.end(), [year](const NamedDay& holiday) {
        return civil_date(holiday.day).year == year;
      }));
      REQUIRE(std::is_sorted(holidays.begin(), holidays.end(),
                             [](const NamedDay& a, const NamedDay& b) { return a.day < b.day; }));
      REQUIRE(std::adjacent_find(holidays.begin(), holidays.end(),
                                 [](const NamedDay& a, const NamedDay& b) {
                                   return a.day == b.day && a.name >= b.name;
                                 }) == holidays.end());
    }
  }
}

// The text says of itself how many days it stands for and what they hash to: written there when the
// days were compared with their source, and pinned here, so that a change of the data is seen.
TEST_CASE("every day of every region and year is the one that the source has", "[golden]") {
  const HolidayCalendar calendar = program_calendar();
  std::uint32_t hash = 0x811c9dc5;
  std::size_t count = 0;
  for (const std::string& region : calendar.regions()) {
    for (int year = 2010; year <= 2035; ++year) {
      for (const NamedDay& holiday : holidays_of(calendar, region, year)) {
        ++count;
        for (const char c : region + " " + to_iso_string(holiday.day) + " " + holiday.name + "\n")
          hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
      }
    }
  }
  CHECK(count == 150'900);
  CHECK(hash == 0xb6fdb359);
  CHECK(country_holidays_text().find(
            "# Written out: 150900 days of 438 regions, FNV-1a b6fdb359\n") !=
        std::string_view::npos);
}

TEST_CASE("terms mean what the text's header says", "[unit]") {
  CHECK(days_by_rule("07-04", 2024) == "2024-07-04");
  CHECK(days_by_rule("02-29", 2023) == "");
  CHECK(days_by_rule("mon 01-15", 2024) == "2024-01-15");
  CHECK(days_by_rule("mon 01-16", 2024) == "2024-01-22");
  CHECK(days_by_rule("thu 12-31", 2026) == "2026-01-01 2026-12-31");
  CHECK(days_by_rule("easter", 2024) == "2024-03-31");
  CHECK(days_by_rule("easter-2", 2024) == "2024-03-29");
  CHECK(days_by_rule("orthodox+50", 2024) == "2024-06-24");
  CHECK(days_by_rule("moon", 2024) == "2024-06-01 2024-12-20");
  CHECK(days_by_rule("moon+2", 2024) == "2024-01-01 2024-06-03 2024-12-22");
  CHECK(days_by_rule("2012-06-05 2024-02-29 2024-12-25", 2024) == "2024-02-29 2024-12-25");
  // 7 July 2024 is a Sunday.
  CHECK(days_by_rule("07-07 sun+1", 2024) == "2024-07-08");
  CHECK(days_by_rule("07-07 sat-1", 2024) == "2024-07-07");
  CHECK(days_by_rule("07-07 !sun", 2024) == "");
  CHECK(days_by_rule("07-07 !mon", 2024) == "2024-07-07");
  CHECK(days_by_rule("07-07 if sun+1", 2024) == "2024-07-08");
  CHECK(days_by_rule("07-07 if sat-1 mon+0", 2024) == "");
  CHECK(days_by_rule("07-07 2024-", 2023) == "");
  CHECK(days_by_rule("07-07 2024-", 2024) == "2024-07-07");
  CHECK(days_by_rule("07-07 -2023", 2023) == "2023-07-07");
  CHECK(days_by_rule("07-07 -2023", 2024) == "");
  CHECK(days_by_rule("07-07 2023-2024", 2025) == "");
  CHECK(days_by_rule("07-07 even", 2023) == "");
  CHECK(days_by_rule("07-07 even", 2024) == "2024-07-07");
  CHECK(days_by_rule("07-07 !2024 !2026", 2024) == "");
  CHECK(days_by_rule("07-07 !2024 !2026", 2025) == "2025-07-07");
  CHECK(days_by_rule("07-07; 07-07 sun+1; 07-07", 2024) == "2024-07-07 2024-07-08");
}

TEST_CASE("terms that are none are errors", "[unit]") {
  for (const char* term :
       {"7-4",       "07-4",       "13-01",        "02-30",       "00-10",        "01-00",
        "mon",       "mon easter", "sunday 01-01", "christmas",   "moon+",        "moon+1234",
        "easter2",   "+1",         "-2",           "2024-02-30",  "2024-01-01 x", "x 2024-01-01",
        "07-04 sun", "07-04 sun+", "07-04 sun1",   "07-04 sun+x", "07-04 if",     "07-04 x",
        "07-04 -",   "07-04 2024", "07-04 24-",    "07-04 -24",   "07-04 20x4-",  "07-04 !",
        "07-04 !24", "07-04 !x",   "07-04  even",  "; 07-04",     "07-04;even",   "é"}) {
    INFO(term);
    CHECK(days_by_rule(term, 2024) ==
          "line 3: The calendar of holidays cannot be read: the days of a holiday are not "
          "understood. Take the file that came with the program.");
  }
}

TEST_CASE("a malformed text is an error with its line", "[unit]") {
  const auto error_of = [](const std::string& text) {
    const Result<HolidayCalendar> calendar = HolidayCalendar::parse(text);
    if (calendar) return std::string("none");
    CHECK(calendar.error().code == ErrorCode::kInvalidTable);
    return std::to_string(calendar.error().place.line) + calendar.error().message.substr(40);
  };
  CHECK(error_of("[US] United States\n") == "none");
  CHECK(error_of("# Note\r\n[US] United States\r\nDay = 07-04\r\n") == "none");
  CHECK(error_of("") == "0 it names no region.");
  CHECK(error_of("# Note\n\n") == "0 it names no region.");
  CHECK(error_of("Day = 07-04\n") == "1 a holiday belongs to no region.");
  CHECK(error_of("[US] A\nDay\n") == "2 a line is neither a region nor a holiday.");
  CHECK(error_of("[US] A\nDay = \n") == "2 a line is neither a region nor a holiday.");
  CHECK(error_of("[US] A\n = 07-04\n") == "2 a line is neither a region nor a holiday.");
  CHECK(error_of("[US]\n") == "1 a region has no code or no name.");
  CHECK(error_of("[U] A\n") == "1 a region has no code or no name.");
  CHECK(error_of("[US] A\n[US] A\n") == "2 the regions are not ascending.");
  CHECK(error_of("[US] A\n[DE] A\n") == "2 the regions are not ascending.");
  CHECK(error_of("[US] A\n[UT-CA] A\n") == "2 a subdivision has no country.");
  CHECK(error_of("[US] A\n[USA] A\n") == "2 a subdivision has no country.");
  CHECK(error_of("[US] A\n- Day\n") == "2 a holiday is dropped that the country does not have.");
  CHECK(error_of("- Day\n") == "1 a holiday is dropped that the country does not have.");
  CHECK(error_of("feast moon = 2024-02-30\n") == "1 a feast has a day that does not exist.");
}

TEST_CASE("no damage to the text ends in a crash", "[property]") {
  const std::string_view whole = country_holidays_text();
  const std::string_view some = whole.substr(0, whole.find("[AT]"));
  CHECK(rc::check([some] {
    std::string text(some);
    const auto place = [&text] { return *rc::gen::inRange<std::size_t>(0, text.size()); };
    for (int damage = *rc::gen::inRange(1, 4); damage > 0; --damage) {
      text[place()] =
          *rc::gen::element('\n', ' ', '=', ';', '-', '!', '9', 'x', '[', ']', '\xff', '\0');
    }
    text.resize(*rc::gen::element(text.size(), place()));
    const Result<HolidayCalendar> calendar = HolidayCalendar::parse(text);
    if (!calendar) {
      RC_ASSERT(!calendar.error().message.empty());
      return;
    }
    for (const std::string& region : calendar->regions()) {
      for (const int year : {1, 2010, 2024, 9999}) RC_ASSERT(calendar->holidays(region, year));
    }
  }));
}

}  // namespace expense
