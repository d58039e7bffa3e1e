// `forecast`: one series, its history and future with every component.
#include <cstdio>
#include <optional>
#include <utility>

#include "analysis/fit_report.h"
#include "analysis/forecast_run.h"
#include "analysis/model_file.h"
#include "analysis/report_json.h"
#include "cli/byte_source.h"
#include "cli/commands.h"
#include "cli/country_holidays_text.h"

namespace expense::cli {
namespace {

using analysis::ForecastOptions;
using analysis::ForecastRun;

Result<prophet::Model> read_model(const std::string& file) {
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<prophet::Model> model = analysis::read_model_file(*text, country_holidays_text());
  if (!model) return tl::unexpected<Error>(at_file(model.error(), file));
  return model;
}

// The options for a model that is fitted: its own but for what they may change.
Result<ForecastOptions> read_options_beside(const prophet::Model& model, const std::string& file) {
  const Result<std::string> text = file.empty() ? Result<std::string>("{}") : read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<ForecastOptions> options = analysis::parse_options_beside_model(*text, model.options);
  if (!options) return tl::unexpected<Error>(at_file(options.error(), file));
  return options;
}

// The dates of --future; none without it.
Result<std::optional<prophet::Table>> read_future(const std::string& file,
                                                  const prophet::Options& options) {
  if (file.empty()) return std::nullopt;
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<prophet::Table> dates = analysis::read_future_csv(*text, prophet::table_columns(options));
  if (!dates) return tl::unexpected<Error>(at_file(dates.error(), file));
  return std::move(*dates);
}

Result<ForecastRun> run_on_model(const ForecastArguments& arguments) {
  Result<prophet::Model> model = read_model(arguments.model_file);
  if (!model) return tl::unexpected<Error>(model.error());
  Result<ForecastOptions> options = read_options_beside(*model, arguments.options_file);
  if (!options) return tl::unexpected<Error>(options.error());
  if (arguments.horizon >= 0) options->horizon = arguments.horizon;
  const auto future = read_future(arguments.future_file, options->model);
  if (!future) return tl::unexpected<Error>(future.error());
  return analysis::run_forecast(std::move(*model), *options, *future);
}

Result<ForecastRun> run_on_history(const ForecastArguments& arguments) {
  Result<ForecastOptions> options = read_model_options(arguments.options_file);
  if (!options) return tl::unexpected<Error>(options.error());
  if (arguments.horizon >= 0) options->horizon = arguments.horizon;
  const auto future = read_future(arguments.future_file, options->model);
  if (!future) return tl::unexpected<Error>(future.error());
  analysis::FitSettings settings;
  settings.chooses_terms = arguments.chooses_terms;
  if (!arguments.warm_start_file.empty()) {
    Result<prophet::Model> start = read_model(arguments.warm_start_file);
    if (!start) return tl::unexpected<Error>(start.error());
    settings.start = std::move(start->parameters);
  }
  const Result<prophet::Table> history =
      read_history(arguments.file, prophet::table_columns(options->model));
  if (!history) return tl::unexpected<Error>(history.error());
  return analysis::run_forecast(*history, *options, *future, settings);
}

void tell(const ForecastRun& run) {
  if (run.choice) {
    for (const auto& step : *run.choice) std::fprintf(stderr, "%s\n", step.reason.c_str());
  }
  for (const std::string& warning : analysis::sampling_warnings(run.model)) {
    std::fprintf(stderr, "warning: %s\n", warning.c_str());
  }
}

Result<void> write_files(const ForecastArguments& arguments, const ForecastRun& run) {
  if (!arguments.leave_one_out_file.empty()) {
    const Result<std::string> rows = analysis::leave_one_out_csv(run.model);
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (auto ok = write_text(arguments.leave_one_out_file, *rows); !ok) return ok;
  }
  if (!arguments.fit_file.empty()) {
    const std::string fit = analysis::to_pretty_text(analysis::fit_json(run));
    if (auto ok = write_text(arguments.fit_file, fit); !ok) return ok;
  }
  if (arguments.save_model_file.empty()) return {};
  return write_text(arguments.save_model_file, analysis::model_file_text(run.model));
}

}  // namespace

Result<int> forecast(const ForecastArguments& arguments) {
  const bool is_fitted = !arguments.model_file.empty();
  const Result<ForecastRun> run = is_fitted ? run_on_model(arguments) : run_on_history(arguments);
  if (!run) {
    const std::string& file = is_fitted ? arguments.model_file : arguments.file;
    return tl::unexpected<Error>(at_input(run.error(), file));
  }
  tell(*run);
  if (auto ok = write_files(arguments, *run); !ok) return tl::unexpected<Error>(ok.error());
  const std::string text = arguments.format == OutputFormat::kJson
                               ? analysis::to_pretty_text(analysis::forecast_json(*run))
                               : analysis::forecast_csv(*run);
  print(text);
  return kDone;
}

}  // namespace expense::cli
