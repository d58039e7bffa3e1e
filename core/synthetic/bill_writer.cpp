// Slices of whole days over a layout.
#include "synthetic/bill_writer.h"

#include <utility>

#include "synthetic/focus_text.h"
#include "synthetic/service_text.h"

namespace expense::synthetic {
namespace {

std::unique_ptr<const BillText> make_text(BillLayout layout, const BillRecipe& recipe,
                                          const DailyCosts& costs) {
  switch (layout) {
    case BillLayout::kCostExplorer:
      return std::make_unique<CostExplorerText>(recipe, costs);
    case BillLayout::kDaily:
      return std::make_unique<DailyText>(recipe, costs);
    case BillLayout::kFocus:
      break;
  }
  return std::make_unique<FocusText>(recipe);
}

}  // namespace

BillWriter::BillWriter(BillRecipe recipe, BillLayout layout, std::size_t slice_bytes)
    : recipe_(std::move(recipe)),
      costs_(recipe_),
      text_(make_text(layout, recipe_, costs_)),
      slice_bytes_(slice_bytes) {}

std::string BillWriter::next_slice() {
  std::string slice;
  if (done()) return slice;
  slice.reserve(slice_bytes_ + slice_bytes_ / 2);
  if (next_day_ == 0) text_->append_header(slice);
  do {
    text_->append_day(slice, costs_, next_day_++);
  } while (!done() && slice.size() < slice_bytes_);
  return slice;
}

}  // namespace expense::synthetic
