// Chooses what goes wrong in a bill, when and where, large enough for a person to care.
#pragma once

#include "synthetic/bill_recipe.h"
#include "synthetic/recipe_cells.h"

namespace expense::synthetic {

/// Adds anomalies to `recipe`, and the cells of those that bring a use never seen. Each is sized by
/// the noise of its service's daily total (2.5 to 8 standard deviations, more where that would be
/// small money), begins on a quiet day of the calendar, and has its service to itself for its time
/// and four weeks around it. Kinds follow each other in a drawn order; ten in two years hold them
/// all.
void plant_anomalies(BillRecipe& recipe, const Organisation& organisation);

}  // namespace expense::synthetic
