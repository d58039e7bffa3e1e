#include "prophet/pandas_json.h"

namespace expense::prophet {
namespace {

// Of the layout, not of the program that wrote it.
constexpr const char* kPandasLayoutVersion = "1.4.0";

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::string json_text(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string pandas_date(Timestamp time) {
  const std::int64_t second = time - Timestamp::midnight(time.day());
  std::string text = to_iso_string(time.day());
  text += "T" + two_digits(second / 3600);
  text += ":" + two_digits(second / 60 % 60);
  text += ":" + two_digits(second % 60);
  return text + ".000";
}

std::string series_text(const Json& name, const Json& values) {
  Json index = Json::array();
  for (std::size_t i = 0; i < values.size(); ++i) index.push_back(i);
  return json_text(Json{{"name", name}, {"index", index}, {"data", values}});
}

std::string series_text(const std::vector<Timestamp>& dates) {
  Json values = Json::array();
  for (const Timestamp date : dates) values.push_back(pandas_date(date));
  return series_text("ds", values);
}

std::string table_text(const std::vector<PandasColumn>& columns) {
  Json fields = Json::array();
  for (const PandasColumn& column : columns) {
    fields.push_back(Json{{"name", column.name}, {"type", column.type}});
  }
  Json rows = Json::array();
  const std::size_t count = columns.empty() ? 0 : columns.front().values.size();
  for (std::size_t i = 0; i < count; ++i) {
    Json row = Json::object();
    for (const PandasColumn& column : columns) row[column.name] = column.values[i];
    rows.push_back(std::move(row));
  }
  return json_text(Json{{"schema", {{"fields", fields}, {"pandas_version", kPandasLayoutVersion}}},
                        {"data", rows}});
}

std::vector<Timestamp> read_series_dates(const JsonCursor& series) {
  if (series.is_missing()) return {};
  Json storage;
  return series.embedded(storage)["data"].dates();
}

}  // namespace expense::prophet
