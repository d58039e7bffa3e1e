#include "prophet/saved_options.h"

#include <utility>

#include "prophet/pandas_json.h"
#include "prophet/refit_options.h"
#include "prophet/saved_model_words.h"

namespace expense::prophet {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json switch_json(const SeasonalitySwitch& value) {
  switch (value.kind) {
    case SeasonalitySwitch::Kind::kAuto:
      return "auto";
    case SeasonalitySwitch::Kind::kOff:
      return false;
    case SeasonalitySwitch::Kind::kDefaultOrder:
      return true;
    case SeasonalitySwitch::Kind::kOrder:
      return value.order;
  }
  return "auto";
}

const char* mode_word(Mode mode) { return word_for(kModeWords, mode); }

Json holidays_json(const std::vector<Holiday>& holidays) {
  if (holidays.empty()) return nullptr;
  std::vector<PandasColumn> columns = {{"ds", "datetime", {}},
                                       {"holiday", "string", {}},
                                       {"lower_window", "integer", {}},
                                       {"upper_window", "integer", {}},
                                       {"prior_scale", "number", {}}};
  for (const Holiday& holiday : holidays) {
    columns[0].values.emplace_back(pandas_date(Timestamp::midnight(holiday.day)));
    columns[1].values.emplace_back(holiday.name);
    columns[2].values.emplace_back(holiday.lower_window);
    columns[3].values.emplace_back(holiday.upper_window);
    columns[4].values.push_back(holiday.prior_scale ? Json(*holiday.prior_scale) : Json());
  }
  return table_text(columns);
}

// An ordered mapping as Prophet saves it: the keys in order, then the mapping.
Json ordered_json_of(const std::vector<std::pair<std::string, Json>>& entries) {
  Json keys = Json::array();
  Json mapping = Json::object();
  for (const auto& [key, value] : entries) {
    keys.push_back(key);
    mapping[key] = value;
  }
  return Json::array({std::move(keys), std::move(mapping)});
}

Json seasonalities_json(const Features& features) {
  std::vector<std::pair<std::string, Json>> entries;
  for (const Seasonality& seasonality : seasonalities_in_use(features)) {
    entries.emplace_back(seasonality.name,
                         Json{{"period", seasonality.period_days},
                              {"fourier_order", seasonality.fourier_order},
                              {"prior_scale", *seasonality.prior_scale},
                              {"mode", mode_word(*seasonality.mode)},
                              {"condition_name", text_or_null(seasonality.condition_name)}});
  }
  return ordered_json_of(entries);
}

Json standardize_json(const Model& model, const std::string& regressor) {
  Json asked;
  for (const Regressor& option : model.options.regressors) {
    if (option.name != regressor) continue;
    if (option.standardize == Regressor::Standardize::kAuto) {
      asked = "auto";
    } else {
      asked = option.standardize == Regressor::Standardize::kYes;
    }
  }
  return asked;
}

Json regressors_json(const Model& model) {
  std::vector<std::pair<std::string, Json>> entries;
  for (const Component& component : model.structure.features.components()) {
    if (component.kind != Component::Kind::kRegressor) continue;
    entries.emplace_back(component.name,
                         Json{{"prior_scale", component.prior_scale},
                              {"standardize", standardize_json(model, component.name)},
                              {"mu", component.mu},
                              {"std", component.std},
                              {"mode", mode_word(component.mode)}});
  }
  return ordered_json_of(entries);
}

void read_switch(const JsonCursor& json, SeasonalitySwitch& value) {
  using Kind = SeasonalitySwitch::Kind;
  if (json.is_missing()) return;
  if (json.is_boolean()) {
    value.kind = json.boolean() ? Kind::kDefaultOrder : Kind::kOff;
  } else if (json.is_number()) {
    value.order = json.integer();
    value.kind = value.order == 0 ? Kind::kOff : Kind::kOrder;
  } else if (json.text() != "auto") {
    json.refuse("is neither \"auto\" nor true, false or an order");
  }
}

Mode read_mode(const JsonCursor& json, Mode otherwise) {
  read_word(json, kModeWords, otherwise);
  return otherwise;
}

// Files of Prophet before 1.1.5 have no scaling, which was absmax, and no holidays_mode.
void read_scalars(const JsonCursor& file, Options& options) {
  read_word(file["growth"], kGrowthWords, options.growth);
  file["n_changepoints"].read(options.n_changepoints);
  file["changepoint_range"].read(options.changepoint_range);
  read_switch(file["yearly_seasonality"], options.yearly_seasonality);
  read_switch(file["weekly_seasonality"], options.weekly_seasonality);
  read_switch(file["daily_seasonality"], options.daily_seasonality);
  options.seasonality_mode = read_mode(file["seasonality_mode"], options.seasonality_mode);
  options.holidays_mode = read_mode(file["holidays_mode"], options.seasonality_mode);
  file["seasonality_prior_scale"].read(options.seasonality_prior_scale);
  file["holidays_prior_scale"].read(options.holidays_prior_scale);
  file["changepoint_prior_scale"].read(options.changepoint_prior_scale);
  file["mcmc_samples"].read(options.mcmc_samples);
  file["interval_width"].read(options.interval_width);
  const JsonCursor samples = file["uncertainty_samples"];
  if (samples.is_boolean() && !samples.boolean()) {
    options.uncertainty_samples = 0;
  } else {
    samples.read(options.uncertainty_samples);
  }
  read_word(file["scaling"], kScalingWords, options.scaling);
}

// An ordered mapping as Prophet saves it: the keys in order, then the mapping.
template <class Use>
void for_each_entry(const JsonCursor& json, const Use& use) {
  const JsonCursor keys = json[std::size_t{0}];
  const JsonCursor mapping = json[std::size_t{1}];
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string key = keys[i].text();
    use(key, mapping[key]);
  }
}

