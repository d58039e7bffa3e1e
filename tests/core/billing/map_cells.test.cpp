// Maps in cells: JSON, Python, Azure's pairs, and what is none of them.
#include "billing/map_cells.h"

#include <catch2/catch.hpp>

namespace expense::billing {
namespace {

std::string text_under(std::string_view cell, std::string_view key) {
  std::string unescaped;
  return std::string(map_text(cell, key, unescaped));
}

TEST_CASE("the text under a key is found in every notation", "[unit]") {
  CHECK(text_under(R"({"a":"1","b": "two words"})", "b") == "two words");
  CHECK(text_under(R"({'a': 'it is', 'b': None})", "a") == "it is");
  CHECK(text_under(R"("env": "prod","cost center": "4711, EMEA")", "cost center") == "4711, EMEA");
  CHECK(text_under(R"({"a":12})", "a") == "12");
}

TEST_CASE("escapes in a text are undone", "[unit]") {
  CHECK(text_under(R"({"a":"x \"y\" \\ \u0026 z"})", "a") == R"(x "y" \ & z)");
  CHECK(text_under(R"({"a":"\u00e9"})", "a") == R"(\u00e9)");  // beyond ASCII it stays
}

TEST_CASE("a key counts only as a key of the outermost map", "[unit]") {
  CHECK(text_under(R"({"x":"a","y":{"a":"inner"},"a":"outer"})", "a") == "outer");
  CHECK(text_under(R"({"x":"a"})", "a").empty());
}

TEST_CASE("a cell that is no map holds nothing", "[unit]") {
  for (const char* cell : {"", "{}", "a", R"({"a")", R"({"a":)", R"({"a":"open)", R"("\)"}) {
    CAPTURE(cell);
    CHECK(text_under(cell, "a").empty());
  }
}

TEST_CASE("amounts in a list of maps are added up exactly", "[unit]") {
  const auto sum = [](std::string_view cell) {
    const std::optional<Money> found = sum_in_maps(cell, "amount");
    return found ? found->to_string() : "unreadable";
  };
  CHECK(sum("") == "0");
  CHECK(sum("[]") == "0");
  CHECK(sum(R"([{"name":"amount","amount":-8.009883},{"amount":"-1e-3"}])") == "-8.010883");
  CHECK(sum(R"([{'amount': -1, 'type': None}])") == "-1");
  for (const char* cell :
       {R"([{"amount":-1})", R"([{"amount":null}])", R"([{"amount":-1}]])", "x", R"([{"amount)"}) {
    CAPTURE(cell);
    CHECK(sum(cell) == "unreadable");
  }
}

}  // namespace
}  // namespace expense::billing
