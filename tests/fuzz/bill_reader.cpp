// Any bytes at all, read as a bill: nothing crashes, and however they are sliced the bill is the
// same. The first bytes of an input say how the others are sliced, so that the fuzzer chooses that,
// too.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "bill_text.h"
#include "billing/bill_reader.h"

namespace {

using namespace expense;

constexpr std::size_t kSliceSizes = 4;  // one byte each; 0 stands for all that is left

Result<billing::Bill> read(std::string_view bytes, std::span<const std::uint8_t> slice_sizes) {
  billing::BillReader reader;
  reader.open_file("bill");
  for (std::size_t turn = 0; !bytes.empty(); ++turn) {
    const std::size_t wanted = slice_sizes[turn % slice_sizes.size()];
    const std::size_t size = wanted == 0 ? bytes.size() : std::min(wanted, bytes.size());
    if (!reader.consume(std::span(bytes.data(), size))) break;
    bytes.remove_prefix(size);
  }
  static_cast<void>(reader.close_file());
  return std::move(reader).finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < kSliceSizes) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + kSliceSizes,
                               size - kSliceSizes);
  constexpr std::uint8_t kWhole[] = {0};
  const std::string whole = billing::testing::text_of(read(bytes, kWhole));
  const std::string sliced = billing::testing::text_of(read(bytes, std::span(data, kSliceSizes)));
  if (whole == sliced) return 0;
  std::fprintf(stderr, "--- whole:\n%s--- in slices:\n%s", whole.c_str(), sliced.c_str());
  std::abort();
}
