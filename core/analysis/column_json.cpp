#include "analysis/column_json.h"

#include <cmath>
#include <cstddef>

namespace expense::analysis {
namespace {

std::string quoted_where_needed(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  quoted += '"';
  return quoted;
}

// Numbers through the JSON library, whose writer is the same on every platform.
std::string cell_text(const Json& cell) {
  if (cell.is_string()) return quoted_where_needed(cell.get_ref<const std::string&>());
  if (cell.is_null() || !std::isfinite(cell.get<double>())) return "";
  return cell.dump();
}

}  // namespace

Json numbers_json(const Eigen::VectorXd& values) {
  return std::vector<double>(values.begin(), values.end());
}

Json dates_json(const std::vector<Timestamp>& times) {
  Json list = Json::array();
  for (const Timestamp time : times) list.push_back(to_iso_string(time));
  return list;
}

std::string columns_csv(const Json& columns) {
  std::string csv;
  std::vector<const Json*> lists;
  for (const auto& [name, list] : columns.items()) {
    if (!lists.empty()) csv += ',';
    csv += quoted_where_needed(name);
    lists.push_back(&list);
  }
  csv += '\n';
  const std::size_t rows = lists.empty() ? 0 : lists.front()->size();
  for (std::size_t i = 0; i < rows; ++i) {
    for (const Json* list : lists) {
      if (list != lists.front()) csv += ',';
      csv += cell_text((*list)[i]);
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace expense::analysis
