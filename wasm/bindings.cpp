// The door between the page and the core: registers the functions of expense_core.d.ts, no more.
#include <emscripten.h>
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report_json.h"
#include "analysis/sample_bill.h"
#include "analysis/session.h"

// Without exceptions a failed allocation would abort without a word: the page could not say why.
EM_JS(void, expense_out_of_memory, (), { abort("out of memory"); });

namespace {

using namespace expense;
using analysis::Json;
using emscripten::val;

std::string outcome(const Result<Json>& result) {
  Json json;
  json["ok"] = result.has_value();
  if (result) {
    json["value"] = *result;
  } else {
    json["error"] = analysis::error_json(result.error());
  }
  return analysis::to_text(json);
}

std::string outcome(const Result<void>& result) {
  if (!result) return outcome(Result<Json>(tl::unexpected<Error>(result.error())));
  return outcome(Result<Json>(Json(nullptr)));
}

// A typed array of its own: no view of the module's memory outlives a call.
template <class Number>
val copied(const char* array_type, const std::vector<Number>& numbers) {
  return val::global(array_type)
      .new_(emscripten::typed_memory_view(numbers.size(), numbers.data()));
}

class SessionFace {
 public:
  explicit SessionFace(const std::string& options_json)
      : options_(analysis::parse_options(options_json)),
        session_(options_.value_or(analysis::AnalysisOptions{})) {}

  std::string open_file(const std::string& name) {
    if (!options_) return outcome(Result<Json>(tl::unexpected<Error>(options_.error())));
    session_.open_file(name);
    return outcome(Result<void>());
  }
  val input_buffer(std::size_t size) {
    buffer_.resize(size);
    return val(emscripten::typed_memory_view(size, buffer_.data()));
  }
  std::string consume(std::size_t size) {
    if (size > buffer_.size()) size = buffer_.size();
    return outcome(session_.consume({reinterpret_cast<const char*>(buffer_.data()), size}));
  }
  std::string close_file() { return outcome(session_.close_file()); }
  void note(const std::string& warning) { session_.note(warning); }
  std::string inspect() {
    if (auto ok = session_.finish_reading(); !ok) return outcome(ok);
    buffer_ = {};
    return outcome(Result<Json>(analysis::inspection_json(session_.report())));
  }
  std::string preview() const {
    return analysis::to_text(analysis::preview_json(session_.preview()));
  }
  std::string use_holidays(const std::string& region, const std::string& country_holidays) {
    return outcome(session_.use_holidays(region, country_holidays));
  }
  std::string use_costs(const std::string& costs_json) {
    const Result<analysis::CostRequest> costs = analysis::parse_costs(costs_json);
    if (!costs) return outcome(Result<Json>(tl::unexpected<Error>(costs.error())));
    if (auto ok = session_.use_costs(*costs); !ok) return outcome(ok);
    return outcome(Result<Json>(analysis::costs_json(session_.report())));
  }
  std::size_t series_count() const { return session_.report().series.size(); }
  std::string series_name(std::size_t index) const {
    return index < series_count() ? session_.report().series[index].series.name : "";
  }
  std::string judge(std::size_t index) {
    if (index >= series_count()) return outcome(Result<Json>(no_series(index)));
    session_.judge(index);
    return outcome(Result<Json>(analysis::series_json(session_.report(), index)));
  }
  val columns(std::size_t index) const {
    val columns = val::object();
    if (index >= series_count()) return columns;
    const analysis::JudgedSeries& judged = session_.report().series[index];
    std::vector<std::int32_t> days;
    std::vector<double> actual;
    for (const Day day : judged.series.days) days.push_back(day.since_epoch);
    for (const Money cost : judged.series.costs) actual.push_back(cost.to_double());
    columns.set("days", copied("Int32Array", days));
    columns.set("actual", copied("Float64Array", actual));
    columns.set("expected", copied("Float64Array", judged.judgement.expected));
    columns.set("lower", copied("Float64Array", judged.judgement.lower));
    columns.set("upper", copied("Float64Array", judged.judgement.upper));
    return columns;
  }
  std::string report() const {
    return outcome(Result<Json>(analysis::report_json(session_.report())));
  }

 private:
  static tl::unexpected<Error> no_series(std::size_t index) {
    return fail(ErrorCode::kInvalidOption, "There is no series " + std::to_string(index) + ".");
  }

  Result<analysis::AnalysisOptions> options_;
  analysis::Session session_;
  std::vector<std::uint8_t> buffer_;
};

class SampleBillFace {
 public:
  SampleBillFace(double seed, int days) : bill_(make(seed, days)) {}

  val next() {
    const std::string slice = bill_.next_slice();
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(slice.data());
    return val::global("Uint8Array").new_(emscripten::typed_memory_view(slice.size(), bytes));
  }
  double progress() const { return bill_.progress(); }
  std::string truth() const { return bill_.truth(); }

 private:
  // A length out of its range becomes the nearest one in it: embind's constructors cannot fail.
  static analysis::SampleBill make(double seed, int days) {
    analysis::SampleBillOptions options;
    options.seed = static_cast<std::uint64_t>(seed);
    options.days = std::clamp(days, 1, 3660);
    return *analysis::SampleBill::make(options);
  }

  analysis::SampleBill bill_;
};

std::string default_options() {
  return analysis::to_text(analysis::options_json(analysis::AnalysisOptions{}));
}

std::string echo_options(const std::string& options_json) {
  const Result<analysis::AnalysisOptions> options = analysis::parse_options(options_json);
  if (!options) return outcome(Result<Json>(tl::unexpected<Error>(options.error())));
  return outcome(Result<Json>(analysis::options_json(*options)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(expense_core) {
  std::set_new_handler([] { expense_out_of_memory(); });
  emscripten::class_<SessionFace>("Session")
      .constructor<const std::string&>()
      .function("openFile", &SessionFace::open_file)
      .function("inputBuffer", &SessionFace::input_buffer)
      .function("consume", &SessionFace::consume)
      .function("closeFile", &SessionFace::close_file)
      .function("note", &SessionFace::note)
      .function("inspect", &SessionFace::inspect)
      .function("preview", &SessionFace::preview)
      .function("useHolidays", &SessionFace::use_holidays)
      .function("useCosts", &SessionFace::use_costs)
      .function("seriesCount", &SessionFace::series_count)
      .function("seriesName", &SessionFace::series_name)
      .function("judge", &SessionFace::judge)
      .function("columns", &SessionFace::columns)
      .function("report", &SessionFace::report);
  emscripten::class_<SampleBillFace>("SampleBill")
      .constructor<double, int>()
      .function("next", &SampleBillFace::next)
      .function("progress", &SampleBillFace::progress)
      .function("truth", &SampleBillFace::truth);
  emscripten::function("defaultOptions", &default_options);
  emscripten::function("echoOptions", &echo_options);
  emscripten::function("version", &analysis::version);
}
