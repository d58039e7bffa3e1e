// Keeps a bill to one currency: amounts of different currencies must never be added up silently.
#pragma once

#include <string>
#include <string_view>

namespace expense::billing {

/// The first currency named is the bill's; rows that name none belong to it.
class OneCurrency {
 public:
  OneCurrency() = default;
  explicit OneCurrency(std::string code) : code_(std::move(code)) {}

  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] bool accepts(std::string_view code) const {
    return code.empty() || code_.empty() || code == code_;
  }
  /// Call for rows that are used, so that a rejected row never decides.
  void settle(std::string_view code) {
    if (code_.empty()) code_ = code;
  }
  [[nodiscard]] std::string refusal(std::string_view code) const {
    return "it is in " + std::string(code) + " while the bill is in " + code_ +
           ": different currencies are not added up";
  }

 private:
  std::string code_;
};

}  // namespace expense::billing
