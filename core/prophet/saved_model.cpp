#include "prophet/saved_model.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "prophet/forecast_parts.h"
#include "prophet/pandas_json.h"
#include "prophet/saved_extension.h"
#include "prophet/saved_history.h"
#include "prophet/saved_model_words.h"
#include "prophet/saved_options.h"
#include "prophet/saved_params.h"

namespace expense::prophet {
namespace {

// The version of Prophet whose layout this is.
constexpr const char* kProphetVersion = "1.3.0";

// Names of the components by mode; the groups are there whether or not they have components.
Json component_modes_json(const std::vector<ForecastPart>& parts, Mode holidays) {
  Json modes = {{"additive", Json::array()}, {"multiplicative", Json::array()}};
  for (const ForecastPart& part : parts) {
    if (!part.is_group) modes[word_for(kModeWords, part.mode)].push_back(part.name);
  }
  for (const std::string mode : {"additive", "multiplicative"}) {
    modes[mode].push_back(mode + "_terms");
    modes[mode].push_back("extra_regressors_" + mode);
  }
  modes[word_for(kModeWords, holidays)].push_back("holidays");
  return modes;
}

// For each feature column a row that has 1 under the parts it belongs to.
std::string component_columns_text(const std::vector<ForecastPart>& parts, Eigen::Index count) {
  std::vector<PandasColumn> columns;
  for (const ForecastPart& part : parts) {
    // Without features there is one column of zeros, of no component.
    columns.push_back(
        {part.name, "integer",
         std::vector<Json>(static_cast<std::size_t>(std::max<Eigen::Index>(count, 1)), Json(0))});
    for (const Eigen::Index column : part.columns) {
      columns.back().values[static_cast<std::size_t>(column)] = 1;
    }
  }
  return table_text(columns);
}

Eigen::VectorXd ascending_numbers(const JsonCursor& json) {
  Eigen::VectorXd numbers = json.numbers();
  if (!std::is_sorted(numbers.begin(), numbers.end())) json.refuse("is not ascending");
  return numbers;
}

// Everything of the structure but the features.
void read_trend_structure(const JsonCursor& file, Model& model) {
  Structure& structure = model.structure;
  structure.growth = model.options.growth;
  const double start = file["start"].number();
  constexpr double kYear9999 = 253'402'300'799.0;
  if (std::fabs(start) > kYear9999) file["start"].refuse("is not within the years 1 to 9999");
  structure.time.start.seconds =
      static_cast<std::int64_t>(std::clamp(start, -kYear9999, kYear9999));
  structure.time.seconds = file["t_scale"].positive_number();
  structure.changepoints = read_series_dates(file["changepoints"]);
  structure.changepoints_t = ascending_numbers(file["changepoints_t"]);
  const std::size_t expected = std::max<std::size_t>(structure.changepoints.size(), 1);
  if (static_cast<std::size_t>(structure.changepoints_t.size()) != expected) {
    file["changepoints_t"].refuse("has not one time for each changepoint, or one 0 for none");
  }
  bool specified = false;
  file["specified_changepoints"].read(specified);
  if (specified) model.options.changepoints = structure.changepoints;
  structure.level_steps_t = structure.time.scaled(structure.level_steps);
  if (!std::is_sorted(structure.level_steps.begin(), structure.level_steps.end())) {
    file[kExtensionName]["level_steps"].refuse("is not ascending");
  }
}

std::vector<Timestamp> read_history_dates(const JsonCursor& series, const Table& history) {
  std::vector<Timestamp> dates = series.is_missing() ? history.ds : read_series_dates(series);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

// The file says of each component which columns it has: its coefficients are in that order.
void check_component_columns(const JsonCursor& table, const Model& model) {
  if (table.is_missing()) return;
  Json storage;
  const JsonCursor rows = table.embedded(storage)["data"];
  for (const ForecastPart& part : forecast_parts(model.structure.features, model.options)) {
    if (part.is_group) continue;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool expected = std::binary_search(part.columns.begin(), part.columns.end(),
                                               static_cast<Eigen::Index>(i));
      const JsonCursor cell = rows[i][part.name];
      if ((cell.number() != 0.0) != expected) {
        cell.refuse("is not what the seasonalities, holidays and regressors ask for");
      }
    }
  }
}

// What the file says, before its parts are held against each other.
Model read_fields(const JsonCursor& file) {
  const JsonCursor extension = file[kExtensionName];
  Model model;
  read_extension(extension, model);
  read_options(file, model.options);
  model.scale.y_scale = file["y_scale"].positive_number();
  file["y_min"].read(model.scale.y_min);
  file["logistic_floor"].read(model.scale.logistic_floor);
  read_trend_structure(file, model);
  model.history = read_history(file["history"], extension["columns"], read_standardisations(file),
                               model.scale.logistic_floor);
  if (model.history.ds.empty()) file["history"].refuse("has no rows");
  model.history_dates = read_history_dates(file["history_dates"], model.history);
  return model;
}

// The features as they were planned, but for the automatic seasonalities: those of the file are all
// there are.
Result<Features> restore_features(const JsonCursor& file, const Model& model) {
  Options options = model.options;
  options.yearly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.weekly_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  options.daily_seasonality.kind = SeasonalitySwitch::Kind::kOff;
  Result<Features> features = Features::plan(model.history, options);
  if (!features) return features;
  for (const Standardisation& given : read_standardisations(file)) {
    features->set_standardisation(given.regressor, given.mu, given.std);
  }
  return features;
}

Result<void> set_calendar(std::shared_ptr<const HolidayCalendar> calendar, Options& options) {
  if (!options.country_holidays) return {};
  if (calendar == nullptr) {
    return fail(ErrorCode::kNotSupported,
                "The saved model has the public holidays of \"" + options.country_holidays->region +
                    "\", and no calendar of holidays is at hand.",
                "Load it together with a calendar.");
  }
  options.country_holidays->calendar = std::move(calendar);
  return {};
}

Result<Model> read_model(const JsonCursor& file, const std::optional<Error>& problem,
                         std::shared_ptr<const HolidayCalendar> calendar) {
  Model model = read_fields(file);
  if (problem) return tl::unexpected<Error>(*problem);
  model.history = sorted_by_date(model.history);
  if (auto ok = set_calendar(std::move(calendar), model.options); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  if (auto ok = validate(model.options); !ok) return tl::unexpected<Error>(ok.error());
  if (auto ok = check_columns(model.history, model.options, model.scale); !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  Result<Features> features = restore_features(file, model);
  if (!features) return tl::unexpected<Error>(features.error());
  model.structure.features = std::move(*features);
  check_component_columns(file["train_component_cols"], model);
  read_params(file["params"], file[kExtensionName]["params"], model);
  if (!problem && !is_determined(model)) file["params"].refuse("is not of a fitted model");
  if (problem) return tl::unexpected<Error>(*problem);
  return model;
}

}  // namespace

std::string to_json(const Model& model) {
  const Structure& structure = model.structure;
  const std::vector<ForecastPart> parts = forecast_parts(structure.features, model.options);
  const std::vector<std::string> holiday_names = structure.features.holiday_names();

  Json file = Json::object();
  write_options(model, file);
  file["y_scale"] = model.scale.y_scale;
  file["y_min"] = model.scale.y_min;
  file["logistic_floor"] = model.scale.logistic_floor;
  file["component_modes"] = component_modes_json(parts, holidays_mode(model.options));
  file["changepoints"] = series_text(structure.changepoints);
  file["history_dates"] = series_text(model.history_dates);
  file["train_holiday_names"] =
      holiday_names.empty() ? Json() : Json(series_text(nullptr, holiday_names));
  file["start"] = static_cast<double>(structure.time.start.seconds);
  file["t_scale"] = structure.time.seconds;
  file["history"] = history_text(model);
  file["train_component_cols"] = component_columns_text(parts, structure.features.column_count());
  file["changepoints_t"] =
      std::vector<double>(structure.changepoints_t.begin(), structure.changepoints_t.end());
  file["fit_kwargs"] = Json::object();
  file["params"] = params_json(model);
  file["__prophet_version"] = kProphetVersion;
  file[kExtensionName] = extension_json(model);
  return json_text(file);
}

Result<Model> model_from_json(std::string_view text,
                              std::shared_ptr<const HolidayCalendar> calendar) {
  constexpr const char* kName = "The saved model";
  Result<Json> document = parse_json(text, kName);
  // Programs that dump what model_to_json returns to a file write a text that holds the document.
  if (document && document->is_string()) {
    document = parse_json(document->get_ref<const std::string&>(), kName);
  }
  if (!document) return tl::unexpected<Error>(document.error());
  std::optional<Error> problem;
  return read_model(JsonCursor(*document, problem), problem, std::move(calendar));
}

}  // namespace expense::prophet
