#include "prophet/table.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace expense::prophet {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> select(const std::vector<double>& values, std::span<const std::size_t> rows) {
  std::vector<double> selected;
  if (values.empty()) return selected;
  selected.reserve(rows.size());
  for (const std::size_t row : rows) selected.push_back(values[row]);
  return selected;
}

void append(std::vector<double>& values, const std::vector<double>* more, std::size_t count) {
  if (more == nullptr || more->empty()) {
    values.insert(values.end(), count, kMissing);
  } else {
    values.insert(values.end(), more->begin(), more->end());
  }
}

}  // namespace

const std::vector<double>* Table::column(const std::string& name) const {
  const auto found = columns.find(name);
  return found == columns.end() ? nullptr : &found->second;
}

std::int64_t even_step(std::span<const Timestamp> dates) {
  if (dates.size() < 2) return 0;
  const std::int64_t step = dates[1] - dates[0];
  for (std::size_t i = 2; i < dates.size(); ++i) {
    if (dates[i] - dates[i - 1] != step) return 0;
  }
  return step;
}

Table dates_only(std::vector<Timestamp> ds) {
  Table table;
  table.ds = std::move(ds);
  return table;
}

Table select_rows(const Table& table, std::span<const std::size_t> rows) {
  Table selected;
  selected.ds.reserve(rows.size());
  for (const std::size_t row : rows) selected.ds.push_back(table.ds[row]);
  selected.y = select(table.y, rows);
  for (const auto& [name, values] : table.columns) selected.columns[name] = select(values, rows);
  return selected;
}

Table sorted_by_date(const Table& table) {
  if (std::is_sorted(table.ds.begin(), table.ds.end())) return table;
  std::vector<std::size_t> order(table.ds.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&table](std::size_t a, std::size_t b) { return table.ds[a] < table.ds[b]; });
  return select_rows(table, order);
}

Table first_of_each_date(const Table& table) {
  const Table sorted = sorted_by_date(table);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < sorted.ds.size(); ++i) {
    if (i == 0 || sorted.ds[i] != sorted.ds[i - 1]) rows.push_back(i);
  }
  return rows.size() == sorted.ds.size() ? sorted : select_rows(sorted, rows);
}

Table concatenate(const Table& a, const Table& b) {
  Table both = a;
  both.ds.insert(both.ds.end(), b.ds.begin(), b.ds.end());
  if (!a.y.empty() || !b.y.empty()) {
    both.y.resize(a.row_count(), kMissing);
    append(both.y, &b.y, b.row_count());
  }
  for (auto& [name, values] : both.columns) append(values, b.column(name), b.row_count());
  for (const auto& [name, values] : b.columns) {
    if (a.column(name) != nullptr) continue;
    std::vector<double>& added = both.columns[name];
    added.assign(a.row_count(), kMissing);
    append(added, &values, b.row_count());
  }
  return both;
}

Result<void> check_lengths(const Table& table) {
  const auto wrong = [](const std::string& name) {
    return fail(ErrorCode::kInvalidTable,
                "The column \"" + name + "\" has not one value for each date.",
                "Give all columns the same length.", Place{"", 0, name});
  };
  if (!table.y.empty() && table.y.size() != table.ds.size()) return wrong("y");
  for (const auto& [name, values] : table.columns) {
    if (values.size() != table.ds.size()) return wrong(name);
  }
  return {};
}

}  // namespace expense::prophet
