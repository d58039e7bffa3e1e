// The table: exact sums by cell, and the same table for every order of rows.
#include "billing/cost_table.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "read_bill.h"

namespace expense::billing {
namespace {

void add(CostTable& table, int day, const std::string& service, const std::string& account,
         Money cost) {
  CellKey key = {};
  key[0] = table.intern(Dimension::kService, service);
  key[1] = table.intern(Dimension::kAccount, account);
  table.add(Day{day}, key, std::span(&cost, 1));
}

TEST_CASE("costs of equal day and values are added up", "[unit]") {
  CostTable table({"cost"});
  add(table, 5, "EC2", "prod", *Money::parse("0.1"));
  add(table, 5, "EC2", "prod", *Money::parse("0.2"));
  add(table, 5, "S3", "prod", *Money::parse("1"));
  REQUIRE(table.cell_count() == 2);
  CHECK(table.cost(0, 0).to_string() == "0.3");
  CHECK(table.total(0).to_string() == "1.3");
  CHECK(table.totals_by(Dimension::kService, 0)[table.intern(Dimension::kService, "S3")]
            .to_string() == "1");
  CHECK(table.distinct_days() == std::vector<Day>{Day{5}});
}

TEST_CASE("an empty table has no cells, no days and a total of nothing", "[unit]") {
  CostTable table({"cost"});
  table.sort();
  CHECK(table.empty());
  CHECK(table.distinct_days().empty());
  CHECK(table.total(0) == Money());
  CHECK(table.measure_index("cost") == 0);
  CHECK(table.measure_index("list") == 1);
}

TEST_CASE("a sorted table can still be added to", "[unit]") {
  CostTable table({"cost"});
  add(table, 2, "b", "", *Money::parse("1"));
  add(table, 1, "a", "", *Money::parse("2"));
  table.sort();
  add(table, 2, "b", "", *Money::parse("3"));
  CHECK(table.cell_count() == 2);
  CHECK(table.cost(0, 1).to_string() == "4");
}

struct RowOfBill {
  int day;
  std::string service;
  std::string account;
  std::int64_t cents;
};

TEST_CASE("the order of rows does not matter, and sums are those of a plain map", "[property]") {
  CHECK(rc::check([] {
    const auto row = rc::gen::construct<RowOfBill>(
        rc::gen::inRange(-5, 40), rc::gen::element<std::string>("", "EC2", "S3", "RDS", "Lambda"),
        rc::gen::element<std::string>("", "prod", "dev"),
        rc::gen::inRange<std::int64_t>(-1000, 1000));
    const auto rows = *rc::gen::container<std::vector<RowOfBill>>(row);
    CostTable forward({"cost"});
    CostTable backward({"cost"});
    std::map<std::tuple<int, std::string, std::string>, Money> expected;
    for (const RowOfBill& r : rows) {
      const Money cost = Money::from_atoms(Int128{r.cents} * 10'000'000'000);
      add(forward, r.day, r.service, r.account, cost);
      expected[{r.day, r.service, r.account}] += cost;
    }
    for (auto r = rows.rbegin(); r != rows.rend(); ++r) {
      add(backward, r->day, r->service, r->account,
          Money::from_atoms(Int128{r->cents} * 10'000'000'000));
    }
    forward.sort();
    backward.sort();
    RC_ASSERT(testing::dump(forward) == testing::dump(backward));
    RC_ASSERT(forward.cell_count() == expected.size());
    std::size_t cell = 0;
    for (const auto& [key, cost] : expected) RC_ASSERT(forward.cost(0, cell++) == cost);
  }));
}

TEST_CASE("beyond its room a table folds the smallest values and keeps every sum", "[unit]") {
  constexpr int kValues = 5'000;
  CostTable table({"cost"}, {}, 2'000);
  for (int day = 1; day <= 3; ++day) {
    for (int value = 0; value < kValues; ++value) {
      add(table, day, "service " + std::to_string(value), value % 2 == 0 ? "even" : "odd",
          *Money::parse(std::to_string(value)));
    }
  }
  table.sort();
  CHECK(table.cell_count() <= 2'000);
  CHECK(table.total(0).to_string() == std::to_string(3 * (kValues * (kValues - 1) / 2)));
  const std::vector<Money> by_account = table.totals_by(Dimension::kAccount, 0);
  CHECK(by_account[1] + by_account[2] == table.total(0));
  std::int64_t rows = 0;
  for (std::size_t cell = 0; cell < table.cell_count(); ++cell) rows += table.rows(cell);
  CHECK(rows == 3 * kValues);
  const std::vector<FoldedValues> folded = table.folded_values();
  REQUIRE(folded.size() == 1);
  CHECK(folded[0].dimension == Dimension::kService);
  CHECK(folded[0].count > 3'000);
  const std::vector<std::string>& services = table.values(Dimension::kService);
  CHECK(std::find(services.begin(), services.end(), kFoldedValue) != services.end());
  CHECK(std::find(services.begin(), services.end(), "service 1") == services.end());
}

TEST_CASE("what costs most is not folded", "[unit]") {
  CostTable table({"cost"}, {}, 400);
  for (int day = 1; day <= 3; ++day) {
    add(table, day, "large", "", *Money::parse("1000"));
    for (int value = 0; value < 1'000; ++value) {
      add(table, day, "small " + std::to_string(value), "", *Money::parse("1"));
    }
  }
  table.sort();
  const std::vector<std::string>& services = table.values(Dimension::kService);
  const auto large = std::find(services.begin(), services.end(), "large");
  REQUIRE(large != services.end());
  CHECK(table.totals_by(Dimension::kService, 0)[static_cast<std::size_t>(large - services.begin())]
            .to_string() == "3000");
}

}  // namespace
}  // namespace expense::billing
