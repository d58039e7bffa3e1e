// The commands of the program: their arguments and their duty, one source file for each.
#pragma once

#include <string>
#include <vector>

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

struct InspectArguments {
  std::vector<std::string> files;
  OutputFormat format = OutputFormat::kJson;
};

struct DetectArguments {
  std::vector<std::string> files;
  OutputFormat format = OutputFormat::kJson;
  analysis::AnalysisOptions options;
  std::string daily_file;  ///< "" for none: where every series is written day by day, CSV.
  bool fail_on_anomaly = false;
};

struct ForecastArguments {
  std::string file;
  std::string options_file;  ///< "" for the defaults.
  std::string future_file;   ///< "" for dates by horizon and frequency.
  std::string fit_file;      ///< "" for none: where the fitted parameters are written.
  int horizon = -1;          ///< -1: what the options say.
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
[[nodiscard]] Result<int> generate(const GenerateArguments& arguments);

/// Reads bills into a session and lays out its series.
[[nodiscard]] Result<analysis::Session> read_bills(const std::vector<std::string>& files,
                                                   const analysis::AnalysisOptions& options);

/// Writes a text to a file. @error kUnreadableFile when it cannot be written.
[[nodiscard]] Result<void> write_text(const std::string& file, const std::string& text);

}  // namespace expense::cli
