// Making the readings of a file and choosing between them after the last row.
#include "billing/reading.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "billing/amount_cells.h"
#include "billing/cell_values.h"
#include "billing/charge_rows.h"
#include "billing/cost_explorer_answer_rows.h"
#include "billing/cost_explorer_rows.h"
#include "billing/daily_rows.h"
#include "billing/day_cells.h"
#include "billing/wide_rows.h"

namespace expense::billing {
namespace {

Reading make_reading(std::unique_ptr<RowReader> rows, const BillHeader& header,
                     const std::string& file_name, const ReadOptions& options) {
  Reading reading;
  reading.bill.format = header.format;
  reading.bill.files = {file_name};
  reading.bill.table = CostTable(rows->measures(), options.dimensions);
  reading.rows = std::move(rows);
  return reading;
}

struct DateForm {
  DateStyle style;
  const char* name;
};
constexpr std::array<DateForm, 6> kDateForms = {{{DateStyle::kYearFirst, ""},
                                                 {DateStyle::kMonthFirst, "month/day/year"},
                                                 {DateStyle::kDayFirst, "day/month/year"},
                                                 {DateStyle::kNamedMonth, ""},
                                                 {DateStyle::kSerial, ""},
                                                 {DateStyle::kUnix, ""}}};

std::vector<Reading> charge_readings(const ChargeFormat& format, const BillHeader& header,
                                     const std::string& file_name, const ReadOptions& options) {
  std::vector<Reading> readings;
  for (const DateForm& date : std::span(kDateForms).first(3)) {
    if (!format.has_any_order_of_day && date.style != DateStyle::kYearFirst) continue;
    readings.push_back(
        make_reading(std::make_unique<ChargeRows>(format, header, date.style, options.dimensions),
                     header, file_name, options));
    readings.back().is_sure = true;
  }
  return readings;
}

std::unique_ptr<RowReader> plain_rows(const BillHeader& header, std::optional<WideLayout> layout,
                                      DateStyle date, NumberStyle number,
                                      const std::vector<std::string>& extra_dimensions) {
  if (layout) return std::make_unique<WideRows>(header, *layout, date, number);
  return std::make_unique<DailyRows>(header.columns, date, number,
                                     ReadOptions{extra_dimensions, header.roles});
}

std::string guess_text(const BillHeader& header) {
  std::string text = "no column is named like a date and a cost; by what is in them ";
  for (std::size_t i = 0; i < header.roles.size(); ++i) {
    text += (i == 0 ? "" : " and ") + quoted(header.roles[i].column) + " was taken for the " +
            header.roles[i].role;
  }
  return text;
}

std::vector<Reading> plain_readings(const BillHeader& header, const std::string& file_name,
                                    const ReadOptions& options) {
  std::optional<WideLayout> layout;
  if (header.roles.empty()) layout = find_wide_layout(header.columns.names(), header.sample);
  // Where commas mark decimals they cannot separate cells: such files come with semicolons.
  const bool comma_is_likely = header.delimiter == ';';
  const NumberStyle likely = comma_is_likely ? NumberStyle::kComma : NumberStyle::kPoint;
  const NumberStyle other = comma_is_likely ? NumberStyle::kPoint : NumberStyle::kComma;
  std::vector<Reading> readings;
  for (const DateForm& date : kDateForms) {
    for (const NumberStyle number : {likely, other}) {
      readings.push_back(
          make_reading(plain_rows(header, layout, date.style, number, options.dimensions), header,
                       file_name, options));
      if (header.are_roles_guessed) readings.back().bill.warnings.push_back(guess_text(header));
      readings.back().date_form = date.name;
      readings.back().number_form = number == NumberStyle::kComma ? "1.234,56" : "1,234.56";
    }
  }
  return readings;
}

int missing_days(const Reading& reading) {
  const std::vector<Day> days = reading.bill.table.distinct_days();
  return days.empty() ? 0 : days.back() - days.front() + 1 - static_cast<int>(days.size());
}

// What cannot be told from the file, when `rival` explains it as well as `best` does.
void say_guess(Reading& best, const Reading& rival) {
  const bool dates_differ = best.date_form != rival.date_form;
  if (dates_differ && best.number_form == rival.number_form) {
    best.bill.warnings.push_back("the dates can be read in two orders; " + best.date_form +
                                 " was taken, which is a guess");
  }
  const bool totals_differ = best.bill.table.total(0) != rival.bill.table.total(0);
  if (!dates_differ && totals_differ && best.number_form == "1.234,56") {
    best.bill.warnings.emplace_back(
        "the decimal mark cannot be told from the numbers; the comma was taken, which is a guess");
  }
}

}  // namespace

void Reading::read(std::span<const std::string_view> cells, std::int64_t line) {
  RowOutcome outcome = rows->read(cells, bill.table);
  if (outcome.kind == RowOutcome::Kind::kUsed) ++bill.rows;
  if (outcome.kind == RowOutcome::Kind::kRejected) reject(line, std::move(outcome.reason));
}

void Reading::reject(std::int64_t line, std::string reason) {
  ++bill.rejected_count;
  if (bill.rejected_rows.size() < Bill::kRejectedRowsKept) {
    bill.rejected_rows.push_back({bill.files.front(), line, std::move(reason)});
  }
}

std::vector<Reading> possible_readings(const BillHeader& header, const std::string& file_name,
                                       const ReadOptions& options) {
  if (header.format == BillFormat::kGeneric) return plain_readings(header, file_name, options);
  if (const ChargeFormat* format = charge_format(header.format)) {
    return charge_readings(*format, header, file_name, options);
  }
  std::vector<Reading> readings;
  std::unique_ptr<RowReader> rows;
  if (header.format == BillFormat::kAwsCostExplorerJson) {
    rows = std::make_unique<CostExplorerAnswerRows>(header.columns);
  } else {
    rows = std::make_unique<CostExplorerRows>(header);
  }
  readings.push_back(make_reading(std::move(rows), header, file_name, options));
  return readings;
}

void drop_hopeless(std::vector<Reading>& readings) {
  std::int64_t most = 0;
  for (const Reading& reading : readings) most = std::max(most, reading.bill.rows);
  const auto hopeless =
      std::remove_if(readings.begin(), readings.end(),
                     [most](const Reading& reading) { return reading.bill.rows * 2 < most; });
  readings.erase(hopeless, readings.end());
}

Bill best_bill(std::vector<Reading> readings) {
  for (Reading& reading : readings) reading.bill.rows += reading.rows->settle(reading.bill.table);
  std::size_t best = 0;
  int best_missing = missing_days(readings[0]);
  std::vector<std::size_t> equals;  // Those before and behind `best` that are as good.
  for (std::size_t i = 1; i < readings.size(); ++i) {
    const std::int64_t rows = readings[i].bill.rows;
    const std::int64_t best_rows = readings[best].bill.rows;
    if (rows < best_rows || (rows == best_rows && readings[best].is_sure)) continue;
    const int missing = missing_days(readings[i]);
    const bool is_equal = rows == best_rows && missing == best_missing;
    if (is_equal) equals.push_back(i);
    if (rows == best_rows && missing >= best_missing) continue;
    best = i;
    best_missing = missing;
    equals.clear();
  }
  Reading& chosen = readings[best];
  if (chosen.bill.rows > 0) {
    for (const std::size_t rival : equals) say_guess(chosen, readings[rival]);
  }
  chosen.rows->tell(chosen.bill);
  return std::move(chosen.bill);
}

}  // namespace expense::billing
