#include "analysis/session.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "analysis/holiday_choice.h"
#include "base/listed.h"
#include "billing/bill_reader.h"

namespace expense::analysis {
namespace {

// Days of all series together that are held at once; with what is judged of them some 400 MB.
constexpr std::size_t kMostSeriesDays = 8'000'000;

// A dimension that no file has would be empty: a slip of the pen.
Result<void> find_extra_dimensions(const Report& report) {
  const billing::CostTable& table = report.bill.table;
  const std::vector<std::string>& offered = report.bill.offered_dimensions;
  for (std::size_t i = 0; i < table.extra_dimensions().size(); ++i) {
    const auto dimension = static_cast<billing::Dimension>(billing::kDimensionCount + i);
    const std::string& name = table.extra_dimensions()[i];
    const bool is_offered = std::find(offered.begin(), offered.end(), name) != offered.end();
    if (is_offered || table.values(dimension).size() > 1) continue;
    return fail(ErrorCode::kInvalidOption, "The bill has no dimension \"" + name + "\".",
                offered.empty()
                    ? "It offers none beside its columns (column:NAME)."
                    : "It offers " + listed(offered) + ", and its columns (column:NAME).");
  }
  return {};
}

void lay_out_series(Report& report) {
  const billing::CostTable& table = report.bill.table;
  const billing::CostScope& scope = report.costs.scope;
  report.series.clear();
  report.series.push_back({billing::total_series(table, scope), false, {}});
  billing::LargestSeries largest =
      billing::series_by(table, report.costs.split_by, scope, kMostSeriesDays);
  // A single part is the total again.
  if (largest.series.size() + largest.left_out > 1) {
    for (billing::Series& series : largest.series) {
      report.series.push_back({std::move(series), false, {}});
    }
  }
  report.series_left_out = largest.left_out;
  const std::optional<Day> first_arriving = report.bill.quality.first_arriving;
  if (!first_arriving) return;
  for (JudgedSeries& judged : report.series) {
    const std::vector<Day>& own = judged.series.days;
    judged.series.arriving_days =
        static_cast<int>(own.end() - std::lower_bound(own.begin(), own.end(), *first_arriving));
  }
}

}  // namespace

struct Session::State {
  billing::BillReader reader;
  detection::DesignCache designs;
  Report report;
};

Session::Session(AnalysisOptions options) : state_(std::make_unique<State>()) {
  state_->reader = billing::BillReader(options.read);
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
  state_->report.bill = std::move(*bill);
  if (auto ok = find_extra_dimensions(state_->report); !ok) return ok;
  return use_costs(state_->report.options.costs);
}

const std::vector<billing::HeadRecord>& Session::preview() const {
  return state_->reader.preview();
}

Result<void> Session::use_costs(const CostRequest& costs) {
  Report& report = state_->report;
  Result<CostChoice> choice = choose_costs(report.bill, costs);
  if (!choice) return tl::unexpected<Error>(choice.error());
  report.options.costs = costs;
  report.costs = *std::move(choice);
  lay_out_series(report);
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
