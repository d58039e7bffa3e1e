// Reading of the reference cases: one folder each with input, options, forecast and fit.
#pragma once

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/forecast_run.h"

namespace expense::prophet {

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline bool file_exists(const std::string& path) { return std::ifstream(path).good(); }

inline nlohmann::json read_json(const std::string& path) {
  return nlohmann::json::parse(read_file(path));
}

/// Columns of a CSV of numbers whose first column is a date; the dates are apart.
struct ReferenceTable {
  std::vector<Timestamp> ds;
  std::map<std::string, std::vector<double>> columns;
};

inline ReferenceTable read_reference_table(const std::string& path) {
  std::istringstream text(read_file(path));
  ReferenceTable table;
  std::string line;
  std::getline(text, line);
  std::vector<std::string> names;
  std::istringstream header(line);
  for (std::string name; std::getline(header, name, ',');) names.push_back(name);
  while (std::getline(text, line)) {
    std::istringstream row(line);
    std::string cell;
    std::getline(row, cell, ',');
    table.ds.push_back(*parse_timestamp(cell));
    for (std::size_t i = 1; i < names.size() && std::getline(row, cell, ','); ++i) {
      table.columns[names[i]].push_back(std::stod(cell));
    }
  }
  return table;
}

/// The folder of a case: our own copy, or the reference beside the checkout, or "".
inline std::string case_folder(const std::string& name) {
  for (const std::string& parent :
       {std::string(EXPENSE_TEST_DATA) + "/prophet", std::string(EXPENSE_SHARED_PROPHET)}) {
    if (file_exists(parent + "/" + name + "/options.json")) return parent + "/" + name;
  }
  return "";
}

}  // namespace expense::prophet
