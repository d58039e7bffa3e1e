#include "prophet/cross_validation.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <utility>

#include "prophet/forecast_columns.h"
#include "prophet/refit_options.h"

namespace expense::prophet {
namespace {

double longest_period_days(const Model& model) {
  double longest = 0.0;
  for (const Component& component : model.structure.features.components()) {
    longest = std::max(longest, component.period_days);
  }
  return longest;
}

Result<void> check_extra_columns(const std::vector<std::string>& names) {
  std::vector<std::string> taken = {"ds", "yhat", "yhat_lower", "yhat_upper", "y", "cutoff"};
  for (const std::string& name : names) {
    if (std::find(taken.begin(), taken.end(), name) != taken.end()) {
      return fail(ErrorCode::kInvalidOption,
                  "The extra output column \"" + name + "\" is in the table already.",
                  "Name each further column once.");
    }
    taken.push_back(name);
  }
  return {};
}

Table rows_between(const Table& table, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> rows(end - begin);
  std::iota(rows.begin(), rows.end(), begin);
  return select_rows(table, rows);
}

Result<std::vector<NamedColumn>> extra_columns(const Forecast& forecast,
                                               const std::vector<std::string>& names) {
  std::vector<NamedColumn> extra;
  const std::vector<ForecastColumn> columns = columns_of(forecast);
  for (const std::string& name : names) {
    const auto found =
        std::find_if(columns.begin(), columns.end(),
                     [&name](const ForecastColumn& column) { return column.name == name; });
    if (found == columns.end()) {
      std::string known;
      for (const ForecastColumn& column : columns) {
        known += (known.empty() ? "" : ", ") + column.name;
      }
      return fail(ErrorCode::kInvalidOption, "The forecast has no column \"" + name + "\".",
                  "It has " + known + ".");
    }
    extra.push_back({name, *found->values});
  }
  return extra;
}

void append(Eigen::VectorXd& column, const Eigen::VectorXd& values) {
  column.conservativeResize(column.size() + values.size());
  column.tail(values.size()) = values;
}

// `rows` has the extra columns of `table`.
void append(CrossValidation& table, const CrossValidation& rows) {
  table.ds.insert(table.ds.end(), rows.ds.begin(), rows.ds.end());
  table.cutoff.insert(table.cutoff.end(), rows.cutoff.begin(), rows.cutoff.end());
  append(table.y, rows.y);
  append(table.yhat, rows.yhat);
  append(table.yhat_lower, rows.yhat_lower);
  append(table.yhat_upper, rows.yhat_upper);
  for (std::size_t i = 0; i < table.extra_columns.size(); ++i) {
    append(table.extra_columns[i].values, rows.extra_columns[i].values);
  }
}

tl::unexpected<Error> at_cutoff(Error error, Timestamp cutoff) {
  error.message = "At the cutoff " + to_iso_string(cutoff) + ": " + error.message;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

CrossValidator::CrossValidator(Model model, CrossValidationOptions options, Cutoffs cutoffs)
    : model_(std::move(model)), options_(std::move(options)), cutoffs_(std::move(cutoffs)) {
  for (const std::string& name : options_.extra_output_columns) {
    table_.extra_columns.push_back({name, {}});
  }
}

Result<CrossValidator> CrossValidator::make(Model model, CrossValidationOptions options) {
  if (auto ok = check_extra_columns(options.extra_output_columns); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  const std::vector<Timestamp>& dates = model.history.ds;
  const double period = longest_period_days(model);
  Result<Cutoffs> cutoffs = options.cutoffs ? check_cutoffs(dates, *options.cutoffs,
                                                            options.placing.horizon_seconds, period)
                                            : make_cutoffs(dates, options.placing, period);
  if (!cutoffs) return tl::unexpected<Error>(cutoffs.error());
  return CrossValidator(std::move(model), std::move(options), std::move(*cutoffs));
}

Result<CrossValidation> CrossValidator::forecast_from(Timestamp cutoff) const {
  const std::vector<Timestamp>& dates = model_.history.ds;
  const auto row_after = [&dates](Timestamp time) {
    return static_cast<std::size_t>(std::upper_bound(dates.begin(), dates.end(), time) -
                                    dates.begin());
  };
  const std::size_t begin = row_after(cutoff);
  const std::size_t end = row_after(Timestamp{cutoff.seconds + options_.placing.horizon_seconds});
  if (begin == end) {
    return fail(ErrorCode::kTooLittleHistory, "No row lies within the horizon after it.",
                "Choose a longer horizon or another cutoff.");
  }
  const Result<Model> model =
      fit(rows_between(model_.history, 0, begin), refit_options(model_, cutoff));
  if (!model) return tl::unexpected<Error>(model.error());

  Table ahead = rows_between(model_.history, begin, end);
  ForecastSettings settings = options_.forecast;
  settings.seed += static_cast<std::uint64_t>(cutoff.seconds);
  Result<Forecast> forecast = prophet::forecast(*model, ahead, settings);
  if (!forecast) return tl::unexpected<Error>(forecast.error());
  Result<std::vector<NamedColumn>> extra = extra_columns(*forecast, options_.extra_output_columns);
  if (!extra) return tl::unexpected<Error>(extra.error());

  CrossValidation rows;
  rows.cutoff.assign(ahead.ds.size(), cutoff);
  rows.ds = std::move(ahead.ds);
  rows.y = Eigen::Map<const Eigen::VectorXd>(ahead.y.data(), forecast->yhat.size());
  rows.yhat = std::move(forecast->yhat);
  rows.yhat_lower = std::move(forecast->yhat_lower);
  rows.yhat_upper = std::move(forecast->yhat_upper);
  rows.extra_columns = std::move(*extra);
  return rows;
}

Result<void> CrossValidator::step() {
  assert(!is_done());
  const Timestamp cutoff = cutoffs_.cutoffs[done_count_];
  const Result<CrossValidation> rows = forecast_from(cutoff);
  if (!rows) return at_cutoff(rows.error(), cutoff);
  append(table_, *rows);
  ++done_count_;
  return {};
}

Result<CrossValidation> cross_validate(const Model& model, const CrossValidationOptions& options) {
  Result<CrossValidator> validator = CrossValidator::make(model, options);
  if (!validator) return tl::unexpected<Error>(validator.error());
  while (!validator->is_done()) {
    if (auto ok = validator->step(); !ok) return tl::unexpected<Error>(ok.error());
  }
  return validator->table();
}

}  // namespace expense::prophet
