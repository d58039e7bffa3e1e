// `forecast`: one series, its history and future with every component.
#include <cstdio>
#include <optional>

#include "analysis/forecast_run.h"
#include "analysis/report_json.h"
#include "cli/byte_source.h"
#include "cli/commands.h"
#include "cli/country_holidays_text.h"

namespace expense::cli {
namespace {

Result<prophet::Table> total_of_bill(const std::string& file, const std::string& text) {
  analysis::Session session({});
  session.open_file(file);
  if (auto ok = session.consume({text.data(), text.size()}); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = session.close_file(); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = session.finish_reading(); !ok) return tl::unexpected<Error>(ok.error());
  return analysis::history_of(session.report().series.front().series);
}

// A plain table of dates and values as it stands; any other bill by its total. Where both are
// possible the table comes first, since it may hold times of day and missing values.
Result<prophet::Table> read_history(const std::string& file,
                                    const std::vector<std::string>& columns) {
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  switch (analysis::history_likeness(*text)) {
    case analysis::HistoryLikeness::kCertainly:
      return analysis::read_history_csv(*text, columns);
    case analysis::HistoryLikeness::kPerhaps:
      if (auto rows = analysis::read_history_csv(*text, columns)) return rows;
      break;
    case analysis::HistoryLikeness::kNo:
      break;
  }
  return total_of_bill(file, *text);
}

Error at_file(Error error, const std::string& file) {
  if (error.place.file.empty()) error.place.file = file;
  return error;
}

}  // namespace

Result<int> forecast(const ForecastArguments& arguments) {
  analysis::ForecastOptions options;
  if (!arguments.options_file.empty()) {
    const Result<std::string> text = read_text(arguments.options_file);
    if (!text) return tl::unexpected<Error>(text.error());
    const Result<analysis::ForecastOptions> parsed =
        analysis::parse_forecast_options(*text, country_holidays_text());
    if (!parsed) return tl::unexpected<Error>(at_file(parsed.error(), arguments.options_file));
    options = *parsed;
  }
  if (arguments.horizon >= 0) options.horizon = arguments.horizon;

  const std::vector<std::string> columns = prophet::table_columns(options.model);
  std::optional<prophet::Table> future;
  if (!arguments.future_file.empty()) {
    const Result<std::string> text = read_text(arguments.future_file);
    if (!text) return tl::unexpected<Error>(text.error());
    Result<prophet::Table> dates = analysis::read_future_csv(*text, columns);
    if (!dates) return tl::unexpected<Error>(at_file(dates.error(), arguments.future_file));
    future = std::move(*dates);
  }

  const Result<prophet::Table> history = read_history(arguments.file, columns);
  if (!history) return tl::unexpected<Error>(at_file(history.error(), arguments.file));
  const Result<analysis::ForecastRun> run = analysis::run_forecast(*history, options, future);
  if (!run) return tl::unexpected<Error>(at_file(run.error(), arguments.file));

  if (!arguments.fit_file.empty()) {
    const std::string fit = analysis::to_pretty_text(analysis::fit_json(run->model));
    if (auto ok = write_text(arguments.fit_file, fit); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
  }
  const std::string text = arguments.format == OutputFormat::kJson
                               ? analysis::to_pretty_text(analysis::forecast_json(*run))
                               : analysis::forecast_csv(*run);
  std::fputs(text.c_str(), stdout);
  return kDone;
}

}  // namespace expense::cli
