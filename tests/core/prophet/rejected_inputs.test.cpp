// Every input that Prophet rejects is a value that says what is wrong and with what: options and
// names here, tables in rejected_tables.test.cpp.
#include <cmath>
#include <functional>

#include "analysis/forecast_options.h"
#include "series.h"

namespace expense::prophet {
namespace {

void check_told(const Error& error, ErrorCode code, const std::string& culprit) {
  INFO(error.message);
  CHECK(to_string(error.code) == to_string(code));
  CHECK(error.message.find(culprit) != std::string::npos);
  CHECK(error.message.back() == '.');
  CHECK_FALSE(error.advice.empty());
}

struct WrongOption {
  std::string culprit;
  std::function<void(Options&)> change;
};

Seasonality seasonality_of(const std::string& name, double period = 30.5, int order = 5) {
  Seasonality seasonality;
  seasonality.name = name;
  seasonality.period_days = period;
  seasonality.fourier_order = order;
  return seasonality;
}

Seasonality conditional(const std::string& name, const std::string& condition) {
  Seasonality seasonality = seasonality_of(name);
  seasonality.condition_name = condition;
  return seasonality;
}

Regressor regressor_of(const std::string& name, std::optional<double> prior_scale = {}) {
  Regressor regressor;
  regressor.name = name;
  regressor.prior_scale = prior_scale;
  return regressor;
}

Holiday holiday_of(const std::string& name, int lower = 0, int upper = 0,
                   std::optional<double> prior_scale = {}) {
  return {name, *make_day(2024, 12, 25), lower, upper, prior_scale};
}

// Those that hold nowhere: Prophet's output columns, with and without bounds, and its inputs.
std::vector<std::string> reserved_names() {
  std::vector<std::string> names = {"ds", "y", "cap", "floor", "y_scaled", "cap_scaled"};
  for (const std::string name : {"trend", "additive_terms", "daily", "weekly", "yearly", "holidays",
                                 "zeros", "extra_regressors_additive", "yhat",
                                 "extra_regressors_multiplicative", "multiplicative_terms"}) {
    for (const std::string suffix : {"", "_lower", "_upper"}) names.push_back(name + suffix);
  }
  return names;
}

}  // namespace

TEST_CASE("words that are none are refused with those that are", "[rejected]") {
  for (const auto& [json, field, allowed] : std::vector<std::array<std::string, 3>>{
           {R"({"growth": "constant"})", "growth", "logistic"},
           {R"({"growth": ""})", "growth", "logistic"},
           {R"({"seasonality_mode": "batman"})", "seasonality_mode", "multiplicative"},
           {R"({"holidays_mode": "robin"})", "holidays_mode", "multiplicative"},
           {R"({"scaling": "maxabs"})", "scaling", "absmax"},
           {R"({"seasonalities": [{"name": "m", "period": 9, "fourier_order": 3, "mode": "x"}]})",
            "mode", "multiplicative"},
           {R"({"regressors": [{"name": "r", "mode": "x"}]})", "mode", "multiplicative"},
           {R"({"regressors": [{"name": "r", "standardize": "x"}]})", "standardize", "true"},
           {R"({"changepoint_range": "wide"})", "changepoint_range", "number"},
           {R"({"holidays": [{"ds": "2024-12-25"}]})", "holiday", "empty"},
           {R"({"holidays": [{"holiday": "xmas"}]})", "ds", "date"},
           {R"({"holidays": [{"holiday": "xmas", "ds": null}]})", "ds", "date"},
           {R"({"holidays": {"holiday": "xmas"}})", "holidays", "list"}}) {
    INFO(json);
    const auto read = analysis::parse_forecast_options(json);
    REQUIRE_FALSE(read.has_value());
    check_told(read.error(), ErrorCode::kInvalidOption, field);
    CHECK(read.error().message.find(allowed) != std::string::npos);
  }
}

TEST_CASE("options out of their range are refused by their name", "[rejected]") {
  const double nan = std::nan("");
  const double infinite = std::numeric_limits<double>::infinity();
  const std::vector<WrongOption> wrong = {
      {"changepoint_range", [](Options& o) { o.changepoint_range = -0.1; }},
      {"changepoint_range", [](Options& o) { o.changepoint_range = 2.0; }},
      {"changepoint_range", [=](Options& o) { o.changepoint_range = nan; }},
      {"changepoint_prior_scale", [](Options& o) { o.changepoint_prior_scale = 0.0; }},
      {"seasonality_prior_scale", [](Options& o) { o.seasonality_prior_scale = -1.0; }},
      {"holidays_prior_scale", [=](Options& o) { o.holidays_prior_scale = nan; }},
      {"interval_width", [](Options& o) { o.interval_width = 1.0; }},
      {"uncertainty_samples", [](Options& o) { o.uncertainty_samples = -1; }},
      {"mcmc_samples", [](Options& o) { o.mcmc_samples = -1; }},
      {"yearly_seasonality",
       [](Options& o) {
         o.yearly_seasonality = {SeasonalitySwitch::Kind::kOrder, -1};
       }},
      {"xmas", [](Options& o) { o.holidays = {holiday_of("xmas", 1)}; }},
      {"xmas", [](Options& o) { o.holidays = {holiday_of("xmas", 0, -1)}; }},
      {"xmas", [](Options& o) { o.holidays = {holiday_of("xmas", 0, 0, 0.0)}; }},
      {"xmas", [](Options& o) { o.holidays = {holiday_of("xmas", 0, 0, -1.0)}; }},
      {"xmas",
       [](Options& o) {
         o.holidays = {holiday_of("xmas", 0, 0, 5.0), holiday_of("xmas", 0, 0, 6.0)};
       }},
      {"monthly", [](Options& o) { o.seasonalities = {seasonality_of("monthly", 30.5, 0)}; }},
      {"monthly", [](Options& o) { o.seasonalities = {seasonality_of("monthly", 30.5, -1)}; }},
      {"monthly", [](Options& o) { o.seasonalities = {seasonality_of("monthly", 0.0)}; }},
      {"monthly", [=](Options& o) { o.seasonalities = {seasonality_of("monthly", infinite)}; }},
      {"monthly",
       [](Options& o) {
         o.seasonalities = {seasonality_of("monthly")};
         o.seasonalities[0].prior_scale = 0.0;
       }},
      {"load", [](Options& o) { o.regressors = {regressor_of("load", 0.0)}; }},
      {"load", [](Options& o) { o.regressors = {regressor_of("load", -3.0)}; }},
      {"country_holidays",
       [](Options& o) {
         o.country_holidays = CountryHolidays{"US", nullptr};
       }},
      {"level_steps",
       [](Options& o) {
         o.growth = Growth::kLogistic;
         o.n_level_steps = 3;
       }},
      {"n_level_steps", [](Options& o) { o.n_level_steps = 3'000; }},
      {"level_step_prior_scale", [](Options& o) { o.level_step_prior_scale = 0.0; }},
      {"month_positions",
       [](Options& o) {
         o.month_positions = {{MonthPosition::Kind::kFirstDay, 0.0, {}}};
       }},
      {"nu", [](Options& o) { o.likelihood.nu = 0.5; }},
      {"huber_threshold", [](Options& o) { o.likelihood.huber_threshold = 0.0; }},
      {"noise_growth", [](Options& o) { o.likelihood.noise_growth = 1.5; }}};
  const Table rows = noisy_days(30, 1);
  for (const WrongOption& option : wrong) {
    Options options;
    option.change(options);
    INFO(option.culprit);
    const Result<Model> model = fit(rows, options);
    REQUIRE_FALSE(model.has_value());
    check_told(model.error(), ErrorCode::kInvalidOption, option.culprit);
  }
}

TEST_CASE("reserved names and names with _delim_ are refused for anything named", "[rejected]") {
  std::vector<std::string> names = reserved_names();
  names.push_back("a_delim_b");
  for (const std::string& name : names) {
    INFO(name);
    const std::vector<WrongOption> uses = {
        {"holiday", [&](Options& o) { o.holidays = {holiday_of(name)}; }},
        {"seasonality", [&](Options& o) { o.seasonalities = {seasonality_of(name)}; }},
        {"regressor", [&](Options& o) { o.regressors = {regressor_of(name)}; }},
        {"condition", [&](Options& o) { o.seasonalities = {conditional("monthly", name)}; }}};
    for (const WrongOption& use : uses) {
      Options options;
      use.change(options);
      const Result<void> valid = validate(options);
      const bool is_builtin = name == "daily" || name == "weekly" || name == "yearly";
      if (is_builtin && use.culprit == "seasonality") {
        CHECK(valid.has_value());
        continue;
      }
      REQUIRE_FALSE(valid.has_value());
      check_told(valid.error(), ErrorCode::kInvalidOption, "\"" + name + "\"");
      CHECK(valid.error().message.find(use.culprit) != std::string::npos);
    }
  }
  for (const std::string name : {"", "_lower", "yhat2", "weekly sale", "Trend"}) {
    Options options;
    options.regressors = {regressor_of(name)};
    CHECK(validate(options).has_value() == !name.empty());
  }
}

TEST_CASE("a name can be that of one thing only", "[rejected]") {
  const std::vector<WrongOption> uses = {
      {"holiday", [](Options& o) { o.holidays = {holiday_of("promo")}; }},
      {"seasonality", [](Options& o) { o.seasonalities.push_back(seasonality_of("promo")); }},
      {"regressor", [](Options& o) { o.regressors = {regressor_of("promo")}; }},
      {"condition", [](Options& o) { o.seasonalities.push_back(conditional("other", "promo")); }}};
  for (std::size_t first = 0; first < uses.size(); ++first) {
    for (std::size_t second = 0; second < first; ++second) {
      Options options;
      uses[first].change(options);
      uses[second].change(options);
      const Result<void> valid = validate(options);
      REQUIRE_FALSE(valid.has_value());
      check_told(valid.error(), ErrorCode::kInvalidOption, "\"promo\"");
      CHECK(valid.error().message.find(uses[first].culprit) != std::string::npos);
      CHECK(valid.error().message.find(uses[second].culprit) != std::string::npos);
    }
  }
  // Two seasonalities may share a condition.
  Options shared;
  shared.seasonalities = {conditional("a", "promo"), conditional("b", "promo")};
  CHECK(validate(shared).has_value());
}

TEST_CASE("changepoints and level steps outside the history are refused with their date",
          "[rejected]") {
  const Table rows = noisy_days(30, 2);  // of January 2024
  for (const Timestamp outside : {midnight(2023, 12, 31), midnight(2024, 1, 31)}) {
    Options options;
    options.changepoints = std::vector<Timestamp>{midnight(2024, 1, 10), outside};
    Result<Model> model = fit(rows, options);
    REQUIRE_FALSE(model.has_value());
    check_told(model.error(), ErrorCode::kInvalidOption, to_iso_string(outside));
    options.changepoints.reset();
    options.level_steps = std::vector<Timestamp>{outside};
    model = fit(rows, options);
    REQUIRE_FALSE(model.has_value());
    check_told(model.error(), ErrorCode::kInvalidOption, to_iso_string(outside));
  }
  // Both ends are inside, but a step at the first date would be an offset.
  Options ends;
  ends.changepoints = std::vector<Timestamp>{rows.ds.front(), rows.ds.back()};
  CHECK(fit(rows, ends).has_value());
  ends.level_steps = std::vector<Timestamp>{rows.ds[1], rows.ds.back()};
  CHECK(fit(rows, ends).has_value());
  ends.level_steps = std::vector<Timestamp>{rows.ds.front()};
  CHECK_FALSE(fit(rows, ends).has_value());
}

}  // namespace expense::prophet
