// The single series that `forecast` and `cross-validate` work on, and the options of its model.
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
Result<prophet::Table> history_from(const std::string& file, const std::string& text,
                                    const std::vector<std::string>& columns) {
  switch (analysis::history_likeness(text)) {
    case analysis::HistoryLikeness::kCertainly:
      return analysis::read_history_csv(text, columns);
    case analysis::HistoryLikeness::kPerhaps:
      if (auto rows = analysis::read_history_csv(text, columns)) return rows;
      break;
    case analysis::HistoryLikeness::kNo:
      break;
  }
  return total_of_bill(file, text);
}

}  // namespace

Error at_file(Error error, const std::string& file) {
  if (error.place.file.empty()) error.place.file = file;
  return error;
}

Error at_input(const Error& error, const std::string& file) {
  return error.code == ErrorCode::kInvalidOption ? error : at_file(error, file);
}

Result<prophet::Table> read_history(const std::string& file,
                                    const std::vector<std::string>& columns) {
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<prophet::Table> history = history_from(file, *text, columns);
  if (!history) return tl::unexpected<Error>(at_file(history.error(), file));
  return history;
}

Result<analysis::ForecastOptions> read_model_options(const std::string& file) {
  if (file.empty()) return analysis::ForecastOptions{};
  const Result<std::string> text = read_text(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<analysis::ForecastOptions> options =
      analysis::parse_forecast_options(*text, country_holidays_text());
  if (!options) return tl::unexpected<Error>(at_file(options.error(), file));
  return options;
}

}  // namespace expense::cli
