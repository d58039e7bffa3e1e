// `detect`: the anomalies of a bill.
#include <cmath>
#include <cstdio>

#include "analysis/holiday_choice.h"
#include "analysis/ranked_anomalies.h"
#include "analysis/report_json.h"
#include "cli/commands.h"
#include "cli/country_holidays_text.h"
#include "cli/text_table.h"

namespace expense::cli {
namespace {

// So that silence is not taken for "nothing wrong".
void tell_what_was_not_judged(const analysis::Report& report) {
  std::size_t unfitted = 0;
  for (const analysis::JudgedSeries& judged : report.series) {
    unfitted += judged.judgement.fitted ? 0U : 1U;
  }
  if (report.series_left_out > 0) {
    std::fprintf(stderr,
                 "warning: %zu of the smallest series are not judged one by one, only within the "
                 "total\n",
                 report.series_left_out);
  }
  if (unfitted == 0) return;
  const analysis::JudgedSeries& total = report.series.front();
  if (!total.judgement.fitted) {
    std::fprintf(stderr, "warning: nothing was judged: %s\n", total.judgement.note.c_str());
  } else {
    std::fprintf(stderr,
                 "warning: %zu of %zu series were not judged, see \"note\" of each in JSON\n",
                 unfitted, report.series.size());
  }
}

TextTable anomaly_table(const analysis::Report& report,
                        const std::vector<analysis::RankedAnomaly>& anomalies) {
  TextTable table{{"impact", "percent", "kind", "start", "end", "series", "actual", "expected",
                   "severity", "id"},
                  {}};
  for (const analysis::RankedAnomaly& ranked : anomalies) {
    const detection::Anomaly& anomaly = ranked.anomaly;
    const double percent = anomaly.percent();
    table.rows.push_back(
        {anomaly.impact_in_cents().to_cents_string(),
         std::isfinite(percent) ? std::to_string(std::llround(percent)) + "%" : "new",
         std::string(detection::to_string(anomaly.kind)), to_iso_string(anomaly.first_day),
         to_iso_string(anomaly.last_day), report.series[ranked.series].series.name,
         anomaly.actual_in_cents().to_cents_string(), anomaly.expected_in_cents().to_cents_string(),
         std::string(analysis::to_string(ranked.severity)), ranked.id});
  }
  return table;
}

TextTable daily_table(const analysis::Report& report) {
  TextTable table{{"series", "date", "actual", "expected", "lower", "upper"}, {}};
  for (const analysis::JudgedSeries& judged : report.series) {
    const detection::Judgement& judgement = judged.judgement;
    for (std::size_t i = 0; i < judged.series.days.size(); ++i) {
      std::vector<std::string> row = {judged.series.name, to_iso_string(judged.series.days[i]),
                                      judged.series.costs[i].to_string()};
      for (const auto* column : {&judgement.expected, &judgement.lower, &judgement.upper}) {
        row.push_back(judgement.fitted ? analysis::to_text((*column)[i]) : "");
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

// Silence about what does not count would be taken for its being judged.
void tell_what_does_not_count(const analysis::Report& report) {
  std::string text;
  for (const analysis::ChargeTypeCosts& type : report.costs.charge_types) {
    if (type.counts || type.total == Money()) continue;
    text += (text.empty() ? "" : ", ") + type.name + " " + type.total.to_cents_string();
  }
  if (text.empty()) return;
  std::fprintf(stderr, "note: judged by %s; not counted: %s (--charge-types all counts them)\n",
               report.costs.measure.c_str(), text.c_str());
}

}  // namespace

Result<int> detect(const DetectArguments& arguments) {
  detection::DetectOptions detect = arguments.detect;
  if (auto ok = analysis::choose_holidays(arguments.holidays, country_holidays_text(), detect);
      !ok) {
    return tl::unexpected<Error>(ok.error());
  }
  Result<analysis::Session> session = read_bills(arguments.bill, detect);
  if (!session) return tl::unexpected<Error>(session.error());
  for (std::size_t i = 0; i < session->report().series.size(); ++i) session->judge(i);
  const analysis::Report& report = session->report();
  tell_what_does_not_count(report);
  tell_what_was_not_judged(report);

  if (!arguments.daily_file.empty()) {
    if (auto ok = write_text(arguments.daily_file, csv_text(daily_table(report))); !ok) {
      return tl::unexpected<Error>(ok.error());
    }
  }

  const std::vector<analysis::RankedAnomaly> anomalies = analysis::ranked_anomalies(report);
  std::string text;
  switch (arguments.format) {
    case OutputFormat::kJson:
      text = analysis::to_pretty_text(analysis::report_json(report));
      break;
    case OutputFormat::kCsv:
      text = csv_text(anomaly_table(report, anomalies));
      break;
    case OutputFormat::kTable:
      text = anomalies.empty() ? "no anomalies\n" : aligned_text(anomaly_table(report, anomalies));
      break;
    case OutputFormat::kMarkdown:
      text = markdown_text(anomaly_table(report, anomalies));
      break;
  }
  print(text);
  return arguments.fail_on_anomaly && !anomalies.empty() ? kAnomalyFound : kDone;
}

}  // namespace expense::cli
