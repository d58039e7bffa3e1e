// A labelled synthetic bill as a stream of bytes.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"
#include "synthetic/bill_writer.h"

namespace expense::analysis {

struct SampleBillOptions {
  std::uint64_t seed = 1;
  int days = 730;                ///< 1..3660
  std::string layout = "focus";  ///< "focus", "cost-explorer" or "daily".
  std::string last_day;          ///< ISO date; "" for the generator's own.
};

class SampleBill {
 public:
  /// @error kInvalidOption
  [[nodiscard]] static Result<SampleBill> make(const SampleBillOptions& options);

  /// The next slice of the file, "" at its end.
  [[nodiscard]] std::string next_slice() { return writer_.next_slice(); }
  [[nodiscard]] bool done() const { return writer_.done(); }
  /// Days written over days in all, in [0, 1].
  [[nodiscard]] double progress() const { return writer_.progress(); }
  /// JSON text of the planted anomalies.
  [[nodiscard]] std::string truth() const;

 private:
  explicit SampleBill(synthetic::BillWriter writer) : writer_(std::move(writer)) {}

  synthetic::BillWriter writer_;
};

}  // namespace expense::analysis
