// A header line: the names of a file's columns, and finding a column by name however it is spelled.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace expense::billing {

/// Lower-cased (ASCII) with everything but letters, digits and non-ASCII bytes removed:
/// "lineItem/UnblendedCost" and "lineitem_unblended_cost" both become "lineitemunblendedcost".
[[nodiscard]] std::string squeezed(std::string_view name);

class Header {
 public:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

  Header() = default;
  explicit Header(std::vector<std::string> names);

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& name(std::size_t column) const { return names_[column]; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// First column whose squeezed name is `squeezed_name`; kAbsent when there is none.
  [[nodiscard]] std::size_t find(std::string_view squeezed_name) const;
  [[nodiscard]] bool has(std::string_view squeezed_name) const;
  [[nodiscard]] bool has_all(std::initializer_list<std::string_view> squeezed_names) const;
  /// The column that `find_any` gives for each name, without kAbsent, in the order of the list.
  [[nodiscard]] std::vector<std::size_t> find_each(
      std::span<const std::string_view> squeezed_names) const;
  /// The column of the first name that is there. Where no whole name fits, the part in brackets at
  /// its end counts ("Abonnement-GUID (SubscriptionGuid)"), then the part before ("Cost ($)").
  [[nodiscard]] std::size_t find_any(std::span<const std::string_view> squeezed_names) const;
  [[nodiscard]] std::size_t find_any(std::initializer_list<std::string_view> squeezed_names) const;
  [[nodiscard]] bool has_any(std::initializer_list<std::string_view> squeezed_names) const;
  /// As `find`, for those who only ask whether it is there and do not look at its cells.
  [[nodiscard]] std::size_t position(std::string_view squeezed_name) const;
  /// Counts `column` among `found`.
  void want(std::size_t column) const { is_found_[column] = 1; }
  /// The columns that any of the above has given so far, ascending: whoever found all of its
  /// columns here looks at these and no others.
  [[nodiscard]] std::vector<std::size_t> found() const;

 private:
  [[nodiscard]] std::size_t noted(std::ptrdiff_t column) const;
  [[nodiscard]] std::size_t find_spelled(std::string_view squeezed_name) const;

  std::vector<std::string> names_;
  std::vector<std::string> squeezed_;
  std::vector<std::string> in_brackets_;      // squeezed, "" where there are none
  std::vector<std::string> before_brackets_;  // squeezed, "" where there are none
  mutable std::vector<char> is_found_;        // of each column
};

}  // namespace expense::billing
