#include "analysis/ranked_anomalies.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace expense::analysis {
namespace {

// FNV-1a: a specified hash, so that ids are the same on every platform.
std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return hash;
}

std::string anomaly_id(const billing::Series& series, Day first_day) {
  std::string key = series.is_total() ? "total" : series.dimension;
  key += '\n';
  key += series.is_total() ? std::string() : series.name;
  key += '\n';
  key += to_iso_string(first_day);
  std::uint64_t hash = fnv1a(key);
  std::string id;
  for (int digit = 0; digit < 16; ++digit, hash >>= 4) id += "0123456789abcdef"[hash & 15];
  return id;
}

Severity severity_of(double impact, double average_day) {
  if (impact >= 0.5 * average_day) return Severity::kHigh;
  return impact >= 0.1 * average_day ? Severity::kMedium : Severity::kLow;
}

double average_day_of_bill(const Report& report) {
  if (report.series.empty() || report.series.front().series.days.empty()) return 0.0;
  const billing::Series& total = report.series.front().series;
  return std::fabs(total.total().to_double()) / static_cast<double>(total.days.size());
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kLow:
      return "low";
    case Severity::kMedium:
      return "medium";
    case Severity::kHigh:
      return "high";
  }
  return "unknown";
}

std::vector<RankedAnomaly> ranked_anomalies(const Report& report) {
  const double average_day = average_day_of_bill(report);
  std::vector<RankedAnomaly> ranked;
  for (std::size_t i = 0; i < report.series.size(); ++i) {
    const JudgedSeries& judged = report.series[i];
    for (const detection::Anomaly& anomaly : judged.judgement.anomalies) {
      const double impact = std::fabs(anomaly.impact.to_double());
      ranked.push_back({i, anomaly, severity_of(impact, average_day),
                        anomaly_id(judged.series, anomaly.first_day)});
    }
  }
  // Stable: equal impacts stay in the order of series and day.
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return abs(a.anomaly.impact) > abs(b.anomaly.impact);
  });
  return ranked;
}

}  // namespace expense::analysis
