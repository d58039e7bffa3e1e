// `forecast`: one series, its history and future with every component.
#include <cstdio>
#include <optional>

#include "analysis/forecast_run.h"
#include "analysis/report_json.h"
#include "cli/byte_source.h"
#include "cli/commands.h"

namespace expense::cli {

Result<int> forecast(const ForecastArguments& arguments) {
  Result<analysis::ForecastOptions> options = read_model_options(arguments.options_file);
  if (!options) return tl::unexpected<Error>(options.error());
  if (arguments.horizon >= 0) options->horizon = arguments.horizon;

  const std::vector<std::string> columns = prophet::table_columns(options->model);
  std::optional<prophet::Table> future;
  if (!arguments.future_file.empty()) {
    const Result<std::string> text = read_text(arguments.future_file);
    if (!text) return tl::unexpected<Error>(text.error());
    Result<prophet::Table> dates = analysis::read_future_csv(*text, columns);
    if (!dates) return tl::unexpected<Error>(at_file(dates.error(), arguments.future_file));
    future = std::move(*dates);
  }

  const Result<prophet::Table> history = read_history(arguments.file, columns);
  if (!history) return tl::unexpected<Error>(history.error());
  const Result<analysis::ForecastRun> run = analysis::run_forecast(*history, *options, future);
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
