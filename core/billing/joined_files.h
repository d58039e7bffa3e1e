// Several files as one bill: what may stand side by side, and days that are delivered twice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "billing/bill.h"
#include "billing/series.h"

namespace expense::billing {

/// Files keep their own tables until all are there, since a later one may be a second delivery of
/// an earlier one's days.
class JoinedFiles {
 public:
  [[nodiscard]] bool empty() const { return files_.empty(); }

  /// Why `file` cannot stand beside those before it (format, grouping, currency); nullopt when it
  /// can.
  [[nodiscard]] std::optional<Error> refuse(const Bill& file) const;
  void add(Bill file);

  /// One bill, its table not sorted. Of days that two files hold with nearly the same costs the
  /// later file's count; other days in several files are added up. Both are said in a warning.
  /// Call only when not empty.
  [[nodiscard]] Bill join() &&;

 private:
  struct File {
    Bill bill;
    Series daily;  // While joining: the days of which its costs count, with their sums.
  };

  void settle_shared_days(std::vector<std::string>& warnings);

  std::vector<File> files_;
  std::vector<Day> restated_days_;
};

}  // namespace expense::billing
