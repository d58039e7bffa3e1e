// expense-anomalies: arguments in, report out.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <vector>

#include "analysis/session.h"
#include "cli/commands.h"

namespace {

using namespace expense;
using namespace expense::cli;

void add_format(CLI::App& command, OutputFormat& format,
                const std::map<std::string, OutputFormat>& words) {
  std::vector<std::string> allowed;
  allowed.reserve(words.size());
  for (const auto& [word, value] : words) allowed.push_back(word);
  const auto choose = [&format, words](const std::string& word) { format = words.at(word); };
  command.add_option_function<std::string>("--format", choose, "Form of the output")
      ->check(CLI::IsMember(allowed));
}

const std::map<std::string, OutputFormat> kAllFormats = {{"json", OutputFormat::kJson},
                                                         {"csv", OutputFormat::kCsv},
                                                         {"table", OutputFormat::kTable},
                                                         {"markdown", OutputFormat::kMarkdown}};
const std::map<std::string, OutputFormat> kForecastFormats = {{"json", OutputFormat::kJson},
                                                              {"csv", OutputFormat::kCsv}};

void add_bill(CLI::App& command, BillArguments& arguments) {
  command.add_option("files", arguments.files, "Bills; - for standard input")
      ->required()
      ->option_text("FILE...");
  command.add_option("--measure", arguments.costs.measure,
                     "Cost measure to judge, for example amortized (default: what suits the bill)");
  command
      .add_option("--charge-types", arguments.costs.charge_types,
                  "Kinds of charges that count, for example usage,tax; all for all of them "
                  "(default: no taxes, credits, refunds, fees and support)")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--split-by", arguments.costs.split_by,
                     "Dimension whose values are judged one by one (default: service, or the first "
                     "that the bill names)");
  command
      .add_option("--dimension", arguments.dimensions,
                  "Keep a further dimension: resource, payer, tag:KEY, category:KEY or column:NAME")
      ->allow_extra_args(false);
  command
      .add_option("--column", arguments.columns,
                  "Read a plain table by this column, ROLE=COLUMN, for example date=Day; roles are "
                  "date, cost, currency and the dimensions")
      ->allow_extra_args(false);
}

void add_inspect(CLI::App& app, InspectArguments& arguments) {
  CLI::App* command = app.add_subcommand("inspect", "Tell what is in a bill");
  add_bill(*command, arguments.bill);
  add_format(*command, arguments.format, kAllFormats);
}

void add_detect(CLI::App& app, DetectArguments& arguments) {
  CLI::App* command = app.add_subcommand("detect", "Find the anomalies of a bill");
  detection::DetectOptions& detect = arguments.detect;
  add_bill(*command, arguments.bill);
  add_format(*command, arguments.format, kAllFormats);
  command
      ->add_option("--interval-width", detect.interval_width,
                   "Share of ordinary days inside the band, above 0 and below 1")
      ->capture_default_str();
  command
      ->add_option("--min-impact", detect.min_impact,
                   "List anomalies of at least this amount of money")
      ->capture_default_str();
  command
      ->add_option("--min-percent", detect.min_percent,
                   "List anomalies of at least this percentage of expected cost")
      ->capture_default_str();
  command
      ->add_option("--holidays", arguments.holidays,
                   "Whose public holidays count: a country or a subdivision, for example DE or "
                   "DE-BY; none for no holidays")
      ->capture_default_str();
  command->add_option("--daily", arguments.daily_file,
                      "Write actual and expected cost of every series and day here, CSV");
  command->add_flag("--fail-on-anomaly", arguments.fail_on_anomaly,
                    "Exit with status 3 when there is an anomaly");
}

