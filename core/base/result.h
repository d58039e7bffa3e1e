// What can go wrong with a person's input, as a value: Error, and Result<T> that holds a T or an
// Error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace expense {

/// Few codes, each chosen by what the person can do next.
enum class ErrorCode {
  kEmptyInput,        ///< The file holds nothing: choose another.
  kNotABill,          ///< Nothing in it is known as a bill: export it again in a known format.
  kNoUsableRows,      ///< Known as a bill, but no row could be read: see the rejected rows.
  kTooLittleHistory,  ///< Too few days or rows for what was asked.
  kInvalidOption,     ///< A setting is out of its range.
  kInvalidTable,      ///< A table (history, future, holidays) lacks a column or holds a bad value.
  kNotSupported,      ///< Known, but not done here.
  kUnreadableFile,    ///< The file cannot be opened or read.
};

/// The code's stable word, for example "empty_input".
[[nodiscard]] std::string_view to_string(ErrorCode code);

/// Where in the person's input it happened.
struct Place {
  std::string file;       ///< "" when it concerns none.
  std::int64_t line = 0;  ///< 1-based physical line, 0 when unknown.
  std::string column;     ///< Column name, "" when it concerns none.
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidOption;
  std::string message;  ///< What happened, one plain sentence.
  std::string advice;   ///< What to do next, one plain sentence.
  Place place = {};
};

/// "file.csv, line 3, column \"Cost\": message advice", the form for a terminal.
[[nodiscard]] std::string describe(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return fail(code, message, advice);`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::string advice = {}, Place place = {}) {
  return tl::unexpected<Error>(
      Error{code, std::move(message), std::move(advice), std::move(place)});
}

}  // namespace expense
