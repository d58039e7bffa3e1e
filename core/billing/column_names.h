// The names that people give to the columns of plain tables.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "billing/cost_table.h"
#include "billing/header.h"

namespace expense::billing {

/// A column's name without the currency it carries: "Cost (USD)" and "cost_usd" are "cost" in USD.
struct NameParts {
  std::string base;      ///< Squeezed (header.h).
  std::string currency;  ///< ISO code, "" when the name has none.
};

[[nodiscard]] NameParts name_parts(std::string_view name);

[[nodiscard]] std::size_t date_column(const std::vector<NameParts>& names);
[[nodiscard]] std::size_t cost_column(const std::vector<NameParts>& names);
[[nodiscard]] std::size_t currency_column(const std::vector<NameParts>& names);
/// Header::kAbsent where no name stands for the dimension.
[[nodiscard]] std::size_t dimension_column(const std::vector<NameParts>& names,
                                           Dimension dimension);

/// The dimension whose values a column of this name holds; nullopt when it is not known.
[[nodiscard]] std::optional<Dimension> dimension_named(std::string_view name);
/// Whether a column of this name holds the days of its rows.
[[nodiscard]] bool is_date_name(std::string_view name);
/// Whether the text is one of the words by which sheets call a total.
[[nodiscard]] bool is_total_word(std::string_view text);

/// Whether the text holds such a word among others ("Service total", "Total costs ($)") or nothing
/// at all: then only the sums can tell.
[[nodiscard]] bool may_name_total(std::string_view text);
/// Whether a column of this name holds numbers that are no service's costs: another cost of the
/// whole row, a plan, a quantity, the number of something.
[[nodiscard]] bool is_measure_name(std::string_view name);

}  // namespace expense::billing
