#include "base/result.h"

namespace expense {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kEmptyInput:
      return "empty_input";
    case ErrorCode::kNotABill:
      return "not_a_bill";
    case ErrorCode::kNoUsableRows:
      return "no_usable_rows";
    case ErrorCode::kTooLittleHistory:
      return "too_little_history";
    case ErrorCode::kInvalidOption:
      return "invalid_option";
    case ErrorCode::kInvalidTable:
      return "invalid_table";
    case ErrorCode::kNotSupported:
      return "not_supported";
    case ErrorCode::kUnreadableFile:
      return "unreadable_file";
  }
  return "unknown";
}

std::string describe(const Error& error) {
  std::string text;
  const auto add_part = [&text](const std::string& part) {
    if (!text.empty()) text += ", ";
    text += part;
  };
  if (!error.place.file.empty()) add_part(error.place.file);
  if (error.place.line > 0) add_part("line " + std::to_string(error.place.line));
  if (!error.place.column.empty()) add_part("column \"" + error.place.column + "\"");
  if (!text.empty()) text += ": ";
  text += error.message;
  if (!error.advice.empty()) text += " " + error.advice;
  return text;
}

}  // namespace expense
