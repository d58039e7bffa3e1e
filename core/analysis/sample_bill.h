// A synthetic bill as a stream of bytes, for "try a sample bill".
#pragma once

#include <cstdint>
#include <string>

#include "synthetic/bill_writer.h"

namespace expense::analysis {

class SampleBill {
 public:
  /// @param seed any. @param days moved into 1..3660.
  SampleBill(std::uint64_t seed, int days);

  /// The next slice of the file (FOCUS CSV), "" at its end.
  [[nodiscard]] std::string next_slice() { return writer_.next_slice(); }
  /// Days written over days in all, in [0, 1].
  [[nodiscard]] double progress() const { return writer_.progress(); }
  /// JSON text of the planted anomalies.
  [[nodiscard]] std::string truth() const;

 private:
  synthetic::BillWriter writer_;
};

}  // namespace expense::analysis
