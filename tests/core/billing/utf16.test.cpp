// Bills in UTF-16, as Excel's "Unicode text" is.
#include "billing/utf16.h"

#include <catch2/catch.hpp>

#include "read_bill.h"

namespace expense::billing {
namespace {

using testing::dump;
using testing::read_text;
using testing::small_bill;
using testing::total_of;

using Order = Utf16Decoder::Order;

std::string encoded(std::u16string_view text, Order order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const auto low = static_cast<char>(unit & 0xFF);
    const auto high = static_cast<char>(unit >> 8);
    bytes += order == Order::kLittleEndian ? low : high;
    bytes += order == Order::kLittleEndian ? high : low;
  }
  return bytes;
}

std::string decoded(std::u16string_view text) {
  Utf16Decoder decoder(Order::kBigEndian);
  std::string utf8;
  const std::string bytes = encoded(text, Order::kBigEndian);
  for (const char& byte : bytes) decoder.decode(std::span(&byte, 1), utf8);
  return utf8;
}

TEST_CASE("UTF-16 becomes UTF-8, one byte at a time, pairs and strays alike", "[unit]") {
  CHECK(decoded(u"a\u00E9\u20AC") == "a\xC3\xA9\xE2\x82\xAC");
  CHECK(decoded(u"\xD83D\xDE00!") == "\xF0\x9F\x98\x80!");
  CHECK(decoded(u"x\xD83Dy") == "x\xEF\xBF\xBDy");
  CHECK(decoded(u"\xDE00") == "\xEF\xBF\xBD");
}

TEST_CASE("Excel's Unicode text is read like the same table in UTF-8", "[unit]") {
  const std::string text = small_bill("excel_unicode.txt");
  const Result<Bill> whole = read_text(text);
  const Result<Bill> sliced = read_text(text, 1);
  REQUIRE(whole);
  REQUIRE(sliced);
  CHECK(dump(whole->table) == dump(sliced->table));
  CHECK(whole->rejected_count == 0);
  const Result<Bill> plain = read_text(small_bill("daily.csv"));
  REQUIRE(plain);
  CHECK(whole->rows == plain->rows);
  CHECK(total_of(*whole, Dimension::kService,
                 "Gr\xC3\xB6\xC3\x9F"
                 "e \xF0\x9F\x98\x80") == total_of(*plain, Dimension::kService, "Compute"));
}

TEST_CASE("both byte orders are known, with and without a mark, also below a sep line", "[unit]") {
  const auto order = GENERATE(Order::kLittleEndian, Order::kBigEndian);
  const std::u16string mark = GENERATE(std::u16string(), std::u16string(u"\uFEFF"));
  const Result<Bill> bill = read_text(
      encoded(mark + u"sep=;\r\nDate;Cost\r\n2026-01-01;5,50\r\n2026-01-02;6,25\r\n", order), 3);
  REQUIRE(bill);
  CHECK(bill->rows == 2);
  CHECK(bill->table.total(0).to_string() == "11.75");
}

}  // namespace
}  // namespace expense::billing