void add_forecast(CLI::App& app, ForecastArguments& arguments) {
  CLI::App* command = app.add_subcommand("forecast", "Fit one series and forecast it");
  CLI::Option* file = command
                          ->add_option("file", arguments.file,
                                       "A table with ds (or date) and y (or cost), or a bill")
                          ->option_text("FILE");
  CLI::Option* model =
      command
          ->add_option("--model", arguments.model_file,
                       "Forecast with this saved model, ours or Prophet's, in place of FILE")
          ->excludes(file);
  command->add_option("--options", arguments.options_file,
                      "File with the model's options, JSON; beside --model horizon, freq, "
                      "interval_width, uncertainty_samples, trend_sampling and seed only");
  command->add_option("--future", arguments.future_file,
                      "File with the dates to forecast, CSV with a column ds");
  command
      ->add_option("--horizon", arguments.horizon,
                   "Days to forecast; without it what the options say, or 30")
      ->check(CLI::Range(0, 100'000));
  CLI::Option* start = command
                           ->add_option("--warm-start", arguments.warm_start_file,
                                        "Begin the fit at the parameters of this saved model")
                           ->excludes(model);
  command
      ->add_flag("--choose", arguments.chooses_terms,
                 "Leave out the terms that do not lower the error on the newest days")
      ->excludes(model)
      ->excludes(start);
  command->add_option("--fit", arguments.fit_file, "Write the fitted parameters here, JSON");
  command->add_option("--save-model", arguments.save_model_file,
                      "Write the model here, JSON that Prophet reads too");
  command->add_option("--leave-one-out", arguments.leave_one_out_file,
                      "Write what each row should have been by the others here, CSV");
  add_format(*command, arguments.format, kForecastFormats);
  command->callback([&arguments] {
    if (arguments.file.empty() && arguments.model_file.empty()) {
      throw CLI::RequiredError("FILE or --model");
    }
  });
}

void add_cross_validate(CLI::App& app, CrossValidateArguments& arguments) {
  CLI::App* command = app.add_subcommand("cross-validate", "Tell forecast error by horizon");
  analysis::CrossValidationRequest& request = arguments.request;
  command
      ->add_option("file", arguments.file, "A table with ds (or date) and y (or cost), or a bill")
      ->required()
      ->option_text("FILE");
  command->add_option("--options", arguments.options_file, "File with the model's options, JSON");
  command->add_option("--horizon", request.horizon,
                      "How far to forecast from each cutoff, for example \"30 days\"; without it "
                      "what the options say, or 30 days");
  command->add_option("--period", request.period, "From one cutoff to the next (half the horizon)");
  command->add_option("--initial", request.initial,
                      "History before the first cutoff (three horizons, or the longest "
                      "seasonality if that is longer)");
  command->add_option("--cutoffs", request.cutoffs, "Dates, instead of --period and --initial")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--metrics", request.metrics, "mse,rmse,mae,mape,mdape,smape,coverage")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      ->add_option("--rolling-window", request.rolling_window,
                   "Share of the forecasts that one figure averages; -1 for no averaging")
      ->capture_default_str();
  command->add_option("--rows", arguments.rows_file,
                      "Write every forecast beside what came here, CSV");
  command
      ->add_option("--extra-output-columns", request.extra_output_columns,
                   "Further columns of --rows, for example trend,weekly")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_format(*command, arguments.format, kAllFormats);
}

void add_generate(CLI::App& app, GenerateArguments& arguments) {
  CLI::App* command = app.add_subcommand("generate", "Make a labelled synthetic bill");
  const auto is_seed = [](const std::string& text) {
    const bool is_whole = !text.empty() && text.size() <= 19 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    return is_whole ? std::string() : "must be a whole number from 0 to 10^19 - 1";
  };
  command->add_option("--seed", arguments.bill.seed, "Equal seeds make equal bills")
      ->check(is_seed)
      ->capture_default_str();
  command->add_option("--days", arguments.bill.days, "Length of the bill, 1 to 3660")
      ->capture_default_str();
  command->add_option("--layout", arguments.bill.layout, "Form of the bill")
      ->capture_default_str()
      ->check(CLI::IsMember({"focus", "cost-explorer", "daily"}));
  command->add_option("--last-day", arguments.bill.last_day, "Last day of the bill, 2026-01-31");
  command->add_option("--truth", arguments.truth_file, "Write the planted anomalies here, JSON");
}

int report(const Result<int>& result) {
  if (result) {
    if (std::fflush(stdout) == 0) return *result;
    std::fputs("expense-anomalies: standard output cannot be written\n", stderr);
    return kUnusableInput;
  }
  std::fprintf(stderr, "expense-anomalies: %s\n", describe(result.error()).c_str());
  return result.error().code == ErrorCode::kInvalidOption ? kWrongArguments : kUnusableInput;
}

int run(int argc, char** argv) {
  CLI::App app("Finds what went wrong in a cloud bill, when, and how much it cost.",
               "expense-anomalies");
  app.require_subcommand(1);
  app.set_version_flag("--version", analysis::version());
  InspectArguments inspect_arguments;
  DetectArguments detect_arguments;
  ForecastArguments forecast_arguments;
  CrossValidateArguments cross_validate_arguments;
  GenerateArguments generate_arguments;
  add_inspect(app, inspect_arguments);
  add_detect(app, detect_arguments);
  add_forecast(app, forecast_arguments);
  add_cross_validate(app, cross_validate_arguments);
  add_generate(app, generate_arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongArguments;
  }
  if (app.got_subcommand("inspect")) return report(inspect(inspect_arguments));
  if (app.got_subcommand("detect")) return report(detect(detect_arguments));
  if (app.got_subcommand("forecast")) return report(forecast(forecast_arguments));
  if (app.got_subcommand("cross-validate")) return report(cross_validate(cross_validate_arguments));
  return report(generate(generate_arguments));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    // The core throws nothing of its own; this is exhausted memory and the like.
    std::fprintf(stderr, "expense-anomalies: %s\n", error.what());
    return kUnusableInput;
  }
}
