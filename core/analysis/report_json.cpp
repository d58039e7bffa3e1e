#include "analysis/report_json.h"

#include <algorithm>
#include <cmath>

#include "analysis/holiday_choice.h"
#include "analysis/ranked_anomalies.h"

namespace expense::analysis {
namespace {

Json slice_json(const billing::Series& series) {
  Json slice = Json::object();
  if (!series.is_total()) slice[series.dimension] = series.name;
  return slice;
}

// Two decimals are plenty for a ratio, and a short text stays the same when a last bit moves.
double rounded(double value, double steps) { return std::round(value * steps) / steps; }

Json anomaly_json(const Report& report, const RankedAnomaly& ranked) {
  const detection::Anomaly& anomaly = ranked.anomaly;
  const double percent = anomaly.percent();
  Json json;
  json["id"] = ranked.id;
  json["start"] = to_iso_string(anomaly.first_day);
  json["end"] = to_iso_string(anomaly.last_day);
  json["raised_on"] = nullptr;  // filled by replay only
  json["kind"] = detection::to_string(anomaly.kind);
  json["score"] = rounded(anomaly.score, 100.0);
  json["severity"] = to_string(ranked.severity);
  json["slice"] = slice_json(report.series[ranked.series].series);
  json["series"] = ranked.series;
  json["impact"] = {{"total", anomaly.impact_in_cents().to_cents_string()},
                    {"actual", anomaly.actual_in_cents().to_cents_string()},
                    {"expected", anomaly.expected_in_cents().to_cents_string()},
                    {"percent", nullptr},
                    {"max", anomaly.max_impact.to_cents_string()}};
  if (std::isfinite(percent)) json["impact"]["percent"] = rounded(percent, 100.0);
  json["root_causes"] = Json::array();
  return json;
}

Json rejected_rows_json(const billing::Bill& bill) {
  Json rows = Json::array();
  for (const billing::RejectedRow& row : bill.rejected_rows) {
    rows.push_back({{"file", row.file}, {"line", row.line}, {"reason", row.reason}});
  }
  return rows;
}

// Services (accounts, if the bill knows no services) by falling cost, then by name: a list that
// reads well and has one order only.
Json by_service_json(const billing::CostTable& table) {
  const std::vector<Money> totals = table.totals_by(table.main_dimension(), 0);
  const std::vector<std::string>& names = table.values(table.main_dimension());
  std::vector<std::size_t> order;
  for (std::size_t code = 0; code < totals.size(); ++code) {
    if (!names[code].empty() || totals[code] != Money()) order.push_back(code);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return totals[a] != totals[b] ? totals[a] > totals[b] : names[a] < names[b];
  });
  Json services = Json::object();
  // Names are distinct; the object's own insertion would compare each with all before it.
  auto& entries = services.get_ref<Json::object_t&>();
  for (const std::size_t code : order) entries.emplace_back(names[code], totals[code].to_string());
  return services;
}

// Those that the bill names, with how many values they have.
Json dimensions_json(const billing::CostTable& table) {
  Json dimensions = Json::array();
  for (std::size_t d = 0; d < table.dimension_count(); ++d) {
    const auto dimension = static_cast<billing::Dimension>(d);
    const std::size_t named = table.values(dimension).size() - 1;
    if (named > 0) dimensions.push_back({{"name", table.name(dimension)}, {"values", named}});
  }
  return dimensions;
}

Json quality_json(const billing::DataQuality& quality) {
  Json findings = Json::array();
  for (const billing::QualityFinding& finding : quality.findings) {
    findings.push_back({{"issue", billing::to_string(finding.issue)},
                        {"first_date", to_iso_string(finding.first_day)},
                        {"last_date", to_iso_string(finding.last_day)},
                        {"text", finding.text}});
  }
  return {{"arriving_days", quality.arriving_days}, {"findings", findings}};
}

}  // namespace

