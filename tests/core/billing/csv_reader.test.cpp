// The tokenizer: quotes, line ends, slices, line numbers and cut files.
#include "billing/csv_reader.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/random.h"

namespace expense::billing {
namespace {

using Row = std::vector<std::string>;

struct Reading {
  std::vector<Row> rows;
  std::vector<std::int64_t> lines;
  std::int64_t open_quote_line = 0;
  bool last_ends_with_newline = true;
};

Reading read(std::string_view text, char delimiter = ',', std::size_t slice_bytes = 1 << 16) {
  CsvReader reader(delimiter);
  Reading reading;
  CsvRecord record;
  const auto take_records = [&] {
    while (reader.next(record)) {
      reading.rows.emplace_back(record.cells.begin(), record.cells.end());
      reading.lines.push_back(record.line);
      reading.last_ends_with_newline = record.ends_with_newline;
    }
  };
  while (!text.empty()) {
    const std::string_view slice = text.substr(0, slice_bytes);
    reader.append(std::span(slice.data(), slice.size()));
    take_records();
    text.remove_prefix(slice.size());
  }
  reader.end();
  take_records();
  reading.open_quote_line = reader.open_quote_line();
  return reading;
}

TEST_CASE("cells are separated by the delimiter and records by LF, CRLF or a lone CR", "[unit]") {
  const std::vector<Row> expected = {{"a", "b"}, {"1", ""}, {"", "2"}};
  CHECK(read("a,b\n1,\n,2\n").rows == expected);
  CHECK(read("a,b\r\n1,\r\n,2\r\n").rows == expected);
  CHECK(read("a,b\r1,\r,2\r").rows == expected);
  CHECK(read("a;b\n1;\n;2", ';').rows == expected);
  CHECK(read("a\tb\n1\t\n\t2", '\t').rows == expected);
}

TEST_CASE("a quoted cell may hold the delimiter, line ends and doubled quotes", "[unit]") {
  const Reading reading = read("\"a,\"\"b\"\"\",\"x\r\ny\nz\"\n\"\",\"\"\"\"\n");
  CHECK(reading.rows == std::vector<Row>{{"a,\"b\"", "x\r\ny\nz"}, {"", "\""}});
}

TEST_CASE("a quote inside an unquoted cell and text after a closing quote are kept", "[unit]") {
  CHECK(read("5\" disk,\"12\" USD\n").rows == std::vector<Row>{{"5\" disk", "12 USD"}});
}

TEST_CASE("the line of a record is the physical line where it begins", "[unit]") {
  CHECK(read("a\n\"x\ny\r\nz\rw\"\n\n\r\nb\rc\r\nd").lines ==
        std::vector<std::int64_t>{1, 2, 8, 9, 10});
}

TEST_CASE("a byte order mark is skipped only at the start", "[unit]") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(read(mark + "a\n" + mark + "b\n").rows == std::vector<Row>{{"a"}, {mark + "b"}});
  CHECK(read(mark).rows.empty());
  CHECK(read("\xEF\xBB").rows == std::vector<Row>{{"\xEF\xBB"}});
}

TEST_CASE("the last line needs no line end, and the record says that it had none", "[unit]") {
  const Reading reading = read("a,b\n1,");
  CHECK(reading.rows == std::vector<Row>{{"a", "b"}, {"1", ""}});
  CHECK_FALSE(reading.last_ends_with_newline);
  CHECK(read("a,b\n").last_ends_with_newline);
}

TEST_CASE("a quote that is never closed is reported with the line where it opens", "[unit]") {
  const Reading reading = read("a,b\n1,\"x\n2,y\n");
  CHECK(reading.rows == std::vector<Row>{{"a", "b"}});
  CHECK(reading.open_quote_line == 2);
}

TEST_CASE("a record beyond 16 MiB ends the reading", "[unit]") {
  CsvReader reader(',');
  const std::string start = "a\n\"";
  const std::string filling(CsvReader::kMaxRecordBytes, 'x');
  reader.append(std::span(start.data(), start.size()));
  reader.append(std::span(filling.data(), filling.size()));
  CsvRecord record;
  CHECK(reader.next(record));
  CHECK_FALSE(reader.next(record));
  CHECK(reader.too_long_line() == 2);
}

// Text made of the bytes that matter to a tokenizer.
rc::Gen<std::string> awkward_text() {
  return rc::gen::container<std::string>(
      rc::gen::element('a', ',', '"', '\n', '\r', '\xEF', '\xBB', '\xBF', '\xC3', ' '));
}

TEST_CASE("any slicing of the bytes gives the same records", "[property]") {
  CHECK(rc::check([] {
    const std::string text = *awkward_text();
    const auto slice_bytes = *rc::gen::inRange<std::size_t>(1, 5);
    const Reading whole = read(text);
    const Reading sliced = read(text, ',', slice_bytes);
    RC_ASSERT(sliced.rows == whole.rows);
    RC_ASSERT(sliced.lines == whole.lines);
    RC_ASSERT(sliced.open_quote_line == whole.open_quote_line);
  }));
}

TEST_CASE("long texts, mostly regular, give the same records whole and byte by byte",
          "[property]") {
  // Whole texts are scanned ahead in blocks of 64 bytes; single bytes never are.
  const std::vector<std::string> pieces = {
      "a",         "b,c", ",",    "\n",    "\r\n",  "\"x,y\"", ",\"",         "\",",     "\"\"",
      "\"p\nq\",", "\r",  "\n\n", "cell,", "\",\"", "1.5,",    "\"d\"\"d\",", " \"z\" ", "\",\n"};
  Random random(7);
  for (int round = 0; round < 4000; ++round) {
    // Of most texts all pieces but the odd last ones are drawn, so that regular stretches are long.
    const std::uint64_t kinds = random.chance(0.7) ? 6 : pieces.size();
    std::string text;
    const std::uint64_t count = 1 + random.below(120);
    for (std::uint64_t i = 0; i < count; ++i) text += pieces[random.below(kinds)];
    const Reading whole = read(text);
    const Reading sliced = read(text, ',', 1);
    CAPTURE(text);
    REQUIRE(whole.rows == sliced.rows);
    REQUIRE(whole.lines == sliced.lines);
    REQUIRE(whole.open_quote_line == sliced.open_quote_line);
    REQUIRE(whole.last_ends_with_newline == sliced.last_ends_with_newline);
  }
}

TEST_CASE("wanted cells are there, and all when they are asked for", "[unit]") {
  const std::string text = "a,b,c\n1,\"2\"\"\",3\n4,5\n\"6\",,7 \"8\n";
  CsvReader reader(',');
  reader.want_only({1});
  reader.append(std::span(text.data(), text.size()));
  reader.end();
  CsvRecord record;
  std::vector<std::string> wanted;
  std::vector<Row> all;
  while (reader.next(record)) {
    wanted.emplace_back(record.cells[1]);
    const auto cells = reader.all_cells();
    all.emplace_back(cells.begin(), cells.end());
  }
  CHECK(wanted == Row{"b", "2\"", "5", ""});
  CHECK(all ==
        std::vector<Row>{{"a", "b", "c"}, {"1", "2\"", "3"}, {"4", "5"}, {"6", "", "7 \"8"}});
}

TEST_CASE("a table that is written with quotes reads back the same", "[property]") {
  CHECK(rc::check([] {
    const auto width = *rc::gen::inRange<std::size_t>(1, 5);
    const auto row = rc::gen::container<Row>(width, awkward_text());
    const auto rows = *rc::gen::container<std::vector<Row>>(row);
    std::string text;
    for (const Row& cells : rows) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        text += i == 0 ? "\"" : ",\"";
        for (const char c : cells[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
      }
      text += '\n';
    }
    RC_ASSERT(read(text, ',', 3).rows == rows);
  }));
}

}  // namespace
}  // namespace expense::billing
