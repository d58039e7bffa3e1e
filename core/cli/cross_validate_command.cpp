// `cross-validate`: forecast error by horizon.
#include <cmath>
#include <cstdio>

#include "analysis/column_json.h"
#include "analysis/report_json.h"
#include "cli/commands.h"
#include "cli/text_table.h"

namespace expense::cli {
namespace {

// For people: as many digits as an estimate of an error is worth.
std::string cell_text(const analysis::Json& cell) {
  if (cell.is_string()) return cell.get<std::string>();
  if (!std::isfinite(cell.get<double>())) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%.5g", cell.get<double>());
  return text;
}

TextTable table_of(const analysis::Json& columns) {
  TextTable table;
  for (const auto& [name, list] : columns.items()) {
    table.header.push_back(name);
    table.rows.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) table.rows[i].push_back(cell_text(list[i]));
  }
  return table;
}

}  // namespace

Result<int> cross_validate(const CrossValidateArguments& arguments) {
  const auto options = read_model_options(arguments.options_file);
  if (!options) return tl::unexpected<Error>(options.error());
  const auto history = read_history(arguments.file, prophet::table_columns(options->model));
  if (!history) return tl::unexpected<Error>(history.error());
  auto run = analysis::begin_cross_validation(*history, *options, arguments.request);
  if (!run) return tl::unexpected<Error>(at_input(run.error(), arguments.file));
  while (!run->validator.is_done()) {
    if (auto ok = run->validator.step(); !ok) {
      return tl::unexpected<Error>(at_input(ok.error(), arguments.file));
    }
  }
  const Result<analysis::Json> json = analysis::cross_validation_json(*run);
  if (!json) return tl::unexpected<Error>(at_input(json.error(), arguments.file));
  for (const analysis::Json& warning : (*json)["warnings"]) {
    std::fprintf(stderr, "warning: %s\n", warning.get_ref<const std::string&>().c_str());
  }

  if (!arguments.rows_file.empty()) {
    const std::string rows = analysis::columns_csv(analysis::cross_validation_rows_json(*run));
    if (auto ok = write_text(arguments.rows_file, rows); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
  }
  const analysis::Json& errors = (*json)["errors"];
  std::string text;
  switch (arguments.format) {
    case OutputFormat::kJson:
      text = analysis::to_pretty_text(*json);
      break;
    case OutputFormat::kCsv:
      text = analysis::columns_csv(errors);
      break;
    case OutputFormat::kTable:
      text = aligned_text(table_of(errors));
      break;
    case OutputFormat::kMarkdown:
      text = markdown_text(table_of(errors));
      break;
  }
  print(text);
  return kDone;
}

}  // namespace expense::cli
