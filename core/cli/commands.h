// The commands of the program: their arguments and their duty, one source file for each.
#pragma once

#include <string>
#include <vector>

#include "analysis/cross_validation_run.h"
#include "analysis/forecast_run.h"
#include "analysis/sample_bill.h"
#include "analysis/session.h"
#include "base/result.h"

namespace expense::cli {

enum class OutputFormat { kJson, kCsv, kTable, kMarkdown };

/// Exit statuses of the program.
inline constexpr int kDone = 0;
inline constexpr int kUnusableInput = 1;
inline constexpr int kWrongArguments = 2;
inline constexpr int kAnomalyFound = 3;

/// How bills are read and which of their costs count.
struct BillArguments {
  std::vector<std::string> files;
  std::vector<std::string> columns;  ///< "date=Usage Date", ...
  std::vector<std::string> dimensions;
  analysis::CostRequest costs;
};

struct InspectArguments {
  BillArguments bill;
  OutputFormat format = OutputFormat::kJson;
};

struct DetectArguments {
  BillArguments bill;
  OutputFormat format = OutputFormat::kJson;
  detection::DetectOptions detect;
  std::string holidays = "US";  ///< Whose public holidays count.
  std::string daily_file;       ///< "" for none: where every series is written day by day, CSV.
  bool fail_on_anomaly = false;
};

struct ForecastArguments {
  std::string file;             ///< "" when there is a model_file.
  std::string model_file;       ///< "" to fit `file`: a saved model to forecast with, in its place.
  std::string options_file;     ///< "" for the defaults.
  std::string future_file;      ///< "" for dates by horizon and frequency.
  std::string warm_start_file;  ///< "" for none: a saved model from which the fit begins.
  std::string fit_file;         ///< "" for none: where the fitted parameters are written.
  std::string save_model_file;  ///< "" for none: where the model is written.
  std::string leave_one_out_file;  ///< "" for none: where rows judged by the others are, CSV.
  bool chooses_terms = false;
  int horizon = -1;  ///< -1: what the options say.
  OutputFormat format = OutputFormat::kCsv;
};

struct CrossValidateArguments {
  std::string file;
  std::string options_file;  ///< "" for the defaults.
  analysis::CrossValidationRequest request;
  std::string rows_file;  ///< "" for none: where every forecast is written beside what came, CSV.
  OutputFormat format = OutputFormat::kCsv;
};

struct GenerateArguments {
  analysis::SampleBillOptions bill;
  std::string truth_file;  ///< "" for none: where the planted anomalies are written.
};

/// Each writes its result to standard output and returns the program's exit status.
[[nodiscard]] Result<int> inspect(const InspectArguments& arguments);
[[nodiscard]] Result<int> detect(const DetectArguments& arguments);
[[nodiscard]] Result<int> forecast(const ForecastArguments& arguments);
[[nodiscard]] Result<int> cross_validate(const CrossValidateArguments& arguments);
[[nodiscard]] Result<int> generate(const GenerateArguments& arguments);

/// Reads bills into a session and lays out its series.
[[nodiscard]] Result<analysis::Session> read_bills(const BillArguments& arguments,
                                                   const detection::DetectOptions& detect);

/// Reads one series: a table with ds (or date) and y (or cost), or the total of a bill.
/// @param columns  further ones to read where the table has them.
[[nodiscard]] Result<prophet::Table> read_history(const std::string& file,
                                                  const std::vector<std::string>& columns);

/// Reads the options of a model; the defaults when the file is "".
[[nodiscard]] Result<analysis::ForecastOptions> read_model_options(const std::string& file);

/// The error with the file as its place, unless it names one.
[[nodiscard]] Error at_file(Error error, const std::string& file);

/// The same, but for a wrong option, which is no fault of the file.
[[nodiscard]] Error at_input(const Error& error, const std::string& file);

/// Writes a text to standard output; it may hold any bytes.
void print(const std::string& text);

/// Writes a text to a file. @error kUnreadableFile when it cannot be written.
[[nodiscard]] Result<void> write_text(const std::string& file, const std::string& text);

}  // namespace expense::cli
