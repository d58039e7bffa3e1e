// Series and tables as pandas writes them to JSON: text of its own, inside the saved model.
#pragma once

#include <string>
#include <vector>

#include "calendar/timestamp.h"
#include "prophet/json_cursor.h"

namespace expense::prophet {

/// JSON text; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(const Json& document);

/// "2020-01-01T00:00:00.000"
[[nodiscard]] std::string pandas_date(Timestamp time);

/// A series in the layout orient="split".
/// @param name  a text or null.
[[nodiscard]] std::string series_text(const Json& name, const Json& values);
[[nodiscard]] std::string series_text(const std::vector<Timestamp>& dates);

struct PandasColumn {
  std::string name;
  const char* type = "number";  ///< "number", "integer", "boolean", "string" or "datetime".
  std::vector<Json> values;
};

/// A table in the layout orient="table" without index.
/// @param columns  of equal length.
[[nodiscard]] std::string table_text(const std::vector<PandasColumn>& columns);

/// The dates of a series that series_text or pandas has written; none where it is missing.
[[nodiscard]] std::vector<Timestamp> read_series_dates(const JsonCursor& series);

}  // namespace expense::prophet