void read_seasonalities(const JsonCursor& json, Options& options) {
  for_each_entry(json, [&options](const std::string& name, const JsonCursor& entry) {
    Seasonality seasonality;
    seasonality.name = name;
    seasonality.period_days = entry["period"].number();
    seasonality.fourier_order = entry["fourier_order"].integer();
    entry["prior_scale"].read(seasonality.prior_scale);
    seasonality.mode = read_mode(entry["mode"], options.seasonality_mode);
    entry["condition_name"].read(seasonality.condition_name);
    options.seasonalities.push_back(std::move(seasonality));
  });
}

void read_regressors(const JsonCursor& json, Options& options) {
  for_each_entry(json, [&](const std::string& name, const JsonCursor& entry) {
    Regressor regressor;
    regressor.name = name;
    entry["prior_scale"].read(regressor.prior_scale);
    regressor.mode = read_mode(entry["mode"], options.seasonality_mode);
    if (const JsonCursor asked = entry["standardize"]; asked.is_boolean()) {
      regressor.standardize =
          asked.boolean() ? Regressor::Standardize::kYes : Regressor::Standardize::kNo;
    }
    options.regressors.push_back(std::move(regressor));
  });
}

void read_holidays(const JsonCursor& table, std::vector<Holiday>& holidays) {
  if (table.is_missing()) return;
  Json storage;
  const JsonCursor rows = table.embedded(storage)["data"];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Holiday holiday;
    holiday.name = rows[i]["holiday"].text();
    holiday.day = rows[i]["ds"].date().day();
    rows[i]["lower_window"].read(holiday.lower_window);
    rows[i]["upper_window"].read(holiday.upper_window);
    rows[i]["prior_scale"].read(holiday.prior_scale);
    holidays.push_back(std::move(holiday));
  }
}

}  // namespace

void write_options(const Model& model, Json& file) {
  const Options& options = model.options;
  file["growth"] = word_for(kGrowthWords, options.growth);
  file["n_changepoints"] = options.changepoints ? static_cast<int>(options.changepoints->size())
                                                : options.n_changepoints;
  file["specified_changepoints"] = options.changepoints.has_value();
  file["changepoint_range"] = options.changepoint_range;
  file["yearly_seasonality"] = switch_json(options.yearly_seasonality);
  file["weekly_seasonality"] = switch_json(options.weekly_seasonality);
  file["daily_seasonality"] = switch_json(options.daily_seasonality);
  file["seasonality_mode"] = mode_word(options.seasonality_mode);
  file["seasonality_prior_scale"] = options.seasonality_prior_scale;
  file["changepoint_prior_scale"] = options.changepoint_prior_scale;
  file["holidays_prior_scale"] = options.holidays_prior_scale;
  file["mcmc_samples"] = options.mcmc_samples;
  file["interval_width"] = options.interval_width;
  file["uncertainty_samples"] = options.uncertainty_samples;
  file["scaling"] = word_for(kScalingWords, options.scaling);
  file["country_holidays"] =
      options.country_holidays ? Json(options.country_holidays->region) : Json();
  file["holidays_mode"] = mode_word(holidays_mode(options));
  file["holidays"] = holidays_json(options.holidays);
  file["seasonalities"] = seasonalities_json(model.structure.features);
  file["extra_regressors"] = regressors_json(model);
}

void read_options(const JsonCursor& file, Options& options) {
  read_scalars(file, options);
  read_seasonalities(file["seasonalities"], options);
  read_regressors(file["extra_regressors"], options);
  read_holidays(file["holidays"], options.holidays);
  if (const JsonCursor country = file["country_holidays"]; !country.is_missing()) {
    options.country_holidays = CountryHolidays{country.text(), nullptr};
  }
}

std::vector<Standardisation> read_standardisations(const JsonCursor& file) {
  std::vector<Standardisation> standardisations;
  for_each_entry(file["extra_regressors"], [&](const std::string& name, const JsonCursor& entry) {
    standardisations.push_back({name, entry["mu"].number(), entry["std"].positive_number()});
  });
  return standardisations;
}

}  // namespace expense::prophet
