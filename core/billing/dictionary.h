// Texts and their codes: each distinct text is kept once and known by a small number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace expense::billing {

/// Code of a dimension's value in its dictionary; 0 is always the empty text ("not said").
using ValueCode = std::uint32_t;

/// Codes are given in the order in which texts first come, so they never depend on a hash.
class Dictionary {
 public:
  Dictionary();

  /// The text's code, the same for equal texts; a new text gets the next code.
  ValueCode intern(std::string_view text);

  /// The text's code; nullopt when it has none.
  [[nodiscard]] std::optional<ValueCode> find(std::string_view text) const;

  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

  /// Puts the values into the order of their bytes ("" stays first).
  /// @return the new code for each old one.
  std::vector<ValueCode> sort();
  /// Gives values other texts, which no other value may have.
  void rename(std::span<const std::pair<ValueCode, std::string>> renamed);
  /// Forgets all values but "" for which `is_kept` is false.
  /// @return the new code for each old one, 0 for those forgotten.
  std::vector<ValueCode> keep(const std::vector<bool>& is_kept);

 private:
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;
  void rebuild_slots(std::size_t slot_count);

  std::vector<std::string> values_ = {""};
  std::vector<ValueCode> slots_;  // Open addressing, a power of two; kFree or a code.
  ValueCode latest_ = 0;          // Bills repeat themselves from row to row.
};

}  // namespace expense::billing
