// `inspect`: what is in a bill.
#include <cstdio>

#include "analysis/report_json.h"
#include "cli/commands.h"
#include "cli/text_table.h"

namespace expense::cli {
namespace {

TextTable facts(const analysis::Json& inspection) {
  TextTable table{{"what", "value"}, {}};
  for (const auto& [name, value] : inspection.items()) {
    if (value.is_structured()) continue;
    table.rows.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
  }
  for (const auto& [service, total] : inspection["by_service"].items()) {
    table.rows.push_back({"cost of " + service, total.get<std::string>()});
  }
  return table;
}

}  // namespace

Result<int> inspect(const InspectArguments& arguments) {
  const Result<analysis::Session> session = read_bills(arguments.bill, {});
  if (!session) return tl::unexpected<Error>(session.error());
  const analysis::Json inspection = analysis::inspection_json(session->report());
  std::string text;
  switch (arguments.format) {
    case OutputFormat::kJson:
      text = analysis::to_pretty_text(inspection);
      break;
    case OutputFormat::kCsv:
      text = csv_text(facts(inspection));
      break;
    case OutputFormat::kTable:
      text = aligned_text(facts(inspection));
      break;
    case OutputFormat::kMarkdown:
      text = markdown_text(facts(inspection));
      break;
  }
  print(text);
  return kDone;
}

}  // namespace expense::cli
