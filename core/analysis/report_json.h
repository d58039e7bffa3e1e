// The report's JSON, the same text natively and in WebAssembly. Money is exact decimal text.
#pragma once

#include <string>
#include <string_view>

#include "analysis/json_fields.h"
#include "analysis/session.h"

namespace expense::analysis {

/// What `inspect` prints: format, rows, dates, currency, totals, what is judged by default and what
/// the bill lacks, the quality of its data, rejected rows, warnings.
[[nodiscard]] Json inspection_json(const Report& report);

/// Records as lists of texts.
[[nodiscard]] Json preview_json(const std::vector<billing::HeadRecord>& records);

/// What is judged and why: measure, charge types with their totals, dimension.
[[nodiscard]] Json costs_json(const Report& report);

/// What `detect` prints: input, options, series and anomalies, these by |impact|, largest first.
[[nodiscard]] Json report_json(const Report& report);

/// One entry of "series".
[[nodiscard]] Json series_json(const Report& report, std::size_t index);

[[nodiscard]] Json error_json(const Error& error);

/// Text without line breaks; bytes that are no UTF-8 are replaced, never an abort.
[[nodiscard]] std::string to_text(const Json& json);
/// Indented text with a final line break.
[[nodiscard]] std::string to_pretty_text(const Json& json);

}  // namespace expense::analysis
