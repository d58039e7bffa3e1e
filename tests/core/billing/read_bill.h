// Reading bills in tests: from text, from the project's small files and from the shared samples.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "bill_text.h"
#include "billing/bill_reader.h"

namespace expense::billing::testing {

/// Reads `text` as one file in slices of `slice_bytes`.
inline Result<Bill> read_text(std::string_view text, std::size_t slice_bytes = 1 << 16,
                              const std::string& name = "bill.csv", ReadOptions options = {}) {
  BillReader reader(std::move(options));
  reader.open_file(name);
  while (!text.empty()) {
    const std::string_view slice = text.substr(0, slice_bytes);
    if (!reader.consume(std::span(slice.data(), slice.size()))) break;
    text.remove_prefix(slice.size());
  }
  static_cast<void>(reader.close_file());
  return std::move(reader).finish();
}

/// Reads `text` as one file with `options`.
inline Result<Bill> read_with(const ReadOptions& options, std::string_view text) {
  return read_text(text, 1 << 16, "bill.csv", options);
}

/// Reads several texts as the files a.csv, b.csv, ... of one bill.
inline Result<Bill> read_texts(std::initializer_list<std::string_view> texts) {
  BillReader reader;
  char letter = 'a';
  for (const std::string_view text : texts) {
    reader.open_file(std::string(1, letter++) + ".csv");
    static_cast<void>(reader.consume(std::span(text.data(), text.size())));
    static_cast<void>(reader.close_file());
  }
  return std::move(reader).finish();
}

inline std::string small_bill(const std::string& name) {
  std::ifstream file(std::string(EXPENSE_TEST_DATA) + "/bills/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The only member of a zip file whose data are deflated.
inline std::string unzipped(const std::string& zip) {
  const auto number = [&zip](std::size_t at) {
    return static_cast<unsigned char>(zip[at]) + 256U * static_cast<unsigned char>(zip[at + 1]);
  };
  constexpr std::size_t kLocalHeader = 30;
  std::string packed = zip.substr(kLocalHeader + number(26) + number(28));
  std::string text(std::size_t{4} << 20, '\0');
  z_stream stream = {};
  REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

/// The sample's text, unpacked; nullopt (and a warning) where the samples are not installed.
inline std::optional<std::string> sample(const std::string& name) {
  const std::string path = std::string(EXPENSE_SHARED_SAMPLES) + "/" + name;
  gzFile file = gzopen(path.c_str(), "rb");  // Reads plain files as they are.
  if (file == nullptr) {
    WARN("skipped: there is no sample " << path);
    return std::nullopt;
  }
  std::string text;
  char bytes[1 << 16];
  for (int size = 0; (size = gzread(file, bytes, sizeof bytes)) > 0;) {
    text.append(bytes, static_cast<std::size_t>(size));
  }
  gzclose(file);
  return text.substr(0, 4) == "PK\x03\x04" ? unzipped(text) : text;
}

inline std::string total(const Bill& bill, std::string_view measure) {
  return bill.table.total(bill.table.measure_index(measure)).to_string();
}

/// The sum of the primary measure for one value of a dimension; "none" when the bill has no such
/// value.
inline std::string total_of(const Bill& bill, Dimension dimension, std::string_view value) {
  const auto& values = bill.table.values(dimension);
  const auto found = std::find(values.begin(), values.end(), value);
  if (found == values.end()) return "none";
  return bill.table.totals_by(dimension, 0)[static_cast<std::size_t>(found - values.begin())]
      .to_string();
}

}  // namespace expense::billing::testing
