// Files of saved models from elsewhere: of Prophet, of old versions of it, damaged ones.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "base/random.h"
#include "made_up_models.h"
#include "prophet/forecast.h"
#include "prophet/saved_model.h"
#include "reference_case.h"

namespace expense::prophet {
namespace {

using nlohmann::json;

json saved(const std::string& kind) { return json::parse(to_json(made_up_model(kind))); }

// The problem with a file after a change to it.
template <class Change>
Error error_after(const std::string& kind, const Change& change) {
  json file = saved(kind);
  change(file);
  const Result<Model> model = model_from_json(file.dump());
  REQUIRE_FALSE(model.has_value());
  CHECK_FALSE(model.error().message.empty());
  CHECK_FALSE(model.error().advice.empty());
  return model.error();
}

// Changes a value of a document within the document.
template <class Change>
void change_within(json& file, const char* field, const Change& change) {
  json inner = json::parse(file[field].get<std::string>());
  change(inner);
  file[field] = inner.dump();
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

Eigen::VectorXd yhat_of(const Model& model) { return forecast(model, made_up_rows(0, 150))->yhat; }

bool mentions(const Error& error, const std::string& what) {
  return error.message.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a file of Prophet before 1.1.5 loads: no scaling, no holidays_mode, text within text",
          "[unit]") {
  const Model model = made_up_model("everything");
  json file = json::parse(to_json(model));
  for (const char* field : {"scaling", "y_min", "holidays_mode", "expense_anomalies"}) {
    file.erase(field);
  }
  std::string text = file.dump();
  replace_all(text, ".000\\\"", ".000Z\\\"");
  const Result<Model> loaded = model_from_json(json(text).dump());
  REQUIRE(loaded.has_value());
  CHECK(loaded->scale.y_min == 0.0);
  CHECK(loaded->options.scaling == Scaling::kAbsmax);
  CHECK(loaded->options.holidays_mode == Mode::kMultiplicative);
  CHECK(loaded->history.ds == model.history.ds);
  // Standardised regressors are put back on their scale.
  const std::vector<double>& load = loaded->history.columns.at("load");
  for (std::size_t i = 0; i < load.size(); ++i) {
    CHECK(load[i] == Approx(model.history.columns.at("load")[i]).epsilon(1e-12));
  }
}

TEST_CASE("a file of Prophet, without what goes beyond it, forecasts the same to the last bit",
          "[unit]") {
  const std::string kind =
      GENERATE(as<std::string>{}, "defaults", "everything", "bare", "drawn", "logistic with floor");
  INFO(kind);
  const Model model = made_up_model(kind);
  json file = json::parse(to_json(model));
  file.erase("expense_anomalies");
  file["uncertainty_samples"] = false;
  const Result<Model> loaded = model_from_json(file.dump());
  REQUIRE(loaded.has_value());
  CHECK(yhat_of(*loaded) == yhat_of(model));
  CHECK(loaded->options.uncertainty_samples == 0);
}

TEST_CASE("models saved by old versions of Prophet load and forecast what Prophet's tests pin",
          "[golden]") {
  const auto [file, expected] =
      GENERATE(table<std::string, double>({{"serialized_model_v0.6.1.dev0.json", 29.3669924},
                                           {"serialized_model_v1.0.1.json", 29.2828108}}));
  const std::string path = std::string(EXPENSE_SHARED_PROPHET) + "/data/" + file;
  if (!file_exists(path)) {
    WARN("skipped: " << file << " is not beside this checkout");
    return;
  }
  const Result<Model> model = model_from_json(read_file(path));
  REQUIRE(model.has_value());
  std::vector<Timestamp> dates = model->history_dates;
  REQUIRE(dates.size() == 20);
  for (int i = 0; i < 10; ++i) {
    dates.push_back(Timestamp{dates.back().seconds + Timestamp::kSecondsPerDay});
  }
  const Forecast result = *forecast(*model, dates_only(dates));
  CHECK(result.yhat[29] == Approx(expected).epsilon(0.0).margin(5e-8));
  const Result<Model> again = model_from_json(to_json(*model));
  REQUIRE(again.has_value());
  CHECK(forecast(*again, dates_only(dates))->yhat == result.yhat);
}

TEST_CASE("text that is no saved model is refused with the place where it goes wrong", "[unit]") {
  const auto message_of = [](const std::string& text) {
    const Result<Model> model = model_from_json(text);
    REQUIRE_FALSE(model.has_value());
    CHECK(model.error().code == ErrorCode::kUnreadableFile);
    CHECK_FALSE(model.error().advice.empty());
    return model.error().message;
  };
  CHECK(message_of("") == "The saved model is not JSON from character 1 on.");
  CHECK(message_of("{\"growth\": linear}") == "The saved model is not JSON from character 12 on.");
  CHECK(message_of("[1, 2]") == "The saved model is not an object.");
  CHECK(message_of("null") == "\"seasonalities\" of the saved model is not a list.");
  CHECK(message_of("{}") == "\"seasonalities\" of the saved model is not a list.");
  CHECK(message_of("\"{}\"") == "\"seasonalities\" of the saved model is not a list.");
  CHECK(message_of(std::string(200'000, '[')).find("not JSON") != std::string::npos);
  CHECK(message_of(std::string(200'000, '[') + std::string(200'000, ']')) ==
        "The saved model is not an object.");
}

TEST_CASE("each field of a saved model is checked, and the first that is wrong is named",
          "[unit]") {
  const auto wrong = [](const char* pointer, const json& value) {
    return error_after("everything", [&](json& file) { file[json::json_pointer(pointer)] = value; })
        .message;
  };
  CHECK(wrong("/growth", "cubic") ==
        "\"growth\" of the saved model is none of the words known here.");
  CHECK(wrong("/t_scale", 0.0) == "\"t_scale\" of the saved model is not above 0.");
  CHECK(wrong("/y_scale", "1") == "\"y_scale\" of the saved model is not a number.");
  CHECK(wrong("/start", 1e300) ==
        "\"start\" of the saved model is not within the years 1 to 9999.");
  CHECK(wrong("/n_changepoints", 2.5) ==
        "\"n_changepoints\" of the saved model is not a whole number.");
  CHECK(wrong("/changepoints_t", json::array({0.1, 0.2})) ==
        "\"changepoints_t\" of the saved model has not one time for each changepoint, or one 0 for "
        "none.");
  CHECK(wrong("/changepoints_t", json::array({0.3, 0.2, 0.1})) ==
        "\"changepoints_t\" of the saved model is not ascending.");
  CHECK(wrong("/seasonalities/1/monthly/period", nullptr) ==
        "\"seasonalities[1].monthly.period\" of the saved model is not a number.");
  CHECK(wrong("/seasonalities/1/weekly/fourier_order", -3).find("Fourier order") !=
        std::string::npos);
  CHECK(wrong("/seasonalities/1/weekly/fourier_order", 3).find("train_component_cols") !=
        std::string::npos);
  CHECK(wrong("/extra_regressors/1/load/std", -1.0) ==
        "\"extra_regressors[1].load.std\" of the saved model is not above 0.");
  CHECK(wrong("/extra_regressors/0", json::array({"deploy", "load", "traffic", "fixed"}))
            .find("train_component_cols") != std::string::npos);
  CHECK(wrong("/params/k", json::array()) == "\"params.k\" of the saved model is empty.");
  CHECK(wrong("/params/delta/0", json::array({0.0})) ==
        "\"params.delta\" of the saved model has not 3 values for each of the 1 draws of k.");
  CHECK(wrong("/params/sigma_obs/0/0", 0.0) ==
        "\"params.sigma_obs\" of the saved model is not above 0.");
  CHECK(wrong("/params/beta/0/2", true) ==
        "\"params.beta[0][2]\" of the saved model is not a number.");
  CHECK(wrong("/history", "{\"data\": 3") == "\"history\" is not JSON from character 11 on.");
  CHECK(wrong("/holidays", "[]") == "\"holidays\" of the saved model is not an object.");
  CHECK(wrong("/expense_anomalies/version", 2) ==
        "\"expense_anomalies.version\" of the saved model is of a later version of this program.");
  CHECK(wrong("/expense_anomalies/columns/load", json::array({1.0})) ==
        "\"expense_anomalies.columns.load\" of the saved model has not one value for each row of "
        "the history.");
}

TEST_CASE("tables within a saved model are checked as well", "[unit]") {
  const auto wrong = [](const char* field, const char* pointer, const json& value) {
    return error_after("logistic with floor",
                       [&](json& file) {
                         change_within(file, field, [&](json& inner) {
                           inner[json::json_pointer(pointer)] = value;
                         });
                       })
        .message;
  };
  CHECK(wrong("history", "/data/3/ds", "2025-02-30") ==
        "\"history.data[3].ds\" of the saved model is not a date.");
  CHECK(wrong("history", "/data/3/y", nullptr) ==
        "\"history.data[3].y\" of the saved model is not a number.");
  CHECK(wrong("history", "/data/3/cap", nullptr).find("\"cap\" has no finite value") == 0);
  CHECK(wrong("history", "/data/3/floor", 1e6).find("not above the floor") != std::string::npos);
  CHECK(wrong("history", "/data", json::array()) == "\"history\" of the saved model has no rows.");
  CHECK(wrong("changepoints", "/data/0", 5) ==
        "\"changepoints.data[0]\" of the saved model is not a date.");
  CHECK(wrong("train_component_cols", "/data/0/weekly", 0) ==
        "\"train_component_cols.data[0].weekly\" of the saved model is not what the seasonalities, "
        "holidays and regressors ask for.");
}

TEST_CASE("a model with the holidays of a country needs a calendar", "[unit]") {
  Model model = made_up_model("defaults");
  model.options.country_holidays = CountryHolidays{"US", nullptr};
  const json file = json::parse(to_json(model));
  CHECK(file["country_holidays"] == "US");
  const Result<Model> loaded = model_from_json(file.dump());
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().code == ErrorCode::kNotSupported);
  CHECK(mentions(loaded.error(), "\"US\""));
}

TEST_CASE("a damaged file gives an error or a model, never a crash", "[unit]") {
  const std::string kind =
      GENERATE(as<std::string>{}, "everything", "drawn beyond Prophet", "bare");
  const std::string intact = to_json(made_up_model(kind));
  const Table future = made_up_rows(115, 10);
  Random random(17);
  std::set<std::string> messages;
  int loaded = 0;
  for (int i = 0; i < 400; ++i) {
    std::string text = intact;
    const auto place = [&] { return static_cast<std::size_t>(random.below(text.size())); };
    if (random.chance(0.1)) text.resize(place());
    if (random.chance(0.1)) text.erase(place(), random.below(40));
    for (std::uint64_t changes = random.below(4); changes > 0 && !text.empty(); --changes) {
      static const std::string kLikely = "0123456789.-e\"{}[]:,ntf\\";
      text[place()] = random.chance(0.8) ? kLikely[random.below(kLikely.size())]
                                         : static_cast<char>(random.below(256));
    }
    Result<Model> model = model_from_json(text);
    if (!model) {
      CHECK_FALSE(model.error().message.empty());
      messages.insert(model.error().message);
      continue;
    }
    ++loaded;
    model->options.uncertainty_samples = 0;
    (void)forecast(*model, future);
    (void)forecast(*model, model->history);
  }
  CHECK(loaded > 20);
  CHECK(messages.size() > 20);
}

TEST_CASE("every value of a file may be replaced by another kind of value without a crash",
          "[unit]") {
  const json intact = saved("everything");
  json flat = intact.flatten();
  const std::vector<json> others = {nullptr,       true,          -1, 1e300, "", "auto",
                                    json::array(), json::object()};
  std::size_t refused = 0;
  std::size_t tried = 0;
  for (const auto& [pointer, value] : flat.items()) {
    json file = intact;
    file[json::json_pointer(pointer)] = others[tried++ % others.size()];
    Result<Model> model = model_from_json(file.dump());
    if (!model) {
      ++refused;
      continue;
    }
    model->options.uncertainty_samples = 0;
    (void)forecast(*model, made_up_rows(115, 10));
  }
  CHECK(tried > 100);
  CHECK(refused > tried / 4);
  CHECK(refused < tried);
}

}  // namespace expense::prophet
