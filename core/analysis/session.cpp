#include "analysis/session.h"

#include <cassert>
#include <utility>

#include "analysis/holiday_choice.h"
#include "billing/bill_reader.h"

namespace expense::analysis {
namespace {

// Days of all series together that are held at once; with what is judged of them some 400 MB.
constexpr std::size_t kMostSeriesDays = 8'000'000;

}  // namespace

struct Session::State {
  billing::BillReader reader;
  detection::DesignCache designs;
  Report report;
};

Session::Session(AnalysisOptions options) : state_(std::make_unique<State>()) {
  state_->report.options = std::move(options);
}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::open_file(std::string name) { state_->reader.open_file(std::move(name)); }

Result<void> Session::consume(std::span<const char> bytes) { return state_->reader.consume(bytes); }

Result<void> Session::close_file() { return state_->reader.close_file(); }

void Session::note(std::string warning) { state_->reader.note(std::move(warning)); }

Result<void> Session::finish_reading() {
  Result<billing::Bill> bill = std::move(state_->reader).finish();
  if (!bill) return tl::unexpected<Error>(bill.error());
  Report& report = state_->report;
  report.bill = std::move(*bill);
  const billing::CostTable& table = report.bill.table;
  std::string& measure = report.options.measure;
  if (measure.empty()) measure = table.measures().front();
  report.measure = table.measure_index(measure);
  if (report.measure == table.measures().size()) {
    std::string known;
    for (const std::string& name : table.measures()) known += (known.empty() ? "" : ", ") + name;
    return fail(ErrorCode::kInvalidOption, "The bill has no measure \"" + measure + "\".",
                "It has " + known + ".");
  }
  report.series.push_back({billing::total_series(table, report.measure), false, {}});
  billing::LargestSeries largest =
      billing::series_by(table, table.main_dimension(), report.measure, kMostSeriesDays);
  // A single part is the total again.
  if (largest.series.size() + largest.left_out > 1) {
    for (billing::Series& series : largest.series) {
      report.series.push_back({std::move(series), false, {}});
    }
  }
  if (largest.left_out > 0) {
    std::string warning = std::to_string(largest.left_out);
    warning += " of the smallest series are not judged one by one, only within the total";
    report.bill.warnings.push_back(std::move(warning));
  }
  return {};
}

Result<void> Session::use_holidays(std::string_view region, std::string_view country_holidays) {
  Report& report = state_->report;
  if (auto ok = choose_holidays(region, country_holidays, report.options.detect); !ok) return ok;
  for (JudgedSeries& judged : report.series) {
    judged.is_judged = false;
    judged.judgement = {};
  }
  return {};
}

void Session::judge(std::size_t index) {
  assert(index < state_->report.series.size());
  JudgedSeries& judged = state_->report.series[index];
  judged.judgement =
      detection::judge(judged.series, state_->report.options.detect, state_->designs);
  judged.is_judged = true;
}

const Report& Session::report() const { return state_->report; }

std::string version() { return EXPENSE_VERSION; }

}  // namespace expense::analysis