Json preview_json(const std::vector<billing::HeadRecord>& records) {
  Json rows = Json::array();
  for (const billing::HeadRecord& record : records) rows.push_back(record.cells);
  return rows;
}

Json costs_json(const Report& report) {
  const CostChoice& costs = report.costs;
  Json json;
  json["measure"] = costs.measure;
  json["measure_reason"] = costs.measure_reason;
  json["split_by"] = report.bill.table.name(costs.split_by);
  json["total"] = report.series.front().series.total().to_string();
  json["charge_types"] = Json::array();
  for (const ChargeTypeCosts& type : costs.charge_types) {
    json["charge_types"].push_back({{"name", type.name},
                                    {"total", type.total.to_string()},
                                    {"counts", type.counts},
                                    {"reason", type.reason}});
  }
  return json;
}

Json inspection_json(const Report& report) {
  const billing::Bill& bill = report.bill;
  const billing::CostTable& table = bill.table;
  const std::vector<Day> days = table.distinct_days();
  Json json;
  json["format"] = billing::to_string(bill.format);
  json["files"] = bill.files;
  json["rows"] = bill.rows;
  json["first_date"] = days.empty() ? "" : to_iso_string(days.front());
  json["last_date"] = days.empty() ? "" : to_iso_string(days.back());
  json["days"] = days.size();
  json["currency"] = bill.currency;
  json["primary_measure"] = table.measures().front();
  json["total"] = table.total(0).to_string();
  json["totals"] = Json::object();
  for (std::size_t i = 0; i < table.measures().size(); ++i) {
    json["totals"][table.measures()[i]] = table.total(i).to_string();
  }
  json["missing_measures"] = Json::array();
  for (const billing::MissingMeasure& missing : bill.missing_measures) {
    json["missing_measures"].push_back({{"measure", missing.measure}, {"reason", missing.reason}});
  }
  json["by_service"] = by_service_json(table);
  json["costs"] = costs_json(report);
  json["dimensions"] = dimensions_json(table);
  json["offered_dimensions"] = bill.offered_dimensions;
  json["quality"] = quality_json(bill.quality);
  json["rejected"] = bill.rejected_count;
  json["rejected_rows"] = rejected_rows_json(bill);
  json["warnings"] = bill.warnings;
  if (report.series_left_out > 0) {
    json["warnings"].push_back(std::to_string(report.series_left_out) +
                               " of the smallest series are not judged one by one, only within the "
                               "total");
  }
  return json;
}

Json series_json(const Report& report, std::size_t index) {
  const JudgedSeries& judged = report.series[index];
  const billing::Series& series = judged.series;
  Json json;
  json["index"] = index;
  json["slice"] = slice_json(series);
  json["name"] = series.name;
  json["first_date"] = series.days.empty() ? "" : to_iso_string(series.days.front());
  json["last_date"] = series.days.empty() ? "" : to_iso_string(series.days.back());
  json["days"] = series.days.size();
  json["total"] = series.total().to_string();
  json["arriving_days"] = series.arriving_days;
  json["fitted"] = judged.judgement.fitted;
  json["note"] = judged.judgement.note;
  json["anomalies"] = judged.judgement.anomalies.size();
  return json;
}

Json report_json(const Report& report) {
  Json json;
  json["version"] = 1;
  json["input"] = inspection_json(report);
  json["options"] = options_json(report.options);
  json["series"] = Json::array();
  for (std::size_t i = 0; i < report.series.size(); ++i) {
    if (report.series[i].is_judged) json["series"].push_back(series_json(report, i));
  }
  json["anomalies"] = Json::array();
  for (const RankedAnomaly& ranked : ranked_anomalies(report)) {
    json["anomalies"].push_back(anomaly_json(report, ranked));
  }
  return json;
}

Json error_json(const Error& error) {
  return {{"code", to_string(error.code)}, {"message", error.message},
          {"file", error.place.file},      {"line", error.place.line},
          {"column", error.place.column},  {"advice", error.advice}};
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_pretty_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace expense::analysis
