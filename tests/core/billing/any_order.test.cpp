// Of every format: however the bytes are sliced, and in whatever order the rows stand, a bill gives
// one table.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::small_bill;
using testing::text_of;

struct LinesOfBill {
  const char* name;
  std::size_t head;  // lines that are no rows: the header, and what stands below it
};
// Small bills of which each line is a row, below the header.
constexpr LinesOfBill kBills[] = {
    {"all_zeros.csv", 1},       {"azure_german.csv", 1},    {"cost_explorer_daily.csv", 2},
    {"cur_2.csv", 1},           {"daily.csv", 1},           {"focus_small.csv", 1},
    {"google_export.csv", 1},   {"google_export.jsonl", 0}, {"negative_costs.csv", 1},
    {"three_bad_dates.csv", 1}, {"twelve_days.csv", 1},
};
// And those in which order is part of the format, or whose lines are no rows.
constexpr const char* kSlicedOnly[] = {"cost_explorer_answer.json", "excel_unicode.txt",
                                       "cut_row.csv", "open_quote.csv"};

Result<Bill> read_sliced(std::string_view text, const std::vector<std::size_t>& sizes) {
  BillReader reader;
  reader.open_file("bill.csv");
  for (std::size_t turn = 0; !text.empty(); ++turn) {
    const std::string_view slice = text.substr(0, sizes[turn % sizes.size()]);
    if (!reader.consume(std::span(slice.data(), slice.size()))) break;
    text.remove_prefix(slice.size());
  }
  static_cast<void>(reader.close_file());
  return std::move(reader).finish();
}

void check_slicings(const std::string& name) {
  CAPTURE(name);
  const std::string text = small_bill(name);
  const std::string whole = text_of(testing::read_text(text));
  CHECK(rc::check("any slicing of " + name, [&] {
    const auto sizes =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::oneOf(
            rc::gen::inRange<std::size_t>(1, 12), rc::gen::inRange<std::size_t>(1, 40'000))));
    RC_ASSERT(text_of(read_sliced(text, sizes)) == whole);
  }));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  if (lines.back().back() != '\n') lines.back() += '\n';
  return lines;
}

TEST_CASE("any slicing of any small bill gives the same table, rejected rows and warnings",
          "[property]") {
  for (const LinesOfBill& bill : kBills) check_slicings(bill.name);
  for (const char* name : kSlicedOnly) check_slicings(name);
}

TEST_CASE("any order of the rows of any small bill gives the same table", "[property]") {
  for (const LinesOfBill& bill : kBills) {
    CAPTURE(bill.name);
    const std::vector<std::string> lines = lines_of(small_bill(bill.name));
    const Result<Bill> given = testing::read_text(small_bill(bill.name));
    REQUIRE(given);
    CHECK(rc::check(std::string("any order of ") + bill.name, [&] {
      std::vector<std::string> rows(lines.begin() + static_cast<std::ptrdiff_t>(bill.head),
                                    lines.end());
      for (std::size_t i = rows.size(); i > 1; --i) {
        std::swap(rows[i - 1], rows[*rc::gen::resize(1000, rc::gen::inRange<std::size_t>(0, i))]);
      }
      std::string text;
      for (std::size_t i = 0; i < bill.head; ++i) text += lines[i];
      for (const std::string& row : rows) text += row;
      const Result<Bill> shuffled = testing::read_text(text);
      RC_ASSERT(shuffled.has_value());
      RC_ASSERT(shuffled->rows == given->rows);
      RC_ASSERT(shuffled->rejected_count == given->rejected_count);
      RC_ASSERT(testing::dump(shuffled->table) == testing::dump(given->table));
    }));
  }
}

}  // namespace
}  // namespace expense::billing
