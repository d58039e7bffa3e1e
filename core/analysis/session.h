// The façade: bytes of a bill in, settings in, a report out; one step at a time, so that the caller
// can show progress and stop between any two steps.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis_options.h"
#include "analysis/cost_choice.h"
#include "base/result.h"
#include "billing/bill.h"
#include "billing/bill_format.h"
#include "billing/series.h"
#include "detection/judge.h"

namespace expense::analysis {

/// One judged series.
struct JudgedSeries {
  billing::Series series;
  bool is_judged = false;
  detection::Judgement judgement;
};

/// What one analysis holds; complete once every series is judged.
struct Report {
  billing::Bill bill;
  AnalysisOptions options;
  CostChoice costs;  ///< What is judged, and why.
  std::vector<JudgedSeries>
      series;  ///< The total, then services (or what the bill is split by) by falling cost.
  std::size_t series_left_out = 0;  ///< The smallest, which are only part of the total.
};

/// One bill on its way from bytes to report:
///
///     Session session(options);
///     session.open_file("march.csv"); session.consume(slice); ...; session.close_file();
///     session.finish_reading();
///     for (std::size_t i = 0; i < session.report().series.size(); ++i) session.judge(i);
///
/// Calls in another order are programming mistakes.
class Session {
 public:
  /// @param options must be valid.
  explicit Session(AnalysisOptions options);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  void open_file(std::string name);
  /// @error see billing::BillReader.
  [[nodiscard]] Result<void> consume(std::span<const char> bytes);
  [[nodiscard]] Result<void> close_file();
  /// Puts a sentence among the bill's warnings: what the caller knows of a file that the core does
  /// not see, as that it is cut off.
  void note(std::string warning);

  /// Ends reading and lays out the series.
  /// @error when no file could be used; kInvalidOption for costs or extra dimensions that the bill
  /// lacks.
  [[nodiscard]] Result<void> finish_reading();

  /// See billing::BillReader::preview.
  [[nodiscard]] const std::vector<billing::HeadRecord>& preview() const;

  /// Judges other costs of the bill from now on. What was judged before is forgotten.
  /// @error kInvalidOption as choose_costs; then nothing has changed.
  [[nodiscard]] Result<void> use_costs(const CostRequest& costs);

  /// Counts the public holidays of another region from now on. What was judged before is forgotten.
  /// @param country_holidays  see choose_holidays.
  /// @error what choose_holidays refuses; then nothing has changed.
  [[nodiscard]] Result<void> use_holidays(std::string_view region,
                                          std::string_view country_holidays);

  /// Fits and judges one series.
  void judge(std::size_t index);

  [[nodiscard]] const Report& report() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Version of the core, for example "0.1.0".
[[nodiscard]] std::string version();

}  // namespace expense::analysis
