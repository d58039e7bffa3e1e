#include "calendar/timestamp.h"

namespace expense {
namespace {

// Two digits at the front of `text`, taken away from it; -1 when they are not there.
int take_two_digits(std::string_view& text) {
  if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return -1;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// Seconds of the day of `hh:mm[:ss[.fff]][Z]`; -1 when malformed.
std::int64_t parse_time_of_day(std::string_view text) {
  const int hour = take_two_digits(text);
  if (hour < 0 || hour > 23 || !take(text, ':')) return -1;
  const int minute = take_two_digits(text);
  if (minute < 0 || minute > 59) return -1;
  int second = 0;
  if (take(text, ':')) {
    second = take_two_digits(text);
    if (second < 0 || second > 59) return -1;
    if (take(text, '.')) {
      if (text.empty() || text.front() < '0' || text.front() > '9') return -1;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
    }
  }
  take(text, 'Z');
  if (!text.empty()) return -1;
  return hour * 3600 + minute * 60 + second;
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const std::optional<Day> day = parse_iso_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  Timestamp time = Timestamp::midnight(*day);
  text.remove_prefix(10);
  if (text.empty()) return time;
  if (!take(text, ' ') && !take(text, 'T')) return std::nullopt;
  const std::int64_t seconds = parse_time_of_day(text);
  if (seconds < 0) return std::nullopt;
  time.seconds += seconds;
  return time;
}

std::string to_iso_string(Timestamp time) {
  std::string text = to_iso_string(time.day());
  const std::int64_t of_day = time - Timestamp::midnight(time.day());
  if (of_day == 0) return text;
  const auto add_two = [&text](std::int64_t value) {
    text += static_cast<char>('0' + value / 10);
    text += static_cast<char>('0' + value % 10);
  };
  text += ' ';
  add_two(of_day / 3600);
  text += ':';
  add_two(of_day / 60 % 60);
  text += ':';
  add_two(of_day % 60);
  return text;
}

}  // namespace expense
