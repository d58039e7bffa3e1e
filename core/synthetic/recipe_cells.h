// Draws an organisation and the cells of its bill from the catalogue.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthetic/aws_catalog.h"
#include "synthetic/bill_recipe.h"

namespace expense::synthetic {

/// Who gets the bill.
struct Organisation {
  Account payer;
  std::array<Account, 4> accounts;  ///< In the order of AccountRole.
  std::size_t region_count = 2;     ///< 2 or 3, the first of regions().
};

[[nodiscard]] Organisation draw_organisation(std::uint64_t seed);

/// The cells of every use in each of its regions. Each follows from its own stream, so that an
/// entry added to the catalogue changes no other cell.
[[nodiscard]] std::vector<CellRecipe> draw_cells(const Organisation& organisation,
                                                 const BillOptions& options);

/// The cell of a use that nobody ordered: it costs nothing until an anomaly adds its cost.
[[nodiscard]] CellRecipe unexpected_cell(const Organisation& organisation, const Use& use);

}  // namespace expense::synthetic
