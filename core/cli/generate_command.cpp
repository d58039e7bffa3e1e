// `generate`: a labelled synthetic bill.
#include <cstdio>

#include "cli/commands.h"

namespace expense::cli {

Result<int> generate(const GenerateArguments& arguments) {
  Result<analysis::SampleBill> bill = analysis::SampleBill::make(arguments.bill);
  if (!bill) return tl::unexpected<Error>(bill.error());
  if (!arguments.truth_file.empty()) {
    if (auto ok = write_text(arguments.truth_file, bill->truth()); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
  }
  while (!bill->done()) {
    const std::string slice = bill->next_slice();
    std::fwrite(slice.data(), 1, slice.size(), stdout);
  }
  return kDone;
}

}  // namespace expense::cli
