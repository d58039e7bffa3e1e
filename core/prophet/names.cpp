#include "prophet/names.h"

#include <algorithm>
#include <iterator>

namespace expense::prophet {
namespace {

constexpr std::string_view kReservedNames[] = {"trend",
                                               "additive_terms",
                                               "multiplicative_terms",
                                               "daily",
                                               "weekly",
                                               "yearly",
                                               "holidays",
                                               "zeros",
                                               "extra_regressors_additive",
                                               "extra_regressors_multiplicative",
                                               "month_first_day",
                                               "month_first_three_days",
                                               "month_last_day",
                                               "day_of_month",
                                               "yhat"};
constexpr std::string_view kReservedColumns[] = {"ds",    "y",        "cap",
                                                 "floor", "y_scaled", "cap_scaled"};

bool is_reserved(std::string_view name) {
  if (std::find(std::begin(kReservedColumns), std::end(kReservedColumns), name) !=
      std::end(kReservedColumns)) {
    return true;
  }
  for (const std::string_view suffix : {"_lower", "_upper"}) {
    if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix) {
      name.remove_suffix(suffix.size());
      break;
    }
  }
  return std::find(std::begin(kReservedNames), std::end(kReservedNames), name) !=
         std::end(kReservedNames);
}

}  // namespace

bool is_builtin_seasonality(std::string_view name) {
  return name == "daily" || name == "weekly" || name == "yearly";
}

Result<void> check_name(const std::string& name, std::string_view what) {
  const auto refuse = [what](const std::string& problem) {
    return fail(ErrorCode::kInvalidOption, "The name of a " + std::string(what) + " " + problem,
                "Choose another name.");
  };
  if (name.empty()) return refuse("is empty.");
  if (name.find("_delim_") != std::string::npos) {
    return refuse("holds \"_delim_\": \"" + name + "\".");
  }
  if (is_reserved(name)) return refuse("is reserved by the model: \"" + name + "\".");
  return {};
}

}  // namespace expense::prophet
