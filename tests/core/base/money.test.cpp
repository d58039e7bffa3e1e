// Tests of Money: text to atoms and back, rounding, limits, sums.
#include "base/money.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"

using expense::Int128;
using expense::Money;

namespace {

constexpr std::int64_t kAtomsPerUnit = 1'000'000'000'000;

Money atoms(std::int64_t count) { return Money::from_atoms(count); }

Money parsed(const std::string& text) {
  INFO(text);
  const auto amount = Money::parse(text);
  REQUIRE(amount.has_value());
  return *amount;
}

}  // namespace

TEST_CASE("money is parsed from plain decimals", "[unit][money]") {
  CHECK(parsed("0") == Money());
  CHECK(parsed("-0") == Money());
  CHECK(parsed("+1.5") == atoms(3 * kAtomsPerUnit / 2));
  CHECK(parsed("-1.5") == atoms(-3 * kAtomsPerUnit / 2));
  CHECK(parsed("0001234.5600") == atoms(1'234'560'000'000'000));
  CHECK(parsed("0.000000000001") == atoms(1));
  CHECK(parsed("-0.000000000001") == atoms(-1));
}

TEST_CASE("money is parsed from scientific notation", "[unit][money]") {
  CHECK(parsed("7.865e-7") == atoms(786'500));
  CHECK(parsed("1E3") == atoms(1'000 * kAtomsPerUnit));
  CHECK(parsed("1e+3") == parsed("1000"));
  CHECK(parsed("-2.5E-2") == parsed("-0.025"));
  CHECK(parsed("123456e-6") == parsed("0.123456"));
  CHECK(parsed("0e300") == Money());
  CHECK(parsed("1e-300") == Money());
  CHECK(parsed("1e-99999999999999999999") == Money());
}

TEST_CASE("digits beyond the twelfth decimal round half away from zero", "[unit][money]") {
  CHECK(parsed("0.0000000000004") == Money());
  CHECK(parsed("0.0000000000005") == atoms(1));
  CHECK(parsed("-0.0000000000005") == atoms(-1));
  CHECK(parsed("0.00000000000049999999999999999999999") == Money());
  CHECK(parsed("1.9999999999995") == atoms(2 * kAtomsPerUnit));
  CHECK(parsed("1.9999999999994999") == atoms(2 * kAtomsPerUnit - 1));
  CHECK(parsed("5e-13") == atoms(1));
  CHECK(parsed("4.99e-13") == Money());
  CHECK(parsed("0.33333333333333333333333333333333333333333333") == atoms(333'333'333'333));
}

TEST_CASE("text that is no plain number is refused", "[unit][money]") {
  for (const char* text : {"",    "-",    "+",     ".",     "-.",   "e5",    ".e5",  "1e", "1e+",
                           "1e-", "1e5x", "1.2.3", "1,000", " 1",   "1 ",    "$1",   "1$", "--1",
                           "+-1", "0x10", "nan",   "inf",   "NULL", "1e5.0", "1_000"}) {
    INFO(text);
    CHECK_FALSE(Money::parse(text).has_value());
  }
  CHECK_FALSE(Money::parse(std::string_view("1\0", 2)).has_value());
}

TEST_CASE("amounts beyond 1e24 are refused and 1e24 itself is not", "[unit][money]") {
  const Int128 largest = Int128{kAtomsPerUnit} * kAtomsPerUnit * kAtomsPerUnit;
  CHECK(parsed("1e24").atoms() == largest);
  CHECK(parsed("-1e24").atoms() == -largest);
  CHECK(parsed("1000000000000000000000000").atoms() == largest);
  CHECK_FALSE(Money::parse("1.0001e24").has_value());
  CHECK_FALSE(Money::parse("-1e25").has_value());
  CHECK_FALSE(Money::parse("1e400").has_value());
  CHECK_FALSE(Money::parse(std::string(60, '9')).has_value());
}

TEST_CASE("money is written in its shortest exact form", "[unit][money]") {
  CHECK(Money().to_string() == "0");
  CHECK(atoms(1).to_string() == "0.000000000001");
  CHECK(atoms(-1'000'000).to_string() == "-0.000001");
  CHECK(parsed("1234.50").to_string() == "1234.5");
  CHECK(parsed("1200").to_string() == "1200");
  CHECK(parsed("-0.10").to_string() == "-0.1");
  CHECK(parsed("1e24").to_string() == "1000000000000000000000000");
}

TEST_CASE("cents are rounded half away from zero and never negative zero", "[unit][money]") {
  CHECK(parsed("1234.5").to_cents_string() == "1234.50");
  CHECK(parsed("0.005").to_cents_string() == "0.01");
  CHECK(parsed("-0.005").to_cents_string() == "-0.01");
  CHECK(parsed("0.004999999999").to_cents_string() == "0.00");
  CHECK(parsed("-0.004999999999").to_cents_string() == "0.00");
  CHECK(parsed("99.995").to_cents_string() == "100.00");
  CHECK(parsed("2.675").rounded_to_cents() == parsed("2.68"));
  CHECK(parsed("-2.675").rounded_to_cents() == parsed("-2.68"));
  CHECK(parsed("7").rounded_to_cents() == parsed("7"));
}

TEST_CASE("a double becomes the nearest count of atoms", "[unit][money]") {
  CHECK(Money::from_double(0.0) == Money());
  CHECK(Money::from_double(-0.0) == Money());
  CHECK(Money::from_double(0.1) == parsed("0.1"));
  CHECK(Money::from_double(-1234.56).rounded_to_cents() == parsed("-1234.56"));
  CHECK(Money::from_double(4e-13) == Money());
  CHECK(Money::from_double(6e-13) == atoms(1));
  CHECK(Money::from_double(1e15).to_string() == "1000000000000000");
  CHECK(Money::from_double(-123456789012.25) == parsed("-123456789012.25"));
}

TEST_CASE("money compares and adds as numbers do", "[unit][money]") {
  CHECK(parsed("1.1") < parsed("1.2"));
  CHECK(parsed("-2") < parsed("-1"));
  CHECK(parsed("3") > parsed("-3"));
  CHECK(parsed("1.10") == parsed("1.1"));
  CHECK(parsed("1.1") != parsed("1.2"));
  CHECK(parsed("0.1") + parsed("0.2") == parsed("0.3"));
  CHECK(parsed("0.3") - parsed("0.4") == parsed("-0.1"));
  CHECK(-parsed("0.3") == parsed("-0.3"));
  CHECK(abs(parsed("-0.3")) == parsed("0.3"));
  CHECK(abs(parsed("0.3")) == parsed("0.3"));
}

TEST_CASE("every amount survives its own text", "[property][money]") {
  CHECK(rc::check([](std::int64_t count, std::uint8_t scale) {
    const Money amount = Money::from_atoms(Int128{count} * (Int128{1} + scale * 37));
    const auto again = Money::parse(amount.to_string());
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == amount);
  }));
}

TEST_CASE("a sum does not depend on the order of its terms", "[property][money]") {
  CHECK(rc::check([](std::vector<std::int64_t> counts) {
    Money forwards;
    for (const std::int64_t count : counts) forwards += Money::from_atoms(count);
    std::sort(counts.begin(), counts.end());
    Money sorted;
    for (const std::int64_t count : counts) sorted += Money::from_atoms(count);
    RC_ASSERT(forwards == sorted);
    for (const std::int64_t count : counts) sorted -= Money::from_atoms(count);
    RC_ASSERT(sorted == Money());
  }));
}

TEST_CASE("rounding to cents moves an amount by at most half a cent", "[property][money]") {
  CHECK(rc::check([](std::int64_t count) {
    const Money amount = Money::from_atoms(count);
    const Money rounded = amount.rounded_to_cents();
    RC_ASSERT(rounded.atoms() % (kAtomsPerUnit / 100) == 0);
    RC_ASSERT(!(abs(rounded - amount) > Money::from_atoms(kAtomsPerUnit / 200)));
    RC_ASSERT((-amount).rounded_to_cents() == -rounded);
    RC_ASSERT(Money::parse(amount.to_cents_string()) == rounded);
  }));
}

TEST_CASE("digits and exponent may share the point in any way", "[property][money]") {
  CHECK(rc::check([](std::int32_t digits) {
    const int shift = *rc::gen::inRange(0, 10);
    const Money plain = *Money::parse(std::to_string(digits));
    const std::string text = std::to_string(digits) +
                             std::string(static_cast<std::size_t>(shift), '0') + "e-" +
                             std::to_string(shift);
    RC_ASSERT(Money::parse(text) == plain);
  }));
}

TEST_CASE("a double returns from money unchanged to twelve decimals", "[property][money]") {
  CHECK(rc::check([](std::int64_t count) {
    const double value = static_cast<double>(count % 1'000'000'000'000'000) / 1e6;
    const double back = Money::from_double(value).to_double();
    RC_ASSERT(std::abs(back - value) <= 1e-12 + 2.3e-16 * std::abs(value));
  }));
}

TEST_CASE("more zeros than a machine word holds do not change an amount", "[property][money]") {
  expense::Random random(3);
  const auto digits = [&random](std::uint64_t count) {
    std::string text;
    for (std::uint64_t i = 0; i < count; ++i) text += static_cast<char>('0' + random.below(10));
    return text;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = (random.chance(0.3) ? "-" : "") + digits(1 + random.below(10)) + "." +
                             digits(random.below(11));
    CAPTURE(text);
    REQUIRE(Money::parse(text).has_value());
    REQUIRE(*Money::parse(text) == *Money::parse(text + std::string(25, '0')));
  }
}
